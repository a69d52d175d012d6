"""Whatever a visitor came for, the ticket leads to it: all six purposes, walked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from huiyin.reception.models import Purpose, Ticket
from tests.desk.life import Life, begin
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]


def called(desk: Desk, purpose: str) -> Ticket:
    desk.browser.post("/desk/waiting", {"take": "1", "purpose": purpose, "window": "1号窗口"})
    desk.browser.post("/desk/waiting", {"next": "1"})
    return Ticket.objects.latest("id")


def about(desk: Desk, ticket: Ticket, matter: Life) -> str:
    """The waiting room once the matter was named."""
    desk.browser.post("/desk/waiting", {"about": matter.number, "ticket": str(ticket.id)})
    ticket.refresh_from_db()
    assert ticket.case == matter.id
    return desk.open("/desk/waiting").content.decode()


#: Where each purpose leads: with a matter where it needs one.
LEADS = {
    Purpose.NEW: "/desk/intake/visit?ticket=",
    Purpose.ADVICE: "/desk/answers",
    Purpose.ASK: "acts/contact",
    Purpose.PAPERS: "acts/supplement",
    Purpose.ANSWER: "/papers",
    Purpose.REVIEW: "acts/seek_review",
}


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_leads_to_what_the_visitor_came_for(desk: Open, purpose: Purpose) -> None:
    clerk = desk("wanglan")
    ticket = called(clerk, purpose)
    if purpose in (Purpose.NEW, Purpose.ADVICE):
        page = clerk.open("/desk/waiting").content.decode()
    else:
        assert "哪一件？输编号" in words(clerk.open("/desk/waiting"))
        page = about(clerk, ticket, begin().served() if purpose is Purpose.REVIEW else begin())
    found = re.search(rf'href="([^"]*{re.escape(LEADS[purpose])}[^"]*)"', page)
    assert found, words(clerk.open("/desk/waiting"))
    assert clerk.open(found[1]).status_code == 200


def test_review_that_cannot_be_asked_for_yet_says_why(desk: Open) -> None:
    clerk = desk("wanglan")
    page = about(clerk, called(clerk, Purpose.REVIEW), begin())
    assert 'class="button closed"' in page and "意见已送达" in page


def test_a_number_that_is_not_ours_to_read_is_like_none(desk: Open) -> None:
    clerk = desk("wanglan")
    ticket = called(clerk, Purpose.ASK)
    clerk.browser.post("/desk/waiting", {"about": "9901212026110299999", "ticket": str(ticket.id)})
    ticket.refresh_from_db()
    assert ticket.case is None and "没有找到这个编号" in words(clerk.open("/desk/waiting"))
