"""Whether proposals hold: counted from what people chose, with who and when, and no report among it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from huiyin.insights import agreement
from huiyin.insights.agreement import CLASS, ORGAN, Month, by_month, falls, interval
from huiyin.insights.models import Agreement, Correction
from tests.city import MONDAY, PETITION_CLASS, actor, organ
from tests.desk.staff import Desk, asked, words
from tests.insights.test_gathering import brought

NOW = MONDAY + timedelta(days=3)
WAGES = "老板拖欠我们的工资，劳动合同也不签，请仲裁"


@pytest.mark.django_db
def test_what_people_keep_and_correct_is_counted_with_who_and_when(tmp_path: Path) -> None:
    kept, changed = brought("路灯坏了", "村口路灯坏了没人修", 1), brought(WAGES, WAGES, 2)
    kept.do("classify", "chenhao", classes=PETITION_CLASS)
    changed.do("classify", "chenhao", classes=PETITION_CLASS)
    brought("没有分类", "还没有分类的事", 3)
    assert agreement.count(NOW, tmp_path) == 2
    (month,) = by_month(Agreement.objects.all(), CLASS)
    assert (month.many, month.agreed) == (2, 1)
    row = Correction.objects.get()
    assert (row.case, row.chosen, row.by, row.at) == (changed.id, "grievance.6", actor("chenhao").person, MONDAY)
    page = Desk("chenhao").open("/desk/topics/drift")
    assert (
        WAGES[:12] in words(page)
        and "grievance" not in words(page)
        and "申诉求决 · （六）" in words(page)
        and "50.0%（1/2）" in words(page)
        and asked(Desk("chenhao"), "/desk/topics/drift") <= 12
    )
    changed.do("classify", "chenhao", NOW, classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    assert WAGES[:12] not in words(Desk("chenhao").open("/desk/topics/drift"))
    assert agreement.count(NOW, tmp_path) == 1 and not Correction.objects.exists()


@pytest.mark.django_db
def test_whoever_handles_matters_does_not_see_the_page_and_whoever_sees_figures_sees_no_matter(tmp_path: Path) -> None:
    changed = brought(WAGES, WAGES, 2)
    changed.do("classify", "chenhao", classes=PETITION_CLASS)
    agreement.count(NOW, tmp_path)
    assert Desk("linxiaoman").open("/desk/topics/drift").status_code == 403
    page = Desk("zhengyu").open("/desk/topics/drift")
    assert page.status_code == 200 and WAGES[:12] not in words(page) and "0.0%（0/1）" in words(page)


def test_it_says_to_learn_again_only_when_the_intervals_do_not_touch() -> None:
    def months(*agreed: int, many: int = 100) -> list[Month]:
        return [Month(date(2026, at + 1, 1), many, each) for at, each in enumerate(agreed)]

    assert falls(months(90, 91, 89, 70, 68, 71))
    assert not falls(months(90, 91, 89, 88, 87, 90)) and not falls(months(90, 91, 89, 95, 99, 97))
    assert not falls(months(9, 9, 9, 2, 1, 0, many=10)[:4]) and not falls([])
    low, high = interval(90, 100)
    assert 0.82 < low < 0.83 and 0.94 < high < 0.95 and interval(0, 0) == (0.0, 1.0)


@pytest.mark.django_db
def test_where_words_propose_badly_of_late_learning_is_not_what_helps() -> None:
    for month, agreed in enumerate((90, 91, 89, 70, 68, 71), 1):
        for what in (CLASS, ORGAN):
            Agreement.objects.create(
                month=date(2026, month, 1), what=what, name=str(organ("lx-slj")) if what == ORGAN else "grievance.6",
                many=100, agreed=agreed if what == CLASS else 90,
            )  # fmt: skip
    said = words(Desk("chenhao").open("/desk/topics/drift"))
    assert "补进本单位的途径词表" in said and "该再学一次" not in said
