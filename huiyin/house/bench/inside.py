"""The same visits inside this process, to see what each asks of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.house.bench.scenes import Cast, Office
from huiyin.house.bench.visitor import FORM, SAID, Answer
from huiyin.insights.indexing import index
from huiyin.record.clockwork import run_clocks
from huiyin.record.outbox import deliver

# What only opens and closes a transaction is no work for the database.
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
ROUND = 10
#: What can be done to a matter once only cannot be tried before it is watched.
ONCE = ("act", "paper issued", "confirm", "worker")


class InsideVisitor:
    """A visitor without a network between."""

    def __init__(self) -> None:
        self._client = Client()

    def get(self, path: str) -> Answer:
        return _answer(self._client.get(path))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        answer = _answer(self._client.post(path, urlencode(fields), FORM))
        self._client.cookies.pop(SAID, None)
        return answer

    def close(self) -> None:
        """There is no line to hang up."""


def _answer(response: Any) -> Answer:
    return Answer(response.status_code, response.content.decode(), response.headers.get("Location", ""))


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and the statements it needed."""

    name: str
    statements: list[str]


def visits(cast: Cast, *, lists: bool = False) -> Iterator[Visit]:
    """Every kind of request of scenes.py, each made once before it is watched.

    :param lists: also every list in every order.
    """
    office = Office(cast, InsideVisitor, Random(1))
    for name, task in {**office.pages(), **(office.lists() if lists else {})}.items():
        yield watched(name, task)
    office.register()
    yield watched("intake", office.register)
    number = office.register()
    for who, act, fields in office.acts():
        if act == "serve":
            yield watched("paper issued", partial(office.issue, number))
        yield watched(f"act: {act}", partial(office.do, who, number, act, fields))
    code = office.receipt(number)
    yield watched("confirm", partial(office.confirm, number, code))
    yield watched("follow", partial(office.follow, number, code))
    yield watched("worker", _work)


def _work() -> None:
    """A short round of the worker."""
    now = timezone.now()
    deliver({"index": index}, now, ROUND)
    run_clocks(now, ROUND)


def watched(name: str, task: Callable[[], object]) -> Visit:
    """What a request asks of the database, once everything that is kept between requests is there."""
    if not name.startswith(ONCE):
        task()
    with CaptureQueriesContext(connection) as captured:
        task()
    statements = [query["sql"] for query in captured.captured_queries]
    return Visit(name, [each for each in statements if not each.startswith(BRACKETS)])


def statement_counts(cast: Cast) -> dict[str, int]:
    """SQL statements per request; for acts and confirmation the mean is the reader's to make."""
    return {visit.name: len(visit.statements) for visit in visits(cast)}
