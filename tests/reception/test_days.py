"""Leaders' reception days: what is public, who has a place, and what a leader took on."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from huiyin.reception import days
from huiyin.reception.days import Made, NoPlace, Wish
from huiyin.reception.models import Appointment, ReceptionDay
from huiyin.reception.sealed import unseal
from huiyin.reception.tidying import KEPT, tidy_reception
from tests.city import MONDAY, Matter, lodge, organ, person

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
CHEN = Wish("陈大山", "132 0000 7710", "工资拖欠三个月")


def day(**said: Any) -> ReceptionDay:
    usual: dict[str, Any] = {"organ": organ("qc-xfj"), "leader": person("zhouping"), "leader_name": "周平",
                             "post": "局长", "on": TODAY + timedelta(days=3), "begins": time(9), "ends": time(11),
                             "place": "一楼", "seats": 2, "published_at": MONDAY}  # fmt: skip
    return ReceptionDay.objects.create(**{**usual, **said})


def booked(row: ReceptionDay, wish: Wish = CHEN) -> Made:
    made = days.book(row.id, wish, at=MONDAY)
    assert isinstance(made, Made)
    return made


def test_the_public_sees_published_days_to_come() -> None:
    soon, today = day(), day(on=TODAY)
    day(published_at=None), day(on=TODAY - timedelta(days=1)), day(on=date(2027, 6, 1))
    assert list(days.published(TODAY)) == [today, soon]


def test_places_are_counted_without_those_given_back() -> None:
    row = day()
    made = booked(row)
    booked(row, Wish("李梅", "13900005678"))
    days.withdraw(row.id, made.appointment.number, made.code, at=MONDAY)
    assert days.published(TODAY)[0].taken == 1  # type: ignore[attr-defined]


def test_there_are_no_more_places_than_planned() -> None:
    row = day(seats=1)
    booked(row)
    assert days.book(row.id, Wish("李梅", "13900005678"), at=MONDAY) is NoPlace.FULL


def test_one_telephone_has_one_place() -> None:
    row = day()
    booked(row)
    assert days.book(row.id, Wish("陈", "13200007710"), at=MONDAY) is NoPlace.TWICE


def test_one_matter_has_one_place() -> None:
    row = day()
    booked(row, Wish("", case=7))
    assert days.book(row.id, Wish("", case=7), at=MONDAY) is NoPlace.TWICE


def test_nobody_signs_up_for_a_cancelled_day() -> None:
    assert days.book(day(cancelled="开会").id, CHEN, at=MONDAY) is NoPlace.CANCELLED


def test_nobody_signs_up_for_an_unpublished_day() -> None:
    assert days.book(day(published_at=None).id, CHEN, at=MONDAY) is NoPlace.CANCELLED


def test_nobody_signs_up_when_it_is_over() -> None:
    row = day(on=TODAY, begins=time(8), ends=time(9))
    assert days.book(row.id, CHEN, at=MONDAY) is NoPlace.OVER


def test_who_and_why_rest_as_ciphertext() -> None:
    row = Appointment.objects.get(id=booked(day()).appointment.id)
    assert unseal(row, "about") == "工资拖欠三个月" and "工资".encode() not in bytes(row.about or b"")


def test_ciphertext_moved_to_another_row_cannot_be_read() -> None:
    from huiyin.vault.errors import FieldRefused

    one, other = booked(day()).appointment, booked(day()).appointment
    other.name = one.name
    with pytest.raises(FieldRefused):
        unseal(other, "name")


def test_the_wrong_code_gives_no_place_back() -> None:
    row = day()
    made = booked(row)
    assert not days.withdraw(row.id, made.appointment.number, "AAAA2222", at=MONDAY)
    assert not days.withdraw(row.id, 99, made.code, at=MONDAY)


def test_a_place_given_back_is_forgotten_at_once() -> None:
    row = day()
    made = booked(row)
    assert days.withdraw(row.id, made.appointment.number, made.code.lower(), at=MONDAY)
    kept = Appointment.objects.get(id=made.appointment.id)
    assert (kept.name, kept.phone, kept.about) == (None, None, None)


def test_whoever_signed_up_gets_one_ticket_in_the_leaders_line() -> None:
    row = day(on=TODAY)
    appointment = booked(row).appointment
    ticket = days.arrive(appointment, at=MONDAY)
    assert ticket is not None and (ticket.line, str(ticket)) == (row.id, "B01")
    assert days.arrive(appointment, at=MONDAY) is None


def test_appointments_are_forgotten_after_a_week() -> None:
    booked(day(on=TODAY))
    assert tidy_reception(MONDAY + KEPT) == 0 and tidy_reception(MONDAY + KEPT + timedelta(days=1)) == 1
    assert not Appointment.objects.exclude(name=None).exists()


def test_no_report_stands_with_a_place_on_a_leaders_day() -> None:
    """Nor a matter that becomes one: its reporter is expected like anybody, and nobody there learns of a matter."""
    report, later = Matter(lodge()), Matter(lodge())
    said = {"classes": {"1": {"kind": "accusation"}}, "accused_organ": organ("lx-slj")}
    report.do("classify", "chenhao", MONDAY, **said)
    places = day(organ=organ("lx-slj"))
    made = [
        booked(places, Wish(f"甄士隐{n}", f"1329999004{n}", case=each.id)) for n, each in enumerate((report, later))
    ]
    rows = [Appointment.objects.get(id=each.appointment.id) for each in made]
    assert [row.case for row in rows] == [None, later.id]
    later.do("classify", "chenhao", MONDAY, **said)
    assert set(Appointment.objects.values_list("case", flat=True)) == {None}
