"""What may be read by whom. Fetching through these queries is the permission check; there is no other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Claim, Event, Standing, Submission
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role, Stage
from huiyin.people.charts import chart_on
from huiyin.store.rows import asked_often, one, read
from huiyin.store.statements import answers

WORKERS = frozenset(
    {Role.RECEPTION, Role.DISPATCHER, Role.HANDLER, Role.HEAD, Role.REVIEWER, Role.CONVENER, Role.SUPERVISOR}
)
CONFIDANTS = frozenset({Role.DISPATCHER, Role.HEAD, Role.REVIEWER, Role.SUPERVISOR})
OVERSEERS = frozenset({Role.SUPERVISOR, Role.HEAD, Role.DISPATCHER})
MOST_EVENTS = 300
ACCUSED = (Capacity.ACCUSED_ORGAN.value, Capacity.ACCUSED_PERSON.value)


def visible_to(actor: Actor, on: date) -> QuerySet[Case]:
    """The matters an actor may read.

    Own organ's matters; a petition office also those held in its area (Art. 14, 40), except reports of wrongdoing.
    A report is read only by its owner and by those of its organs who dispatch, decide or supervise; never by the
    accused, whoever asks (Art. 30 ¶3). Administrators, analysts and auditors read no matter.
    """
    readable = _readable(actor, on)
    return Case.objects.none() if readable is None else Case.objects.filter(readable)


def find(actor: Actor, on: date, number: str) -> Case | None:
    """The matter with this number, if there is one that the actor may read."""
    readable = _readable(actor, on)
    return None if readable is None else one(Case, also=readable.written_out(), number=number)


def of_these(actor: Actor, on: date, cases: Iterable[int]) -> dict[int, Case]:
    """Of the matters with these ids those that the actor may read, by id, the newest first."""
    return {case.id: case for case in _of_these(actor, on, cases, "ORDER BY id DESC")}


def newest_of(actor: Actor, on: date, cases: Iterable[int], most: int) -> list[Case]:
    """The same as a list, those registered last and no more than ``most``."""
    return _of_these(actor, on, cases, f"ORDER BY lodged_at DESC, id DESC LIMIT {most}")


def _of_these(actor: Actor, on: date, cases: Iterable[int], then: str) -> list[Case]:
    ids = list(set(cases))
    if not ids:
        return []
    # The last one again and again, up to the next power of two: few statements to plan instead of one for each length.
    ids += ids[-1:] * ((1 << (len(ids) - 1).bit_length()) - len(ids))
    return readable_where(actor, on, f'"cases_case"."id" IN ({_holes(ids)})', ids, then)


def readable_where(actor: Actor, on: date, condition: str, values: Sequence[object], then: str) -> list[Case]:
    """The matters that the actor may read and for which a condition on their columns holds, in SQL as in ``read``."""
    readable = _readable(actor, on)
    if readable is None:
        return []
    may_read, its = readable.written_out()
    return read(Case, f"({condition}) AND {may_read}", [*values, *its], then)


def readers(case: int, actors: Iterable[Actor], on: date) -> list[Actor]:
    """Those of ``actors`` who may read the matter; one statement for all of them."""
    asked = [(actor, readable) for actor in actors if (readable := _readable(actor, on)) is not None]
    parts: list[str] = []
    values: list[Any] = []
    for place, (_, readable) in enumerate(asked):
        text, given = readable.written_out()
        parts.append(f'SELECT {place} FROM "cases_case" WHERE "cases_case"."id" = %s AND {text}')
        values += [case, *given]
    if not parts:
        return []
    return [asked[place][0] for (place,) in answers(" UNION ALL ".join(parts), values)]


#: With an OFFSET, PostgreSQL asks for each matter by index; else it may read a whole table to be ready for many.
HAS_STANDING = "EXISTS (SELECT 1 FROM cases_standing s WHERE s.case_id = {id} AND s.organ = %s LIMIT 1 OFFSET 0)"
IS_CONCERNED = f"({HAS_STANDING} AND (NOT {{report}} OR {{owner}} = %s))"
LIES_IN_AREA = "({holder_code} >= %s AND {holder_code} < %s AND NOT {report})"
#: The matter is a report on the actor, the actor's organ, or an organ above it.
ACCUSES = """({report} AND EXISTS (SELECT 1 FROM cases_party p WHERE p.case_id = {id}
    AND p.capacity IN (%s, %s) AND (p.organ IN ([line]) OR p.person = %s)
    LIMIT 1 OFFSET 0))"""


class Condition(Func):
    """A condition on a matter in plain SQL, with the names of its columns in braces.

    Every page asks what may be read; put together by the ORM, this question alone took half of a page's queries.
    """

    output_field = BooleanField()
    columns = ("id", "report", "owner", "holder_code")

    def __init__(self, sql: str, values: tuple[object, ...]) -> None:
        super().__init__(*self.columns)
        self._sql, self._values = sql, values

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any) -> tuple[str, Any]:
        named = zip(self.columns, self.get_source_expressions(), strict=True)
        return self._sql.format(**{name: compiler.compile(column)[0] for name, column in named}), self._values

    def written_out(self) -> tuple[str, tuple[object, ...]]:
        """The condition for a statement that names no table but that of the matters."""
        return self._sql.format(**{name: f'"cases_case"."{name}"' for name in self.columns}), self._values


def _readable(actor: Actor, on: date) -> Condition | None:
    """The condition of :func:`visible_to`; ``None`` for those who may read nothing."""
    chart = chart_on(on)
    if actor.organ is None or actor.organ not in chart.organs:
        return None
    if actor.person is None or not actor.roles & WORKERS:
        return None
    sql = HAS_STANDING if actor.roles & CONFIDANTS else IS_CONCERNED
    values: list[object] = [actor.organ] if sql is HAS_STANDING else [actor.organ, actor.person]
    area = _overseen_area(actor, on)
    if area:
        sql, values = f"({sql} OR {LIES_IN_AREA})", [*values, area, _after(area)]
    accuses, accused = accusing(actor, on)
    return Condition(f"({sql} AND NOT {accuses})", (*values, *accused))


def accusing(actor: Actor, on: date) -> tuple[str, list[object]]:
    """That a matter is a report on the actor, the actor's organ or one above: :data:`ACCUSES` and its values."""
    assert actor.organ is not None
    line = sorted(chart_on(on).ancestors(actor.organ) | {actor.organ})
    return ACCUSES.replace("[line]", _holes(line)), [*ACCUSED, *line, actor.person]


