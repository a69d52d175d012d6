"""The only door that writes a matter: ``lodge`` opens one, ``take_in`` many from elsewhere, ``perform`` does one act.

One transaction each: lock the row, build the facts, ask the law, append the event to the chain, fold it into the
facts, and write what follows (clocks, papers owed, standing, outbox). Nothing else writes a stage.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from huiyin.cases import projections, screens
from huiyin.cases.asked import asked
from huiyin.cases.identity import further_phones
from huiyin.cases.lodging import Lodging, PartyText, said, tidied
from huiyin.cases.models import Case, Event
from huiyin.cases.numbers import new_query_code, next_number
from huiyin.cases.owing import with_papers
from huiyin.cases.projections import Opened, Step
from huiyin.cases.relations import follows_in_secret, particulars_from_elsewhere
from huiyin.cases.snapshots import canonical, happened, load_facts, payload_of
from huiyin.cases.worlds import beijing_day, world_on
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.fold import evolve
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.procedure import MATTER, RESTS_ON_PAPERS
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import book_for
from huiyin.law.terms import Act, Role
from huiyin.law.words import P
from huiyin.people.charts import book_for as preferred_book
from huiyin.people.charts import chart_on
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.store.rows import insert, one
from huiyin.vault.chain import event_body, link
from huiyin.vault.digests import Algorithm
from huiyin.vault.points import reach

#: So far may the clocks of two machines be apart.
OF_ONE_MIND = timedelta(seconds=5)
FIRST_ASKED = (Role.DISPATCHER, Role.RECEPTION, Role.HANDLER)


class Refused(Exception):
    """The law, or the record, said no. ``refusal`` says why, by which article, and what to do instead."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal.reason))
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Lodged:
    """A matter just registered, with the query code, which is shown only to the one who brought it."""

    case: Case
    event: Event
    query_code: str


@dataclass(frozen=True, slots=True)
class _Moment:
    """When something happened, when it is written down, and under which key it may not be written twice."""

    at: datetime
    recorded_at: datetime
    key: str | None

    @property
    def day(self) -> date:
        return beijing_day(self.at)


def lodge(lodging: Lodging, *, by: Actor, at: datetime | None = None, key: str | None = None) -> Lodged:
    """Register a matter.

    :param lodging: what was brought; ``received_at`` is the legal moment.
    :param by: who registers it; the petitioner on the web.
    :param key: idempotency key; the same key gives the matter of the first call.
    :raises Refused: the law does not let this organ take it, or the group sends too many representatives.
    """
    moment = _Moment(at or lodging.received_at, timezone.now(), key)
    try:
        lodged = _register(tidied(lodging), by, moment)
    except (IntegrityError, Refused):
        earlier = _earlier(key)
        if earlier is None:
            raise
        return Lodged(earlier.case, earlier, projections.query_code_of(earlier.case))
    reach("act.committed")
    return lodged


def _register(lodging: Lodging, by: Actor, moment: _Moment) -> Lodged:
    opened = _open(lodging, by, moment)
    _write([opened])
    return Lodged(opened.case, opened.steps[0].event, opened.code)


def _write(matters: Sequence[Opened], topics: Sequence[str] = projections.TOPICS) -> None:
    """All that can be made ready is made ready before: while a transaction writes, others wait."""
    rows = projections.rows_of(matters, world_on, topics)
    with writing():
        for matter in matters:
            day = matter.facts.lodged_on
            matter.case.number = next_number(chart_on(day).organ(matter.lodging.organ).code, day)
        projections.write_new(rows)
        reach("act.written")


def _open(lodging: Lodging, by: Actor, moment: _Moment) -> Opened:
    """A new matter by law; nothing of it is written yet, and it has no number."""
    day = moment.day
    world = world_on(day)
    book = book_for(day, preferred_book(lodging.organ, day)).key
    owner = _first_owner(lodging, by, world)
    given = said(lodging, owner, book, day)
    given["repeat"] = given["repeat"] and not follows_in_secret(lodging.follows, given)
    facts = newborn(given)
    decision = _decided(decide(MATTER, Act.LODGE, facts, by, day, world, given))
    case = Case(id=new_id(), seq=0, head=b"", title=lodging.headline, place=lodging.place, follows=lodging.follows)
    event, after = _append(case, facts, decision, by, moment)
    return Opened(case, lodging, new_query_code(), [Step(decision, event, after)])


