"""The one door through which a record of any kind is written. It knows no act by name.

One transaction: lock the rows, rebuild the facts, ask the law, append the event to the chain, fold it into the facts,
write what follows, and do to other records what the act also does. Nothing else writes a stage.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Model
from django.utils import timezone

from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor, Frame
from huiyin.law.frame.fold import evolve
from huiyin.law.frame.particulars import Days, fit
from huiyin.law.frame.turn import Holding
from huiyin.law.frame.verdict import Also, Decision, Refusal, to_correct
from huiyin.law.frame.verdict import Event as LawEvent
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import book_for
from huiyin.law.words import P, Phrase
from huiyin.people.bound import ties
from huiyin.people.charts import book_for as preferred_book
from huiyin.record import keys
from huiyin.record.kinds import CONCEALED_BY, KINDS, Kind, Moment, Step
from huiyin.record.models import Event, Recorded
from huiyin.record.numbers import next_of_kind
from huiyin.record.projection import linked, title_of
from huiyin.record.snapshots import canonical, facts_from, happened, payload_of
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.store.rows import one
from huiyin.typed.spans import span
from huiyin.vault import opening
from huiyin.vault.chain import commitment, event_body, event_body_1, link
from huiyin.vault.digests import Algorithm
from huiyin.vault.points import reach

#: How a record is linked to the one because of which it began.
FROM = "from"
#: In the payload of an entry whose words were put into an envelope later: all that it said, in the envelope too.
ORIGINAL = "original"
#: In such a payload: the commitment that the chain hashes, of all that the entry said.
COMMITTED = "committed"
#: In the payload of an entry whose words were destroyed: the number of the list by which they went.
DESTROYED = "destroyed"
#: So far may the clocks of two machines be apart.
OF_ONE_MIND = timedelta(seconds=5)


class Refused(Exception):
    """The law, or the record, said no. ``refusal`` says why, by which article, and what to do instead."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal.reason))
        self.refusal = refusal


def perform(
    kind: Kind,
    *,
    record: int,
    act: Any,
    by: Actor,
    at: datetime,
    given: Mapping[str, Any] | None = None,
    key: str | None = None,
    seen: int | None = None,
) -> Event:
    """Do ``act`` to a record of ``kind``.

    :param at: when it happened; may lie in the past (a late entry), never in the future.
    :param given: the particulars of the act, see the forms of the kind's procedure.
    :param key: idempotency key; the same request twice gives one event, other particulars under it another one.
    :param seen: the ``seq`` the person saw; if somebody acted since, the act is refused and nothing is lost.
    :raises Refused: with the law's refusal. Nothing has been written then.
    """
    said = given or {}
    kept = keys.digest_of(keys.of_act(record, act, said, key)) if key else None
    try:
        with span("act", {"kind": kind.key, "act": act.value}), writing():
            for key_of_kind, each in kind.first(record):
                one(KINDS[key_of_kind].model, lock=True, id=each)
            others = kind.others(act, said, by, Moment(at, timezone.now(), kept))
            family = [linked for each in (record, *others) for linked in kind.family(each, act, said)]
            row = locked(kind, record, (*others, *family))
            refuse_if_overtaken(act, row, seen)
            event = do(kind, row, act, by, Moment(at, _written_now(row), kept), said)
            reach("act.written")
    except (IntegrityError, Refused):
        # A request that comes twice fails the second time, by the law or by its key: then the first answer counts.
        done = keys.kept_under(kept) if kept else None
        if done is None:
            raise
        return done
    reach("act.committed")
    return event


def open_record(
    kind: Kind,
    *,
    by: Actor,
    at: datetime,
    given: Mapping[str, Any] | None = None,
    key: str | None = None,
    whose: Holding | None = None,
) -> Any:
    """Begin a record of ``kind`` at the organ of whoever acts, with the opening act of its procedure.

    :param whose: whose record it is where nobody of an organ acts (the system found something).
    :param given: the particulars of that act; ``title`` names the record in lists.
    :param key: idempotency key; the same words under it give the record of the first call.
    :returns: the row.
    :raises Refused: the law said no, or other words came under this key before. Nothing has been written then.
    """
    said = given or {}
    kept = keys.digest_of(key) if key else None
    try:
        row = _begun_once(kind, by, at, kept, said, whose)
    except (IntegrityError, Refused):
        done = keys.kept_under(kept) if kept else None
        if done is None:
            raise
        return _begun_before(kind, done, said)
    reach("act.committed")
    return row


def _begun_once(
    kind: Kind, by: Actor, at: datetime, kept: str | None, given: Mapping[str, Any], whose: Holding | None
) -> Any:
    """The new record. Where somebody began one like it in the same moment, the law is asked once more: now it sees it,
    and says so."""
    for last in (False, True):
        try:
            with writing():
                row = _begin(kind, by, Moment(at, timezone.now(), kept), given, whose=whose)
                reach("act.written")
        except IntegrityError:
            if last or (kept and keys.kept_under(kept)):
                raise
        else:
            return row
    return None


