"""A matter as its petitioner's page needs it, read in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Claim, Party, Rating, Submission
from huiyin.cases.queries import list_claims, list_submissions
from huiyin.cases.relations import particulars_from_elsewhere
from huiyin.cases.snapshots import load_facts
from huiyin.joint import renewing
from huiyin.joint.models import GIVEN, Cosigner, Reissued
from huiyin.law.frame.decide import decide, openings
from huiyin.law.frame.facts import PETITIONER, World
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.served import UNSERVED, as_served
from huiyin.law.terms import Act, Role, Seat
from huiyin.people.models import Organ, Person
from huiyin.portal.entering.grants import Opened
from huiyin.record.door import as_law
from huiyin.record.models import Event, Reading
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.rows import asked_often, by_id, one
from huiyin.vault.opening import read_out

THEIR_ACTS = frozenset(
    act
    for act, moves in MATTER.by_act.items()
    if act is not Act.LODGE and any(Role.PETITIONER in move.by and move.seat is not Seat.RECORDED for move in moves)
)
"""What the table of the law lets a petitioner do to a matter."""
FOR_ALL = frozenset({Act.SEEK_REVIEW, Act.SEEK_REREVIEW})


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its payload read."""

    event: Event
    act: Act
    day: date
    said: Mapping[str, Any]
    follows: Mapping[str, Any]

    @property
    def to(self) -> str:
        return str(self.follows["to"])


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call: a person of an organ, or the organ."""

    name: str
    organ: str
    phone: str
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The journal of a matter, and the organs and people named in it."""

    told: list[Told]
    organs: Mapping[int, Organ]
    persons: Mapping[int, Person]


@dataclass(frozen=True)
class Matter:
    """Everything the page is drawn from.

    :param facts: as they may be told to the person: nothing rests on what was not served.
    :param known: what was read already; without it, it is read when first asked for. Whoever sends a form needs none.
    :param untold: numbers of the events that rest on what was not served.
    """

    opened: Opened
    facts: Facts
    world: World
    today: date
    known: Known | None = None
    untold: frozenset[int] = frozenset()

    @cached_property
    def _known(self) -> Known:
        return self.known or _read(self.case, self.facts, self.world)

    @property
    def told(self) -> list[Told]:
        return self._known.told

    @property
    def organs(self) -> Mapping[int, Organ]:
        return self._known.organs

    @property
    def persons(self) -> Mapping[int, Person]:
        return self._known.persons

    @property
    def case(self) -> Case:
        return self.opened.case

    @property
    def own(self) -> bool:
        return self.opened.own

    @property
    def cosigner(self) -> Cosigner | None:
        """Whoever joined by the link and looks at what they joined."""
        return self.opened.cosigner

    @property
    def told_all(self) -> bool:
        """Whether the visitor reads what is asked and what was answered: it was asked in their name too."""
        return self.own or self.cosigner is not None

    def by_visitor(self, told: Told) -> bool:
        """Whether the visitor did this themselves, and not somebody else of the same petition."""
        author = told.said.get("party") if told.act is not Act.JOIN else None
        return self.own if author is None else author == self.opened.writer

    @cached_property
    def parted(self) -> bool:
        """Whether a report was split off that the visitor's code does not open: it was given anew for the rest."""
        if not self.case.screened:
            return False
        return not all(renewing.belongs(part, self.case) for part in renewing.parts_of(self.case) if part.report)

    def closed(self, seq: int) -> bool:
        """Whether an entry of the journal, or what came with it, is from before the split and closed for that."""
        return self.parted and seq <= self.case.screened

    @cached_property
    def claims(self) -> list[Claim]:
        return [each for each in list_claims(self.case, None, self.today) if not (self.parted and each.split_to)]

    @cached_property
    def submissions(self) -> list[Submission]:
        """What the visitor themselves said and handed in, here and in matters of theirs that were merged into this."""
        added = {told.event.seq: self.by_visitor(told) for told in self.told if told.act is Act.SUPPLEMENT}

        def mine(each: Submission) -> bool:
            if self.closed(each.event_seq):
                return False
            theirs = each.case_id in self.opened.theirs
            return added.get(each.event_seq, theirs) if each.case_id == self.case.id else theirs

        rows = list_submissions(self.case, None, self.opened.merged, self.today)
        found = [each for each in rows if mine(each)]
        prefetch_related_objects(found, "materials")
        return found

    @cached_property
    def rating(self) -> Rating | None:
        return one(Rating, case_id=self.case.id)

    @cached_property
    def readings(self) -> list[Reading]:
        """Who opened a report of wrongdoing; nothing else keeps such a list."""
        return list(Reading.objects.filter(record=self.case.id).order_by("-at")) if self.case.report else []

    @cached_property
    def openings(self) -> dict[Act, Decision | Refusal]:
        """What the petitioner may do now, and why not the rest. Only their own matter is theirs to act upon."""
        offered = openings(MATTER, self.facts, PETITIONER, self.today, self.world)
        found = {verdict.act: verdict for verdict in offered if verdict.act in self._theirs}
        if self.facts.petitioners > 1 and isinstance(found.get(Act.WITHDRAW), Decision):
            found[Act.WITHDRAW] = self._withdrawal
        return found

    @property
    def _withdrawal(self) -> Decision | Refusal:
        """Whether it can be withdrawn although others stand behind it; the law asks how many have joined."""
        given = {"reason": "……", **particulars_from_elsewhere(Act.WITHDRAW, self.case, {}, PETITIONER, self.today)}
        return decide(MATTER, Act.WITHDRAW, self.facts, PETITIONER, self.today, self.world, given)

    @property
    def _theirs(self) -> frozenset[Act]:
        """Whoever joined may add something and leave; a representative (信访代表) may also ask for review for all."""
        if self.own:
            return THEIR_ACTS - {Act.LEAVE}
        if self.cosigner is None:
            return frozenset({Act.SUPPLEMENT})
        leaving = frozenset({Act.SUPPLEMENT} | ({Act.LEAVE} if self.cosigner.case == self.case.id else set()))
        return leaving | FOR_ALL if self.represents else leaving

    @cached_property
    def represents(self) -> bool:
        row = self.cosigner
        if row is None or not row.elected:
            return False
        return Party.objects.filter(id=row.party, capacity=Capacity.REPRESENTATIVE).exists()

    @cached_property
    def renewed(self) -> Reissued | None:
        """When and by whom the visitor's own code was last given anew: whoever did not ask for it must notice."""
        given = Reissued.objects.filter(case=self.case.id, state__in=GIVEN).order_by("-id")
        if self.cosigner is not None:
            return given.filter(party=self.cosigner.party).first()
        others = Cosigner.objects.filter(case=self.case.id).values("party")
        return given.exclude(party__in=others).first() if self.own else None

    @property
    def renewed_by(self) -> str:
        organ = self.renewed.organ if self.renewed is not None else None
        return by_id(Organ, {organ})[organ].name if organ is not None else ""

    @property
    def owner(self) -> Contact:
        """The one named person who must act now, with a number that is answered."""
        return self.contact(self.facts.owner, self.facts.holder)

    def contact(self, person: int | None, organ: int | None) -> Contact:
        row = self.organs.get(organ or 0)
        who = self.persons.get(person or 0)
        phone = (who.phone_office if who else "") or (row.phone if row else "")
        place, hours = (row.address, row.hours) if row else ("", "")
        return Contact(who.name if who else "", self.organ_name(organ), phone, place, hours)

    def organ_name(self, organ: object) -> str:
        """By its name; also of one that has to do with a promise alone, and not with the matter."""
        if not organ:
            return ""
        row = self.organs.get(int(str(organ))) or self.world.chart.organs.get(int(str(organ)))
        return row.name if row else ""

    def person_name(self, person: object) -> str:
        row = self.persons.get(int(str(person))) if person else None
        return row.name if row else ""


