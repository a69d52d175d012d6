"""Sessions are kept as Django keeps them; only the reading is ours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from huiyin.house.sessions import SessionStore, clear
from huiyin.people.models import Session

pytestmark = pytest.mark.django_db


def kept() -> str:
    store = SessionStore()
    store["seat"] = 7
    store.save()
    assert store.session_key is not None
    return store.session_key


def test_what_was_saved_is_read_again() -> None:
    assert SessionStore(kept())["seat"] == 7


def test_an_expired_session_is_empty() -> None:
    key = kept()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert "seat" not in SessionStore(key)


def test_a_key_that_nobody_was_given_opens_nothing() -> None:
    assert SessionStore("made-up").load() == {}


def test_ended_sessions_are_thrown_away_and_others_kept() -> None:
    ended, running = kept(), kept()
    Session.objects.filter(session_key=ended).update(expire_date=timezone.now() - timedelta(seconds=1))
    clear(timezone.now())
    assert list(Session.objects.values_list("session_key", flat=True)) == [running]


def test_the_worker_throws_them_away_every_night() -> None:
    ended = kept()
    Session.objects.filter(session_key=ended).update(expire_date=timezone.now() - timedelta(seconds=1))
    call_command("work", "--once")
    assert not Session.objects.filter(session_key=ended).exists()


def test_a_session_that_gets_a_new_key_keeps_what_it_holds() -> None:
    store = SessionStore(kept())
    store.cycle_key()
    store.save()
    assert SessionStore(store.session_key)["seat"] == 7


def test_the_key_before_opens_nothing_any_more() -> None:
    key = kept()
    store = SessionStore(key)
    store.cycle_key()
    store.save()
    assert store.session_key != key and SessionStore(key).load() == {}


def test_a_new_session_is_written_once(django_assert_num_queries: Any) -> None:
    store = SessionStore()
    store.cycle_key()
    store["seat"] = 7
    with django_assert_num_queries(1):
        store.save()


def test_a_session_begun_empty_is_kept_under_the_key_it_was_given() -> None:
    store = SessionStore()
    store.create()
    store["seat"] = 7
    store.save()
    assert SessionStore(store.session_key)["seat"] == 7 and Session.objects.count() == 1
