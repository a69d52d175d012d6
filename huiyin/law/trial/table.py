"""The table of acts (办理步骤表) as a picture and as text: for people who read law and not code."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.situation import always
from huiyin.law.terms import ClockKind, Term

_HEAD = "# The table of acts · 办理步骤表\n\n"
_ABOUT = (
    "Drawn from `huiyin/law/matter/table.py` by `./run law table`; a test compares the two. Each row is one act: from "
    "where, where to, who, under which article of the national regulation, which papers it owes, which clocks it "
    "stops (–) and starts (+). Clocks in brackets only sometimes. An act with several rows follows the first whose "
    "condition fits.\n\n"
)


def as_markdown(procedure: Procedure) -> str:
    """The whole document."""
    return (
        "\n".join([_HEAD + _ABOUT + "## The picture\n", *_picture(procedure), "\n## The text\n", *_text(procedure)])
        + "\n"
    )


def _picture(procedure: Procedure) -> Iterator[str]:
    """Stages and the acts that lead from one to another; acts that stay where they are stand in the text alone."""
    yield "```mermaid\nstateDiagram-v2"
    for stage in procedure.stages:
        yield f'    state "{stage.label}" as {stage.value}'
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in procedure.moves:
        if move.to is not None:
            for stage in sorted(move.from_, key=list(procedure.stages).index):
                labels = arrows.setdefault((stage.value, move.to.value), [])
                labels += [move.act.label] if move.act.label not in labels else []
    for (before, after), labels in arrows.items():
        if before != after:
            yield f"    {before} --> {after} : {'、'.join(labels)}"
    yield "```"


def _text(procedure: Procedure) -> Iterator[str]:
    yield "| Act | From | To | Who | Seat | Article | Papers | Clocks |"
    yield "|---|---|---|---|---|---|---|---|"
    for move in procedure.moves:
        cells = (
            f"{move.act.label} `{move.act.value}`",
            _names(tuple(stage for stage in procedure.stages if stage in move.from_)),
            move.to.label if move.to is not None else "—",
            _names(move.by),
            move.seat.label,
            move.article.label(),
            _names(move.papers),
            _clocks(move),
        )
        yield f"| {' | '.join(cells)} |"


def _names(terms: tuple[Term, ...]) -> str:
    return "、".join(term.label for term in terms)


def _clocks(move: Move) -> str:
    stopped = [f"–{_clock(kind)}" for kind in move.stops] + [f"–({_clock(kind)})" for kind, _ in move.stops_when]
    started = [f"+{_clock(kind)}" if when is always else f"+({_clock(kind)})" for kind, when in move.opens]
    return " ".join((*stopped, *started))


def _clock(kind: ClockKind) -> str:
    return f"{kind.value}"
