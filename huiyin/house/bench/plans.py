"""How the database finds what the pages ask for: no question may make it read a large table from end to end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.desk.records.lists import SHELVES, SHOWN, listed
from huiyin.desk.staff import Desk
from huiyin.house.bench.inside import Visit, visits, watched
from huiyin.house.bench.scenes import Cast
from huiyin.people.charts import chart_on
from huiyin.people.models import Person
from huiyin.people.posts import actor_of
from huiyin.record.kinds import KINDS, Kind, Narrowing
from huiyin.record.worlds import beijing_day

LARGE = 10_000
_EXPLAINED = ("SELECT", "UPDATE", "DELETE", "WITH")
_SCAN = {"sqlite": re.compile(r"^SCAN (\w+)(?! VIRTUAL)"), "postgresql": re.compile(r"Seq Scan on (\w+)")}
#: A page of a list by age, the newest or the oldest first.
_BY_AGE = re.compile(r'ORDER BY \S+"id" (?:ASC|DESC) LIMIT \d+$')
#: Django's own aliases, and those of statements written by hand, which are in small letters.
_ALIAS = re.compile(r'(\w+)"? (?:AS )?(U\d+|T\d+|[a-z]\w*)\b')


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement of one page. ``scans`` are the large tables it reads whole."""

    page: str
    statement: str
    steps: list[str]
    scans: list[str]


def plans(cast: Cast, *, large: int = LARGE) -> list[Plan]:
    """The plan of every statement of every page and of every list of every kind of record, each text once.

    :param large: how many rows make a table large; below LARGE, PostgreSQL must be told to prefer indexes as it would.
    """
    tables = _tables(large)
    found: dict[str, Plan] = {}
    seen = (*visits(cast, lists=True), *lists_of_kinds(cast))
    asked = [(visit.name, statement) for visit in seen for statement in visit.statements]
    if large < LARGE and connection.vendor == "postgresql":
        _ask("SET enable_seqscan = off")
    for page, statement in asked:
        if statement.startswith(_EXPLAINED):
            steps = explain(statement)
            scans = [table for table in _scanned(statement, steps) if table in tables]
            found.setdefault(re.sub(r"\d+|'[^']*'", "?", statement), Plan(page, statement, steps, scans))
    return list(found.values())


def lists_of_kinds(cast: Cast) -> Iterator[Visit]:
    """Every list of every kind that shares its pages, as an office that oversees an area has it, and as a department:
    each shelf, in each order, from its beginning and from behind a line, whole, of one stage, and narrowed by whatever
    the kind can be."""
    now = timezone.now()
    for username in (cast.dispatcher, cast.handler):
        person = Person.objects.get(username=username)
        actor = actor_of(person.id, on=beijing_day(now))
        desk = Desk(person, actor, chart_on(beijing_day(now)).organ(actor.organ or 0), now, several=False)
        for kind in KINDS:
            for name, ask in _lists(kind, desk) if not kind.page else ():
                yield watched(f"{kind.key}: {name}, {username}", ask)


def _lists(kind: Kind, desk: Desk) -> Iterator[tuple[str, Callable[[], object]]]:
    stage = list(kind.procedure.stages)[1]
    chosen = {each.name: _first(each, desk) for each in kind.narrowed}
    last = kind.model.objects.order_by("id").values_list("id", flat=True).first()
    for (shelf, _), part, said, after, turned in product(
        SHELVES, ("", stage.value), ({}, chosen) if chosen else ({},), (None, last), (False, True)
    ):
        rows = listed(kind, desk, shelf, part, said, after, turned)[: SHOWN + 1]
        words = (shelf, part, "narrowed" if said else "", "behind" if after else "", "turned" if turned else "")
        yield " ".join(filter(None, words)), partial(_fetch, rows)


def _fetch(rows: QuerySet[Any]) -> None:
    """Anew each time it is asked."""
    list(rows.all())


def _first(each: Narrowing, desk: Desk) -> str:
    return next((value for value, _ in each.choices(desk.organ.area)), "")


def explain(statement: str) -> list[str]:
    """The steps of a plan, one a line."""
    rows = _ask(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{statement}")
    return [str(row[-1]) for row in rows]


def _scanned(statement: str, steps: list[str]) -> Iterator[str]:
    aliases = {alias: table for table, alias in _ALIAS.findall(statement)}
    for step in steps:
        match = _SCAN[connection.vendor].search(step)
        if match and not _walks(statement, step, steps):
            yield str(aliases.get(match[1], match[1]))


def _walks(statement: str, step: str, steps: list[str]) -> bool:
    """Whether it goes along an index in the order that is wanted until a page is full: a list by age. Readers
    for whom few are to be found among many begin elsewhere (huiyin.record.reading, newest_for)."""
    ordered = not any("ORDER BY" in each for each in steps)
    return "USING INDEX" in step and ordered and _BY_AGE.search(statement) is not None


def _tables(large: int) -> set[str]:
    """The tables of ours that have at least so many rows."""
    models = {model._meta.db_table: model for model in apps.get_models() if model.__module__.startswith("huiyin.")}
    return {table for table, model in models.items() if len(model._default_manager.values("pk")[:large]) == large}


def _ask(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