def _overseen_area(actor: Actor, on: date) -> str:
    """The digits of the area a petition office oversees; empty for everybody else."""
    assert actor.organ is not None
    organ = chart_on(on).organ(actor.organ)
    return organ.area if organ.kind == "petition_office" and actor.roles & OVERSEERS else ""


def _after(area: str) -> str:
    """The first code that no longer begins with ``area``."""
    return area[:-1] + chr(ord(area[-1]) + 1)


def queue_of(actor: Actor, on: date) -> QuerySet[Case]:
    """What the actor must see to, nearest day first."""
    return visible_to(actor, on).filter(owner=actor.person or 0, queue_on__isnull=False).order_by("queue_on", "id")


def queue_of_organ(actor: Actor, on: date) -> QuerySet[Case]:
    """Everything the actor's organ holds, nearest day first."""
    return visible_to(actor, on).filter(holder=actor.organ or 0, queue_on__isnull=False).order_by("queue_on", "id")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose queue, and from where on: pages ask it for one screenful and for a number that is never large.

    :param column: ``owner`` for one person's queue, ``holder`` for an organ's.
    :param stages: only these; all of them when empty.
    :param after: day and id of the last matter of the page before.
    """

    column: Literal["owner", "holder"]
    actor: Actor
    on: date
    stages: frozenset[Stage] = frozenset()
    after: tuple[date, int] | None = None

    def written_out(self) -> tuple[str, list[Any]]:
        """The condition in SQL; nobody's queue for those who may read nothing."""
        readable = _readable(self.actor, self.on)
        if readable is None:
            return "1 = 0", []
        may_read, values = readable.written_out()
        who = self.actor.person if self.column == "owner" else self.actor.organ
        text, found = f'"{self.column}" = %s AND queue_on IS NOT NULL AND {may_read}', [who or 0, *values]
        if self.stages:
            stages = sorted(stage.value for stage in self.stages)
            text, found = f"{text} AND stage IN ({_holes(stages)})", [*found, *stages]
        if self.after:
            # Said so that the index is walked, not the table.
            text, on = f"{text} AND queue_on >= %s AND NOT (queue_on = %s AND id <= %s)", self.after[0]
            found = [*found, on, on, self.after[1]]
        return text, found


