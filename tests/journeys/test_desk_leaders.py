"""Those who answer for others' work: a head approves by phone, a supervisor presses, a reviewer decides, and colleagues
tell each other what is beside the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.clerk import POCKET, choose, fill, next_act, sit_down, stages, take
from tests.journeys.visitor import Visit, fits, press, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.desk.life import Life

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letter(city: None) -> Life:
    from tests.desk.life import begin

    return begin()


def username(person: int | None) -> str:
    from huiyin.people.models import Person

    return str(Person.objects.get(id=person).username)


def desk_page(page: Page, path: str) -> None:
    page.goto(page.url.partition("/desk/")[0] + path)


def test_a_head_approves_an_opinion_by_phone_in_three_taps(visit: Visit, letter: Life) -> None:
    letter.proposed()
    page = sit_down(visit, username(letter.at("head").person), POCKET)
    press(page, "菜单")
    page.get_by_role("link", name="需要我批").click()
    assert "现场丈量，占渠属实" in words(page) and fits(page)
    page.get_by_text("签发", exact=True).click()
    assert "30日内可以申请复查" in words(page)
    press(page, "确认签发")
    page.get_by_text("“签发处理意见”已经记录").wait_for()
    assert letter.row.stage == "decided" and "没有等您批的事" in words(page)


def test_a_head_sends_an_opinion_back_and_says_why(visit: Visit, letter: Life) -> None:
    letter.proposed()
    page = sit_down(visit, username(letter.at("head").person), POCKET)
    desk_page(page, "/desk/approvals")
    page.get_by_label("哪里要改").fill("依据写到哪一条")
    press(page, "退回修改")
    page.get_by_text("“退回修改”已经记录").wait_for()
    assert letter.row.stage == "handling"


def test_a_supervisor_sends_what_the_record_found_and_the_organ_answers(visit: Visit, city: None) -> None:
    from huiyin.oversight.models import Order
    from huiyin.oversight.watching import watch
    from tests.desk.life import ago, begin

    matter = begin(ago(days=40)).transferred_at(ago(days=30))
    watch(ago(minutes=1))
    page = sit_down(visit, "jiangwen")
    page.get_by_role("link", name="督办").first.click()
    line = page.get_by_role("row").filter(has_text="超过期限没有办")
    line.get_by_role("button", name="核实无误，发出").press("Enter")
    page.get_by_text("“发出督办”已经记录").wait_for()
    page.get_by_role("link", name="等反馈").click()
    page.get_by_role("link", name=matter.row.title).wait_for()
    order = Order.objects.get(stage="issued")
    there = sit_down(visit, username(order.owner), POCKET)
    desk_page(there, f"/desk/records/order/{order.number}/acts/feed_back")
    there.get_by_label("办理和整改情况").fill("人手不够，下周一接收办理，当天告知信访人")
    press(there, "反馈")
    there.get_by_text("“反馈”已经记录").wait_for()
    order.refresh_from_db()
    assert order.stage == "answered"


def test_a_reviewer_takes_an_application_in_and_the_head_signs_what_was_found(visit: Visit, letter: Life) -> None:
    letter.served()
    letter.do("seek_review", "petitioner", reason="只恢复了一半，还有二十米没有恢复")
    page = sit_down(visit, username(letter.row.owner))
    desk_page(page, letter.url)
    assert next_act(page) == "接收复查复核申请"
    take(page, "接收复查复核申请")
    press(page, "接收复查复核申请")
    page.get_by_text("“接收复查复核申请”已经记录").wait_for()
    reviewer = sit_down(visit, username(letter.row.owner))
    desk_page(reviewer, letter.url)
    take(reviewer, "拟定复查复核意见")
    choose(reviewer, "维持")
    fill(reviewer, reason="到现场复核，已经恢复四十二米，原意见认定的事实清楚")
    press(reviewer, "拟定复查复核意见")
    reviewer.get_by_text("“拟定复查复核意见”已经记录").wait_for()
    head = sit_down(visit, username(letter.at("head").person))
    desk_page(head, letter.url)
    assert next_act(head) == "签发复查复核意见"
    take(head, "签发复查复核意见")
    press(head, "签发复查复核意见")
    head.get_by_text("“签发复查复核意见”已经记录").wait_for()
    assert next(stages(head)) == "复查意见待送达"


def test_a_leader_goes_from_a_number_to_the_matters_behind_it(visit: Visit, city: None) -> None:
    from tests.desk.life import ago, begin

    matter = begin(ago(days=40)).transferred_at(ago(days=30))
    page = sit_down(visit, "zhouping", POCKET)
    desk_page(page, "/desk/trouble")
    assert fits(page)
    page.get_by_role("link", name="县水利局 已经超期 1").click()
    page.get_by_role("link", name=matter.row.title).wait_for()
    assert fits(page)


def test_all_matters_of_somebody_who_leaves_are_handed_over(visit: Visit, letter: Life) -> None:
    from tests.city import person

    page = sit_down(visit, "zhouping")
    page.get_by_text("更多", exact=True).click()
    page.get_by_role("link", name="整体移交").click()
    page.get_by_label("谁的办件").select_option(label="陈浩")
    press(page, "看手里的办件")
    page.get_by_label("交给谁").select_option(label="赵宁")
    press(page, "移交")
    page.get_by_text("移交了 1 件。").wait_for()
    assert letter.row.owner == person("zhaoning")


#: What htmx does when the time for the next question has come.
ASK = """(spot => { htmx.ajax('GET', spot.getAttribute('hx-get'), {source: spot, target: spot}) })(
    document.querySelector('[data-while-seen]'))"""

# Together ------------------------------------------------------------------------------------------------------------


def test_a_note_with_a_mention_rings_the_colleagues_bell(visit: Visit, letter: Life) -> None:
    chen = sit_down(visit, "chenhao")
    desk_page(chen, letter.url)
    chen.get_by_role("link", name="写备注").click()
    chen.get_by_label("写给同事的话").fill("请@吴霞看一下时限")
    press(chen, "记下备注")
    chen.locator("#notes .remarks").get_by_text("请@吴霞看一下时限").wait_for()
    wu = sit_down(visit, "wuxia", POCKET)
    wu.get_by_role("link", name="提醒 1").click()
    wu.get_by_role("button", name=letter.row.title).click()
    wu.locator("#notes").get_by_text("请@吴霞看一下时限").wait_for()
    assert fits(wu) and wu.get_by_role("link", name="提醒 1").count() == 0


def test_a_refused_mention_says_so_and_keeps_the_words(visit: Visit, letter: Life) -> None:
    page = sit_down(visit, "chenhao")
    desk_page(page, letter.url)
    page.get_by_role("link", name="写备注").click()
    page.get_by_label("写给同事的话").fill("请@没有这个人看")
    press(page, "记下备注")
    page.get_by_text("不能提到“没有这个人看”").wait_for()
    assert page.get_by_label("写给同事的话").input_value() == "请@没有这个人看"


def test_without_a_script_a_note_is_written_all_the_same(visit: Visit, letter: Life) -> None:
    page = sit_down(visit, "chenhao", script=False)
    desk_page(page, letter.url)
    page.get_by_role("link", name="写备注").click()
    page.get_by_label("写给同事的话").fill("先问问镇里")
    press(page, "记下备注")
    assert "先问问镇里" in words(page) and page.url.endswith(f"{letter.url}#notes")


def test_two_on_one_matter_see_each_other(visit: Visit, letter: Life) -> None:
    wu = sit_down(visit, "wuxia")
    desk_page(wu, f"{letter.url}/acts/transfer")
    desk_page(wu, letter.url)
    wu.wait_for_load_state("networkidle")
    chen = sit_down(visit, "chenhao")
    desk_page(chen, letter.url)
    chen.get_by_text("吴霞也打开了这件事").wait_for()


def test_a_hidden_page_asks_for_nobody(visit: Visit, letter: Life) -> None:
    page = sit_down(visit, "chenhao")
    desk_page(page, letter.url)
    page.wait_for_load_state("networkidle")
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(request.url) if "presence" in request.url else None)
    page.evaluate(f"Object.defineProperty(document, 'hidden', {{value: true, configurable: true}}); {ASK}")
    page.evaluate("new Promise(requestAnimationFrame)")
    hidden = len(asked)
    with page.expect_response("**/presence"):
        page.evaluate(f"delete document.hidden; {ASK}")
    assert (hidden, len(asked)) == (0, 1)
