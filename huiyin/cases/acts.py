"""The door to a matter: ``lodge`` opens one, ``take_in`` many from elsewhere, ``perform`` does one act.

One transaction each: lock the row, build the facts, ask the law, append the event to the chain, fold it into the
facts, and write what follows (clocks, papers owed, standing, outbox). Nothing else writes a stage.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from huiyin.cases import enveloping, materials, projections, queries, screens
from huiyin.cases.asked import asked
from huiyin.cases.content import WORDS, commitment, mark_of
from huiyin.cases.derived import belongings, derive, strays
from huiyin.cases.envelopes import conceal, envelope_of, enveloped_lodging, new_envelope, said_in
from huiyin.cases.identity import further_phones
from huiyin.cases.lodging import Lodging, PartyText, digests, said, tidied
from huiyin.cases.models import Case
from huiyin.cases.numbers import new_query_code
from huiyin.cases.owing import with_papers
from huiyin.cases.parts import part_of
from huiyin.cases.projections import First, Opened
from huiyin.cases.relations import follows_in_secret, particulars_from_elsewhere
from huiyin.cases.telling import tells
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Also, Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.procedure import MATTER, RESTS_ON_PAPERS
from huiyin.law.terms import Act, Role
from huiyin.law.words import P
from huiyin.people.charts import chart_on
from huiyin.people.posts import is_service
from huiyin.record import door, keys
from huiyin.record.door import Refused, append, decided, no, refuse_impossible_time
from huiyin.record.kinds import Kind, Moment, Prepared
from huiyin.record.models import Event
from huiyin.record.numbers import next_number
from huiyin.record.projection import TOPICS
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.store.statements import answers
from huiyin.vault import opening
from huiyin.vault.opening import Shut
from huiyin.vault.points import reach

FIRST_ASKED = (Role.DISPATCHER, Role.RECEPTION, Role.HANDLER)


class OtherContent(Refused):
    """The key was used before, for other words: those stand in ``case``, and nothing of the new ones was written."""

    def __init__(self, case: Case) -> None:
        why = P("刚才已经提交过一次，编号{number}；现在改动的内容没有另外登记。", number=case.number)
        super().__init__(no(Act.LODGE, why, P("要补充，请打开那一件，用“补充情况”。")))
        self.case = case


@dataclass(frozen=True, slots=True)
class Lodged:
    """A matter just registered, with the query code, which is shown only to the one who brought it.

    :param again: it was registered before, by the same words under the same key.
    :param keys: of a report just registered its private key, for the session of whoever registered it.
    """

    case: Case
    event: Event
    query_code: str
    again: bool = False
    keys: Mapping[int, bytes] = field(default_factory=dict, repr=False)


def lodge(
    lodging: Lodging, *, by: Actor, at: datetime | None = None, key: str | None = None, also: object = None,
    dated: bool | None = None,
) -> Lodged:  # fmt: skip
    """Register a matter.

    :param lodging: what was brought; ``received_at`` is the legal moment.
    :param by: who registers it; the petitioner on the web.
    :param key: idempotency key; the same words under it give the matter of the first call.
    :param also: what else belongs to those words: what is done at once with the matter.
    :param dated: the day of receipt belongs to those words, too; left out, as staff type it and petitioners do not.
    :raises OtherContent: other words came under this key before.
    :raises Refused: the law does not let this organ take it, or the group sends too many representatives.
    """
    tidy = tidied(lodging)
    moment = Moment(at or lodging.received_at, timezone.now(), keys.digest_of(key) if key else None)
    content = commitment(key, tidy, also, dated=by.staff if dated is None else dated) if key else ""
    try:
        lodged = _register(tidy, by, moment, content)
    except (IntegrityError, Refused):
        earlier = keys.opened_under(key) if key else None
        if earlier is None:
            raise
        return _again(earlier, content)
    reach("act.committed")
    return lodged


def _again(earlier: Event, content: str) -> Lodged:
    case = Case.objects.filter(id=earlier.record).first()
    if case is None:
        raise Refused(no(Act.LODGE, keys.ELSEWHERE, keys.ANOTHER)) from None
    if json.loads(earlier.payload)["said"].get("content", content) != content:
        raise OtherContent(case) from None
    try:
        code = projections.query_code_of(case)
    except Shut:
        code = ""
    return Lodged(case, earlier, code, again=True)


def _register(lodging: Lodging, by: Actor, moment: Moment, content: str = "") -> Lodged:
    opened = _open(lodging, by, moment, content)
    _write([opened])
    keys = {opened.case.id: opened.envelope.private or b""} if opened.envelope else {}
    return Lodged(opened.case, opened.steps[0].event, opened.code, keys=keys)


def _write(matters: Sequence[Opened], topics: Sequence[str] = TOPICS, also: Callable[[], None] | None = None) -> None:
    """All that can be made ready is made ready before: while a transaction writes, others wait."""
    rows = projections.rows_of(matters, world_on, topics)
    with writing():
        given: set[str] = set()
        for matter in matters:
            day = matter.facts.lodged_on
            code = chart_on(day).organ(matter.lodging.organ).code
            matter.case.number = next_number(Case._meta.db_table, code, day, given)
            given.add(matter.case.number)
        projections.write_new(rows)
        for matter in matters:
            if matter.envelope is not None:
                materials.leave(matter.envelope.left)
                opening.hand(matter.case.id, matter.envelope.private or b"")
        if also is not None:
            also()
        reach("act.written")


def _open(lodging: Lodging, by: Actor, moment: Moment, content: str = "") -> Opened:
    """A new matter by law; nothing of it is written yet, and it has no number."""
    day = moment.day
    world = world_on(day)
    book = door.book_at(Act.LODGE, lodging.organ, day)
    owner = _first_owner(lodging, by, world)
    given = said(lodging, owner, book, day) | ({"content": content} if content else {})
    given["repeat"] = given["repeat"] and not follows_in_secret(lodging.follows, given)
    facts = newborn(given)
    case = Case(id=new_id(), seq=0, head=b"", title=lodging.headline, place=lodging.place, follows=lodging.follows)
    envelope = new_envelope(case.id) if facts.report else None
    if envelope is not None:
        case.title = envelope.words(case.title)
        given[WORDS] = mark_of(lodging.text)
        lodging = enveloped_lodging(lodging, envelope)
        given |= digests(lodging)
    decision = decided(decide(MATTER, Act.LODGE, facts, by, day, world, given))
    if envelope is not None:
        decision = replace(decision, particulars=said_in(decision, envelope))
    case.channel = lodging.channel.value
    rows = projections.brought(case, lodging, envelope)
    event, after = append(MATTERS, case, facts, decision, by, moment, [case, *rows])
    return Opened(case, lodging, new_query_code(), rows, [First(decision, event, after)], envelope)


def _first_owner(lodging: Lodging, by: Actor, world: World) -> int:
    """Whoever is asked first owns the matter (首问负责); on the web and from a machine, whoever is on duty."""
    if by.person is not None and by.organ == lodging.organ and not is_service(by.person):
        return by.person
    accused = [party for party in lodging.parties if party.capacity.accused]
    barred = world.chart.barred(party.organ for party in accused if party.organ)
    away = frozenset(party.person for party in accused if party.person) | world.tied(barred)
    person = world.duty(lodging.organ, FIRST_ASKED, away)
    if person is None:
        organ = world.chart.organ(lodging.organ).name
        raise Refused(no(Act.LODGE, P("{organ}没有可以接手的人。", organ=organ), P("请先在该机关指定值班的人。")))
    return person


@dataclass(frozen=True, slots=True)
class Past:
    """A matter that lived in another system: when it was registered there, and how it was answered.

    :param answer: particulars of the direct answer (答复), see huiyin.law.matter.forms; ``None`` if there was none.
    """

    lodging: Lodging
    by: Actor
    answer: Mapping[str, Any] | None = None
    answered_at: datetime | None = None
    answered_by: Actor | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a past: the matter (``None`` if the law refused it), and what of it was refused."""

    lodged: Lodged | None
    refusal: Refusal | None = None


