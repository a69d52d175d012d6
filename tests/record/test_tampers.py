"""Whoever may write the database changes one value, takes a row away or adds one: `verify` finds it and names the row.

By generation from the models: a new table or column is found, or stands below with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tests.record import tampered

pytestmark = pytest.mark.django_db

#: Whole tables that no journal binds, and why.
APART: dict[str, str] = {
    "desk.CalendarKey": "the key of one's own calendar feed; a new one is made by its owner",
    "desk.Draft": "a draft",
    "desk.Unfinished": "a draft",
    "desk.SavedSearch": "one's own list",
    "desk.KeptView": "how one looks at one's own list",
    "portal.Draft": "a draft",
    "portal.Account": "a list of the petitioner's own in the browser that made it",
    "portal.Kept": "a list of the petitioner's own; what it opens is sealed by a keyed digest",
    "portal.Invitation": "an invitation to join, ended and made anew by whoever filed",
    "api.Delivery": "work: what is still to be told",
    "api.Elsewhere": "how another system calls somebody; no account hangs on it",
    "api.Reported": "an index: what was reported stands in the matter",
    "gate.Attempt": "a brake: counts of tries",
    "cases.KeyWrap": "a key in a box: what was changed opens nothing, and that nobody has a report's key is found",
    "channels.LetterBatch": "work before registration",
    "channels.Letter": "work before registration",
    "channels.LetterFile": "work before registration; files lie under their own hash",
    "channels.LetterPage": "work before registration",
    "channels.Arrival": "work before registration; what came lies under its own hash",
    "channels.SheetOrder": "work: what came of it is in the matters",
    "channels.SheetPart": "what a clerk is told of rows; what came of them is in the matters",
    "channels.Watched": "how a connection fares",
    "channels.Sent": "a note that a mail went out",
    "channels.Exchanged": "work: how far each site was told; what it rests on is the other's journal, signed by them",
    "channels.Line": "an entry of the other's journal, whose hash stands in our entry that repeats it",
    "channels.Piece": "a portion of a file on its way; the whole is taken only under its own hash",
    "channels.Nonce": "a brake: what is said twice is found by its entries as well",
    "channels.Posting": "a note that a letter was posted",
    "together.Note": "a note between colleagues beside the record",
    "together.Notification": "presence: what somebody has yet to look at",
    "together.Wish": "one's own choice of notices",
    "together.Mailbox": "one's own address for notices",
    "together.Presence": "presence",
    "together.DoneOn": "a mark of the worker",
    "insights.Document": "an index: ./run reindex makes it anew",
    "insights.DailyFigure": "figures: ./run reindex makes them anew",
    "insights.TopicDay": "figures: ./run reindex makes them anew",
    "insights.LearnedModel": "proposals only: what is done on them goes through the door",
    "insights.Likeness": "what is proposed, and a person's word on it: what is done on that goes through the door",
    "insights.Agreement": "figures: the worker counts them anew every day",
    "insights.Correction": "what the journal says, read anew every day",
    "insights.Compared": "a place: at worst it is compared once more",
    "insights.WordRarity": "counts of words: the worker makes them anew",
    "insights.Topic": "what is proposed: the worker gathers it anew every day",
    "insights.TopicMember": "what is proposed: the worker gathers it anew every day",
    "insights.Gathered": "a day: at worst it is gathered once more",
    "insights.MonthTally": "figures: ./run reindex makes them anew",
    "insights.Contribution": "figures: ./run reindex makes them anew",
    "insights.HandlingMark": "figures: ./run reindex makes them anew",
    "insights.MonthMark": "figures: ./run reindex makes them anew",
    "insights.OpenFigures": "what was published, of which anybody has a copy; drawn from figures",
    "insights.SameAnswer": "figures: ./run reindex makes them anew",
    "reception.Ticket": "the queue of the day",
    "reception.Word": "a visitor's word, tied to nobody: an indicator of a room",
    "reception.Complaint": "which matters a room's figures count; the matter is held by its journal",
    "reception.TicketCounter": "the queue of the day",
    "reception.ConductWords": "its words go in time; as long as they are kept the journal has a keyed mark of them",
    "reception.Appointment": "a booking, taken away after the day",
    "record.SetAside": "what the worker tries again",
    "record.NumberCounter": "a counter: it only goes up, and a number given twice is refused by the database",
    "record.Message": "the outbox; seals look at events and not at it alone",
    "record.ClockWord": "what the worker thinks of its clock",
    "oversight.Order": "not in this office yet; its columns are held by replay (tests/oversight/test_orders.py)",
    "oversight.Module": "not in this office yet; its columns are held by replay",
    "oversight.Sign": "not in this office yet; its columns are held by replay",
    "oversight.Watched": "how far the worker has looked today",
    "papers.NumberWord": "a setting",
    "papers.NumberSeries": "a counter",
    "papers.Batch": "a list of work",
    "papers.BatchItem": "a list of work",
    "library.StatuteText": "a copy of the law, checked against its own sum when it is loaded",
    "people.Session": "sessions",
    "people.ReferenceStamp": "says when to read anew",
    "auth.Permission": "Django's own, unused",
    "auth.Group": "Django's own, unused",
    "contenttypes.ContentType": "Django's own, unused",
}
#: Columns of tables that are bound otherwise, and why.
FREE: dict[str, str] = {
    "people.Person.last_login": "a look at the clock",
    **dict.fromkeys(
        (
            "cases.MatterKey.ring",
            "people.PersonKey.salt",
            "people.PersonKey.rounds",
            "people.PersonKey.memory",
            "people.PersonKey.box",
        ),
        "a key in a box: what was changed opens nothing",
    ),
    "channels.Site.seen_at": "a look at the clock",
    "channels.Site.ours": "which of our keys they know: with another one they do not hear us",
    "people.Person.language": "the person's own choice",
    "api.Key.used_on": "a look at the clock",
    "api.Hook.failing": "a count of tries",
    "gate.Reset.sent_at": "when the mail went out",
    "gate.Reset.told_at": "when its person was told",
    "gate.Factor.step": "the last step of a clock",
    "gate.Factor.used_at": "a look at the clock",
    **dict.fromkeys(
        (
            "cases.Screen.id",
            "cases.Rating.id",
            "cases.Exhibit.id",
            "record.Event.id",
            "record.Standing.id",
            "record.RunningClock.id",
            "record.SealedHead.id",
            "people.LedgerEntry.id",
            "record.OwedPaper.id",
        ),
        "a key that no other row names; of a debt that is paid its paper does",
    ),
    "record.RunningClock.look_at": "the worker's lease",
}


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        tampered.build()
        yield
        transaction.set_rollback(True)


def found() -> bool:
    from huiyin.record.checking import verify

    return not verify().sound


def bound() -> list[tuple[str, str]]:
    """On PostgreSQL one column of each table: what is compared is the same, and 500 more would cost two minutes."""
    whole = [each for each in tampered.columns() if each[0] not in APART and ".".join(each) not in FREE]
    once = os.environ.get("HUIYIN_DATABASE_URL", "").startswith("postgres")
    return list({label: (label, column) for label, column in whole}.values()) if once else whole


def test_an_office_that_nobody_touched_is_sound(office: None) -> None:
    from huiyin.record.checking import verify

    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])


@pytest.mark.parametrize(("label", "column"), bound())
def test_a_changed_value_is_found(office: None, label: str, column: str) -> None:
    model = apps.get_model(label)
    with transaction.atomic():
        row = model._default_manager.order_by("pk").first()
        assert row is not None, "absent from the office that is tampered with"
        value = tampered.other(model._meta.get_field(column), getattr(row, column))
        model._default_manager.filter(pk=row.pk).update(**{column: value})
        assert found()
        transaction.set_rollback(True)


def whole_tables() -> list[str]:
    return sorted({label for label, _ in bound()})


@pytest.mark.parametrize("label", whole_tables())
def test_a_row_taken_away_is_found(office: None, label: str) -> None:
    rows = apps.get_model(label)._base_manager.order_by("pk")
    with transaction.atomic():
        row = rows.first()
        assert row is not None, "absent from the office that is tampered with"
        rows.filter(pk=row.pk)._raw_delete(rows.db)  # type: ignore[attr-defined]
        assert found()
        transaction.set_rollback(True)


@pytest.mark.parametrize("label", whole_tables())
def test_a_row_put_in_is_found(office: None, label: str) -> None:
    with transaction.atomic():
        tampered.put_in(apps.get_model(label)._base_manager.order_by("pk").last())
        assert found()
        transaction.set_rollback(True)
