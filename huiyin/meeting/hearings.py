"""Hearings (听证) as a kind of record: what the matter and its journal show is asked before the law is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from huiyin.cases.asked import matter_for
from huiyin.cases.lending import titles
from huiyin.cases.models import Case
from huiyin.cases.relations import HEARD
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.turn import Holding
from huiyin.law.frame.verdict import Also, to_correct
from huiyin.law.hearing.facts import HearingFacts
from huiyin.law.hearing.procedure import HEARING
from huiyin.law.hearing.vocabulary import HearingAct
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act, RecusalRuling
from huiyin.law.words import P
from huiyin.meeting import hearing_shown as shown
from huiyin.meeting.hearing_shown import facts_of, panel_in_words
from huiyin.meeting.models import Hearing
from huiyin.meeting.panelists import Stranger, draw
from huiyin.meeting.telling import tells_of_hearing
from huiyin.people.posts import names_of
from huiyin.record import rows
from huiyin.record.door import Refused, open_record
from huiyin.record.kinds import Given, Kind, Moment, Prepared, Step
from huiyin.record.models import Event
from huiyin.record.projection import COLUMNS, INSIDE, linked, reflect, write
from huiyin.record.rows import Past, RowFault, differing
from huiyin.store.rows import insert
from huiyin.typed.wholes import whole
from huiyin.vault.opening import is_token, stored

A = HearingAct
#: Acts that look at the matter as it stands.
_LOOKS: Final = frozenset({A.GRANT, A.ARRANGE, A.NOTIFY, A.RULE, A.POSTPONE, A.START, A.ATTACH, A.CONCLUDE})
#: In the journal of a matter, what makes somebody one who looked into it.
_LOOKED: Final = (Act.INVESTIGATE, Act.LISTEN, Act.PROPOSE, Act.PROPOSE_REVIEW, Act.ACCEPT, Act.ADMIT_REVIEW)
_OWN: Final = ("matter", "day", "shown", "subject", "until")
#: So much of the subject stands in the announcement.
MOST_SAID: Final = 120
#: So many are drawn by lot at most.
MOST_DRAWN: Final = 30


# Before the law is asked -------------------------------------------------------------------------------------------


def _prepare(row: Hearing, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is A.OPEN:
        return _opened(row, given, by, moment.day)
    if act is A.FALL_AWAY:
        return {**given, "left": _matter(row).number == given.get("from")}, ()
    said = {**given, **(_standing(_matter(row)) if act in _LOOKS else {})}
    more = _MORE.get(act)
    return ({**said, **more(row, said)} if more else said), ()


def _matter(row: Hearing) -> Case:
    return Case.objects.get(id=row.matter)


def _opened(row: Hearing, given: Given, by: Actor, on: date) -> Prepared:
    """The matter by its number, as far as whoever opens it may read it, or by its id where the matter itself does."""
    found = given.get("matter_id")
    if by.person is None and found:
        case = Case.objects.get(id=found)
    else:
        case = matter_for(A.OPEN, given, by, on, cite("xf2022", 31, None, 6), whole=False)
    row.matter = case.id
    another = Hearing.objects.filter(matter=case.id, closed_on__isnull=True).first()
    known = {
        "matter": case.number, "matter_id": case.id, "title": f"听证：{case.number}", "book": case.book,
        "another": another.number if another else None, **_standing(case),
    }  # fmt: skip
    return {**given, **known}, (linked(row, HEARING.key, case.id, "matter", HEARD),)


def _standing(case: Case) -> dict[str, Any]:
    """Where the matter stands, and who may not lead because they looked into it or judged it."""
    facts = load_facts(case.facts)
    events = Event.objects.filter(record=case.id, act__in=[act.value for act in _LOOKED])
    looked = set(events.filter(by__isnull=False).values_list("by", flat=True)) | {facts.handler, facts.owner}
    return {
        "matter_stage": facts.stage, "matter_holder": facts.holder, "matter_report": facts.report,
        "investigators": sorted({each for each in looked if each} | facts.judged_by | facts.recused),
    }  # fmt: skip


def _with_panel(row: Hearing, said: Given) -> Mapping[str, Any]:
    return {"panel_named": panel_in_words(facts_of(row))}


def _drawn(row: Hearing, said: Given) -> Mapping[str, Any]:
    named, field = (str(said.get(name) or "") for name in ("named", "field"))
    count = whole(said.get("count"), 0, MOST_DRAWN) or 0
    try:
        members = draw(row.holder_code, count, named, field, facts_of(row).kept_out)
    except Stranger as fault:
        wrong = {"named": P("名册里没有“{name}”，或者已经回避。", name=fault.name)}
        raise Refused(to_correct(A.DRAW, cite("xf2022", 31, None, 6), wrong, P("请核对名册。"))) from None
    return {"drawn": [[each.listed, each.name, each.capacity] for each in members]}


def _leaving(row: Hearing, said: Given) -> Mapping[str, Any]:
    """Whom a ruling means, by the name that was written."""
    if said.get("ruling") != RecusalRuling.GRANTED:
        return {}
    facts, name = facts_of(row), str(said.get("whom") or "").strip()
    seated = names_of([each for each in (facts.host, facts.recorder) if each])
    person = next((each for each, called in seated.items() if called == name), None)
    if person is None and name not in {each.name for each in facts.panel}:
        return {"leaving": None}
    return {"leaving": {"name": name, "person": person}}


_MORE: Final = {A.NOTIFY: _with_panel, A.POSTPONE: _with_panel, A.DRAW: _drawn, A.RULE: _leaving}


# Beside the journal ------------------------------------------------------------------------------------------------


def _project(step: Step) -> None:
    row, facts = step.row, step.after
    reflect(row, HEARING, facts, step.world)
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    write(step, HEARING, (*COLUMNS, *_OWN), INSIDE, stands=True)
    for each in step.rows:
        insert([each])


def _columns(facts: HearingFacts) -> dict[str, Any]:
    """The columns of a hearing alone; its words in the announcement are cut to their column, or closed with it."""
    subject = "" if is_token(stored(facts.subject)) else facts.subject[:MOST_SAID]
    told = {"matter": facts.matter, "day": facts.day, "shown": facts.announced, "until": facts.published_until}
    return {**told, "subject": subject}


def _derive(row: Hearing, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """What every kind has, and the columns of a hearing."""
    yield from rows.opened(row, HEARING, pasts)
    wanted = Hearing(id=row.id, **_columns(pasts[-1].after))
    yield from differing([row], [wanted], ("pk",), _OWN, row.id)


def _open(parent: Case, also: Also, by: Actor, moment: Moment) -> Hearing:
    """What the petitioner asks for becomes a record at the organ that has the matter in hand."""
    given = {**also.given, "matter": parent.number, "matter_id": parent.id}
    row: Hearing = open_record(HEARINGS, by=by, at=moment.at, given=given, whose=Holding(parent.holder, parent.owner))
    return row


HEARINGS = Kind(
    HEARING,
    Hearing,
    _project,
    prepare=_prepare,
    derive=_derive,
    open=_open,
    columns=_columns,
    mark="H",
    borrows=titles,
    shows=shown.shows,
    shown_with_forms=True,
    suggest=shown.suggest,
    caption=shown.caption,
    wants=shown.wants,
    again=frozenset({A.SPEAK, A.READ}),
    tells=tells_of_hearing,
    paper=shown.paper,
    told={
        A.OPEN: "petitioner", A.OBJECT: "petitioner", A.ANSWER: "petitioner", A.RULE: "decided",
        A.DECLARE: "changed", A.SIGN: "changed",
        A.NOTE_OVERDUE: "overdue",
    },
    for_heads=frozenset({A.OBJECT, A.DECLARE}),
)  # fmt: skip
