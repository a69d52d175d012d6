"""The shortest honest filing: told on the first page, then two more, and the receipt is the fourth screen."""

from __future__ import annotations

from tests.journeys.visitor import Visit, receipt_of

STORY = "去年10月上桥村的灌溉渠被砂场围起来，春耕用不上水，损失3200元。你们给我做主。"
COUNTING = """
sessionStorage.screens = Number(sessionStorage.screens || 0) + 1;
addEventListener("pointerdown", () => { sessionStorage.taps = Number(sessionStorage.taps || 0) + 1; }, true);
"""


def test_a_story_is_filed_in_four_screens_and_six_taps_without_one_error(visit: Visit) -> None:
    page = visit("/verify/")
    page.add_init_script(COUNTING)
    page.goto(page.url.replace("/verify/", "/"))

    def tap(what: str, words: str = "", role: str = "button") -> None:
        found = page.get_by_role(role, name=what, exact=role == "button").last  # type: ignore[arg-type]
        found.click()
        if words:
            page.keyboard.insert_text(words)

    tap("用您自己的话说", STORY, "textbox")
    tap("下一步")
    page.wait_for_url("**/submit/claims/**")
    assert not page.locator("[data-errors]").count()
    tap("下一步")
    page.wait_for_url("**/submit/you/**")
    tap("您的姓名", "陈大山", "textbox")
    tap("电话", "13200007710", "textbox")
    tap("提交")
    page.wait_for_url("**/receipt/")
    number, code = receipt_of(page)
    assert number and code
    screens, taps = page.evaluate("[Number(sessionStorage.screens), Number(sessionStorage.taps)]")
    assert (screens, taps) == (4, 6)