QUIET = ("index", "seal")


def take_in(pasts: Sequence[Past], note: Callable[[list[Taken]], None] | None = None) -> list[Taken]:
    """Register matters with their past, many in one transaction: the same law and journal as :func:`lodge`.

    Nobody is sent a notice of what happened long ago. An answer that is refused leaves its matter unanswered.

    :param note: called with the results in the very transaction: what it writes is there if they are, and only then.
    :returns: one result for each past, in the same order.
    :raises IntegrityError: one of the external numbers is taken; nothing has been written then.
    """
    now = timezone.now()
    results = [_taken(past, now) for past in pasts]
    taken = [
        Taken(Lodged(opened.case, opened.steps[0].event, opened.code) if opened else None, refusal)
        for opened, refusal in results
    ]
    _write([opened for opened, _ in results if opened], QUIET, (lambda: note(taken)) if note else None)
    return taken


def _taken(past: Past, now: datetime) -> tuple[Opened | None, Refusal | None]:
    opened = None
    try:
        opened = _open(tidied(past.lodging), past.by, Moment(past.lodging.received_at, now, None))
        if past.answer is not None and past.answered_at is not None:
            opened.steps.append(_answered(opened, past, past.answer, Moment(past.answered_at, now, None)))
    except Refused as refused:
        return opened, refused.refusal
    return opened, None


def _answered(opened: Opened, past: Past, answer: Mapping[str, Any], moment: Moment) -> First:
    by, facts = past.answered_by or past.by, opened.facts
    decision = decided(decide(MATTER, Act.REPLY, facts, by, moment.day, world_on(moment.day), answer))
    refuse_impossible_time(decision, facts, moment)
    if opened.envelope is not None:
        decision = replace(decision, particulars=said_in(decision, opened.envelope))
    event, after = append(MATTERS, opened.case, facts, decision, by, moment)
    return First(decision, event, after)


