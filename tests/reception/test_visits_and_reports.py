"""Histories of a visit whose matter becomes a report: the accused sees no later word of it, no count, no gap."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import actor, at_organ, days, handler_of, organ
from tests.oversight.test_pairs_with_reports import seen, worker
from tests.reception.test_visits import arrange, do, matter, refused, task

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
HISTORIES = range(int(os.environ.get("PAIRS", "2")))
PAGES = (
    "/desk/leaders", "/desk/leaders?level=county", "/desk/reception-days", "/desk/records/visit?shelf=all",
    "/desk/records/visit?shelf=organ", "/desk/visits/choose",
)  # fmt: skip
AT = days(6)
HEARD = {"said": "虚报工程款", "answer": "我们核实"}


def looks(by: Actor) -> dict[str, Any]:
    """All that the desk tells somebody, with the pages of leaders' visits."""
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words

    desk = Desk(Person.objects.get(id=by.person).username)
    return {**seen(by), **{page: words(desk.open(page)) for page in PAGES}}


def _step(row: Any, chance: Random) -> None:
    """One of the things that may be done with the visit now, by those who still may."""
    steps = {
        "planned": [
            lambda: do(row, "prepare", "chenhao", AT, offer="先听清楚，再定下一步"),
            lambda: do(row, "hold", "chenhao", AT, **HEARD),
        ],
        "reported": [
            lambda: do(row, "tell", "chenhao", AT, result="已经告知", way="by_hand"),
        ],
    }  # fmt: skip
    if row.stage in steps:
        chance.choice(steps[row.stage])()


@pytest.mark.parametrize("seed", HISTORIES)
def test_whom_a_report_accuses_learns_nothing_of_the_visit_behind_it(seed: int) -> None:
    chance = Random(seed)
    about = matter()
    row = arrange(about, days(1), by="chenhao", leader="陶书航", post="市长")
    arrange(matter(), days(1), by="chenhao", leader="陶书航", post="市长")
    about.do(
        "classify", handler_of(about), days(2), classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj")
    )
    worker()
    seats = [at_organ(organ("lx-slj"), role) for role in ("head", "handler")]
    before = [looks(by) for by in seats]
    assert all(row.number not in str(each) for each in before)
    for _ in range(4):
        _step(row, chance)
        worker()
    assert [looks(by) for by in seats] == before


def test_nothing_is_set_for_anybody_beside_what_became_a_report() -> None:
    about = matter()
    row = arrange(about, days(1), by="chenhao", leader="陶书航", post="市长")
    about.do(
        "classify", handler_of(about), days(2), classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj")
    )
    assert "检举控告" in refused(lambda: do(row, "hold", "chenhao", AT, **HEARD, **task(AT, to_organ=organ("lx-slj"))))


def test_a_visit_is_called_by_what_it_is_about_until_that_is_a_report() -> None:
    """In lists, on its page, in what is found and told: of a report not even the words it had before are said."""
    from tests.desk.staff import Desk, words

    about = matter()
    row = arrange(about, days(1))
    worker()
    about_words, desk = about.row.title, Desk("baisong")
    pages = [f"/desk/records/visit/{row.number}", "/desk/records/visit?shelf=all", f"/desk/search?q={row.number}"]
    assert [about_words in words(desk.open(page)) for page in pages] == [True] * 3
    classes = {"1": {"kind": "accusation"}}
    about.do("classify", handler_of(about), days(2), classes=classes, accused_person=actor("heshan").person)
    worker()
    for username in ("baisong", "qianwei", "chenhao"):
        told = [words(Desk(username).open(page)).partition("关联")[0] for page in pages]  # beside it the report itself
        assert not [page for page in told if about_words in page]
