"""The call sheet: opened with the caller's number, it shows at once what came before, and opening writes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.cases.models import Case
from huiyin.desk.intake.calls import dialled
from tests.desk.life import Life
from tests.desk.staff import Answer, Desk, form_on, words

Open = Callable[..., Desk]
STORY = "请问租房补贴怎么申请，要带哪些材料。"


def ring(desk: Desk, number: str = "19900007710") -> Answer:
    return desk.open(f"/desk/intake/call?phone={number}")


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("13200007710", "13200007710"),
        ("013200007710", "13200007710"),
        ("+8613200007710", "13200007710"),
        ("0086 132-0000-7710", "13200007710"),
        ("057188001234", "057188001234"),
        ("(0571)88001234", "057188001234"),
        ("anonymous", "anonymous"),
    ],
)
def test_the_number_is_written_as_people_write_it(told: str, number: str) -> None:
    assert dialled(told) == number


def test_the_number_stands_in_the_sheet(desk: Open) -> None:
    assert form_on(ring(desk("wanglan"), "013200007710"))["phone"] == ["13200007710"]


def test_earlier_matters_of_the_number_are_shown_at_once(desk: Open, letter: Life) -> None:
    said = words(ring(desk("wanglan")))
    assert "恢复灌溉渠四十二米" in said and "同一个人" in said


def test_matters_the_clerk_may_not_read_are_not_told(desk: Open, letter: Life) -> None:
    said = words(ring(desk("xumei")))
    assert "恢复灌溉渠四十二米" not in said and "没有查到以前的事项" in said


def test_opening_it_writes_nothing(desk: Open, letter: Life) -> None:
    wang = desk("wanglan")
    with CaptureQueriesContext(connection) as made:
        ring(wang)
    written = [each["sql"] for each in made.captured_queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_the_number_stays_in_no_cache_and_goes_to_no_other_site(desk: Open) -> None:
    headers = ring(desk("wanglan")).headers
    assert headers["Referrer-Policy"] == "same-origin" and headers["Cache-Control"] == "no-store"


def test_whoever_registers_nothing_takes_no_call(desk: Open) -> None:
    assert ring(desk("zhengyu")).status_code == 403


def test_who_joined_and_what_each_said_stands_in_the_journal(desk: Open) -> None:
    wang = desk("wanglan")
    wang.send(
        "/desk/intake/phone", form_on(ring(wang)), text=STORY, joined="市住建局 史可", joined_said="史可：带身份证"
    )
    said = words(wang.open(f"/desk/cases/{Case.objects.latest('id').number}"))
    assert "三方通话：市住建局 史可" in said and "史可：带身份证" in said


def test_a_third_party_who_said_nothing_is_asked_about(desk: Open) -> None:
    wang = desk("wanglan")
    answer = wang.send("/desk/intake/phone", form_on(ring(wang)), text=STORY, joined="市住建局 史可")
    assert answer.status_code == 422 and "各自说的也记下来" in words(answer) and STORY in words(answer)
