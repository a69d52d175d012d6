"""The kinds of record there are. Each says which table keeps it and what it does beside the journal.

The kinds are listed in huiyin.house.records, the only place where names point upward; everything here asks this
register and knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Model, Q

from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Also, Decision, Refusal
from huiyin.law.terms import OUTSIDE, Seat
from huiyin.papers.facts import PaperFacts
from huiyin.record.conditions import Condition
from huiyin.record.models import Event, Recorded
from huiyin.record.sections import Section
from huiyin.record.worlds import beijing_day

Given = Mapping[str, Any]
#: What is said to the law, and the rows that are written with the act.
Prepared = tuple[Given, tuple[Model, ...]]
#: Whom of the staff is told: the person, the organ at which they are, the name of the notification.
Tells = tuple[int, int, str]
#: By the name of a field what may be chosen for it: each value with its words.
Choices = Mapping[str, Sequence[tuple[str, object]]]
#: By record the words lent to it, to one reader on a day; the last are rows that were fetched for that reader before.
Lender = Callable[[Sequence[Any], Actor, date, Mapping[int, Any]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, when it is written down, and under which key it may not be written twice."""

    at: datetime
    recorded_at: datetime
    key: str | None

    @property
    def day(self) -> date:
        return beijing_day(self.at)


@dataclass(frozen=True, slots=True)
class Step:
    """One act that the law has allowed and the journal has taken in, before it is reflected beside the journal.

    :param rows: what else is written with it, made ready before the law was asked.
    """

    row: Any
    before: Any
    after: Any
    decision: Decision
    event: Event
    world: World
    rows: tuple[Model, ...] = ()


def _as_it_is(row: Any, act: Any, given: Given, by: Actor, moment: Moment) -> Prepared:
    return given, ()


def _as_known(row: Any, act: Any, facts: Any, world: World) -> World:
    return world


def _nobody_else(act: Any, given: Given, by: Actor, moment: Moment) -> tuple[int, ...]:
    return ()


def _nothing_before(record: int) -> Iterable[tuple[str, int]]:
    return ()


def _alone(record: int, act: Any, given: Given) -> Iterable[int]:
    return ()


def _nothing_more(step: Step) -> None:
    pass


def _nothing_brought(row: Any, decision: Decision, moment: Moment) -> tuple[Model, ...]:
    return ()


def _nothing_to_show(row: Any, actor: Actor, on: date) -> Iterable[Section]:
    return ()


def _as_numbered(row: Any, actor: Actor, on: date, seq: int) -> int:
    return seq


def _nothing_yet(row: Any, act: Any, facts: Any, on: date) -> Given:
    return {}


def _nothing_to_choose(row: Any, act: Any, facts: Any, on: date) -> Choices:
    return {}


def _unnoted(row: Any, actor: Actor) -> bool:
    return False


def _no_caption(row: Any) -> str:
    return ""


def _nothing_hinders(row: Any, act: Any, facts: Any, on: date) -> Refusal | None:
    return None


def _own_words(rows: Sequence[Any], actor: Actor, on: date, known: Mapping[int, Any]) -> Mapping[int, str]:
    return {}


def _nothing_wanted(facts: Any, on: date) -> Any:
    return None


def _tells_nobody_else(row: Any, event: Event) -> Iterable[Tells]:
    return ()


def _no_strays() -> Iterable[Any]:
    return ()


def _nothing_belongs(row: Any) -> Iterable[Model]:
    return ()


def _all_of_it(record: int, given: Given) -> Given:
    return given


def _no_columns(facts: Any) -> Mapping[str, Any]:
    return {}


def _nothing_concealed(row: Any, decision: Decision) -> Decision:
    return decision