def _begun_before(kind: Kind, event: Event, given: Mapping[str, Any]) -> Any:
    row = kind.model.objects.filter(id=event.record).first()
    if row is None:
        raise Refused(no(kind.procedure.opening, keys.ELSEWHERE, keys.ANOTHER)) from None
    said, (meant, _wrong) = json.loads(event.payload)["said"], fit(kind.procedure.needs(kind.procedure.opening), given)
    if any(said.get(name) != value for name, value in kind.kept(row.id, meant).items()):
        why = P("刚才已经提交过一次，编号{number}；现在改动的内容没有另外登记。", number=row.number)
        raise Refused(no(kind.procedure.opening, why)) from None
    return row


def _begin(
    kind: Kind,
    by: Actor,
    moment: Moment,
    given: Mapping[str, Any],
    parent: Recorded | None = None,
    whose: Holding | None = None,
) -> Any:
    """A new record by law; ``parent`` is the one because of which it begins.

    :param whose: whose it is where nobody of an organ acts.
    """
    act, day = kind.procedure.opening, moment.day
    row = kind.model(id=new_id(), seq=0, head=b"", lodged_at=moment.at)
    if by.person is not None and by.organ is not None:
        whose = Holding(by.organ, by.person)
    if whose is None:
        raise Refused(no(act, P("这一步由工作人员办理。")))
    book = book_at(act, whose.organ, day)
    begun = {"organ": whose.organ, "owner": whose.person, "book": book, "lodged_on": day.isoformat()}
    _refuse_holes(kind, {**given, **begun}, Days(day, day))
    values, rows = kind.prepare(row, act, {**given, **begun}, by, moment)
    facts = kind.procedure.newborn(values)
    world = kind.surroundings(row, act, facts, world_on(day))
    decision = decided(decide(kind.procedure, act, facts, by, day, world, values))
    refuse_impossible_time(decision, facts, moment)
    if parent is not None:
        rows = (*rows, linked(row, kind.key, parent.id, _kind_of(parent), FROM, parent.seq))
    decision = _concealed(kind, row, decision, rows)
    event, after = append(kind, row, facts, decision, by, moment, rows)
    row.title = title_of(decision.particulars)
    row.number = next_of_kind(kind.model._meta.db_table, kind.mark, world.chart.organ(whose.organ).code, day)
    step = Step(row, facts, after, decision, event, world, rows)
    kind.project(step)
    for also in decision.also:
        _do_also(row, also, by, moment)
    kind.settle(step)
    return row


def _kind_of(row: Recorded) -> str:
    return next(kind.key for kind in KINDS if isinstance(row, kind.model))


def book_at(act: Any, organ: int, day: date) -> str:
    """The rule book under which something begins at an organ on a day.

    :raises Refused: no law of petitions was in force yet.
    """
    try:
        return book_for(day, preferred_book(organ, day)).key
    except LookupError:
        raise Refused(no(act, P("{day}还没有可以适用的信访法规。", day=day), P("请核对收到的日期。"))) from None


def _refuse_holes(kind: Kind, given: Mapping[str, Any], days: Days) -> None:
    """Facts can be made only of particulars that are all there; what is missing is told field by field."""
    procedure = kind.procedure
    _, wrong = fit(procedure.needs(procedure.opening), given, days)
    if wrong:
        rows = procedure.by_act[procedure.opening]
        raise Refused(to_correct(procedure.opening, rows[0].article, wrong))


def _written_now(row: Recorded) -> datetime:
    """The moment of writing: asked for under the lock, so that no event is recorded before the one it follows.

    Machines that share a database are never of one mind about the second; a clock that is truly wrong is told by
    ``./run verify``, which finds the event that was recorded before its predecessor.
    """
    now = timezone.now()
    last = one(Event, record=row.id, seq=row.seq) if row.seq else None
    return last.recorded_at if last is not None and now < last.recorded_at <= now + OF_ONE_MIND else now


def locked(kind: Kind, record: int, others: tuple[int, ...] = ()) -> Any:
    """The row, locked with the others that the act will change in the order of their ids: two acts never wait for
    each other."""
    rows = {each: one(kind.model, lock=True, id=each) for each in sorted({record, *others})}
    row = rows[record]
    if row is None:
        raise kind.model.DoesNotExist
    return row


def do(kind: Kind, row: Any, act: Any, by: Actor, moment: Moment, given: Mapping[str, Any]) -> Event:
    """One act to a row that is locked; the caller's transaction."""
    facts = facts_from(kind.procedure, row.facts)
    world = kind.surroundings(row, act, facts, world_on(moment.day))
    values, rows = kind.prepare(row, act, given, by, moment)
    decision = decided(decide(kind.procedure, act, facts, by, moment.day, world, values))
    refuse_impossible_time(decision, facts, moment)
    decision = _concealed(kind, row, decision, rows)
    rows = (*rows, *kind.bring(row, decision, moment))
    event, after = append(kind, row, facts, decision, by, moment, rows)
    step = Step(row, facts, after, decision, event, world, rows)
    kind.project(step)
    for also in decision.also:
        _do_also(row, also, by, moment)
    kind.settle(step)
    return event


