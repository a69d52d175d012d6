"""The queues of a person and of an organ: in which order, which part of them, from where on; never counted to the end.

Each order is a walk along an index. By default the day in which something falls due, or since which it waits for us.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from django.db.models import Q

from huiyin.cases.models import Case
from huiyin.cases.queries import may_be_read
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Channel, Stage
from huiyin.store.rows import read
from huiyin.store.statements import answers
from huiyin.typed.times import day_of
from huiyin.typed.wholes import row_id

DUE: Final = "due"
CAME: Final = "came"
#: By what a queue can be sorted, and the column walked: the last day, when it came, when something last happened.
SORTS: Final[Mapping[str, str]] = {DUE: "queue_on", CAME: "id", "moved": "last_on"}
#: What stands out of a queue, by the word an address says it with.
MARKS: Final[Mapping[str, str]] = {
    "late": "queue_clock > '' AND queue_on < %s",
    "urgent": "urgent",
    "repeat": '"repeat"',
    "report": "report",
}


@dataclass(frozen=True, slots=True)
class After:
    """Behind which line a page goes on: at which day (none when sorted by coming), behind which id; in which of several
    walks, where a list goes through one after the other."""

    walk: int
    on: date | None
    id: int

    def __str__(self) -> str:
        return f"{self.walk}_{self.on or ''}_{self.id}"


def after_in(text: str) -> After | None:
    """What an address says of where a list goes on; ``None`` for anything else."""
    walk, _, rest = text.partition("_")
    on, _, last = rest.partition("_")
    day, entry = day_of(on), row_id(last)
    if walk not in ("0", "1") or entry is None or bool(on) is not bool(day):
        return None
    return After(int(walk), day, entry)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which part of a queue is asked for; an empty field asks for all. ``mark`` is one of :data:`MARKS`.

    :param place: leading digits of a division code.
    """

    stage: Stage | None = None
    channel: Channel | None = None
    mark: str = ""
    owner: int = 0
    place: str = ""

    def written_out(self, on: date) -> tuple[list[str], list[Any]]:
        texts: list[str] = []
        values: list[Any] = []
        for name in ("stage", "channel", "owner"):
            if value := getattr(self, name):
                texts.append(f"{name} = %s")
                values.append(value if name == "owner" else value.value)
        if self.place:
            texts.append("place LIKE %s")
            values.append(f"{self.place}%")
        if self.mark:
            texts.append(MARKS[self.mark])
            values += [on] if "%s" in MARKS[self.mark] else []
        return texts, values


@dataclass(frozen=True, slots=True)
class Place:
    """Whose queue, and from where on: pages ask it for one screenful and for a number that is never large.

    :param column: ``owner`` for one person's queue, ``holder`` for an organ's.
    :param stages: only these; all of them when empty.
    :param after: the last matter of the page before.
    :param first_since: only first-time matters that nobody has answered, registered since then (马上就办).
    :param sort: one of :data:`SORTS`; ``down`` the other way round.
    """

    column: Literal["owner", "holder"]
    actor: Actor
    on: date
    stages: frozenset[Stage] = frozenset()
    after: After | None = None
    first_since: datetime | None = None
    sort: str = DUE
    down: bool = False
    narrowed: Narrowed = field(default_factory=Narrowed)

    def written_out(self) -> tuple[str, list[Any]]:
        """The condition in SQL, wherever a page begins; nobody's queue for those who may read nothing."""
        readable = may_be_read(self.actor, self.on)
        if readable is None:
            return "1 = 0", []
        may_read, values = readable.written_out()
        who = self.actor.person if self.column == "owner" else self.actor.organ
        texts, found = [f'"{self.column}" = %s', "queue_on IS NOT NULL", may_read], [who or 0, *values]
        if self.stages:
            stages = sorted(stage.value for stage in self.stages)
            texts.append(f"stage IN ({_holes(stages)})")
            found += stages
        if self.first_since:
            texts.append('NOT "repeat" AND NOT report AND follows IS NULL AND answered_on IS NULL AND lodged_at >= %s')
            found.append(self.first_since)
        more, their = self.narrowed.written_out(self.on)
        return " AND ".join([*texts, *more]), [*found, *their]

    def condition(self) -> Q:
        """Which part is asked for, said to Django."""
        part = self.narrowed
        asked = {"stage": part.stage, "channel": part.channel, "owner": part.owner}
        found = Q(**{name: value for name, value in asked.items() if value})
        found &= Q(place__startswith=part.place) if part.place else Q()
        if part.mark == "late":
            return found & Q(queue_clock__gt="", queue_on__lt=self.on)
        return found & Q(**{part.mark: True}) if part.mark else found

    def behind(self) -> tuple[str, list[Any]]:
        """That a matter stands behind ``after`` in its walk, said so that the index is walked and not the table."""
        if self.after is None:
            return "1 = 1", []
        than, column = "<" if self.down else ">", SORTS[self.sort]
        if column == "id":
            return f"id {than} %s", [self.after.id]
        on = self.after.on
        return f"{column} {than}= %s AND NOT ({column} = %s AND id {'>' if self.down else '<'}= %s)", [
            on,
            on,
            self.after.id,
        ]

    def place_of(self, case: Case) -> After:
        """Where a page goes on behind this matter."""
        return After(0, None if SORTS[self.sort] == "id" else getattr(case, SORTS[self.sort]), case.id)


def list_queue(place: Place, most: int) -> list[Case]:
    """The first matters of a queue in its order, no more than ``most``."""
    (text, values), (behind, its) = place.written_out(), place.behind()
    way, column = " DESC" if place.down else "", SORTS[place.sort]
    by = f"{column}{way}, id{way}" if column != "id" else f"id{way}"
    return read(Case, f"{text} AND {behind}", [*values, *its], f"ORDER BY {by} LIMIT {most}")


def count_queue(place: Place, most: int) -> int:
    """How many there are, counted to ``most``."""
    text, values = place.written_out()
    counting = f"SELECT count(*) FROM (SELECT 1 FROM cases_case WHERE {text} LIMIT {most}) AS counted"
    ((count,),) = answers(counting, values)
    return int(count)


def count_places(place: Place, on: date) -> dict[str, tuple[int, int]]:
    """By division how many of a queue lie there, and how many of these are past their last day; one question."""
    text, values = place.written_out()
    late = "sum(CASE WHEN queue_clock > '' AND queue_on < %s THEN 1 ELSE 0 END)"
    rows = answers(f"SELECT place, count(*), {late} FROM cases_case WHERE {text} GROUP BY place", [on, *values])
    return {code: (int(count), int(behind)) for code, count, behind in rows}


def _holes(values: Collection[object]) -> str:
    return ",".join(["%s"] * len(values))
