"""Marks of handling in the record: counted as their matters stand, none of a report or near one, drawn anew alike."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from random import Random
from typing import Any

import pytest

from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.insights.indexing import refresh
from huiyin.insights.models import HandlingMark, MonthMark, SameAnswer
from huiyin.law.matter.shown import Shown
from huiyin.law.terms import Channel, ClaimKind
from tests.city import IDEA_CLASS, MONDAY, Matter, days, lodge, organ

pytestmark = pytest.mark.django_db
ANSWER = "渠道本周恢复，您放心用水，水费也一并退还给您。"


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))


def answered(at: datetime = MONDAY, **changes: Any) -> Matter:
    matter = Matter(lodge(at=at, **changes))
    matter.do("classify", "chenhao", at, classes=IDEA_CLASS)
    matter.do("answer_on_spot", "chenhao", at, answer=ANSWER)
    return matter


def again(first: Matter, at: datetime, **changes: Any) -> Matter:
    return Matter(lodge(at=at, follows=first.id, **changes))


def seen() -> tuple[set[Any], dict[Any, int], dict[Any, int]]:
    rows = set(HandlingMark.objects.values_list("case", "name", "organ", "on", "value", "other", "place"))
    months = {tuple(row[:-1]): row[-1] for row in MonthMark.objects.values_list(
        "organ", "month", "name", "value", "place", "many") if row[-1]}  # fmt: skip
    words = {tuple(row[:-1]): row[-1] for row in SameAnswer.objects.values_list("organ", "words", "many") if row[-1]}
    return rows, months, words


def test_counts_are_those_of_the_matters_and_the_same_however_often_and_in_whatever_order_they_are_drawn() -> None:
    first = answered()
    matters = [first, again(first, days(30)), answered(days(2)), Matter(lodge()).served()]
    ids = [matter.id for matter in matters]
    for _ in range(3):
        Random(4).shuffle(ids)
        for each in ids:
            refresh([each])
    rows, months, words = seen()
    counted = Counter(
        (organ_, on.replace(day=1), name, value if name in ("again", "group", "skipped") else "", place)
        for _, name, organ_, on, value, _, place in rows if name != Shown.SAME_WORDS
    )  # fmt: skip
    assert months == counted
    assert words == Counter((row[2], row[4]) for row in rows if row[1] == Shown.SAME_WORDS)
    for model in (HandlingMark, MonthMark, SameAnswer):
        model.objects.all().delete()
    refresh(ids, anew=True)
    assert seen() == (rows, months, words)


def test_who_comes_again_marks_the_answer_that_did_not_hold_and_asks_its_organ_why() -> None:
    first = answered()
    second = again(first, days(30), channel=Channel.VISIT)
    refresh([first.id])
    refresh([second.id])
    found = {(row.case, row.name, row.value) for row in HandlingMark.objects.filter(organ=first.row.holder)}
    assert {(first.id, "back_short", "30"), (second.id, "again", ""), (second.id, "again", "nothing")} <= found


def test_a_group_visit_is_asked_of_who_has_it_and_one_level_above_is_no_skip() -> None:
    matter = Matter(lodge(channel=Channel.VISIT, organ=organ("qc-xfj"), petitioners=7, persons_present=5))
    matter.do("classify", "chenhao", classes={"1": {"kind": "grievance", "ground": "6"}})
    matter.do("transfer", "chenhao", to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    refresh([matter.id])
    assert set(HandlingMark.objects.values_list("name", "value")) == {("group", ""), ("group", "first")}


def test_the_same_thing_under_a_new_number_is_asked_about_unless_it_says_what_it_follows() -> None:
    first = answered()
    refresh([first.id])
    anew = Matter(lodge(at=days(20)))
    refresh([anew.id])
    assert list(HandlingMark.objects.filter(name=Shown.ANEW).values_list("case", "other")) == [(anew.id, first.id)]
    said = again(first, days(40))
    refresh([said.id])
    assert HandlingMark.objects.filter(name=Shown.ANEW).count() == 1


def test_nothing_is_kept_of_a_report_nor_of_what_somebody_said_again_as_one() -> None:
    """A matter and the one that follows it; either becomes a report, and every mark of it and beside it is gone."""
    for which in (0, 1):
        first = answered()
        second = again(first, days(30))
        refresh([first.id, second.id])
        mine = {first.id, second.id}
        before = HandlingMark.objects.filter(case__in=mine)
        assert before.filter(name="back_short").exists() and before.filter(name="again").exists()
        report = (first, second)[which]
        _becomes_a_report(report)
        refresh([report.id])
        left = HandlingMark.objects.filter(case__in=mine)
        assert not left.filter(case=report.id).exists() and not left.filter(other__in=mine).exists()
        assert not left.filter(name__in=("again", "back_short")).exists()


def _becomes_a_report(matter: Matter) -> None:
    if matter.row.stage == "closed":
        matter.do("reopen", "petitioner", days(31), reason="其实是有人收了钱")
    matter.do("classify", "chenhao", days(31), classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))


def test_a_report_changes_no_count() -> None:
    answered()
    refresh([Matter(lodge()).id])
    before = seen()
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    claim = ClaimText("查处水利局虚报工程款", kind=ClaimKind.ACCUSATION)
    told = Matter(lodge(claims=(claim,), parties=(accused,), channel=Channel.VISIT, petitioners=9, persons_present=9))
    refresh([told.id])
    assert seen() == before
