"""Passwords are kept as Argon2id; older kinds are read, and become Argon2id when their owner signs in."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from django.contrib.auth.hashers import make_password

from huiyin.people import hashing
from huiyin.people.hashing import apart, fits, hashed
from huiyin.people.models import Person

OLDER = ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.fixture(autouse=True)
def real_hashes(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["huiyin.people.hashing.Argon2id", *OLDER]  # type: ignore[attr-defined]


@pytest.fixture
def wang(db: None) -> Person:
    return Person.objects.create_person("wanglan", "王兰")


def keep(person: Person, hasher: str) -> None:
    person.password = make_password("a-good-password", hasher=hasher)
    person.save()


def test_a_new_password_is_kept_as_argon2id() -> None:
    assert hashed("a-good-password").startswith("argon2$argon2id$v=19$m=65536,t=3,p=1$")


@pytest.mark.parametrize("kind", ["scrypt", "pbkdf2_sha256"])
def test_an_older_hash_is_read_and_becomes_todays(wang: Person, kind: str) -> None:
    keep(wang, kind)
    assert fits(wang, "a-good-password")
    wang.refresh_from_db()
    assert wang.password.startswith("argon2$argon2id$") and fits(wang, "a-good-password")


def test_a_wrong_password_changes_no_hash(wang: Person) -> None:
    keep(wang, "pbkdf2_sha256")
    assert not fits(wang, "wrong")
    wang.refresh_from_db()
    assert wang.password.startswith("pbkdf2_sha256$")


def test_an_account_without_a_password_fits_none(wang: Person) -> None:
    assert not fits(wang, "") and not fits(None, "a-good-password")


def test_one_password_is_hashed_at_a_time() -> None:
    seen = {apart(threading.get_ident) for _turn in range(5)}
    assert len(seen) == hashing.AT_ONCE == 1 and threading.get_ident() not in seen


@pytest.mark.skipif(sys.platform != "linux", reason="absent: threads that stand back one by one")
def test_hashing_stands_behind_the_pages() -> None:
    behind = apart(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert behind >= os.getpriority(os.PRIO_PROCESS, 0) + hashing.BEHIND or behind == 19