def gather(found: Opened) -> Matter:
    """A matter in the world of today, ready to be drawn."""
    today = beijing_day(timezone.now())
    facts, world = load_facts(found.case.facts), world_on(today)
    if facts.stage not in UNSERVED:
        return Matter(found, facts, world, today)
    known = _read(found.case, facts, world)
    served = as_served(as_law(told.event) for told in known.told)
    return Matter(found, served.facts, world, today, known, served.untold)


def gather_many(cases: Sequence[Case]) -> list[Matter]:
    """Matters for a list, without their history; three statements however many they are."""
    today = beijing_day(timezone.now())
    told = {case.id: load_facts(case.facts) for case in cases} | _served_in(cases)
    known = Known([], Organ.objects.in_bulk({facts.holder for facts in told.values()}), {})
    return [Matter(Opened(case), told[case.id], world_on(today), today, known) for case in cases]


def _served_in(cases: Sequence[Case]) -> dict[int, Facts]:
    """Of those where something was written and not served, what may be told."""
    waiting = [case.id for case in cases if case.stage in UNSERVED]
    events = Event.objects.filter(record__in=waiting).order_by("record", "seq") if waiting else ()
    journals = groupby(events, lambda event: event.record)
    return {case: as_served(as_law(event) for event in journal).facts for case, journal in journals}


def _read(case: Case, facts: Facts, world: World) -> Known:
    told = [_told(event) for event in _journal(case.id)]
    return Known(told, by_id(Organ, _organs_named(facts, world, told)), by_id(Person, _persons_named(facts, told)))


@asked_often
def _journal(case: int) -> QuerySet[Event]:
    return Event.objects.filter(record=case).order_by("seq")


def _told(event: Event) -> Told:
    payload = read_out(event.payload)
    return Told(event, Act(event.act), beijing_day(event.at), payload["said"], payload["follows"])


def _organs_named(facts: Facts, world: World, told: Iterable[Told]) -> set[int]:
    named = {facts.holder, facts.coordinator, facts.responsible, facts.reviewer, facts.rereviewer, *facts.organs}
    for each in told:
        named |= {each.event.organ, each.follows["holder"], each.said.get("to_organ")}
    below = (facts.holder, facts.responsible, facts.reviewer)
    above = {world.chart.superior(organ) for organ in below if organ is not None}
    return {organ for organ in named | above if organ is not None}


def _persons_named(facts: Facts, told: Iterable[Told]) -> set[int]:
    named = {facts.owner, *(each.follows["owner"] for each in told), *(each.event.by for each in told)}
    return {person for person in named if person is not None}
