"""Who signed in with a browser."""

from __future__ import annotations

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db.models import F

from huiyin.house.sessions import SessionStore
from huiyin.people.accounts import signed_in, stay_signed_in
from huiyin.people.models import Person


@pytest.fixture
def wang(db: None) -> Person:
    return Person.objects.create_person("wanglan", "王兰", "a-good-password")


def session_of(person: Person) -> SessionStore:
    """A session as signing in leaves it, read anew as the next request does."""
    store = SessionStore()
    store.update({SESSION_KEY: str(person.id), HASH_SESSION_KEY: person.get_session_auth_hash()})
    store.save()
    return SessionStore(store.session_key)


def test_it_finds_the_person_of_a_session(wang: Person) -> None:
    assert signed_in(session_of(wang)) == wang


def test_it_asks_one_question(wang: Person, django_assert_num_queries: object) -> None:
    session = session_of(wang)
    with django_assert_num_queries(1):  # type: ignore[operator]
        signed_in(session)


def test_it_does_not_find_somebody_whose_account_was_closed(wang: Person) -> None:
    session = session_of(wang)
    Person.objects.update(is_active=False)
    assert signed_in(session) is None


def test_it_does_not_find_somebody_who_has_another_password_since(wang: Person) -> None:
    session = session_of(wang)
    wang.set_password("another-good-one")
    wang.save()
    assert signed_in(session) is None


def test_whoever_chose_another_password_goes_on_in_that_browser(wang: Person) -> None:
    here = session_of(wang)
    wang.set_password("another-good-one")
    wang.save()
    stay_signed_in(here, wang)
    here.save()
    assert signed_in(SessionStore(here.session_key)) == wang


def test_it_does_not_find_somebody_whose_sessions_were_ended(wang: Person) -> None:
    session = session_of(wang)
    Person.objects.update(sessions_ended=F("sessions_ended") + 1)
    assert signed_in(session) is None


def test_it_finds_nobody_in_a_session_that_nobody_signed_in_with(wang: Person) -> None:
    store = SessionStore()
    store["seat"] = 7
    store.save()
    assert signed_in(SessionStore(store.session_key)) is None


def test_it_finds_nobody_in_a_session_that_has_ended(wang: Person) -> None:
    session = session_of(wang)
    session.delete()
    assert signed_in(SessionStore(session.session_key)) is None
