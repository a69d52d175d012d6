"""A list as a map: each place has its number, which leads to its list; what may not be read counts nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.life import begin, report_on
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]
COUNTY, VILLAGE = "990121", "990121101201"


def test_each_place_has_its_number_and_leads_to_its_list(desk: Open) -> None:
    inside, outside = begin(title="渠在村里", place=VILLAGE), begin(title="灯在区里", place="990102001000")
    page = desk("chenhao").open("/desk/organ/map")
    assert "柳溪县" in words(page) and f'/desk/organ?place={COUNTY}"' in page.content.decode()
    there = words(desk("chenhao").open(f"/desk/organ?place={COUNTY}"))
    assert inside.row.title in there and outside.row.title not in there and "柳溪县" in there


def test_below_a_county_its_townships_are_counted_and_a_village_has_nothing_below(desk: Open) -> None:
    begin(place=VILLAGE)
    assert "石桥镇" in words(desk("chenhao").open(f"/desk/organ/map?place={COUNTY}"))
    assert "没有再往下的地方" in words(desk("chenhao").open(f"/desk/organ/map?place={VILLAGE}"))


def test_a_report_is_counted_for_those_alone_who_may_read_it(desk: Open) -> None:
    before = words(desk("linxiaoman").open("/desk/organ/map"))
    report_on("lx-slj")
    assert words(desk("linxiaoman").open("/desk/organ/map")) == before


@pytest.mark.parametrize("place", ["", "9", "99'; --", "x", "0" * 400])
def test_a_place_nobody_knows_is_the_organs_own(desk: Open, place: str) -> None:
    assert desk("chenhao").open(f"/desk/organ/map?place={place}").status_code == 200
