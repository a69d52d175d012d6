"""A morning at the counter: the waiting room, a visit by keyboard alone, a call, two papers, a leader's day."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.journeys.clerk import OFFICE, POCKET, sit_down
from tests.journeys.visitor import Visit, fits, press, seen, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
STORY = "三组的灌溉渠又被围起来了，春耕用不上水，请尽快恢复。"
HERE = "document.activeElement.id"
IN_SIGHT = "spot => { const box = spot.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"


class Keyboard:
    """Hands that never touch the mouse. ``keys`` counts every key that is not a word of the visitor."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tab_to(self, field: str) -> None:
        while self.page.evaluate(HERE) != field:
            self.press("Tab")
            assert self.keys < 50, f"{field} cannot be reached"


@pytest.fixture
def earlier(city: None) -> Any:
    """陈大山's letter of last week."""
    from tests.desk.life import begin

    return begin()


def at_the_counter(visit: Visit, username: str = "wanglan", where: str = "") -> Page:
    page = sit_down(visit, username)
    if where:
        page.goto(page.url.removesuffix("/desk/") + where)
    return page


def new_visit(visit: Visit) -> Keyboard:
    hands = Keyboard(at_the_counter(visit))
    hands.press("n")
    hands.page.wait_for_url("**/desk/intake/visit")
    return hands


def receipt(page: Page) -> str:
    page.wait_for_url("**/receipt")
    return words(page)


# By keyboard alone ---------------------------------------------------------------------------------------------------


def test_a_repeat_visit_is_registered_with_seven_keys_beside_its_words(visit: Visit, earlier: Any) -> None:
    hands = new_visit(visit)
    hands.type("陈大山")
    hands.tab_to("id_phone")
    hands.type("19900007710")
    hands.page.get_by_text("同一个人").wait_for()
    hands.tab_to("id_text")
    hands.type(STORY)
    hands.press("Alt+1")
    hands.press("Alt+r")
    hands.press("Alt+s")
    said = receipt(hands.page)
    assert "记录已由王兰念给本人听，本人确认" in said and "市信访局 王兰" in said
    assert hands.keys == 7
    from huiyin.cases.models import Case

    newest = Case.objects.latest("id")
    assert newest.follows == earlier.id and newest.owner == newest.events.get(seq=1).by


def test_an_answer_on_the_spot_closes_it_from_the_same_page(visit: Visit, city: None) -> None:
    hands = new_visit(visit)
    hands.type("李秀英")
    hands.tab_to("id_text")
    hands.type(STORY)
    hands.press("Alt+a")
    assert hands.page.evaluate(HERE) == "id_answer"
    hands.type("水管站今天下午就到现场，三日内修通。")
    hands.press("Alt+s")
    assert "三日内修通" in receipt(hands.page) and hands.keys == 6


def test_a_dispatcher_passes_it_on_with_one_key(visit: Visit, city: None) -> None:
    page = at_the_counter(visit, "chenhao", "/desk/intake/visit")
    page.locator("#id_name").fill("李秀英")
    page.locator("#id_text").press_sequentially("物业费涨了没有公示，物业管理太差")
    page.get_by_text("当场转送").first.wait_for()
    page.keyboard.press("Alt+z")
    page.keyboard.press("Alt+s")
    said = receipt(page)
    assert "住建局" in said and "剩" in said


def test_enter_looks_and_does_not_register(visit: Visit, earlier: Any) -> None:
    hands = new_visit(visit)
    hands.type("陈大山")
    hands.press("Enter")
    hands.page.get_by_text("同名").wait_for()
    assert urlsplit(hands.page.url).path == "/desk/intake/visit"


def test_without_a_script_the_button_looks(visit: Visit, earlier: Any) -> None:
    page = sit_down(visit, "wanglan", script=False)
    page.get_by_role("link", name="走访").click()
    page.locator("#id_phone").fill("19900007710")
    press(page, "查以前来过没有")
    assert "同一个人" in words(page) and page.locator("#id_phone").input_value() == "19900007710"


@pytest.mark.parametrize("channel", ["visit", "phone", "letter"])
def test_the_main_fields_stand_on_one_screen(visit: Visit, city: None, channel: str) -> None:
    page = at_the_counter(visit, where=f"/desk/intake/{channel}")
    assert page.viewport_size == OFFICE
    for spot in ("#id_name", "#id_phone", "#id_text", "#c-1-request", "#id_place", ".then"):
        assert page.locator(spot).evaluate(IN_SIGHT), spot
    assert page.get_by_role("button", name="登记", exact=True).evaluate(IN_SIGHT)


# Paper ---------------------------------------------------------------------------------------------------------------


