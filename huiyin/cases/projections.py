"""What follows from an event, written beside the journal so that pages need not replay it.

Called by huiyin.cases.acts inside its transaction and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Model, QuerySet

from huiyin.cases.envelopes import Envelope, first_wraps, key_row
from huiyin.cases.exhibits import exhibits_of
from huiyin.cases.identity import decrypt_code, encrypt_code, further_phones, open_identity, seal_identity
from huiyin.cases.lodging import Capacity, ClaimText, File, Lodging, PartyText
from huiyin.cases.models import (
    Case,
    Claim,
    ExternalNumber,
    FurtherPhone,
    KeyWrap,
    Material,
    MatterKey,
    Party,
    Rating,
    Submission,
)
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import World
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.endings import RATED
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.waiting import cause_of
from huiyin.law.reading import WHOLE
from huiyin.law.terms import Act, Channel, Ground
from huiyin.law.terms import ClaimKind as Kind
from huiyin.people import ledgers
from huiyin.record import projection as shared
from huiyin.record.kinds import Moment, Step
from huiyin.record.models import Event, Message, OwedPaper, RunningClock, Standing
from huiyin.record.snapshots import canonical
from huiyin.store.ids import new_id
from huiyin.store.rows import insert, update
from huiyin.store.statements import together
from huiyin.vault.opening import Shut, bare

# Told of acts of service only: the issued paper is marked as served.
SERVED = "served"
ACCUSED = frozenset(capacity.value for capacity in Capacity if capacity.accused)
ANSWERS = frozenset({Act.ANSWER_ON_SPOT, Act.REPLY, Act.SERVE, Act.DIRECT_ELSEWHERE, Act.NO_FURTHER, Act.GUIDE})


# A new matter ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class First:
    """One event of a matter that is not written yet: what the law decided, the entry, the facts after it."""

    decision: Decision
    event: Event
    facts: Facts


@dataclass(frozen=True, slots=True)
class Opened:
    """A matter that is not written yet, with everything that has happened to it so far."""

    case: Case
    lodging: Lodging
    code: str
    brought: Sequence[Model]
    steps: list[First]
    envelope: Envelope | None = None

    @property
    def facts(self) -> Facts:
        return self.steps[-1].facts


Tables = dict[type[Model], list[Model]]


def rows_of(matters: Sequence[Opened], world: Callable[[date], World], topics: Sequence[str]) -> Tables:
    """Everything that freshly registered matters consist of, table by table, however many they are.

    :param topics: which rooms are told; only of the last event of each matter.
    """
    tables: Tables = {model: [] for model in _IN_ORDER}
    for matter in matters:
        for row in _rows(matter, world(matter.facts.last_on or matter.facts.lodged_on), topics):
            tables[type(row)].append(row)
    return tables


def write_new(tables: Tables) -> None:
    """Write what :func:`rows_of` made."""
    with together():
        for rows in tables.values():
            insert(rows)


# Foreign keys point upwards in this list.
_IN_ORDER: tuple[type[Model], ...] = (
    Case, Event, Submission, Claim, Party, FurtherPhone, ExternalNumber, Material, MatterKey, KeyWrap, Standing,
    RunningClock, OwedPaper, Message,
)  # fmt: skip


def _rows(matter: Opened, world: World, topics: Sequence[str]) -> Iterator[Model]:
    case, lodging, facts, last = matter.case, matter.lodging, matter.facts, matter.steps[-1].event
    envelope = matter.envelope
    case.query_code = envelope.file(matter.code.encode()) if envelope else encrypt_code(case.id, matter.code)
    case.channel, case.lodged_at = lodging.channel.value, matter.steps[0].event.at
    case.answered_on = next((_answer_day(step) for step in matter.steps if step.event.act in ANSWERS), None)
    _reflect(case, facts, last, world)
    yield case
    yield from (step.event for step in matter.steps)
    standing = {claim.id: claim for claim in facts.claims}
    for row in matter.brought:
        if isinstance(row, Claim):
            row.__dict__.update(standing_of(standing[row.seq]))
    yield from matter.brought
    for row in matter.brought:
        if envelope is not None and isinstance(row, MatterKey):
            yield from first_wraps(row, envelope, facts, world.chart, matter.code)
    yield from shared.beside(case, MATTER, facts, world)
    for step in matter.steps:
        yield from shared.papers(case, step.decision, step.event, step.facts)
    yield from shared.messages(last, _told(last, topics))


def brought(case: Case, lodging: Lodging, envelope: Envelope | None = None) -> list[Model]:
    """The rows of what somebody brings, made before its event, which binds them; the law adds to claims."""
    submission = _submission(case, lodging)
    rows: list[Model] = [submission, *_claims(case, lodging.claims)]
    if envelope is not None:
        submission.extra = envelope.words(submission.extra)
        rows.append(key_row(envelope))
    for text in lodging.parties:
        party = party_of(case, text, envelope)
        rows += [party, *further_phones(party, text.identity, envelope.file if envelope else None)]
    rows += [ExternalNumber(case=case, system=system, number=number) for system, number in lodging.external]
    return [*rows, *_materials(submission, lodging.files)]


def _answer_day(step: First) -> date | None:
    return step.facts.served_on or step.facts.last_on


def _submission(case: Case, lodging: Lodging) -> Submission:
    return Submission(
        case=case,
        channel=lodging.channel.value,
        sub_channel=lodging.sub_channel,
        received_at=lodging.received_at,
        postmarked_on=lodging.postmarked_on,
        persons_present=lodging.persons_present,
        text=lodging.text,
        helper=lodging.helper,
        read_back=lodging.read_back,
        extra=canonical(lodging.extra) if lodging.extra else "",
    )


def _claims(case: Case, texts: Iterable[ClaimText]) -> list[Claim]:
    return [
        Claim(case=case, seq=seq, request=text.request, facts=text.facts, reasons=text.reasons)
        for seq, text in enumerate(texts, 1)
    ]


def party_of(case: Case, text: PartyText, envelope: Envelope | None) -> Party:
    """A row for somebody named in the matter, not written yet; of a report in its envelope."""
    put = envelope.words if envelope else str
    party = Party(
        id=new_id(),
        case=case,
        capacity=text.capacity.value,
        organ=text.organ,
        person=text.person,
        authority=put(text.authority),
        needs=put(text.needs),
        way=text.way,
        language=text.language,
    )
    seal_identity(party, text.identity, envelope.file if envelope else None)
    return party


def _materials(submission: Submission, files: Iterable[File]) -> list[Material]:
    return [
        Material(submission=submission, name=file.name, media_type=file.media_type, size=file.size, sha256=file.sha256)
        for file in files
    ]


def query_code_of(case: Case) -> str:
    """The code again, for the answer to a repeated request."""
    return decrypt_code(case.id, case.query_code)


def code_if_open(case: Case) -> str:
    """The code again for whoever may tell it; empty where it rests in an envelope that is closed here."""
    try:
        return query_code_of(case)
    except Shut:
        return ""


# An act ------------------------------------------------------------------------------------------------------------

_FIXED = frozenset({"id", "number", "query_code", "title", "channel", "place", "lodged_at", "follows"})
_COLUMNS = tuple(field.attname for field in Case._meta.concrete_fields if field.attname not in _FIXED)


def project(step: Step) -> None:
    """What one act changes beside the journal, in the order that keeps foreign keys whole."""
    case, act, event = step.row, step.decision.act, step.event
    if act is Act.MERGE:
        case.merged_into = step.decision.particulars["into_id"]
    _reflect(case, step.after, event, step.world)
    with together():
        shared.write(step, MATTER, _COLUMNS, _told(event, shared.TOPICS), stands=case.screened != WHOLE)
        _reflect_claims(case, step.before.claims, step.after.claims)
    if gone := step.before.organs - step.after.organs:
        Standing.objects.filter(record=case.id, organ__in=gone).delete()
    for _, rows in groupby(step.rows, type):
        insert(list(rows))
    insert(exhibits_of(case.id, event.seq, event.act, step.decision.particulars))
    _record(case, step.decision, event)
    if act is Act.CLASSIFY:
        _reflect_accused(case, step.before, step.after)


def _told(event: Event, topics: Sequence[str]) -> Sequence[str]:
    return (*topics, SERVED) if topics and event.act == Act.SERVE else topics


def _reflect_accused(case: Case, before: Facts, after: Facts) -> None:
    """Whom a classification accuses becomes a party."""
    organs = sorted(after.accused_organs - before.accused_organs)
    persons = sorted(after.accused_persons - before.accused_persons)
    named = [PartyText(Capacity.ACCUSED_ORGAN, organ=organ) for organ in organs]
    named += [PartyText(Capacity.ACCUSED_PERSON, person=person) for person in persons]
    accused = [party_of(case, text, None) for text in named]  # organs and posts, nobody's name
    insert(accused)
    ledgers.bind(ledgers.MATTERS, Act.CLASSIFY.value, accused)
    # Who only might have been meant is no party once somebody said who is.
    cleared = Party.objects.filter(case=case, capacity__in=[each.value for each in Capacity if each.accused])
    if others := before.accused_organs - after.accused_organs:
        take_away(cleared.filter(organ__in=others), Act.CLASSIFY.value)
    if others := before.accused_persons - after.accused_persons:
        take_away(cleared.filter(person__in=others), Act.CLASSIFY.value)


def _reflect(case: Case, facts: Facts, event: Event, world: World) -> None:
    """The columns of the row, all of them derived from the facts."""
    shared.reflect(case, MATTER, facts, world)
    case.report = facts.report or case.screened == WHOLE
    for name, value in listed_of(facts).items():
        setattr(case, name, value)
    if case.answered_on is None and event.act in ANSWERS:
        case.answered_on = facts.served_on or facts.last_on


def listed_of(facts: Facts) -> dict[str, Any]:
    """The columns that are there for lists alone, so that a list reads no facts."""
    return {
        "urgent": facts.urgent,
        "repeat": facts.repeat,
        "asks_time": facts.extension_asked > 0,
        "sender": facts.sender,
        "waits_for": cause_of(facts) or "",
        "helped": bool(facts.awaited),
    }


def _reflect_claims(case: Case, before: tuple[ClaimFacts, ...], after: tuple[ClaimFacts, ...]) -> None:
    old = {claim.id: claim for claim in before}
    for claim in after:
        if old.get(claim.id) != claim:
            update(Claim, standing_of(claim), case_id=case.id, seq=claim.id)


def standing_of(claim: ClaimFacts) -> dict[str, Any]:
    """The columns of a claim that the law moves."""
    return {
        "kind": claim.kind or "",
        "ground": claim.ground or "",
        "route": claim.route or "",
        "outcome": claim.outcome or "",
        "execution": claim.execution.value,
        "execute_by": claim.execute_by,
    }


def _record(case: Case, decision: Decision, event: Event) -> None:
    given = decision.particulars
    if decision.act is Act.RATE:
        values = {name: given.get(name, "") for name in RATED}
        Rating.objects.update_or_create(case=case, defaults={**values, "at": event.at})
    elif decision.act is Act.LEAVE:
        # Whoever takes their name back leaves none behind; the journal keeps that somebody joined and left.
        take_away(Party.objects.filter(case=case, id=given["party"]), "leave")


def bring(case: Case, decision: Decision, moment: Moment) -> tuple[Model, ...]:
    """What an act brings beside its words: of more that was sent, a submission with its materials."""
    if decision.act is not Act.SUPPLEMENT:
        return ()
    given = decision.particulars
    submission = Submission(
        case=case,
        channel=given.get("channel", Channel.WEB.value),
        received_at=moment.at,
        text=given["text"],
        event_seq=case.seq + 1,
    )
    return (submission, *_materials(submission, (File(**file) for file in given.get("files", ()))))


def take_away(parties: QuerySet[Party], act: str) -> None:
    """Delete parties and what hangs on them; the ledger says that they are gone."""
    gone = list(parties)
    if gone:
        phones = list(FurtherPhone.objects.filter(party__in=gone))
        Party.objects.filter(id__in=[each.id for each in gone]).delete()
        ledgers.bind(ledgers.MATTERS, act, gone=[*gone, *phones])


# Splitting ---------------------------------------------------------------------------------------------------------


def lodging_of_split(parent: Case, claims: list[int]) -> Lodging:
    """The lodging of the matter that is split off: the same person, the chosen claims, the day of receipt."""
    rows = list(Claim.objects.filter(case=parent, seq__in=claims).order_by("seq"))
    first = parent.submissions.order_by("received_at", "id").first()
    assert first is not None
    # Whom the report accuses stays with it: what is split off may go to them.
    secret = any(row.kind in ("", Kind.ACCUSATION.value) for row in rows)
    people = parent.parties.order_by("id")
    text = "\n\n".join(bare(row.request) + ("\n" + bare(row.facts) if row.facts else "") for row in rows)
    facts = load_facts(parent.facts)
    return Lodging(
        channel=Channel(parent.channel),
        organ=parent.holder,
        place=parent.place,
        received_at=first.received_at,
        text=text,
        claims=tuple(_claim_text(row) for row in rows),
        parties=tuple(_party_text(party, facts) for party in people if secret or party.capacity not in ACCUSED),
        unsure=facts.unsure and secret,
        sub_channel=first.sub_channel,
        postmarked_on=first.postmarked_on,
        follows=None,
    )


def _claim_text(row: Claim) -> ClaimText:
    kind, ground = Kind(row.kind) if row.kind else None, Ground(row.ground) if row.ground else None
    return ClaimText(bare(row.request), bare(row.facts), bare(row.reasons), kind, ground)


def _party_text(party: Party, facts: Facts) -> PartyText:
    capacity = Capacity(party.capacity)
    identity = open_identity(party)
    unsure = party.organ in facts.unsure_organs or party.person in facts.unsure_persons
    told = party.authority, party.needs, party.way
    return PartyText(capacity, identity, party.organ, party.person, *told, unsure=unsure)


def hand_over(parent: Case, child: Case, claims: list[int], on: date) -> None:
    """The claims belong to the child; if they were the report, so do the accused.

    :param on: the day of the split. The child keeps the day its parent was received; its receipt nobody owed before.
    """
    moved = Claim.objects.filter(case=parent, seq__in=claims)
    moved.update(split_to=child.id)
    OwedPaper.objects.filter(record=child.id).update(owed_on=on)
    # Set here and not in the lodging: what was split off is not a repeat.
    child.follows = parent.id
    Case.objects.filter(id=child.id).update(follows=parent.id)
    ledgers.bind(ledgers.MATTERS, Act.SPLIT.value, [child, *moved])
    if child.report and not parent.report:
        take_away(Party.objects.filter(case=parent, capacity__in=ACCUSED), Act.SPLIT.value)
