"""Sample checks (抽查) as a kind of record: what is known of frame, draw and readings before the law is asked."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, Model, OuterRef

from huiyin.cases.asked import asked
from huiyin.cases.models import Case
from huiyin.insights.handling import is_open
from huiyin.law.check.draw import digest_of
from huiyin.law.check.facts import FIRST, SECOND, CheckFacts, newborn
from huiyin.law.check.procedure import CHECK
from huiyin.law.check.sheets import SHEETS
from huiyin.law.check.vocabulary import CheckAct, CheckStage
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.particulars import fit
from huiyin.law.frame.verdict import Refusal, to_correct
from huiyin.law.sources.articles import cite
from huiyin.law.words import P, Phrase
from huiyin.oversight import sampling
from huiyin.oversight.models import Check, CheckFrame, CheckReading
from huiyin.oversight.secrecy import secret
from huiyin.papers.document import long_day
from huiyin.papers.facts import PaperFacts
from huiyin.people.posts import names_of
from huiyin.record.door import Refused
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.models import Event
from huiyin.record.projection import linked, project
from huiyin.record.rows import EXTRA, RowFault
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import canonical, facts_from
from huiyin.store.ids import new_id
from huiyin.vault.opening import read_out

DRAWN: Final = "drawn"
ANSWER_DAYS: Final = 15
_SENDS: Final = frozenset({CheckAct.SEND, CheckAct.ASK, CheckAct.RETURN})
_MACHINE: Final = "系统随机生成"


def facts_of(row: Check) -> CheckFacts:
    facts: CheckFacts = facts_from(CHECK, row.facts)
    return facts


def _prepare(row: Check, act: CheckAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is CheckAct.FRAME:
        return _framed(row, given, by, moment.day)
    facts = facts_of(row)
    if act is CheckAct.DRAW:
        return _drawn(row, facts, given, by, moment.day)
    if act in (CheckAct.READ, CheckAct.SETTLE):
        return _read(row, facts, act, given, by, moment.day)
    if act is CheckAct.ORDER:
        case = asked(given.get("matter"), by, moment.day)
        return {**given, "matter_id": case.id if case else 0}, ()
    if act is CheckAct.CONCLUDE and facts.sample <= facts.read:
        return {**given, **sampling.findings(row.id, facts)}, ()
    if act in _SENDS:
        more = {"found": sampling.shown_of(facts.sample, facts.to_organ)} if act is CheckAct.ASK else {}
        return {**given, **more, **secret(facts.sample, moment.day)}, ()
    return given, ()


def _framed(row: Check, given: Given, by: Actor, on: date) -> Prepared:
    """The matters from which is drawn are fixed, by their digest, before anybody knows the seed."""
    values, _ = fit(CHECK.needs(CheckAct.FRAME), given)
    values |= {"asked": SHEETS[values["sheet"]].written()}
    frame = sampling.frame_of(newborn(values), by, on)
    told = {"digest": digest_of(frame.numbers), "size": len(frame.cases), "left_out": frame.left_out}
    numbers = CheckFrame(id=new_id(), check_id=row.id, numbers="\n".join(frame.numbers))
    return {**values, **told}, (numbers,)


def _drawn(row: Check, facts: CheckFacts, given: Given, by: Actor, on: date) -> Prepared:
    typed = str(given.get("seed") or "").strip() or None
    found = sampling.drawn_from(row.id, facts, typed or secrets.token_hex(16), by, on)
    links = [linked(row, CHECK.key, matter, "matter", DRAWN) for matter in sorted({*found["drawn"], *found["risky"]})]
    where = str(given.get("seed_from") or "") if typed else _MACHINE
    return {**given, **found, "typed": typed, "seed_from": where}, tuple(links)


def _read(row: Check, facts: CheckFacts, act: CheckAct, given: Given, by: Actor, on: date) -> Prepared:
    case = asked(given.get("matter"), by, on)
    if case is None or not is_open(case):
        raise Refused(_not_found(act))
    reading = facts.sheet.whole(given.get("answers"))
    turn = sampling.FINAL if act is CheckAct.SETTLE else SECOND if by.person == facts.second else FIRST
    told = {
        "matter_id": case.id, "turn": turn, "reading": reading, "own_hand": by.person in sampling.dealt_with(case),
        "differs": bool(reading) and _differs(row.id, case.id, turn, reading or {}),
    }  # fmt: skip
    said = {"check_id": row.id, "matter": case.id, "turn": turn, "reader": by.person or 0}
    kept = CheckReading(id=new_id(), **said, answers=canonical(reading or {}))
    return {**given, **told}, (kept,)


def _differs(check: int, matter: int, turn: str, reading: Mapping[str, Mapping[str, str]]) -> bool:
    other = sampling.readings_of(check).get((matter, FIRST if turn == SECOND else SECOND))
    return other is not None and sampling.answers_in(other) != sampling.answers_in(reading)


def _not_found(act: CheckAct) -> Refusal:
    wrong = {"matter": P("没有找到这件信访事项，或者现在不能评议。")}
    return to_correct(act, cite("xf2022", 40, 1), wrong, P("请核对编号；不能评议的，请撤销这次抽查，另外再抽。"))


# What it shows, and what its letter says ----------------------------------------------------------------------------


def _said(events: Iterable[Event], *acts: CheckAct) -> dict[str, Any]:
    """What the last of these acts said; empty before any was done."""
    wanted = {act.value for act in acts}
    found: list[dict[str, Any]] = [read_out(event.payload)["said"] for event in events if event.act in wanted]
    return found[-1] if found else {}


def _as_rows(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in rows)


def _how_drawn(facts: CheckFacts, events: Sequence[Event]) -> tuple[tuple[str, str], ...]:
    draw = _said(events, CheckAct.DRAW)
    scope = f"{long_day(facts.since)}至{long_day(facts.until)}{facts.about.label}事项，共{facts.size}件"
    rows = [("范围", scope), ("范围指纹（SHA-256）", facts.digest)]
    if facts.left_out:
        rows.append(("评议人经手过、没有列入的（件）", str(facts.left_out)))
    if draw:
        by_risk = f"，另按办理风险{len(facts.risky)}件" if facts.risky else ""
        rows += [("抽取", f"随机{len(facts.drawn)}件{by_risk}"), ("种子", f"{facts.seed}（{draw['seed_from']}）")]
    rows.append(("评议表", f"{facts.sheet.title}（{facts.sheet.version}）"))
    return tuple(rows)


def _shows(row: Check, actor: Actor, on: date) -> Iterator[Section]:
    """How it was drawn, how far it is read, what was found; never what a single reader saw."""
    facts, events = facts_of(row), row.journal()
    yield Section(P("怎样抽取的"), rows=_how_drawn(facts, events), note=_AGAIN if facts.seed else None)
    if facts.stage is CheckStage.DRAWN:
        yield Section(P("评议到哪里了"), rows=_progress(facts))
    done = _said(events, CheckAct.CONCLUDE)
    if done:
        yield Section(P("抽查结果"), rows=_as_rows(done["result"]), note=_BY_CHANCE)
        yield Section(P("查出问题的事项"), table=_by_matter(done["found"]), note=None if done["found"] else _NONE)
    inquiry = _said(events, CheckAct.ASK)
    if inquiry:
        yield Section(P("办理记录里看到的"), table=_by_matter(inquiry["found"]), note=_A_QUESTION)


def _by_matter(rows: Iterable[Sequence[str]]) -> Table | None:
    """A row for each matter, which leads to it; whoever may not read it is told there that there is none."""
    found = tuple((Cell(number, "case", (number,)), Cell(told)) for number, told in rows)
    return Table.of_words((P("事项"), P("看到的")), found) if found else None


_NONE: Final[Phrase] = P("没有查出问题的事项。")
_AGAIN: Final[Phrase] = P("把“种子:编号”算SHA-256，从小到大取；谁都可以重算。")
_BY_CHANCE: Final[Phrase] = P("比例只按随机抽取的算；按风险抽的不代表全部。")
_A_QUESTION: Final[Phrase] = P("这是询问，不是结论。请机关说明。")


def _progress(facts: CheckFacts) -> tuple[tuple[str, str], ...]:
    names = names_of([facts.first, facts.second])
    rows = [
        (f"第一评议人 {names.get(facts.first, '')}", f"{len(facts.read)}／{len(facts.sample)}"),
        (f"第二评议人 {names.get(facts.second, '')}", f"{len(facts.read_again)}／{len(facts.twice)}"),
    ]
    if facts.differing:
        rows.append(("看法不同，待合议", str(len(facts.differing))))
    return tuple(rows)


def _paper(paper: PaperFacts, row: Check, events: Sequence[Event]) -> PaperFacts:
    done, inquiry = _said(events, CheckAct.CONCLUDE), _said(events, CheckAct.ASK)
    figures = {"drawn": _how_drawn(facts_of(row), events), "found": _as_rows((done or inquiry).get("found", ()))}
    if done:
        figures["result"] = _as_rows(done["result"])
    return replace(paper, figures=figures, said={**paper.said, "summary": done.get("summary", "")})


def _suggest(row: Check, act: CheckAct, facts: CheckFacts, on: date) -> Mapping[str, Any]:
    if act in _SENDS or act is CheckAct.ORDER:
        return {"until": (on + timedelta(days=ANSWER_DAYS)).isoformat()}
    return {}


def _belongings(row: Check) -> Iterator[Model]:
    yield from CheckFrame.objects.filter(check_id=row.id)
    yield from CheckReading.objects.filter(check_id=row.id)


def _strays() -> Iterator[RowFault]:
    """Frames and readings of no check."""
    nobody = ~Exists(Check.objects.filter(id=OuterRef("check_id")))
    for model in (CheckFrame, CheckReading):
        for row in model.objects.filter(nobody).values_list("pk", flat=True):
            yield RowFault(model._meta.db_table, str(row), EXTRA)


def to_read(row: Check, person: int | None) -> frozenset[int]:
    """The matters of a check that a person has still to read."""
    facts = facts_of(row)
    if facts.stage is not CheckStage.DRAWN:
        return frozenset()
    if person == facts.second:
        return facts.twice - facts.read_again
    return facts.sample - facts.read if person == facts.first else frozenset()


def cases_of(ids: Iterable[int]) -> list[Case]:
    return list(Case.objects.filter(id__in=list(ids)).order_by("number"))


CHECKS = Kind(
    CHECK, Check, project, prepare=_prepare, suggest=_suggest, mark="K", shows=_shows, paper=_paper,
    belongings=_belongings, strays=_strays, told={CheckAct.RETURN: "returned", CheckAct.NOTE_OVERDUE: "overdue"},
)  # fmt: skip
