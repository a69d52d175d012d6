"""The net is cut at every step of the sending, by generation: before it, on the way, and after it, when the page dies
with the answer in its hand. Whatever was written on the phone arrives once, and nothing is left waiting."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.clerk import sit_down
from tests.journeys.test_field import PHONE, cut, fill, killed, opened, phone, photo, press, rows, told

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.visitor import Visit

__all__ = ["phone"]
#: What the phone asks of the office, and when the net goes: before the office hears it, after it heard and before the
#: phone does, after the phone heard and before it wrote that down.
CUTS = list(product(("ask", "send"), ("before", "during", "after")))
SORTS = ("neighbours", "family", "land", "homestead", "debt", "damage")
#: Cuts the net for the chosen step, of several for the one that comes at that place, once; dying is to be loaded anew.
NET = """(() => {
  const go = window.fetch, steps = { "/desk/field/send": "send", "/desk/field/mine": "ask" };
  window.fetch = async (...asked) => {
    const here = steps[new URL(asked[0].url || asked[0], location).pathname];
    const [step, when, place] = (sessionStorage.getItem("cut") || "").split(" ");
    if (!here || here !== step) return go(...asked);
    if (place !== "1") { sessionStorage.setItem("cut", `${step} ${when} ${place - 1}`); return go(...asked); }
    sessionStorage.removeItem("cut");
    if (when === "before") throw new TypeError("no net");
    const answer = await go(...asked);
    if (when === "during") throw new TypeError("no net");
    location.reload();
    return new Promise(() => {});
  };
})();"""


def chosen(seed: int) -> list[tuple[str, str, int]]:
    """Some of the cuts, all of them where the long way is asked for; each at the first or the second such step."""
    chance = Random(seed)
    most = int(os.environ.get("CUTS", "2"))
    return [(step, when, chance.choice((1, 2))) for step, when in chance.sample(CUTS, most)]


def sent_in_spite_of(page: Page, step: str, when: str, place: int) -> None:
    """The net is back and goes again at that step; then it stays."""
    page.evaluate("cut => { sessionStorage.setItem('cut', cut); window.old = true; }", f"{step} {when} {place}")
    cut(page, gone=False)
    page.wait_for_function("() => !sessionStorage.getItem('cut')")
    if when == "after":
        page.wait_for_function("() => !window.old && document.body && document.body.dataset.ready")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-waiting]").wait_for(state="hidden")


def test_rounds_and_what_was_found_on_them_arrive_once_wherever_the_net_goes(phone: Page) -> None:
    phone.context.add_init_script(NET)
    phone.reload()
    phone.locator("body[data-ready]").wait_for()
    cuts = chosen(seed=14)
    for number, (step, when, place) in enumerate(cuts):
        cut(phone)
        press(phone, "登记走访")
        fill(phone, place="990121101201", homes=str(number + 2))
        press(phone, "路上发现一件纠纷")
        fill(phone, sort=SORTS[number], account=f"两家为第{number}件事争起来，谁也不让")
        fill(phone, **{"parties-1-name": "陈大山", "parties-2-name": "吴桂兰"})
        press(phone, "写好了")
        told(phone, "等有网，自己送出")
        press(phone, "接着写")
        press(phone, "写好了")
        phone.locator("#main").get_by_text("等有网，自己送出").nth(1).wait_for()
        sent_in_spite_of(phone, step, when, place)
        assert [len(rows("round")), len(rows("dispute"))] == [number + 1] * 2, (step, when, place)
    found = {row.sort: row for row in rows("dispute")}
    assert sorted(found) == sorted(SORTS[: len(cuts)])
    assert len({link for row in found.values() for link in rests_on(row)}) == len(cuts)  # each on a round of its own


def rests_on(row: Any) -> list[int]:
    from huiyin.record.models import Link

    return list(Link.objects.filter(record=row.id, other_kind="round").values_list("other", flat=True))


@pytest.mark.parametrize("seed", [15])
def test_records_made_on_the_spot_arrive_once_with_their_pictures_wherever_the_net_goes(
    visit: Visit, seed: int
) -> None:
    import hashlib
    import json

    from huiyin.people.models import Person
    from tests.city import Matter, handler_of, lodge

    matter = Matter(lodge()).handled()
    page = sit_down(visit, Person.objects.get(id=handler_of(matter).person).username, PHONE)
    page.context.add_init_script(NET)
    page.goto(page.url.partition("/desk")[0] + "/desk/field/")
    opened(page)
    picture, cuts = photo(), chosen(seed)
    for number, (step, when, place) in enumerate(cuts):
        cut(page)
        press(page, "调查核实")
        fill(page, place="柳溪村三组渠边", heard="陈大山", went="方正平、楚向阳", account=f"第{number}次去，渠道被填平")
        page.locator("[data-take]").set_input_files({"name": "渠.jpg", "mimeType": "image/jpeg", "buffer": picture})
        page.locator(".photos img").wait_for()
        page.get_by_label("读给被调查人听过").check()
        page.locator('[name="signed"][value="refused"]').check()
        press(page, "写好了")
        told(page, "等有网，自己送出")
        sent_in_spite_of(page, step, when, place if step == "ask" else 1)
        assert matter.facts.on_spot == number + 1, (step, when, place)
    said = [json.loads(event.payload)["said"] for event in matter.row.events.filter(act="investigate").order_by("seq")]
    assert [each["account"] for each in said] == [f"第{number}次去，渠道被填平" for number in range(len(cuts))]
    assert {row["sha256"] for each in said for row in each["taken"]} == {hashlib.sha256(picture).hexdigest()}


# The page dies after each step ----------------------------------------------------------------------------------------

Step = Callable[["Page"], None]


def signed(page: Page) -> None:
    page.locator("canvas").scroll_into_view_if_needed()
    page.locator("canvas").hover(position={"x": 40, "y": 40})
    page.mouse.down()
    page.mouse.move(200, 400, steps=4)
    page.mouse.up()


def taken(page: Page) -> None:
    page.locator("[data-take]").set_input_files({"name": "渠.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator(".photos img").wait_for()


SPOT: list[Step] = [
    lambda page: fill(page, place="柳溪村三组渠边", went="方正平", heard="陈大山", account="渠道被填平四十二米"),
    taken,
    lambda page: page.locator('[name="read_back"], [name="signed"][value="signed"]').evaluate_all(
        "each => each.forEach(one => one.click())"
    ),
    signed,
]


def kept_of(page: Page, step: Step) -> None:
    """The step, until the page says that the phone has it; what went before it has to be kept first."""
    said = "() => document.querySelector('main [data-kept]').textContent"
    if step in SPOT[1:]:
        page.wait_for_function(said)
    page.locator("main [data-kept]").evaluate("each => { each.textContent = ''; }")
    step(page)
    page.wait_for_function(said)


def test_a_record_is_whole_after_whichever_step_the_page_dies(visit: Visit) -> None:
    import json

    from huiyin.people.models import Person
    from tests.city import Matter, handler_of, lodge

    matter = Matter(lodge()).handled()
    page = sit_down(visit, Person.objects.get(id=handler_of(matter).person).username, PHONE)
    page.goto(page.url.partition("/desk")[0] + "/desk/field/")
    opened(page)
    cut(page)
    for last in range(len(SPOT)):
        press(page, "调查核实")
        for at, step in enumerate(SPOT):
            if at != last:
                step(page)
            else:
                kept_of(page, step)
                killed(page)
                press(page, "接着写")
                page.locator('main [name="account"]').wait_for()  # what is kept is opened, and then shown
        press(page, "写好了")
        page.locator("[data-waiting] li").nth(last).wait_for()
    cut(page, gone=False)
    page.evaluate("dispatchEvent(new Event('online'))")
    # Each was written on what the one before it was written on: what the phone itself sent is nobody else's act.
    page.locator("[data-waiting]").wait_for(state="hidden")
    said = [json.loads(event.payload)["said"] for event in matter.row.events.filter(act="investigate").order_by("seq")]
    assert len(said) == len(SPOT)
    assert {(each["place"], each["went"], each["heard"], each["account"]) for each in said} == {
        ("柳溪村三组渠边", "方正平", "陈大山", "渠道被填平四十二米")
    }
    assert {tuple(row["what"] for row in each["taken"]) for each in said} == {("photo", "signature")}


def test_two_pages_of_one_phone_neither_lose_nor_double_an_entry(phone: Page) -> None:
    cut(phone)
    other = phone.context.new_page()
    other.goto(phone.url)
    other.locator("body[data-ready]").wait_for()
    press(phone, "登记走访")
    kept_of(phone, lambda page: fill(page, place="990121101201", homes="12"))
    press(other, "接着写")
    told(other, "正在另一个页面里写")
    press(phone, "先放着，回去")
    phone.locator("[data-screen=list]").wait_for()
    press(other, "接着写")
    kept_of(other, lambda page: fill(page, homes="13"))
    press(other, "写好了")
    told(phone, "等有网，自己送出")
    cut(phone, gone=False)
    for page in (phone, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    for page in (phone, other):
        page.locator("[data-waiting]").wait_for(state="hidden")
        told(page, "已经送到的")
    assert [row.homes for row in rows("round")] == [13]
