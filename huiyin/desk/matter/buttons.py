"""The acts as one person finds them: what the law wants next, what else may be done, what is closed and why.

Drawn from the table through ``openings``; nothing here opens or closes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from huiyin.cases.models import Case
from huiyin.desk.links import HOLE, act_link, link
from huiyin.desk.matter.closed import drawn
from huiyin.desk.matter.next_step import Step, hindered, wanted
from huiyin.desk.names import Names
from huiyin.law.frame.decide import Verdict
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER, RESTS_ON_PAPERS
from huiyin.law.matter.promising import TOLD
from huiyin.law.matter.table import AFTER_ANSWER
from huiyin.law.terms import OUTSIDE, Act, Stage
from huiyin.law.words import P, Phrase

#: The keys of the acts on the next-step card: the wanted one, and up to three others.
KEYS = ("E", "2", "3", "4")

#: Done by the petitioner, by the system, or as the other half of another act: never a button of the desk.
NOT_AT_THE_DESK = frozenset(
    {act for act, rows in MATTER.by_act.items() if all(set(row.by) <= OUTSIDE for row in rows)}
    | {Act.LODGE}
    | MATTER.halves
    | TOLD
)
#: Acts that another kind of record writes into the matter's journal.
WRITTEN_BY: Mapping[Act, str] = {
    Act.SUPERVISE: "order", Act.NOTE_VISIT: "visit", Act.NOTE_CHARGE: "charge", Act.NOTE_CONDITION: "notyet",
    Act.NOTE_CONFERENCE: "topic",
}  # fmt: skip
#: Offered beside what it opens, not among the buttons.
ASIDE = frozenset({Act.UNMASK})


def _nobodys(act: Act) -> bool:
    return False


Recorded = Mapping[Act, str]
_NOWHERE: Recorded = {}


@dataclass(frozen=True, slots=True)
class Buttons:
    """The next-step card and what stands below it. ``unmask_url`` is empty for those who may not unmask."""

    next: dict[str, Any]
    more: list[dict[str, Any]]
    closed: list[SafeString]
    unmask_url: str


def act_url(case: Case, act: Act) -> str:
    """Where an act is done: on its own form, or on that of the record that writes it."""
    if act in (Act.OPEN_HEARING, Act.CLOSE_HEARING):
        return link("hearing-of", HOLE).replace(HOLE, case.number)
    if act in WRITTEN_BY:
        return f"{link('record-new', WRITTEN_BY[act])}?matter={case.number}"
    return act_link(case.number, act.value)


def buttons(
    case: Case,
    facts: Facts,
    verdicts: Iterable[Verdict],
    names: Names,
    recorded: Recorded = _NOWHERE,
    me: int | None = None,
    theirs: Callable[[Act], bool] = _nobodys,
    papers: bool = False,
) -> Buttons:
    """
    :param me: who looks at the page; ``theirs`` whether an act is theirs to do, once nothing stands in its way;
        ``papers`` whether one on which an act rests has not been issued.
    :param recorded: acts that another record writes here, by where they are done in that.
    """
    verdicts = list(verdicts)
    answers = [verdict for verdict in verdicts if verdict.act not in NOT_AT_THE_DESK | _too_early(facts)]
    allowed = _allowed(answers)
    allowed |= _allowed(verdict for verdict in verdicts if verdict.act in recorded)
    steps = wanted(facts, allowed.values())[: len(KEYS)]
    prompted = {step.act for step in steps} | ASIDE
    closed = [answer for answer in answers if isinstance(answer, Refusal)]
    waits = None if steps else hindered(facts, closed, theirs)
    return Buttons(
        next=_card(case, facts, allowed, steps, names, recorded, me)
        if waits is None
        else _not_yet(case, waits, papers),
        more=[_button(case, act, recorded) for act in allowed if act not in prompted],
        closed=[drawn(answer) for answer in closed if answer.act not in ASIDE],
        unmask_url=act_url(case, Act.UNMASK) if Act.UNMASK in allowed else "",
    )


def _not_yet(case: Case, waits: Refusal, unissued: bool) -> dict[str, Any]:
    """The card of somebody who finds "nothing to do" while only something is missing that they see to themselves."""
    said = {"act": waits.act.label, "why": waits.reason, "instead": waits.instead or ""}
    papers = {"label": P("文书"), "url": link("papers", case.number), "first": True, "key": KEYS[0]}
    return {
        "sentence": P("下一步“{act}”还不能做：{why}{instead}", **said),
        "citations": [waits.citation],
        "acts": [papers] if unissued and waits.act in RESTS_ON_PAPERS else [],
    }


def _too_early(facts: Facts) -> frozenset[Act]:
    """What stands beside an answer alone, while there is none."""
    return frozenset() if facts.stage in AFTER_ANSWER else frozenset({Act.NOTE_CONDITION})


def next_card(case: Case, facts: Facts, verdicts: Iterable[Verdict], names: Names, me: int | None) -> dict[str, Any]:
    """The next-step card alone, for pages that show no other button."""
    allowed = _allowed(verdict for verdict in verdicts if verdict.act not in NOT_AT_THE_DESK)
    return _card(case, facts, allowed, wanted(facts, allowed.values())[: len(KEYS)], names, _NOWHERE, me)


def _allowed(answers: Iterable[Verdict]) -> dict[Act, Decision]:
    return {answer.act: answer for answer in answers if isinstance(answer, Decision)}


def _card(
    case: Case,
    facts: Facts,
    allowed: Mapping[Act, Decision],
    steps: Sequence[Step],
    names: Names,
    recorded: Recorded,
    me: int | None,
) -> dict[str, Any]:
    return {
        "sentence": steps[0].because if steps else elsewhere(facts, names, me),
        "citations": [allowed[step.act].citation for step in steps[:1]],
        "acts": [_button(case, step.act, recorded, key=KEYS[place]) for place, step in enumerate(steps)],
    }


def _button(case: Case, act: Act, recorded: Recorded, *, key: str = "") -> dict[str, Any]:
    return {"label": act.label, "url": recorded.get(act) or act_url(case, act), "first": key == KEYS[0], "key": key}


def elsewhere(facts: Facts, names: Names, me: int | None) -> Phrase:
    """What to say to somebody from whom nothing is wanted."""
    if facts.stage is Stage.ARCHIVED:
        return P("已经归档，没有下一步。")
    if facts.stage is Stage.CLOSED:
        return P("已经办结。")
    if me is not None and facts.owner == me:
        if facts.stage is Stage.REGISTERED:
            return P("在您手里，等分流。分流由办信的同事来做，可以现在就交给他们。")
        return P("在您手里，您的岗位现在没有要做的；下一步由别的岗位来办。")
    who = {"organ": names.organ(facts.holder), "person": names.person(facts.owner)}
    return P("现在由{organ} {person} 经手，您这里没有要做的。", **who)