def list_queue(place: Place, most: int) -> list[Case]:
    """The first matters of :func:`queue_of` or :func:`queue_of_organ`, told by ``place``."""
    text, values = place.written_out()
    return read(Case, text, values, f"ORDER BY queue_on, id LIMIT {most}")


def count_queue(place: Place, most: int) -> int:
    """How many there are, counted to ``most``."""
    text, values = place.written_out()
    counting = f"SELECT count(*) FROM (SELECT 1 FROM cases_case WHERE {text} LIMIT {most}) AS counted"
    ((count,),) = answers(counting, values)
    return int(count)


def kinds_of(cases: Collection[int]) -> list[tuple[int, str]]:
    """Matter and class of every claim that still belongs to these matters, in the order of the claims."""
    if not cases:
        return []
    holes = _holes(cases)
    text = f"SELECT case_id, kind FROM cases_claim WHERE case_id IN ({holes}) AND split_to IS NULL ORDER BY seq"
    return answers(text, list(cases))


def _holes(values: Collection[object]) -> str:
    return ",".join(["%s"] * len(values))


def screened(case: Case, actor: Actor | None) -> bool:
    """Whether the early entries of this matter are closed to the actor, because a report was split off from it."""
    if not case.screened or actor is None:
        return False
    first = Standing.objects.filter(case=case).order_by("id").values_list("organ", flat=True).first()
    return actor.organ != first


def events_of(case: Case, actor: Actor | None) -> QuerySet[Event]:
    """The journal of a matter as the actor may read it, oldest first. ``None`` is the petitioner, who reads all."""
    events = Event.objects.filter(case=case).order_by("seq")
    return events.filter(seq__gt=case.screened) if screened(case, actor) else events


def claims_of(case: Case, actor: Actor | None) -> QuerySet[Claim]:
    """The claims of a matter as the actor may read them; a report that was split off is none of the next organ's."""
    claims = Claim.objects.filter(case=case).order_by("seq")
    return claims.filter(split_to=None) if screened(case, actor) else claims


def merged_into(case: int) -> list[int]:
    """Ids of the matters that were merged into this one."""
    return [other for (other,) in answers("SELECT id FROM cases_case WHERE merged_into = %s", [case])]


def submissions_of(case: Case, actor: Actor | None) -> QuerySet[Submission]:
    """The submissions gathered in a matter, also those of matters merged into it."""
    # The ids are asked for first: whatever a database knows of its tables, it then goes by the index.
    found = Submission.objects.filter(case__in=[case.id, *merged_into(case.id)]).order_by("received_at", "id")
    return found.filter(event_seq__gt=case.screened) if screened(case, actor) else found


# The same as lists, for pages: hardly any matter is screened, and then nothing depends on who reads ------------------


def list_events(case: Case, actor: Actor | None) -> list[Event]:
    """The last entries of :func:`events_of`, the newest first, MOST_EVENTS of them."""
    return list(events_of(case, actor).reverse()[:MOST_EVENTS]) if case.screened else _events(case.id)


def list_claims(case: Case, actor: Actor | None) -> list[Claim]:
    """All of :func:`claims_of`."""
    return list(claims_of(case, actor)) if case.screened else _claims(case.id)


def list_submissions(case: Case, actor: Actor | None, merged: Iterable[int]) -> list[Submission]:
    """All of :func:`submissions_of`; ``merged`` are the ids of :func:`merged_into`."""
    return list(submissions_of(case, actor)) if case.screened else _submissions(case.id, *merged)


@asked_often
def _events(case: int) -> QuerySet[Event]:
    return Event.objects.filter(case=case).order_by("-seq")[:MOST_EVENTS]


@asked_often
def _claims(case: int) -> QuerySet[Claim]:
    return Claim.objects.filter(case=case).order_by("seq")


@asked_often
def _submissions(*cases: int) -> QuerySet[Submission]:
    return Submission.objects.filter(case__in=cases).order_by("received_at", "id")
