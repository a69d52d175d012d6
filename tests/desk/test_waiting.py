"""The waiting room at the desk: tickets, the button that calls, the screen on the wall, the way to a registration."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huiyin.cases.models import Case
from huiyin.law.terms import Rating
from huiyin.people.models import Person
from huiyin.reception.models import Ticket
from tests.desk.staff import Answer, Desk, form_on, words

Open = Callable[..., Desk]
HERE = "/desk/waiting"
STORY = "三组的灌溉渠去年十月被占，春耕用不上水。请帮我们恢复。"


def press(desk: Desk, **what: str) -> str:
    answer = desk.browser.post(HERE, what)
    assert answer.status_code == 303
    return words(desk.open(answer.headers["Location"]))


def ticket() -> Ticket:
    return Ticket.objects.latest("id")


@pytest.fixture
def wang(desk: Open) -> Desk:
    """王兰 with one visitor waiting."""
    clerk = desk("wanglan")
    press(clerk, take="1", purpose="ask", name="陈大山", persons="2")
    return clerk


def test_a_ticket_is_taken_and_told(wang: Desk) -> None:
    said = words(wang.open(HERE))
    assert "A01" in said and "问办到哪一步" in said and "2 人" in said


def test_the_list_does_not_tell_the_name(wang: Desk) -> None:
    said = words(wang.open(HERE))
    assert "陈**" in said and "陈大山" not in said


def test_nonsense_makes_a_plain_ticket(desk: Open) -> None:
    press(desk("wanglan"), take="1", purpose="pigeon", persons="many", name="x" * 500)
    assert (ticket().purpose, ticket().persons) == ("new", 1)


def test_the_next_one_is_called_to_the_window(wang: Desk) -> None:
    press(wang, window="2号窗口")
    press(wang, next="1")
    assert "请到 2号窗口" in words(wang.open("/desk/waiting/wall"))


def test_the_screen_on_the_wall_tells_no_name(wang: Desk) -> None:
    before = words(wang.open("/desk/waiting/wall"))
    press(wang, next="1")
    assert "陈" not in before + words(wang.open("/desk/waiting/wall"))


def test_the_screen_renews_only_its_inside(wang: Desk) -> None:
    part = wang.browser.get("/desk/waiting/wall", headers={"HX-Request": "true"}).content.decode()
    assert "A01" in part and "<html" not in part


def test_the_tablet_offers_every_answer_to_whoever_just_got_up_and_takes_one(wang: Desk) -> None:
    press(wang, window="2号窗口")
    for what in ("next", "seated", "left"):
        press(wang, **{what: str(ticket().id)})
    page = "/desk/waiting/word?window=2号窗口"
    assert all(str(rating.label) in words(wang.open(page)) for rating in Rating)
    assert "谢谢您" in words(wang.browser.post(page, {"rating": Rating.FAIR}))


def test_calling_when_nobody_waits_is_told(desk: Open) -> None:
    assert "现在没有人等候" in press(desk("wanglan"), next="1")


def test_two_clerks_call_two_visitors(wang: Desk, desk: Open) -> None:
    press(wang, take="1", purpose="new")
    press(wang, next="1")
    press(desk("linxiaoman"), next="1")
    clerks = dict(Ticket.objects.values_list("number", "clerk"))
    assert clerks == {1: Person.objects.get(username="wanglan").id, 2: Person.objects.get(username="linxiaoman").id}


def test_a_press_too_late_changes_nothing_and_says_so(wang: Desk, desk: Open) -> None:
    press(desk("linxiaoman"), next="1")
    assert "这个号已经有了变化" in press(wang, seated=str(ticket().id))


@pytest.mark.parametrize("forged", ["x", "7", "9" * 40])
def test_a_ticket_that_is_none_is_not_found(wang: Desk, forged: str) -> None:
    assert wang.browser.post(HERE, {"left": forged}).status_code == 404


def test_another_organs_ticket_is_not_found(wang: Desk, desk: Open) -> None:
    assert desk("xumei").browser.post(HERE, {"gone": str(ticket().id)}).status_code == 404


def test_whoever_registers_nothing_has_no_room(desk: Open) -> None:
    assert desk("zhengyu").open(HERE).status_code == 403
    assert desk("zhengyu").open("/desk/waiting/wall").status_code == 403


# From the ticket to the matter ---------------------------------------------------------------------------------------


def start(wang: Desk) -> Answer:
    press(wang, next="1")
    return wang.open(f"/desk/intake/visit?ticket={ticket().id}")


def test_the_form_begins_with_what_the_ticket_knows(wang: Desk) -> None:
    form = form_on(start(wang))
    assert (form["name"], form["persons_present"]) == (["陈大山"], ["2"])


def test_another_clerk_gets_a_blank_form(wang: Desk, desk: Open) -> None:
    press(wang, next="1")
    assert form_on(desk("linxiaoman").open(f"/desk/intake/visit?ticket={ticket().id}"))["name"] == [""]


def test_the_ticket_knows_the_matter_and_waiting_has_ended(wang: Desk) -> None:
    wang.send("/desk/intake/visit", form_on(start(wang)), text=STORY)
    assert ticket().case == Case.objects.latest("id").id and ticket().seated_at is not None


def test_the_receipt_sends_the_visitor_home_and_calls_the_next(wang: Desk) -> None:
    answer = wang.send("/desk/intake/visit", form_on(start(wang)), text=STORY)
    assert "送走，叫下一位" in words(wang.open(answer.headers["Location"]))
    press(wang, next="1")
    assert ticket().left_at is not None


def test_the_day_tells_how_long_people_waited(wang: Desk) -> None:
    wang.send("/desk/intake/visit", form_on(start(wang)), text=STORY)
    said = press(wang, left=str(ticket().id))
    assert "今天已送走 1 位" in said and "✓ 已登记" in said


# The slip ----------------------------------------------------------------------------------------------------------


def slip(desk: Desk) -> str:
    return words(desk.open(f"{HERE}/{ticket().id}"))


def test_the_slip_is_offered_as_soon_as_the_ticket_is_taken(desk: Open) -> None:
    clerk = desk("wanglan")
    answer = clerk.browser.post(HERE, {"take": "1", "purpose": "ask"})
    assert f"{HERE}/{ticket().id}" in clerk.open(answer.headers["Location"]).content.decode()


def test_the_slip_has_number_purpose_and_how_many_are_before_and_no_name(wang: Desk) -> None:
    press(wang, take="1", purpose="papers", name="李小芳")
    said = slip(wang)
    assert all(part in said for part in ("A02", "补材料", "前面还有 1 位")) and "小芳" not in said


def test_whoever_needs_care_has_only_those_before_who_need_it_too(wang: Desk) -> None:
    press(wang, take="1", purpose="ask", care="1")
    assert "下一个就是您" in slip(wang)


def test_after_the_call_the_slip_counts_nobody(wang: Desk) -> None:
    press(wang, next="1")
    assert "前面还有" not in slip(wang) and "下一个" not in slip(wang)
