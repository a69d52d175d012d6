"""A number that somebody types tells nobody which numbers exist: unknown and unreadable are one answer at one cost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.test_visibility import report
from tests.city import MONDAY, Matter, actor, lodge

pytestmark = pytest.mark.django_db

#: Acts that name another matter by its number, with what else they say.
NAMING: dict[str, dict[str, Any]] = {
    "merge": {"field": "into", "reason": "同一件事"},
    "no_further": {"field": "earlier", "reason": "已经三级终结"},
}
NOBODYS = "990100202611029999"


@pytest.fixture
def unreadable() -> list[str]:
    """Numbers that the county's water bureau may not read: nobody's, another organ's, a report on the bureau itself."""
    return [NOBODYS, Matter(lodge()).row.number, report().row.number]


def said(act: str, number: str) -> tuple[str, int]:
    """What the bureau's receptionist is told, and how many statements it took."""
    from huiyin.cases.acts import Refused

    clerk = actor("chenhao")
    matter = Matter(lodge()).transferred() if act == "merge" else Matter(lodge(by="wanglan"))
    who = matter_holder(matter) if act == "merge" else clerk
    given = dict(NAMING[act])
    given[given.pop("field")] = number
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        pytest.raises(Refused) as refused,
    ):
        matter.do(act, who, **given)
    return str(refused.value.refusal.reason), len(asked)


def matter_holder(matter: Matter) -> Any:
    from tests.city import holder_as

    return holder_as(matter, "handler")


def test_merging_answers_alike_whatever_stands_behind_a_number(unreadable: list[str]) -> None:
    assert len({said("merge", number) for number in unreadable}) == 1


@pytest.mark.parametrize("act", NAMING)
def test_a_number_of_nobody_is_refused_in_words(act: str) -> None:
    assert said(act, NOBODYS)[0]


def test_no_further_answers_alike_for_a_closed_report_and_for_a_number_of_nobody() -> None:
    """陈浩's colleague 王兰 receives letters and reads no report, open or closed."""
    from huiyin.cases.relations import particulars_from_elsewhere
    from huiyin.law.terms import Act

    closed = report()
    clerk, case = actor("wanglan"), Matter(lodge()).row
    answers = [
        particulars_from_elsewhere(Act.NO_FURTHER, case, {"earlier": number}, clerk, MONDAY.date())
        for number in (closed.row.number, NOBODYS)
    ]
    assert answers == [{"earlier_closure": None}] * 2


def test_a_matter_that_follows_a_report_is_not_marked_as_a_repetition() -> None:
    told = report()
    assert [lodge(follows=each).case.repeat for each in (told.id, Matter(lodge()).id)] == [False, True]


LOOKING = re.compile(r"Case\.objects\.(?:filter|get)\(.*\bnumber=|\bone\(\s*Case\b.*\bnumber=")


def test_no_other_module_asks_for_a_matter_by_its_number() -> None:
    rooms = [path for path in Path("huiyin").rglob("*.py") if "bench" not in path.parts and "demo" not in path.parts]
    found = {path.name for path in rooms if LOOKING.search(path.read_text())}
    assert found == {"asked.py", "queries.py"}