def perform(
    *,
    case: int,
    act: Act,
    by: Actor,
    at: datetime,
    given: Mapping[str, Any] | None = None,
    key: str | None = None,
    seen: int | None = None,
    joining: PartyText | None = None,
) -> Event:
    """Do ``act`` to a matter; see :func:`huiyin.record.door.perform`.

    :param joining: who joins (共同提出); the journal learns only which row of the parties it is.
    """
    said = {**(given or {}), WHO_JOINS: joining} if joining else given
    return door.perform(MATTERS, record=case, act=act, by=by, at=at, given=said, key=key, seen=seen)


#: The name under which whoever joins is handed to the door; it never reaches the journal.
WHO_JOINS = "joining"


def _prepare(case: Case, act: Act, given: Mapping[str, Any], by: Actor, moment: Moment) -> Prepared:
    """What the record knows and the law does not read by itself; whoever joins becomes a party."""
    values = {**given, **particulars_from_elsewhere(act, case, given, by, beijing_day(moment.recorded_at))}
    _refuse_unknown_target(act, values, case)
    joining = values.pop(WHO_JOINS, None)
    if joining is None:
        return values, ()
    party = projections.party_of(case, joining, envelope_of(case.id) if case.report else None)
    return {**values, "party": party.id}, (party, *further_phones(party, joining.identity))


def _refuse_unknown_target(act: Act, values: Mapping[str, Any], case: Case) -> None:
    if values.get("heard") is False:
        why = P("听证另开一份记录，它的日子和结论自动记在这里。")
        raise Refused(no(act, why, P("请在“听证”里办理。")))
    if act is not Act.MERGE:
        return
    if values["into_id"] is None:
        raise Refused(no(act, P("没有找到要并入的事项。"), P("请核对编号，不能并入自己。")))
    if values["into_report"] != case.report:
        raise Refused(no(act, P("检举控告不能和其他事项并在一起。"), P("请分开办理。")))


def _others(act: Act, given: Mapping[str, Any], by: Actor, moment: Moment) -> tuple[int, ...]:
    """The matter into which one is merged changes with it."""
    into = asked(given.get("into"), by, beijing_day(moment.recorded_at)) if act is Act.MERGE else None
    return (into.id,) if into else ()


def _family(case: int, act: Act, given: Mapping[str, Any]) -> Iterable[int]:
    """What came from a matter by splitting and merging is closed or opened with it, see huiyin.cases.screens."""
    # In the fewest words: every act asks.
    rows = answers("SELECT report, screened FROM cases_case WHERE id = %s", [case])
    touches = any(any(row) for row in rows) or (rows and act in (Act.CLASSIFY, Act.SPLIT, Act.MERGE))
    return screens.family_of(case).cases if touches and screens.has_family(case) else ()


def _open_child(parent: Case, also: Also, by: Actor, moment: Moment) -> Case:
    """The new matter keeps the day the old one was received: splitting must not cost the person time."""
    claims = also.given["claims"]
    try:
        lodging = projections.lodging_of_split(parent, claims)
    except Shut as shut:
        raise Refused(no(Act.SPLIT, P(shut.text))) from None
    opened = _open(lodging, by, replace(moment, at=parent.lodged_at, key=None))
    _write([opened])
    if opened.envelope is not None:
        enveloping.share_code(parent, opened.case.id, opened.envelope)
    projections.hand_over(parent, opened.case, claims, moment.day)
    return opened.case


def _surroundings(case: Case, act: Act, facts: Facts, world: World) -> World:
    """What rests on papers is asked with those that are still to be issued."""
    return with_papers(world, case, facts) if act in RESTS_ON_PAPERS else world


MATTERS = Kind(
    MATTER,
    Case,
    projections.project,
    prepare=_prepare,
    others=_others,
    family=_family,
    settle=enveloping.settle,
    open=_open_child,
    surroundings=_surroundings,
    page="case",
    derive=derive,
    conceal=conceal,
    bring=projections.bring,
    belongings=belongings,
    strays=strays,
    readable=queries.may_be_read,
    withheld=queries.withheld,
    step=lambda case, actor, on, seq: part_of(case, actor, on).shown(seq),
    near=Q(report=True) | Q(screened__gt=0),
    accuses=queries.accuses,
    told={
        Act.SEND_BACK: "returned",
        Act.AGREE_OBJECTION: "returned",
        Act.REJECT_OBJECTION: "returned",
        Act.REOPEN: "returned",
        Act.SIGN: "decided",
        Act.EXTEND: "decided",
        Act.SUPERVISE: "pressed",
        Act.NOTE_OVERDUE: "overdue",
        Act.CO_REPORT: "co_reported",
    },
    tells=tells,
    for_heads=frozenset({Act.PROPOSE, Act.ASK_EXTENSION, Act.OBJECT}),
)

__all__ = ["MATTERS", "Lodged", "OtherContent", "Past", "Refused", "Taken", "lodge", "perform", "take_in"]
