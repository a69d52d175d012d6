"""Reception rooms: open and quiet hours, a word said once and tied to nobody, a year by the published formula."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import organ

if TYPE_CHECKING:
    from huiyin.reception.models import Room, Ticket

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-11-02T09:00:00+08:00")


def a_room(**said: Any) -> Room:
    from huiyin.reception.models import Room
    from huiyin.reception.rooms import keep

    usual = {"opens": time(8, 30), "noon_from": time(12), "noon_to": time(14), "closes": time(17)}
    room = Room(organ=organ("qc-xfj"), name="接待中心", address="人民广场一楼", **{**usual, **said})
    keep(room, by=None)
    return room


def came(at: datetime, *, waited: int = 5, **said: Any) -> Ticket:
    """Somebody who was heard and went."""
    from huiyin.reception.models import Ticket, Waiting

    called = at + timedelta(minutes=waited)
    usual = {
        "organ": organ("qc-xfj"), "day": at.date(), "series": "A", "number": Ticket.objects.count() + 1,
        "purpose": "new", "arrived_at": at, "queued_at": at, "called_at": called, "seated_at": called, "case": 7,
        "left_at": called + timedelta(minutes=20), "state": Waiting.LEFT, "window": "1号窗口",
    }  # fmt: skip
    return Ticket.objects.create(**{**usual, **said})


@pytest.mark.parametrize(
    ("hour", "working", "is_it"),
    [(9, True, True), (12, True, False), (14, True, True), (17, True, False), (9, False, False)],
)
def test_it_is_open_at_its_hours_on_worked_days(hour: int, working: bool, is_it: bool) -> None:
    from huiyin.reception.rooms import is_open

    assert is_open(a_room(), MONDAY.replace(hour=hour), working=working) is is_it
    assert not is_open(a_room_on("2345"), MONDAY, working=True)


def a_room_on(weekdays: str) -> Room:
    from huiyin.reception.models import Room

    return Room(weekdays=weekdays, opens=time(8), closes=time(18))


def test_quiet_hours_are_told_without_a_number_and_only_when_enough_came() -> None:
    from huiyin.reception.rooms import Crowd, crowds

    room, today = a_room(), date(2026, 11, 30)
    for week in range(3):
        for _ in range(20):
            came(MONDAY + timedelta(weeks=week))
    assert crowds(room, MONDAY.date()) == {}
    found = crowds(room, today)
    assert (found[1][9], found[1][15], found[5][9]) == (Crowd.MANY, Crowd.FEW, Crowd.FEW)


def test_a_word_is_said_once_and_knows_no_ticket() -> None:
    from huiyin.law.terms import Rating
    from huiyin.reception.models import Word
    from huiyin.reception.words import code_of, say, ticket_with

    ticket = came(MONDAY)
    assert ticket_with(ticket.organ, ticket.id, "aaaaaaaa", MONDAY) is None
    found = ticket_with(ticket.organ, ticket.id, code_of(ticket), MONDAY)
    assert found is not None and say(found, Rating.FAIR, reasons=["long", "made up"], text="等了很久", at=MONDAY)
    assert not say(found, Rating.DISSATISFIED, at=MONDAY)
    word = Word.objects.get()
    assert (word.rating, word.reasons) == ("fair", "long")
    assert str(ticket.id) not in str([getattr(word, field.attname) for field in Word._meta.concrete_fields])


def test_a_year_is_computed_by_the_published_formula_and_who_said_nothing_counts_for_nobody() -> None:
    from huiyin.law.terms import Rating
    from huiyin.reception.appraisal import appraise
    from huiyin.reception.words import say

    tickets = [came(MONDAY, waited=5 if at < 15 else 45, case=7 if at < 18 else None) for at in range(20)]
    for ticket in tickets[:4]:
        say(ticket, Rating.SATISFIED, at=MONDAY)
    year = appraise(organ("qc-xfj"), 2026)
    told = {str(figure.label): (figure.did, figure.of, figure.counts) for figure in year.figures}
    assert told["按时叫到号"] == (15, 20, True) and told["来意都有着落"] == (18, 20, True)
    assert told["说满意、基本满意的"] == (4, 4, False) and year.unsaid == 16
    assert year.score == round((30 * 0.75 + 25 * 1 + 20 * 0.9) / 75 * 100, 1)


def test_behind_each_figure_stand_the_tickets_that_it_counts_and_nobodys_name_or_matter() -> None:
    from huiyin.reception.appraisal import TICKETS, appraise, tickets_behind
    from tests.desk.staff import Desk, words

    a_room()
    for at in range(20):
        came(MONDAY, waited=5 if at < 15 else 45, case=7 if at < 18 else None)
    figures = {figure.key: figure for figure in appraise(organ("qc-xfj"), 2026).figures}
    head, stranger = Desk("zhouping"), Desk("fengguoqiang")
    for key in TICKETS:
        kept, missed = (tickets_behind(organ("qc-xfj"), 2026, key, did) for did in (True, False))
        assert (kept.count(), missed.count()) == (figures[key].did, figures[key].missed)
        for which, many in (("did", kept.count()), ("missed", missed.count())):
            page = head.open(f"/desk/rooms/qc-xfj/{key}/{which}?year=2026")
            assert page.content.decode().count('<th scope="row">') == many and "/desk/cases/" not in words(page)
            assert stranger.open(f"/desk/rooms/qc-xfj/{key}/{which}").status_code == 404
    assert head.open("/desk/rooms/qc-xfj/said_well/did").status_code == 404
    assert "/desk/rooms/qc-xfj/waited_in_time/missed" in head.open("/desk/rooms/qc-xfj?year=2026").content.decode()


def test_what_was_written_is_forgotten_and_the_rating_stays() -> None:
    from huiyin.law.terms import Rating
    from huiyin.reception.models import Word
    from huiyin.reception.tidying import tidy_reception
    from huiyin.reception.words import say

    say(came(MONDAY), Rating.FAIR, text="等了很久", at=MONDAY)
    tidy_reception(MONDAY + timedelta(days=91))
    assert Word.objects.get().text is None and Word.objects.get().rating == "fair"