def _concealed(kind: Kind, row: Any, decision: Decision, rows: Sequence[Model]) -> Decision:
    """The decision as it is written: with what must rest in an envelope in it."""
    decision = kind.conceal(row, decision)
    for conceal in CONCEALED_BY:
        decision = conceal(kind, row, decision, rows)
    return decision


def _do_also(row: Recorded, also: Also, by: Actor, moment: Moment) -> None:
    """What an act does to another record, inside the same transaction."""
    kind = KINDS[also.kind]
    if also.record is None and kind.open is not None:
        kind.open(row, also, by, moment)
        return
    if also.record is None:
        whose = Holding(row.holder, row.owner)
        _begin(kind, by, replace(moment, key=None), also.given, parent=row, whose=whose)
        return
    act = kind.procedure.acts(also.act)
    given = {**also.given, "from": row.number}
    perform(kind, record=also.record, act=act, by=by, at=moment.at, given=given)


def decided(verdict: Decision | Refusal) -> Decision:
    """:raises Refused: the verdict is a no."""
    if isinstance(verdict, Refusal):
        raise Refused(verdict)
    return verdict


def refuse_if_overtaken(act: Any, row: Recorded, seen: int | None) -> None:
    if seen is None or seen == row.seq:
        return
    reason = P("您打开页面以后，这件事又有了新的进展，这一步没有提交。")
    raise Refused(no(act, reason, P("您写的内容还在下面。请看过新的进展，再决定是否提交。")))


def refuse_impossible_time(decision: Decision, facts: Frame, moment: Moment) -> None:
    if moment.at > moment.recorded_at:
        raise Refused(no(decision.act, P("时间不能在现在以后。")))
    moves = decision.to is not facts.stage or decision.opens or decision.stops
    if moves and facts.moved_on is not None and moment.day < facts.moved_on:
        reason = P("上一步在{last}，这一步不能早于它。", last=facts.moved_on)
        raise Refused(no(decision.act, reason, P("补记过去的联系、调查，可以照实际日期填写。")))


def no(act: Any, reason: Phrase, instead: Phrase | None = None) -> Refusal:
    """A refusal by the record itself (xf2022 Art. 21 ¶2: what happens is entered as it happens)."""
    return Refusal(act, reason, cite("xf2022", 21, 2), instead)


def append(
    kind: Kind,
    row: Any,
    facts: Frame,
    decision: Decision,
    by: Actor,
    moment: Moment,
    brought: Iterable[Model] = (),
) -> tuple[Event, Any]:
    """Chain one more event to the journal of a record, and fold it; nothing is written yet.

    :param brought: rows that are written with it and bound by it.
    """
    procedure = kind.procedure
    payload = payload_of(decision, dict(decision.particulars))
    payload["salt"] = secrets.token_hex(16)
    if found := ties(brought):
        payload["brings"] = found
    event = Event(
        id=new_id(),
        record=row.id,
        record_kind=kind.key,
        seq=row.seq + 1,
        act=decision.act.value,
        at=moment.at,
        recorded_at=moment.recorded_at,
        by=by.person,
        organ=by.organ,
        role=decision.role.value,
        payload=canonical(payload),
        key=moment.key,
        fold=procedure.fold,
    )
    event.hash = link(bytes(row.head) or None, body_of(event, payload), Algorithm(settings.HUIYIN_HASH))
    row.seq, row.head = event.seq, event.hash
    law_event = happened(procedure, event.act, moment.day, by.organ, by.person, event.role, payload)
    return event, evolve(procedure, facts, law_event)


def as_law(event: Event) -> LawEvent:
    """A row of the journal as the law reads it."""
    procedure, day = KINDS[event.record_kind].procedure, beijing_day(event.at)
    return happened(procedure, event.act, day, event.organ, event.by, event.role, json.loads(event.payload))


def body_of(
    event: Event, payload: Mapping[str, Any] | None = None, algorithm: Algorithm | None = None
) -> dict[str, object]:
    """What the chain hashes of an event, in the version in which it was written.

    Since version 3 a body holds the commitment of the particulars alone, so that it can be shown without any words.
    Nothing of an older one whose words were put into an envelope that is closed here, or were destroyed: what was
    hashed lies in there, or is gone.
    """
    said = json.loads(event.payload) if payload is None else payload
    if DESTROYED in said and COMMITTED not in said:
        return {}
    if ORIGINAL in said and COMMITTED not in said:
        found = opening.words(said[ORIGINAL])
        if opening.is_shut(found):
            return {}
        said = json.loads(found)
    shared: dict[str, Any] = {
        "seq": event.seq, "act": event.act, "at": event.at, "recorded_at": event.recorded_at, "by": event.by,
        "organ": event.organ, "role": event.role, "key": event.key or "",
    }  # fmt: skip
    if not event.fold:
        return event_body_1(record=event.record, particulars=said, **shared)
    kept = said[COMMITTED] if ORIGINAL in said or DESTROYED in said else said
    if "salt" in said:
        kept = commitment(said, algorithm or Algorithm(settings.HUIYIN_HASH))
    return event_body(kind=event.record_kind, record=event.record, fold=event.fold, particulars=kept, **shared)
