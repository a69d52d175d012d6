"""Answer, not carried out, review, re-review, the end: the petitioner in the browser, the offices at their desks."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.city import IDEA_CLASS
from tests.journeys.visitor import Visit, follow, press
from tests.journeys.visitor import words as shown


@pytest.fixture
def life(city: None) -> object:
    from tests.portal.life import begin

    return begin().executed()


def decided(life: object) -> None:
    """The organ above upholds the opinion and serves it."""
    from tests.portal.life import Life, proof

    assert isinstance(life, Life)
    reviewer = life.as_role("reviewer")
    life.do("admit_review", reviewer, to_person=reviewer.person)
    life.do("decide_review", life.as_role("head"), ruling="uphold", reason="事实清楚，依据充分，予以维持")
    life.issue(timezone.now())
    life.do("serve", reviewer, **proof())


def test_from_denied_execution_to_the_final_word(visit: Visit, life: object) -> None:
    page = visit("/follow/")
    follow(page, life.number, life.lodged.query_code)  # type: ignore[attr-defined]

    page.get_by_role("link", name="还没有落实").click()
    page.get_by_label("哪里没有落实").fill("只挖了十米，还差三十二米")
    press(page, "提交")
    assert "您说没有落实，单位要接着落实" in shown(page)

    page.get_by_role("link", name="申请复查").click()
    assert "柳溪县人民政府" in shown(page)
    press(page, "提交")
    assert "柳溪县人民政府收到了您的复查申请" in shown(page)

    decided(life)
    page.reload()
    assert "不服复查意见？可以申请复核" in shown(page)
    page.get_by_role("link", name="申请复核").click()
    assert "青川市人民政府" in shown(page)
    press(page, "提交")

    decided(life)
    page.reload()
    assert "信访程序到此终结" in shown(page)
    assert "有新的事实，可以作为新的事项提出" in shown(page)


def test_what_was_falsely_closed_is_taken_up_again(visit: Visit, city: None) -> None:
    from tests.portal.life import begin

    life = begin()
    life.do("classify", "chenhao", classes=IDEA_CLASS)
    life.do("answer_on_spot", "chenhao", answer="已经当面解释清楚，没有别的问题")
    page = visit("/follow/")
    follow(page, life.number, life.lodged.query_code)
    page.get_by_role("link", name="没有解决，要求重新办").click()
    page.get_by_label("哪里没有解决").fill("水渠还是没有通")
    press(page, "提交")
    assert "正在看该由谁办" in shown(page)