def millimetres(pdf: bytes) -> list[tuple[int, int]]:
    from pdfminer.pdfpage import PDFPage

    boxes = [page.mediabox for page in PDFPage.get_pages(io.BytesIO(pdf))]
    return [
        (round((right - left) * 25.4 / 72), round((top - bottom) * 25.4 / 72)) for left, bottom, right, top in boxes
    ]


def print_of(pdf: bytes) -> str:
    from pdfminer.high_level import extract_text

    return "".join(extract_text(io.BytesIO(pdf)).split())


@pytest.mark.parametrize(("paper", "size"), [("a5", (148, 210)), ("80", (80, 200))])
def test_the_receipt_fits_one_page_of_its_paper(visit: Visit, city: None, paper: str, size: tuple[int, int]) -> None:
    page = at_the_counter(visit, where="/desk/intake/visit")
    page.locator("#id_name").fill("李秀英")
    page.locator("#id_text").fill(STORY)
    page.keyboard.press("Alt+s")
    receipt(page)
    page.goto(f"{page.url}?paper={paper}")
    pdf = page.pdf(prefer_css_page_size=True)
    (drawn,) = millimetres(pdf)
    assert abs(drawn[0] - size[0]) <= 1 and abs(drawn[1] - size[1]) <= 1
    code = page.locator(".receipt .code").inner_text().replace(" ", "")
    assert code in print_of(pdf) and "王兰" in print_of(pdf) and "送走" not in print_of(pdf)


# The waiting room ----------------------------------------------------------------------------------------------------


def test_from_the_door_to_the_way_home_by_keys(visit: Visit, city: None) -> None:
    hands = Keyboard(at_the_counter(visit, where="/desk/waiting"))
    page = hands.page
    for _ in range(2):
        hands.press("Alt+1", "Alt+t")
        page.get_by_role("status").wait_for()
    wall = at_the_counter(visit, "linxiaoman", "/desk/waiting/wall")
    hands.press("c")
    page.get_by_text("来了，开始谈").wait_for()
    wall.locator(".calling").get_by_text("A01").wait_for()
    hands.press("r")
    page.wait_for_url("**/desk/intake/visit?ticket=*")
    page.locator("#id_name").fill("李秀英")
    page.locator("#id_text").fill(STORY)
    hands.press("Alt+s")
    assert "A01 还在您的窗口" in receipt(page)
    hands.press("Alt+n")
    page.wait_for_url("**/desk/waiting")
    assert page.locator(".ticket").inner_text() == "A02"
    wall.locator(".calling").get_by_text("A02").wait_for()


#: Neither a voice nor a loudspeaker is on a test machine: both stand in place of the browser's own and write down.
_SOUNDS = """window.rung = 0; window.spoken = [];
  const none = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  window.AudioContext = class {
    currentTime = 0; destination = {}; resume() {}
    createOscillator() { return { frequency: {}, connect: (next) => next, start() { window.rung += 1; }, stop() {} }; }
    createGain() { return { gain: none, connect: (next) => next }; }
  };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => VOICES, speak(what) { window.spoken.push([what.lang, what.text]); },
  } });"""


@pytest.mark.parametrize(
    "voices", ["[{ lang: 'zh-CN' }]", "[{ lang: 'de-DE' }]", "[]"], ids=["voice", "foreign", "none"]
)
def test_the_wall_calls_aloud_and_rings_where_it_has_no_voice(visit: Visit, voices: str) -> None:
    """Silent until somebody switched it on; then each call once, however often the screen is drawn anew."""
    counter = at_the_counter(visit, where="/desk/waiting")
    for _ in range(2):
        press(counter, "取号")
        counter.get_by_role("status").wait_for()
    wall = at_the_counter(visit, "linxiaoman", "/desk/waiting/wall")
    wall.add_init_script(_SOUNDS.replace("VOICES", voices))
    wall.reload()
    press(wall, "打开声音")
    assert wall.evaluate("[window.rung, window.spoken]") == [2, []]
    press(counter, "叫下一位")
    wall.locator(".calling").get_by_text("A01").wait_for()
    wall.wait_for_function("window.rung === 4")
    with wall.expect_response("**/desk/waiting/wall"):
        pass
    spoken = wall.evaluate("window.spoken")
    assert wall.evaluate("window.rung") == 4 and len(spoken) == ("zh" in voices)
    assert all(language == "zh-CN" and "A01" in said for language, said in spoken)


def test_a_ticket_is_printed_on_the_roll_by_keys(visit: Visit, city: None) -> None:
    hands = Keyboard(at_the_counter(visit, where="/desk/waiting"))
    page = hands.page
    hands.press("Alt+t")
    page.get_by_role("link", name="打印 A01 的小票").wait_for()
    page.locator("body").click()
    hands.press("b")
    page.locator(".slip").wait_for()
    pdf = page.pdf(prefer_css_page_size=True)
    assert [width for width, _ in millimetres(pdf)] == [80]
    assert "A01" in print_of(pdf) and "打印小票" not in print_of(pdf)


