"""Histories of a charge and a waiting claim whose matter becomes a report: the accused sees no word, count or gap."""

from __future__ import annotations

import os
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import at_organ, days, handler_of, organ
from tests.oversight.test_notyet import answered, head, keep
from tests.oversight.test_notyet import do as see_to
from tests.oversight.test_pairs_with_reports import seen, worker
from tests.reception.test_charges import do, take_on
from tests.reception.test_visits import matter

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
HISTORIES = range(int(os.environ.get("PAIRS", "1")))
PAGES = (
    "/desk/leaders", "/desk/reception-days", "/desk/records/charge?shelf=all", "/desk/records/charge?shelf=organ",
    "/desk/records/notyet?shelf=all", "/desk/records/notyet?shelf=organ", "/desk/records/undertaking?shelf=all",
)  # fmt: skip
AT = days(6)


def looks(by: Actor) -> dict[str, Any]:
    """All that the desk tells somebody, with the pages of charges and of what waits."""
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words

    desk = Desk(Person.objects.get(id=by.person).username)
    return {**seen(by), **{page: words(desk.open(page)) for page in PAGES}}


def _step(charge: Any, chance: Random) -> None:
    said = {"met_on": AT.date().isoformat(), "place": "市里", "said": "虚报工程款", "answer": "我们核实"}
    charge.refresh_from_db()
    later = (charge.until + timedelta(days=10)).isoformat()
    promise = {"promise": "一个月内答复", "promise_until": days(30).date().isoformat()}
    steps = [
        lambda: do(charge, "note", "chenhao", AT, progress="已经立案核实"),
        lambda: do(charge, "meet", "chenhao", AT, **said),
        lambda: do(charge, "meet", "chenhao", AT, **said, **promise),
        lambda: do(charge, "extend", "chenhao", AT, until=later, reason="还要核实账目"),
    ]
    chance.choice(steps)()


@pytest.mark.parametrize("seed", HISTORIES)
def test_whom_a_report_accuses_learns_nothing_of_the_charge_behind_it(seed: int) -> None:
    chance = Random(seed)
    about = matter()
    row = take_on(about, days(1), by="chenhao", leader="陶书航", post="市长")
    take_on(matter(), days(1), by="chenhao", leader="陶书航", post="市长")
    about.do(
        "classify", handler_of(about), days(2), classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj")
    )
    worker()
    seats = [at_organ(organ("lx-slj"), role) for role in ("head", "handler")]
    before = [looks(by) for by in seats]
    assert all(row.number not in str(each) for each in before)
    for _ in range(3):
        _step(row, chance)
        worker()
    assert [looks(by) for by in seats] == before


def test_a_claim_that_waits_is_gone_for_whoever_the_matter_accuses_later() -> None:
    about = answered()
    row = keep(about, days(1))
    see_to(row, "reopen", head(), days(2), come="第二批计划下达，包括这一段")
    about.do(
        "classify", handler_of(about), days(3), classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj")
    )
    worker()
    for by in (head(), at_organ(organ("lx-slj"), "handler")):
        assert row.number not in str(looks(by))
