"""The waiting room: in the order of coming, care first, each called once, and nobody remembered for long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from huiyin.reception import tickets
from huiyin.reception.models import Ticket, Waiting
from huiyin.reception.room import at_window, room, screen, spoken_name, ticket_of
from huiyin.reception.tickets import Visitor
from huiyin.reception.tidying import KEPT, tidy_reception
from tests.city import MONDAY, actor, organ

pytestmark = pytest.mark.django_db


def minutes(count: int) -> datetime:
    return MONDAY + timedelta(minutes=count)


def arrives(at: int = 0, /, **said: object) -> Ticket:
    return tickets.take(Visitor(**{"purpose": "new", **said}), organ=organ("qc-xfj"), at=minutes(at))  # type: ignore[arg-type]


def calls(at: int = 10, by: str = "wanglan", line: int = 0) -> Ticket | None:
    return tickets.call_next(actor(by), "2号窗口", minutes(at), line)


def state(ticket: Ticket) -> str:
    return Ticket.objects.values_list("state", flat=True).get(id=ticket.id)


def test_tickets_count_from_one_each_day() -> None:
    assert [str(arrives()), str(arrives()), str(arrives(24 * 60))] == ["A01", "A02", "A01"]


def test_organs_count_apart() -> None:
    arrives()
    assert str(tickets.take(Visitor("new"), organ=organ("lx-xfj"), at=MONDAY)) == "A01"


def test_who_came_first_is_called_first() -> None:
    first, second = arrives(), arrives(1)
    assert [calls(), calls(by="linxiaoman")] == [first, second]


def test_who_needs_care_is_called_before_others() -> None:
    arrives()
    old = arrives(5, care=True)
    assert calls() == old


def test_nobody_waits_nobody_is_called() -> None:
    assert calls() is None


def test_another_organs_visitors_are_not_called() -> None:
    tickets.take(Visitor("new"), organ=organ("lx-xfj"), at=MONDAY)
    assert calls() is None


def test_yesterdays_visitors_are_not_called() -> None:
    arrives()
    assert calls(24 * 60) is None


def test_calling_the_next_sends_the_one_before_home() -> None:
    first, _ = arrives(), arrives(1)
    calls()
    tickets.seat(first, actor("wanglan"), minutes(11))
    calls(20)
    first.refresh_from_db()
    assert (first.state, first.left_at) == (Waiting.LEFT, minutes(20))


def test_who_did_not_come_has_missed_the_call() -> None:
    first, _ = arrives(), arrives(1)
    calls()
    calls(20)
    assert state(first) == Waiting.ABSENT


def test_who_comes_back_waits_behind_the_others() -> None:
    first, second = arrives(), arrives(1)
    calls()
    tickets.miss(first, actor("wanglan"))
    assert tickets.come_back(first, minutes(12)) and calls(13) == second


def test_only_the_clerk_who_called_goes_on_with_a_ticket() -> None:
    ticket = arrives()
    calls()
    assert not tickets.seat(ticket, actor("linxiaoman"), minutes(11)) and state(ticket) == Waiting.CALLED


def test_a_ticket_cannot_be_left_before_it_is_called() -> None:
    ticket = arrives()
    assert not tickets.leave(ticket, actor("wanglan"), minutes(5))


def test_who_goes_home_unheard_is_not_called() -> None:
    ticket = arrives()
    tickets.give_up(ticket, minutes(5))
    assert calls() is None


def test_a_leaders_line_is_another_line() -> None:
    ordinary, led = arrives(), arrives(1, line=77)
    assert (str(led), calls(line=77), calls(by="linxiaoman")) == ("B01", led, ordinary)


def test_waiting_ends_when_the_visitor_sits_down() -> None:
    ticket = arrives()
    calls(10)
    tickets.seat(ticket, actor("wanglan"), minutes(12))
    seen = room(actor("wanglan"), MONDAY.date(), minutes(30)).mine
    assert seen is not None and (seen.waited, seen.heard) == (12, 18)


def test_the_list_shows_masked_names() -> None:
    arrives(name="陈大山")
    assert [each.name for each in room(actor("wanglan"), MONDAY.date(), MONDAY).waiting] == ["陈**"]


def test_names_rest_as_ciphertext() -> None:
    ticket = Ticket.objects.get(id=arrives(name="陈大山").id)
    assert "陈大山".encode() not in bytes(ticket.name or b"") and spoken_name(ticket) == "陈大山"


def test_the_screen_shows_who_is_called_and_who_is_next() -> None:
    first, second, third = arrives(), arrives(1), arrives(2)
    calls()
    assert screen(organ("qc-xfj"), MONDAY.date()) == ([first], [second, third])


def test_registering_seats_whoever_was_called() -> None:
    ticket = arrives()
    calls()
    tickets.registered(ticket, 5, minutes(14))
    ticket.refresh_from_db()
    assert (ticket.case, ticket.state, ticket.seated_at) == (5, Waiting.SEATED, minutes(14))


@pytest.mark.parametrize("chosen", ["", "x", "9" * 30, "-1"])
def test_a_forged_ticket_is_none(chosen: str) -> None:
    assert ticket_of(actor("wanglan"), chosen) is None


def test_another_clerks_ticket_is_none() -> None:
    ticket = arrives()
    calls()
    assert ticket_of(actor("linxiaoman"), str(ticket.id)) is None
    assert ticket_of(actor("wanglan"), str(ticket.id)) == at_window(actor("wanglan"), MONDAY.date()) == ticket


def test_names_are_forgotten_after_a_week_and_times_stay() -> None:
    ticket = arrives(name="陈大山")
    assert tidy_reception(MONDAY + KEPT) == 0 and tidy_reception(MONDAY + KEPT + timedelta(days=1)) == 1
    ticket.refresh_from_db()
    assert (ticket.name, ticket.arrived_at) == (None, MONDAY)