def _first_owner(lodging: Lodging, by: Actor, world: World) -> int:
    """Whoever is asked first owns the matter (首问负责); on the web, whoever is on duty."""
    if by.person is not None and by.organ == lodging.organ:
        return by.person
    accused = [party for party in lodging.parties if party.capacity.accused]
    barred = world.chart.barred(party.organ for party in accused if party.organ)
    away = frozenset(party.person for party in accused if party.person) | world.tied(barred)
    person = world.duty(lodging.organ, FIRST_ASKED, away)
    if person is None:
        organ = world.chart.organ(lodging.organ).name
        raise Refused(_no(Act.LODGE, P("{organ}没有可以接手的人。", organ=organ), P("请先在该机关指定值班的人。")))
    return person


@dataclass(frozen=True, slots=True)
class Past:
    """A matter that lived in another system: when it was registered there, and how it was answered.

    :param answer: particulars of the direct answer (答复), see huiyin.law.matter.forms; ``None`` if there was none.
    """

    lodging: Lodging
    by: Actor
    key: str | None = None
    answer: Mapping[str, Any] | None = None
    answered_at: datetime | None = None
    answered_by: Actor | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a past: the matter (``None`` if the law refused it), and what of it was refused."""

    lodged: Lodged | None
    refusal: Refusal | None = None


QUIET = ("index", "seal")


def take_in(pasts: Sequence[Past]) -> list[Taken]:
    """Register matters with their past, many in one transaction: the same law and journal as :func:`lodge`.

    Nobody is sent a notice of what happened long ago. An answer that is refused leaves its matter unanswered.

    :returns: one result for each past, in the same order.
    :raises IntegrityError: one of the keys or external numbers is taken; nothing has been written then.
    """
    now = timezone.now()
    results = [_taken(past, now) for past in pasts]
    _write([opened for opened, _ in results if opened], QUIET)
    return [
        Taken(Lodged(opened.case, opened.steps[0].event, opened.code) if opened else None, refusal)
        for opened, refusal in results
    ]


def _taken(past: Past, now: datetime) -> tuple[Opened | None, Refusal | None]:
    opened = None
    try:
        opened = _open(tidied(past.lodging), past.by, _Moment(past.lodging.received_at, now, past.key))
        if past.answer is not None and past.answered_at is not None:
            opened.steps.append(_answered(opened, past, past.answer, _Moment(past.answered_at, now, None)))
    except Refused as refused:
        return opened, refused.refusal
    return opened, None


def _answered(opened: Opened, past: Past, answer: Mapping[str, Any], moment: _Moment) -> Step:
    by, facts = past.answered_by or past.by, opened.facts
    decision = _decided(decide(MATTER, Act.REPLY, facts, by, moment.day, world_on(moment.day), answer))
    _refuse_impossible_time(decision, facts, moment)
    event, after = _append(opened.case, facts, decision, by, moment)
    return Step(decision, event, after)


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
    """Do ``act`` to a matter.

    :param at: when it happened; may lie in the past (a late entry), never in the future.
    :param given: the particulars of the act, see huiyin.law.matter.forms.
    :param key: idempotency key; the same request twice gives one event.
    :param seen: the ``seq`` the person saw; if somebody acted since, the act is refused and nothing is lost.
    :param joining: who joins (共同提出); the journal learns only which row of the parties it is.
    :raises Refused: with the law's refusal. Nothing has been written then.
    """
    try:
        with writing():
            row = _locked(case, act, by, at, given or {})
            _refuse_if_overtaken(act, row, seen)
            event = _do(row, act, by, _Moment(at, _written_now(row), key), given or {}, joining)
            reach("act.written")
    except (IntegrityError, Refused):
        # A request that comes twice fails the second time, by the law or by its key: then the first answer counts.
        earlier = _earlier(key)
        if earlier is None:
            raise
        return earlier
    reach("act.committed")
    return event


def _locked(case: int, act: Act, by: Actor, at: datetime, given: Mapping[str, Any]) -> Case:
    """The matter, and where another one is written too, both: in the order of their ids, as everybody locks them."""
    other = asked(given.get("into"), by, beijing_day(at)) if act is Act.MERGE else None
    rows = {id: one(Case, lock=True, id=id) for id in sorted({case, *([other.id] if other else [])})}
    row = rows[case]
    if row is None:
        raise Case.DoesNotExist
    return row


def _written_now(case: Case) -> datetime:
    """The moment of writing: asked for under the lock, so that no event is recorded before the one it follows.

    Machines that share a database are never of one mind about the second; a clock that is truly wrong is told by
    ``./run verify``, which finds the event that was recorded before its predecessor.
    """
    now = timezone.now()
    last = Event.objects.filter(case=case.id, seq=case.seq).values_list("recorded_at", flat=True).first()
    return last if last is not None and now < last <= now + OF_ONE_MIND else now


def _do(row: Case, act: Act, by: Actor, moment: _Moment, given: Mapping[str, Any], joining: PartyText | None) -> Event:
    facts = load_facts(row.facts)
    world = world_on(moment.day)
    party = projections.party_of(row, joining) if joining else None
    elsewhere = particulars_from_elsewhere(act, row, given, by, beijing_day(moment.recorded_at))
    values = {**given, **elsewhere, **({"party": party.id} if party else {})}
    _refuse_unknown_target(act, values, row)
    if act in RESTS_ON_PAPERS:
        world = with_papers(world, row, facts)
    decision = _decided(decide(MATTER, act, facts, by, moment.day, world, values))
    _refuse_impossible_time(decision, facts, moment)
    event, after = _append(row, facts, decision, by, moment)
    projections.write(row, facts, after, decision, event, world)
    if party is not None:
        insert([party])
        insert(further_phones(party, joining.identity) if joining else [])
    _follow_up(row, decision, by, moment)
    screens.reflect(act, facts, after, row)
    return event


def _decided(verdict: Decision | Refusal) -> Decision:
    if isinstance(verdict, Refusal):
        raise Refused(verdict)
    return verdict


def _earlier(key: str | None) -> Event | None:
    return None if key is None else Event.objects.filter(key=key).select_related("case").first()


def _refuse_if_overtaken(act: Act, case: Case, seen: int | None) -> None:
    if seen is None or seen == case.seq:
        return
    reason = P("您打开页面以后，这件事又有了新的进展，这一步没有提交。")
    raise Refused(_no(act, reason, P("您写的内容还在下面。请看过新的进展，再决定是否提交。")))


def _refuse_unknown_target(act: Act, values: Mapping[str, Any], case: Case) -> None:
    if act is not Act.MERGE:
        return
    if values["into_id"] is None:
        raise Refused(_no(act, P("没有找到要并入的事项。"), P("请核对编号，不能并入自己。")))
    if values["into_report"] != case.report:
        raise Refused(_no(act, P("检举控告不能和其他事项并在一起。"), P("请分开办理。")))


def _refuse_impossible_time(decision: Decision, facts: Facts, moment: _Moment) -> None:
    if moment.at > moment.recorded_at:
        raise Refused(_no(decision.act, P("时间不能在现在以后。")))
    moves = decision.to is not facts.stage or decision.opens or decision.stops
    if moves and facts.moved_on is not None and moment.day < facts.moved_on:
        reason = P("上一步在{last}，这一步不能早于它。", last=facts.moved_on)
        raise Refused(_no(decision.act, reason, P("补记过去的联系、调查，可以照实际日期填写。")))


def _no(act: Act, reason: Any, instead: Any = None) -> Refusal:
    return Refusal(act, reason, cite("xf2022", 21, 2), instead)


def _append(case: Case, facts: Facts, decision: Decision, by: Actor, moment: _Moment) -> tuple[Event, Facts]:
    """Chain one more event to the journal, and fold it."""
    payload = payload_of(decision, dict(decision.particulars))
    event = Event(
        id=new_id(),
        case=case,
        seq=case.seq + 1,
        act=decision.act.value,
        at=moment.at,
        recorded_at=moment.recorded_at,
        by=by.person,
        organ=by.organ,
        role=decision.role.value,
        payload=canonical(payload),
        key=moment.key,
    )
    event.hash = link(bytes(case.head) or None, body_of(event, payload), Algorithm(settings.HUIYIN_HASH))
    case.seq, case.head = event.seq, event.hash
    law_event = happened(event.act, moment.day, by.organ, by.person, event.role, payload)
    return event, evolve(MATTER, facts, law_event)


def body_of(event: Event, payload: Mapping[str, Any] | None = None) -> dict[str, object]:
    """What the chain hashes of an event."""
    return event_body(
        case=event.case_id,
        seq=event.seq,
        act=event.act,
        at=event.at,
        recorded_at=event.recorded_at,
        by=event.by,
        organ=event.organ,
        role=event.role,
        particulars=json.loads(event.payload) if payload is None else payload,
        key=event.key or "",
    )


def _follow_up(case: Case, decision: Decision, by: Actor, moment: _Moment) -> None:
    """What an act does to other matters, inside the same transaction."""
    given = decision.particulars
    if decision.act is Act.MERGE:
        perform(case=given["into_id"], act=Act.ABSORB, by=by, at=moment.at, given={"from": case.number})
    elif decision.act is Act.SPLIT:
        _open_child(case, given["claims"], by, moment)


def _open_child(parent: Case, claims: list[int], by: Actor, moment: _Moment) -> None:
    """The new matter keeps the day the old one was received: splitting must not cost the person time."""
    lodging = projections.lodging_of_split(parent, claims)
    child = _register(lodging, by, replace(moment, at=parent.lodged_at, key=None))
    projections.hand_over(parent, child.case, claims, moment.day)


__all__ = ["Lodged", "Past", "Refused", "Taken", "body_of", "lodge", "perform", "take_in"]
