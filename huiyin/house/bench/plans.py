"""How the database finds what the pages ask for: no question may make it read a large table from end to end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from huiyin.house.bench.inside import visits
from huiyin.house.bench.scenes import Cast

LARGE = 10_000
_EXPLAINED = ("SELECT", "UPDATE", "DELETE", "WITH")
_SCAN = {"sqlite": re.compile(r"^SCAN (\w+)(?! VIRTUAL)"), "postgresql": re.compile(r"Seq Scan on (\w+)")}
#: A page of a list, the newest first.
_NEWEST = re.compile(r'ORDER BY \S+"id" DESC LIMIT \d+$')
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
    """The plan of every statement of every page, each text once.

    :param large: how many rows make a table large; below LARGE, PostgreSQL must be told to prefer indexes as it would.
    """
    tables = _tables(large)
    found: dict[str, Plan] = {}
    watched = [(visit.name, statement) for visit in visits(cast, lists=True) for statement in visit.statements]
    if large < LARGE and connection.vendor == "postgresql":
        _ask("SET enable_seqscan = off")
    for page, statement in watched:
        if statement.startswith(_EXPLAINED):
            steps = explain(statement)
            scans = [table for table in _scanned(statement, steps) if table in tables]
            found.setdefault(re.sub(r"\d+|'[^']*'", "?", statement), Plan(page, statement, steps, scans))
    return list(found.values())


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
    """Whether it goes along an index in the order that is wanted until a page is full: the newest of a list. Readers
    for whom few are to be found among many begin elsewhere (huiyin.record.reading, newest_for)."""
    ordered = not any("ORDER BY" in each for each in steps)
    return "USING INDEX" in step and ordered and _NEWEST.search(statement) is not None


def _tables(large: int) -> set[str]:
    """The tables of ours that have at least so many rows."""
    models = {model._meta.db_table: model for model in apps.get_models() if model.__module__.startswith("huiyin.")}
    return {table for table, model in models.items() if len(model._default_manager.values("pk")[:large]) == large}


def _ask(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
