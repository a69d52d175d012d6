"""One record of any kind as a client reads it; what only one kind has is its face's (huiyin.api.faces)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, ClassVar, Final

from django.db.models import Q, QuerySet

from huiyin.api.callers import Caller
from huiyin.api.matters.papers import named
from huiyin.api.problems import cited
from huiyin.api.records.details import sections_of
from huiyin.api.records.fields import Schema, form_of
from huiyin.law.frame.deadlines import Clock, due
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import World
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Refusal
from huiyin.law.papers import Paper as Instrument
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import Role, Term
from huiyin.papers.models import Paper
from huiyin.people.posts import names_of
from huiyin.record.door import open_record, perform
from huiyin.record.instruments import issue
from huiyin.record.kinds import Kind
from huiyin.record.models import Event, OwedPaper
from huiyin.record.reading import events_of, find, linked_to, near_a_report, words_of
from huiyin.record.readings import note_reading
from huiyin.record.snapshots import facts_from
from huiyin.vault.opening import read_out
from huiyin.wording.words import say

MARK_BYTES: Final = 6
Said = Mapping[str, Any]


def term(value: Any) -> dict[str, str]:
    """A word of a vocabulary: as it is stored, and as people say it."""
    return {"value": str(value.value), "label": say(value)}


@dataclass(frozen=True)
class Face:
    """A record in front of a client that may read it."""

    kind: Kind
    row: Any
    caller: Caller

    #: Beside the particulars of an act, what the record of this kind takes; by the act.
    beside: ClassVar[Mapping[Any, Mapping[str, Schema]]] = {}

    @classmethod
    def find(cls, kind: Kind, caller: Caller, number: str) -> Face | None:
        """The record with this number; nothing where the caller may not read it, as if there were none."""
        row = find(kind, caller.actor, caller.today, number)
        if row is None:
            return None
        if near_a_report(row):
            note_reading(kind.key, row.id, caller.actor, caller.now)
        return cls(kind, row, caller)

    @classmethod
    def opening(cls, kind: Kind) -> Schema:
        """The body with which a record of this kind is opened."""
        return body_of(form_of(kind.procedure.needs(kind.procedure.opening)))

    @classmethod
    def open(cls, kind: Kind, caller: Caller, body: Said, key: str | None) -> tuple[Face, Said]:
        """A new record, and what is told of it once.

        :raises Refused: the law's no.
        """
        given = given_of(kind, kind.procedure.opening, body, caller)
        row = open_record(kind, by=caller.actor, at=caller.now, given=given, key=key)
        return cls(kind, row, caller), {}

    @property
    def procedure(self) -> Procedure:
        return self.kind.procedure

    @cached_property
    def facts(self) -> Any:
        return facts_from(self.procedure, self.row.facts)

    def world(self, act: Any) -> World:
        return self.kind.surroundings(self.row, act, self.facts, self.caller.world)

    @property
    def mark(self) -> str:
        """Of the newest entry: changes with every act and tells of no number."""
        return mark_of(self.row)

    def hides(self, seq: int) -> bool:
        """Whether an entry of the journal is closed to the reader of the rest."""
        return False

    def events(self) -> list[Event]:
        return list(events_of(self.row))

    def do(self, act: Any, body: Said, *, at: Any, key: str | None, seen: int | None) -> Said:
        """The act through the door, and what is told of it once.

        :raises Refused: the law's no; nothing has been written then.
        """
        given = given_of(self.kind, act, body, self.caller)
        perform(self.kind, record=self.row.id, act=act, by=self.caller.actor, at=at, given=given, key=key, seen=seen)
        return {}

    def details(self) -> dict[str, Any]:
        """What only this kind has: the sections of its page, as far as the caller may read them."""
        found = sections_of(self.kind.shows(self.row, self.caller.actor, self.caller.today))
        return {"sections": found} if found else {}

    def words(self) -> Said:
        return said_of(self.procedure, self.procedure.opening, words_of(self.procedure, events_of(self.row)), self)

    def organ(self, organ: int | None) -> dict[str, str] | None:
        found = self.caller.world.chart.organs.get(organ) if organ else None
        return {"id": str(organ), "name": found.name if found else ""} if organ else None

    def person(self, person: int | None) -> dict[str, str] | None:
        return {"id": str(person), "name": names_of([person]).get(person, "")} if person else None

    # As JSON ------------------------------------------------------------------------------------------------------

    def told(self) -> dict[str, Any]:
        """All of the record that is no journal."""
        return {
            **line(self.kind, self.row, self.caller),
            "article_book": self.facts.book_key,
            "clocks": [self._clock(each) for each in self.facts.clocks],
            "words": self.words(),
            "papers": [self.paper(each) for each in self.papers()],
            "links": [
                {"kind": each.kind.key, "number": each.row.number, "rests": each.rests}
                for each in linked_to(self.row, self.caller.actor, self.caller.today)
            ],
            "details": self.details(),
        }

    def papers(self) -> Iterable[OwedPaper]:
        """What it owes and owed, the oldest first."""
        rows: Iterable[OwedPaper] = self.row.owed_papers.order_by("id")
        return rows

    @property
    def open_papers(self) -> QuerySet[Paper]:
        """The issued papers that the caller may open: one that greets a person by name is for its own organ alone."""
        theirs = Q(to_petitioner=False) | Q(organ=self.caller.organ.id)
        return Paper.objects.filter(theirs, matter=self.row.id, drawn_at__isnull=False)

    def issue(self, owed: OwedPaper) -> None:
        """Number, draw and keep a paper it owes.

        :raises NotYours, Incomplete, Unprintable, NoFonts: as huiyin.record.instruments.issue.
        """
        issue(owed.id, self.caller.actor, self.caller.now)

    def _clock(self, clock: Clock) -> dict[str, Any]:
        last, today = due(clock, self.caller.world.calendar), self.caller.today
        right = clock.kind in self.procedure.rights
        return {
            "clock": term(clock.kind),
            "due_on": last.on.isoformat(),
            "why": say(last.why),
            "provisional": last.provisional,
            "running": clock.running,
            "late": clock.running and not right and last.on < today,
            "article": cited(self.procedure.periods(self.facts.book)[clock.kind].citation),
        }

    @cached_property
    def _opens(self) -> dict[int | None, Paper]:
        return {each.owed: each for each in self.open_papers}

    def paper(self, owed: OwedPaper) -> dict[str, Any]:
        """A paper it owes or owed; number and address where the caller may open it."""
        issued = self._opens.get(owed.id) if owed.issued_on else None
        here = f"/api/v1/{self.kind.collection}/{self.row.number}/papers/{owed.id}"
        return {
            "id": str(owed.id),
            "paper": term(Instrument(owed.kind)),
            "organ": self.organ(owed.organ),
            "owed_on": owed.owed_on.isoformat(),
            "issued_on": owed.issued_on.isoformat() if owed.issued_on else None,
            "number": (issued.official_number or issued.number) if issued else None,
            "href": here if issued else None,
            "served_on": issued.served_on.isoformat() if issued and issued.served_on else None,
        }

    def openings(self) -> Iterator[dict[str, Any]]:
        """Every act that staff do, with one answer each: open, or closed with its article and a way out."""
        caller = self.caller
        for act in self.kind.by_hand:
            verdict = decide(self.procedure, act, self.facts, caller.actor, caller.today, self.world(act))
            told = {"act": term(act), "open": verdict.allowed, "article": cited(verdict.citation)}
            if isinstance(verdict, Refusal):
                told["reason"] = say(verdict.reason)
                told["instead"] = say(verdict.instead) if verdict.instead else None
            yield told

    def event(self, event: Event) -> dict[str, Any]:
        """One entry of the journal."""
        payload, act = read_out(event.payload), self.procedure.acts(event.act)
        follows = payload["follows"]
        return {
            "seq": event.seq,
            "act": term(act),
            "at": event.at.isoformat(),
            "recorded_at": event.recorded_at.isoformat(),
            "role": term(Role(event.role)),
            "by": self.person(event.by),
            "organ": self.organ(event.organ),
            "to": term(self.procedure.stages(follows["to"])),
            "holder": self.organ(follows["holder"]),
            "owner": self.person(follows["owner"]),
            "article": cited(Citation.parse(follows["citation"])),
            "papers": [term(Instrument(each)) for each in follows["papers"]],
            "said": said_of(self.procedure, act, payload["said"], self),
        }


def mark_of(row: Any) -> str:
    return bytes(row.head)[:MARK_BYTES].hex()


def body_of(said: Schema, beside: Mapping[str, Schema] | None = None) -> Schema:
    """The body of a request that does something: its particulars, and what goes beside them."""
    needed = ["said"] if said["required"] else []
    return {
        "type": "object",
        "properties": {"said": said, **(beside or {})},
        "required": needed,
        "additionalProperties": False,
    }


def given_of(kind: Kind, act: Any, body: Said, caller: Caller) -> dict[str, Any]:
    """What is said with an act; files by the tokens under which they were sent before."""
    said = dict(body.get("said", {}))
    for field in kind.procedure.needs(act):
        if field.kind == "files" and field.name in said:
            said[field.name] = [asdict(file) for file in named(said[field.name], caller)]
    return said


def said_of(procedure: Procedure, act: Any, given: Said, face: Face) -> dict[str, Any]:
    """What was said with an act, by the fields of its form; organs and persons by name."""
    found: dict[str, Any] = {}
    for field in procedure.needs(act):
        value = given.get(field.name)
        if value in (None, "", [], {}):
            continue
        if field.kind == "organ":
            found[field.name] = face.organ(value)
        elif field.kind == "person":
            found[field.name] = face.person(value)
        else:
            found[field.name] = value
    return found


def line(kind: Kind, row: Any, caller: Caller, names: Mapping[int, str] | None = None) -> dict[str, Any]:
    """A record in a list."""
    procedure, chart = kind.procedure, caller.world.chart
    people = names_of([row.owner]) if names is None else names
    holder = chart.organs.get(row.holder)
    return {
        "kind": kind.key,
        "number": row.number,
        "title": row.title,
        "stage": term(procedure.stages(row.stage)),
        "holder": {"id": str(row.holder), "name": holder.name if holder else ""},
        "owner": {"id": str(row.owner), "name": people.get(row.owner, "")},
        "opened_at": row.lodged_at.isoformat(),
        "last_on": row.last_on.isoformat(),
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
        "due": _due(procedure.clocks, row, caller),
    }


def _due(clocks: type[Term], row: Any, caller: Caller) -> dict[str, Any] | None:
    """The nearest last day that binds an organ."""
    if not row.queue_clock or row.queue_on is None:
        return None
    clock = clocks(row.queue_clock)
    return {"clock": term(clock), "on": row.queue_on.isoformat(), "late": row.queue_on < caller.today}
