"""A worker who is owed wages is told the arbitration limit before anything else, and may still file."""

from __future__ import annotations

from tests.journeys.visitor import Visit, introduce, press, tell
from tests.journeys.visitor import words as shown

STORY = "我在滨河路工地干活，老板从2026年3月起拖欠工资26000元。希望支付工资。"


def test_a_worker_sees_the_limit_first_and_still_files(visit: Visit) -> None:
    page = visit("/submit/")
    tell(page, STORY, place="990102001001")
    limit = page.locator("#routes strong").first
    assert "1年内" in limit.inner_text()
    assert (limit.bounding_box() or {"y": 9999})["y"] < 740
    press(page, "下一步")
    introduce(page, "周强")
    press(page, "提交")
    assert "云河区信访局" in shown(page)