@dataclass(frozen=True, slots=True)
class Narrowing:
    """By what a list of a kind can be narrowed: a column of its table, and what may be chosen for it in an area.

    :param begins: the column begins with what was chosen, instead of being it.
    """

    name: str
    label: str
    choices: Callable[[str], Iterable[tuple[str, Any]]]
    begins: bool = False

    def condition(self, chosen: str) -> Q:
        return Q(**{f"{self.name}__startswith" if self.begins else self.name: chosen})


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record.

    :param model: the table that keeps it.
    :param prepare: what the record knows and the law does not read by itself, added to what was given; may refuse.
    :param kept: of what was given what the journal keeps, where that is not all: of who somebody is a mark.
    :param others: ids of records of this kind that the act will also change; they are locked with it, in order.
    :param family: ids of records of this kind whose rows an act may change though it is no act of theirs; they are
        locked with it too, so that two such acts never wait for each other.
    :param project: writes what follows from a step: the row, clocks, papers owed, standing, the outbox.
    :param settle: what is left to write once the act has done all it does to others.
    :param surroundings: the world with what the record knows of this row, for the acts that ask it.
    :param derive: what of the rows beside the journal is not as its events say (huiyin.record.rows); ``None``:
        what every kind has.
    :param conceal: the decision with what of its words rests in an envelope, before anything of it is written. For
        every kind what rests on a report follows by itself (:data:`CONCEALED_BY`).
    :param columns: what of its row beyond what every kind has is drawn from words of the facts.
    :param bring: rows that the law's decision brings, bound by its event; ``belongings`` all such rows of a record.
    :param strays: rows that belong to no record (huiyin.record.rows).
    :param open: opens a record of this kind because of an act done to ``parent``, if not as the door opens any.
    :param mark: the letter with which its numbers begin; the matters' have none.
    :param plural: how a collection of them is called where it is not the key with an s.
    :param offered: whether machines are offered it: collections and webhooks of the API, the index of the search, and
        what was said in exports. What is not offered is read on its own pages alone.
    :param told: what an act tells the record's owner, by the name of the notification; other acts tell a new owner.
    :param tells: whom of the staff an event tells beside them, as the row stands now; never whoever did it.
    :param for_heads: acts that wait for the word of whoever leads the organ that has the record.
    :param page: the name of the page that shows one, for a kind with pages of its own; all others share theirs.
    :param caption: what lists say of a record beside its title; ``wants`` the act that is to be done next on a day,
        if one is; ``again`` acts done many times in a row: their form comes again while they are wanted.
    :param borrows: the words of what its records rest on, by the record's id, for whoever may read those, too: they
        stand before a title that is but a number (huiyin.record.captions).
    :param shelf: which of its lists is opened first; else that of one's own work.
    :param suggest: what stands in the form of an act before anybody typed.
    :param choose: what a person chooses from where a machine writes a line (one of them) or a text (several, apart by
        “、”): nobody types a number or a name that the record knows.
    :param readable: which rows an actor may read on a day, as a condition; ``None`` for none.
    :param withheld: which rows are, or lie behind, a report of wrongdoing that the actor may not read: then what
        rests on them is closed too. Empty for a kind in which nothing is a report by itself. Its third argument is
        an expression in SQL: what lies behind a report up to an earlier entry does not count.
    :param first: records of other kinds that an act also changes, locked before this one, so that of two acts that
        touch both neither waits for the other.
    :param near: which rows are, or lie behind, a report at all; ``accuses`` which of them accuse an actor.
    :param step: by which number a reader knows an entry, where they are not shown all of them.
    :param hinders: what only other records show and stands in the way of an act on a day, asked before anybody fills
        its form; the door asks it anew of what ``prepare`` knows.
    :param shows: what its page shows beside what all kinds show, as far as the reader may read that.
    :param narrowed: by what a list of it can be narrowed, beside its stages.
    :param told_once: what the answer to an act shows to whoever did it, that once.
    :param shown_with_forms: whether that stands below the forms of its acts, too.
    :param rests: whether its records ever rest on a matter; what does not is never near a report.
    :param noted: whether it is noted that somebody opened a record, for whoever sent it to them; else only what rests
        on a report is.
    :param paper: what a paper says beside the words of the record (huiyin.record.instruments), from the row and its
        events up to the act that owes it.
    """

    procedure: Procedure
    model: type[Any]
    project: Callable[[Step], None]
    prepare: Callable[[Any, Any, Given, Actor, Moment], Prepared] = _as_it_is
    kept: Callable[[int, Given], Given] = _all_of_it
    others: Callable[[Any, Given, Actor, Moment], tuple[int, ...]] = _nobody_else
    family: Callable[[int, Any, Given], Iterable[int]] = _alone
    first: Callable[[int], Iterable[tuple[str, int]]] = _nothing_before
    settle: Callable[[Step], None] = _nothing_more
    open: Callable[[Any, Also, Actor, Moment], Recorded] | None = None
    surroundings: Callable[[Any, Any, Any, World], World] = _as_known
    derive: Callable[[Any, Any], Iterator[Any]] | None = None
    conceal: Callable[[Any, Decision], Decision] = _nothing_concealed
    columns: Callable[[Any], Mapping[str, Any]] = _no_columns
    bring: Callable[[Any, Decision, Moment], tuple[Model, ...]] = _nothing_brought
    belongings: Callable[[Any], Iterable[Model]] = _nothing_belongs
    strays: Callable[[], Iterable[Any]] = _no_strays
    mark: str = ""
    plural: str = ""
    offered: bool = True
    told: Mapping[Any, str] = field(default_factory=dict)
    for_heads: frozenset[Any] = frozenset()
    tells: Callable[[Any, Event], Iterable[Tells]] = _tells_nobody_else
    page: str = ""
    shelf: str = "mine"
    caption: Callable[[Any], str] = _no_caption
    borrows: Lender = _own_words
    wants: Callable[[Any, date], Any] = _nothing_wanted
    again: frozenset[Any] = frozenset()
    suggest: Callable[[Any, Any, Any, date], Given] = _nothing_yet
    choose: Callable[[Any, Any, Any, date], Choices] = _nothing_to_choose
    readable: Callable[[Actor, date], Condition | None] | None = None
    withheld: Callable[[Actor, date, str], Condition] | None = None
    near: Q = field(default_factory=lambda: Q(report=True))
    accuses: Callable[[Actor, date, str], Condition] | None = None
    step: Callable[[Any, Actor, date, int], int] = _as_numbered
    hinders: Callable[[Any, Any, Any, date], Refusal | None] = _nothing_hinders
    shows: Callable[[Any, Actor, date], Iterable[Section]] = _nothing_to_show
    narrowed: tuple[Narrowing, ...] = ()
    told_once: Mapping[Any, Callable[[Any], Iterable[Section]]] = field(default_factory=dict)
    shown_with_forms: bool = False
    paper: Callable[[PaperFacts, Any, Sequence[Event]], PaperFacts] | None = None
    rests: bool = True
    noted: Callable[[Any, Actor], bool] = _unnoted

    @property
    def key(self) -> str:
        return self.procedure.key

    @cached_property
    def by_hand(self) -> tuple[Any, ...]:
        """The acts that staff do to a record: not those of petitioner and system alone, nor what another record or
        another act writes, nor its opening."""
        rows = self.procedure.by_act.items()
        outside = {act for act, moves in rows if all(set(move.by) <= OUTSIDE for move in moves)}
        outside |= {act for act, moves in rows if moves and all(move.seat is Seat.RECORDED for move in moves)}
        left = {self.procedure.opening, *self.procedure.halves}
        return tuple(act for act in self.procedure.acts if act not in outside | left)

    @property
    def collection(self) -> str:
        """What all of them together are called in addresses."""
        return self.plural or f"{self.key}s"


#: What puts the words of an act into the envelope of the report that its record rests on: of a kind, the row, the
#: decision and the rows that come with it; filled by huiyin.house.records.
CONCEALED_BY: list[Callable[[Kind, Any, Decision, Sequence[Model]], Decision]] = []


@dataclass
class Register:
    """All kinds by their key in the journal."""

    by_key: dict[str, Kind] = field(default_factory=dict)

    def fill(self, kinds: Iterable[Kind]) -> None:
        self.by_key = {kind.key: kind for kind in kinds}

    def __getitem__(self, key: str) -> Kind:
        return self.by_key[key]

    def get(self, key: str) -> Kind | None:
        return self.by_key.get(key)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.by_key.values())

    @property
    def offered(self) -> tuple[Kind, ...]:
        """Those that machines are offered."""
        return tuple(kind for kind in self if kind.offered)

    def offers(self, key: str) -> Kind | None:
        """The kind with this key, if machines are offered it: one that they are not is to them as none."""
        kind = self.get(key)
        return kind if kind is not None and kind.offered else None


KINDS = Register()
