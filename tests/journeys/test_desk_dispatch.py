"""Dispatching by keyboard alone, the opinion with its checker, and the record made on the spot, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.axe import SMALL, WIDE, faults
from tests.journeys.clerk import POCKET, sit_down
from tests.journeys.visitor import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

DITCH = "恢复灌溉渠四十二米"


@pytest.fixture
def matters(city: None) -> Any:
    from tests.desk.life import begin

    return [begin(), begin(), begin()]


@pytest.fixture
def handled(city: None) -> Any:
    from tests.desk.life import begin

    matter = begin()
    matter.handled()
    return matter


def stage(matter: Any) -> str:
    from huiyin.cases.models import Case

    return str(Case.objects.get(id=matter.id).stage)


def open_at(visit: Visit, username: str, where: str, size: dict[str, int] | None = None) -> Page:
    page = sit_down(visit, username, *([size] if size else []))
    page.goto(page.url.removesuffix("/desk/") + where)
    return page


def username_of(matter: Any) -> str:
    from huiyin.people.models import Person

    return str(Person.objects.get(id=matter.at("handler").person).username)


def test_two_keys_dispatch_a_matter_and_open_the_next(visit: Visit, matters: Any) -> None:
    page = open_at(visit, "chenhao", "/desk/dispatch")
    page.keyboard.press("z")
    page.wait_for_url(re.compile(r"/desk/dispatch/\d{19}$"))
    first = page.url
    page.keyboard.press("b")
    page.get_by_text("已经记录").wait_for()
    assert page.url != first and [stage(each) for each in matters].count("transferred") == 1


def test_another_way_is_one_key_away(visit: Visit, matters: Any) -> None:
    page = open_at(visit, "chenhao", f"/desk/dispatch/{matters[0].number}")
    page.keyboard.press("2")
    page.get_by_text("您选了别的办法").wait_for()
    assert "act=" in page.url


def test_rows_are_chosen_and_transferred_by_keyboard_alone(visit: Visit, matters: Any) -> None:
    page = open_at(visit, "chenhao", "/desk/dispatch")
    page.keyboard.press("s")
    page.locator("tr[aria-current]").wait_for()
    page.keyboard.press("x")
    page.locator("[data-ticked]", has_text="1").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    page.locator("[data-ticked]", has_text="2").wait_for()
    page.keyboard.press("2")
    page.get_by_role("heading", name="批量转送").wait_for()
    page.keyboard.press("b")
    page.get_by_text("办好了 2 件").wait_for()
    assert [stage(each) for each in matters].count("transferred") == 2


def test_the_key_table_names_what_rows_do(visit: Visit, matters: Any) -> None:
    page = open_at(visit, "chenhao", "/desk/dispatch")
    page.keyboard.press("?")
    said = page.locator("#keys").inner_text()
    assert "选中这一行" in said and "转送" in said and "逐件分流" in said


def test_without_a_script_many_are_transferred_too(visit: Visit, matters: Any) -> None:
    page = sit_down(visit, "chenhao", script=False)
    page.goto(page.url.removesuffix("/desk/") + "/desk/dispatch")
    for box in page.locator("table input[type=checkbox]").all()[:2]:
        box.check()
    page.get_by_role("button", name="转送").click()
    page.get_by_role("button", name="转送打钩的").click()
    assert "办好了 2 件" in page.locator("main").inner_text()


def test_the_checker_speaks_while_somebody_types(visit: Visit, handled: Any) -> None:
    page = open_at(visit, username_of(handled), f"/desk/cases/{handled.number}/acts/propose")
    page.locator("textarea").first.press_sequentially("已责成有关部门处理")
    page.locator("#beside").get_by_text("是空话").wait_for()
    assert page.locator("textarea").first.input_value() == "已责成有关部门处理"


def test_a_draft_goes_on_at_another_computer(visit: Visit, handled: Any) -> None:
    where = f"/desk/cases/{handled.number}/acts/propose"
    page = open_at(visit, username_of(handled), where)
    page.locator("textarea").first.press_sequentially("到现场量过")
    page.locator("#beside").get_by_text("已存下").wait_for()
    other = open_at(visit, username_of(handled), where)
    assert other.locator("textarea").first.input_value() == "到现场量过"


def test_a_record_on_the_spot_waits_for_the_network_with_its_photo(visit: Visit, handled: Any, tmp_path: Path) -> None:
    photo = tmp_path / "canal.png"
    where = f"/desk/cases/{handled.number}/acts/investigate"
    page = open_at(visit, username_of(handled), where, POCKET)
    page.screenshot(path=photo)
    page.get_by_label("地点").fill("水闸口")
    page.get_by_label("听取了谁的说明").fill("村民小组长")
    page.get_by_label("查明的情况").fill("渠道被填四十二米，量过两遍。")
    page.set_input_files("#f-files", photo)
    page.context.set_offline(True)
    page.get_by_role("button", name="调查核实").click()
    page.get_by_text("现在没有网络").wait_for()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(page.url)
    again.get_by_text("选好的 1 个文件还在").wait_for()
    again.get_by_role("button", name="调查核实").click()
    again.wait_for_url("**done=investigate**")
    assert "canal.png" in again.locator("main").inner_text()


def test_the_place_is_written_where_one_stands(visit: Visit, handled: Any) -> None:
    page = open_at(visit, username_of(handled), f"/desk/cases/{handled.number}/acts/investigate", POCKET)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 29.6, "longitude": 119.03, "accuracy": 8})
    page.get_by_role("button", name="写上我现在的位置").click()
    page.wait_for_function("document.getElementById('f-place').value.includes('29.60000')")


def test_organs_are_offered_while_somebody_types_and_the_link_can_be_shared(visit: Visit, matters: Any) -> None:
    from huiyin.insights.indexing import refresh

    refresh([each.id for each in matters])
    page = open_at(visit, "chenhao", "/desk/search")
    page.get_by_text("按机关、地方、阶段").click()
    page.get_by_label("现在在哪个机关").press_sequentially("青川市信访")
    page.locator("#l-organ option[value='青川市信访局']").wait_for(state="attached")
    page.get_by_label("现在在哪个机关").fill("青川市信访局")
    page.locator("form[role=search] button.first").click()
    page.get_by_role("link", name=DITCH).first.wait_for()
    other = open_at(visit, "zhaoning", "/desk/" + page.url.partition("/desk/")[2])
    assert other.get_by_role("link", name=DITCH).count() == 3


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_dispatching_shuts_nobody_out(visit: Visit, matters: Any, size: dict[str, int]) -> None:
    number = matters[0].number
    pages = (
        "/desk/dispatch", f"/desk/dispatch/{number}", f"/desk/dispatch/{number}?act=guide",
        f"/desk/dispatch/batch?act=transfer&case={number}", f"/desk/dispatch/batch?act=guide&case={number}",
        "/desk/search?stage=registered&organ=x", "/desk/answers/routes", "/desk/answers/routes/duty",
    )  # fmt: skip
    page = sit_down(visit, "chenhao", size)
    root, found = page.url.removesuffix("/desk/"), {}
    for where in pages:
        page.goto(root + where)
        found[where] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
