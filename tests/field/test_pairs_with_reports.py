"""A petition that is mediated becomes a report on the very village: dispute, round, count and phone close with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.city import Matter, at_organ, lodge, organ
from tests.field.test_disputes import PLACE, VILLAGE, do, found, worker

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
PAGES = (
    "/desk/", "/desk/organ", "/desk/notifications", "/desk/field/mine", "/desk/field/coverage",
    "/desk/records/dispute?shelf=all", "/desk/records/dispute?shelf=organ", "/desk/search?q=上桥村用水纠纷",
)  # fmt: skip


def seen(by: Actor) -> dict[str, Any]:
    """Everything the village's people are shown and told."""
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words
    from tests.oversight.test_pairs_with_reports import worker as work

    work()
    desk = Desk(Person.objects.get(id=by.person).username)
    told = desk.open("/desk/field/mine").json()["records"]
    return {"mine": told, **{page: words(desk.open(page)) for page in PAGES if page != "/desk/field/mine"}}


@pytest.mark.parametrize("settled", [False, True])
def test_the_village_a_report_is_about_sees_nothing_of_the_dispute_that_came_from_it(settled: bool) -> None:
    village = [worker("head"), worker("handler")]
    nothing = [seen(by) for by in village]
    now = timezone.now()
    matter = Matter(lodge(by="cenxi", organ=organ("sq-xfb"), place=PLACE, at=now))
    town = at_organ(organ("sq-xfb"), "head")
    row = found(by=town, at=now, matter=matter.row.number, account="", parties=[])
    do(row, "pass_on", town, now, to_organ=organ(VILLAGE), reason="就在村里，先说说看")
    if settled:
        do(row, "settle", worker("head"), now, account="当场说和了")
    assert any("用水纠纷" in str(seen(by)) for by in village)
    matter.do("classify", "cenxi", now, classes={"1": {"kind": "accusation"}}, accused_organ=organ(VILLAGE))
    assert [seen(by) for by in village] == nothing