# The telephone -------------------------------------------------------------------------------------------------------


def test_a_call_shows_at_once_who_it_may_be(visit: Visit, earlier: Any) -> None:
    page = at_the_counter(visit, where="/desk/intake/call?phone=019900007710")
    assert page.locator("#id_phone").input_value() == "19900007710" and "同一个人" in words(page)
    page.locator("#id_text").fill(STORY)
    page.keyboard.press("Alt+0")
    page.keyboard.press("Alt+s")
    assert "信访事项登记回执" in receipt(page)


# A leader's day ------------------------------------------------------------------------------------------------------


def test_a_visitor_signs_up_and_is_called_in_the_leaders_line(visit: Visit, city: None) -> None:
    page = at_the_counter(visit, where="/desk/reception-days/new")
    from django.utils import timezone

    said = {"leader_name": "周平", "post": "局长", "on": timezone.localdate().isoformat(), "begins": "00:00",
            "ends": "23:59", "place": "一楼接待大厅"}  # fmt: skip
    for name, value in said.items():
        page.locator(f"#id_{name}").fill(value)
    press(page, "公布")
    page.wait_for_url("**/reception-days/*")
    guest = visit("/reception/")
    guest.get_by_role("link", name="预约（").click()
    guest.get_by_label("您的姓名").fill("陈大山")
    guest.locator("#id_phone").fill("13200007710")
    press(guest, "预约")
    guest.get_by_text("约好了，您是 1 号").wait_for()
    page.reload()
    press(page, "来了，给号")
    page.get_by_text("✓ B01").wait_for()
    page.keyboard.press("c")
    page.wait_for_url("**/desk/waiting?line=*")
    page.keyboard.press("c")
    page.locator(".ticket").wait_for()
    assert page.locator(".ticket").inner_text() == "B01"


# Everyone ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def planned(city: None) -> Callable[[], int]:
    def made() -> int:
        from datetime import time

        from django.utils import timezone

        from huiyin.reception.models import ReceptionDay
        from tests.city import organ, person

        day = ReceptionDay.objects.create(
            organ=organ("qc-xfj"), leader=person("zhouping"), leader_name="周平", post="局长", on=timezone.localdate(),
            begins=time(0), ends=time(23, 59), place="一楼", published_at=timezone.now(),
        )  # fmt: skip
        return day.id

    return made


@pytest.mark.parametrize("size", [OFFICE, POCKET], ids=["office", "pocket"])
def test_the_reception_shuts_nobody_out(visit: Visit, planned: Callable[[], int], size: dict[str, int]) -> None:
    from tests.journeys.axe import faults

    day = planned()
    page = sit_down(visit, "wanglan", size)
    root = page.url.removesuffix("/desk/")
    page.goto(f"{root}/desk/waiting")
    press(page, "取号")
    slip = page.get_by_role("link", name="小票").first.get_attribute("href") or ""
    press(page, "叫下一位")
    wrong = {}
    for where in ("/desk/waiting", slip, "/desk/waiting/wall", f"/desk/waiting?line={day}", "/desk/reception-days",
                  "/desk/reception-days/new", f"/desk/reception-days/{day}", f"/desk/reception-days/{day}/change",
                  "/desk/intake/call?phone=13200007710", "/desk/intake/visit",
                  "/reception/", f"/reception/{day}/"):  # fmt: skip
        page.goto(root + where)
        found = faults(page, targets=not where.startswith("/desk"))
        wrong |= {where: found} if found else {}
        assert fits(page), where
    assert wrong == {}


def test_whoever_was_heard_presses_one_answer_on_the_tablet_and_nobody_learns_who(visit: Visit) -> None:
    from tests.journeys.axe import faults

    page = at_the_counter(visit, where="/desk/waiting")
    page.locator("#w-window").fill("1号窗口")
    press(page, "存下")
    page.wait_for_load_state()
    press(page, "取号")
    page.wait_for_load_state()
    press(page, "叫下一位")
    assert seen(page.get_by_role("button", name="来了，开始谈", exact=True).last)
    press(page, "来了，开始谈")
    page.wait_for_load_state()
    page.goto(page.url.partition("/desk/")[0] + "/desk/waiting/word?window=1号窗口")
    assert seen(page.get_by_text("接待得怎样？")) and faults(page) == [] and fits(page)
    press(page, "基本满意")
    assert seen(page.get_by_text("谢谢您。"))
    from huiyin.reception.models import Word

    assert [(each.rating, each.reasons) for each in Word.objects.all()] == [("fair", "")]
