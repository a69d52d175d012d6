"""A village worker walks a round with a phone: the net goes at every step, the page is killed in between, the answer is
lost on the way back, somebody else is first. Nothing is lost, nothing is there twice, nothing is readable on the phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.axe import faults
from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 360, "height": 740}
#: All that lies in the phone's database, as text: what is sealed shows nothing.
KEPT = """async () => {
  const done = (asked) => new Promise((ok) => { asked.onsuccess = () => ok(asked.result); });
  const opened = await done(indexedDB.open("huiyin-field", 1));
  const rows = await done(opened.transaction("kept").objectStore("kept").getAll());
  const keys = await done(opened.transaction("keys").objectStore("keys").getAll());
  opened.close();
  const text = ({ data }) => new TextDecoder().decode(data);
  const bytes = rows.flatMap((row) => [row.words, ...row.files]).map(text).join("");
  return { bytes, rows: rows.length, keys: keys.length, out: keys.some((key) => key.extractable) };
}"""


@pytest.fixture
def phone(visit: Visit) -> Page:
    """Somebody of the village who opened the page once with a net."""
    page = sit_down(visit, "leichunwang", PHONE)
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("link", name="到现场").click()
    return opened(page)


def ready(page: Page) -> None:
    page.locator("body[data-ready]").wait_for()


def cut(page: Page, gone: bool = True) -> None:
    page.context.set_offline(gone)


def killed(page: Page) -> None:
    """The page dies and is opened again."""
    page.reload()
    ready(page)


def told(page: Page, words: str) -> None:
    page.locator("#main").get_by_text(words).first.wait_for()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def fill(page: Page, **said: str) -> None:
    for name, value in said.items():
        spot = page.locator(f'[name="{name}"]')
        spot.select_option(value) if spot.first.evaluate("each => each.tagName") == "SELECT" else spot.fill(value)


def dispute(page: Page, account: str) -> None:
    fill(page, sort="water", account=account)
    fill(page, **{"parties-1-name": "陈大山", "parties-2-name": "吴桂兰"})


def opened(page: Page) -> Page:
    """The page of the field, opened once with a net and kept by the phone from then on."""
    ready(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    ready(page)
    return page


def rows(kind: str) -> list[Any]:
    from huiyin.record.kinds import KINDS

    return list(KINDS[kind].model.objects.order_by("id"))


def do(row: Any, act: str, **given: Any) -> None:
    """Somebody at the office was first."""
    from django.utils import timezone

    from huiyin.people.posts import actor_of
    from huiyin.record.door import perform
    from huiyin.record.kinds import KINDS
    from huiyin.record.worlds import beijing_day
    from tests.city import person

    now = timezone.now()
    by = actor_of(person("nichunhua"), on=beijing_day(now))
    kind = KINDS["dispute"]
    perform(kind, record=row.id, act=kind.procedure.acts(act), by=by, at=now, given=given)


def test_a_round_without_a_net_loses_nothing_and_doubles_nothing(phone: Page) -> None:
    cut(phone)
    killed(phone)
    press(phone, "登记走访")
    fill(phone, place="990121101201", homes="12")
    told(phone, "已经加密存在手机里")
    killed(phone)
    press(phone, "接着写")
    assert phone.locator('[name="homes"]').input_value() == "12"
    press(phone, "路上发现一件纠纷")
    dispute(phone, "上游把水沟填窄了，下游浇不上水")
    press(phone, "写好了")
    told(phone, "等有网，自己送出")
    killed(phone)
    kept = phone.evaluate(KEPT)
    assert kept["rows"] == 3 and kept["keys"] == 1 and not kept["out"]
    assert not [said for said in ("陈大山", "水沟", "990121101201") if said in kept["bytes"]]
    press(phone, "接着写")
    press(phone, "写好了")
    phone.locator("#main").get_by_text("等有网，自己送出").nth(1).wait_for()
    assert not rows("round") + rows("dispute")
    assert faults(phone) == []

    # The first answer of each is lost on the way back; the phone sends again.
    lost: set[str] = set()

    def lose(route: Any) -> None:
        key = next((line for line in (route.request.post_data or "").split("\r\n") if line.count("-") == 4), "")
        answer = route.fetch()
        if key in lost:
            route.fulfill(response=answer)
        else:
            lost.add(key)
            route.abort()

    phone.context.route("**/desk/field/send", lose)
    cut(phone, gone=False)
    for _ in range(3):
        phone.evaluate("dispatchEvent(new Event('online'))")
        phone.wait_for_timeout(600)
    told(phone, "已经送到的")
    phone.context.unroute("**/desk/field/send")
    phone.evaluate("dispatchEvent(new Event('online'))")
    phone.locator("[data-waiting]").wait_for(state="hidden")
    assert len(lost) == 2 and [len(rows("round")), len(rows("dispute"))] == [1, 1]

    # The same again is asked about; another one is registered only when somebody says so.
    cut(phone)
    press(phone, "登记纠纷")
    fill(phone, place="990121101201")
    dispute(phone, "另外两家为井水争起来")
    press(phone, "写好了")
    cut(phone, gone=False)
    told(phone, "可能登记过")
    assert len(rows("dispute")) == 1
    press(phone, "不是，另外登记")
    phone.locator("[data-waiting]").wait_for(state="hidden")
    first, second = rows("dispute")

    # Somebody at the office is first: what they did is shown, and the entry goes when its writer has seen it.
    do(first, "assign", to_person=first.owner, mediators="雷春旺", until="2099-01-01")
    do(second, "retract", reason="和前面是同一件")
    killed(phone)
    cut(phone)
    press(phone, "记录调解")
    today = phone.evaluate("new Date().toLocaleDateString('sv')")
    fill(phone, on=today, where="村委会", present="甲方、乙方", account="都愿意恢复水沟", until="2099-01-02")
    press(phone, "写好了")
    do(first, "regrade", grade="greater", reason="要用水了")
    cut(phone, gone=False)
    told(phone, "调整等级")
    press(phone, "看过了，仍然送出")
    phone.locator("[data-waiting]").wait_for(state="hidden")
    assert [event.act for event in first.events.order_by("seq")] == ["find", "assign", "regrade", "mediate"]

    press(phone, "退出登录，清掉手机里的")
    press(phone, "清掉，退出")
    phone.wait_for_url("**/desk/login**")
    kept = phone.evaluate(KEPT)
    assert (kept["rows"], kept["keys"]) == (0, 0)


def photo() -> bytes:
    """A picture that says where it was taken."""
    from io import BytesIO

    from PIL import Image

    picture, out = Image.new("RGB", (640, 480), "green"), BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "Shangqiao village, group 3"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_record_made_on_the_spot_without_a_net_keeps_the_digests_of_that_moment(visit: Visit) -> None:
    import hashlib
    import json

    from huiyin.cases.materials import open_material
    from huiyin.people.models import Person
    from tests.city import Matter, handler_of, lodge

    matter = Matter(lodge()).handled()
    page = sit_down(visit, Person.objects.get(id=handler_of(matter).person).username, PHONE)
    page.goto(page.url.partition("/desk")[0] + "/desk/field/")
    opened(page)
    cut(page)
    killed(page)
    press(page, "调查核实")
    assert page.locator('[name="on_spot"]').input_value() == "on" and page.locator('[name="on"]').input_value()
    fill(page, place="柳溪村三组渠边", heard="陈大山", went="方正平、楚向阳", account="渠道被填平四十二米")
    picture = photo()
    page.locator("[data-take]").set_input_files({"name": "渠.jpg", "mimeType": "image/jpeg", "buffer": picture})
    page.locator(".photos img").wait_for()
    killed(page)
    press(page, "接着写")
    page.locator(".photos img").wait_for()
    page.get_by_label("读给被调查人听过").check()
    page.locator('[name="signed"][value="signed"]').check()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.locator("canvas").scroll_into_view_if_needed()
    page.locator("canvas").hover(position={"x": 40, "y": 40})
    page.mouse.down()
    page.mouse.move(200, 400, steps=6)
    page.mouse.up()
    assert faults(page) == []
    press(page, "写好了")
    told(page, "等有网，自己送出")
    killed(page)
    assert not matter.facts.investigations
    cut(page, gone=False)
    page.locator("[data-waiting]").wait_for(state="hidden")

    said = json.loads(matter.row.events.get(act="investigate").payload)["said"]
    assert matter.facts.on_spot == 1 and [row["what"] for row in said["taken"]] == ["photo", "signature"]
    assert said["taken"][0]["sha256"] == hashlib.sha256(picture).hexdigest()
    kept, where = open_material(said["files"][0]["sha256"]).read(), b"Shangqiao village"
    assert where in picture and where not in kept
