"""Passwords as hashes (口令散列): Argon2id, worked out apart from the pages.

A hash is meant to be dear. Whoever types wrong passwords by the dozen must not take the processor from those who read
a page, so all hashing of a process happens in one thread that stands behind everybody else (nice); whoever asks waits
in line. Argon2 works without holding the interpreter.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final, ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, is_password_usable, make_password, verify_password

from huiyin.people import ledgers
from huiyin.people.models import Person
from huiyin.store.locks import writing
from huiyin.vault import boxes

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
View = TypeVar("View", bound=Callable[..., object])

AT_ONCE: Final = 1
BEHIND: Final = 10
"""How far the thread stands back from others, as ``nice`` counts."""


class Argon2id(Argon2PasswordHasher):
    """64 MiB and three rounds (RFC 9106 §4, the second choice), on one core: how many work is the pool's to say."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1


def fits(person: Person | None, password: str) -> bool:
    """Whether it is the person's password; for nobody it takes as long. A hash of an older kind becomes today's."""
    if person is None or not is_password_usable(person.password):
        hashed(password)  # so that the time does not tell which names exist
        return False
    right, older = apart(verify_password, password, person.password)
    if right and older:
        anew = hashed(password)
        with writing():
            if Person.objects.filter(id=person.id, password=person.password).update(password=anew):
                person.password = anew
                ledgers.bind(ledgers.ACCOUNTS, "rehash", [person])
    return bool(right)


def hashed(password: str) -> str:
    """The hash of a password that is typed."""
    return str(apart(make_password, password))


def dear() -> tuple[int, int]:
    """What a try at a secret costs, in rounds and KiB; in tests, which try thousands, next to nothing."""
    return (1, 8) if settings.HUIYIN_MODE == "test" else boxes.DEAR


def from_secret(secret: str, salt: bytes, cost: tuple[int, int] | None = None) -> bytes:
    """A key from a password or a code that is typed (huiyin.vault.boxes)."""
    return apart(boxes.from_secret, secret, salt, cost or dear())


def apart(work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
    """Have something dear worked out where it keeps no page waiting; it must not ask the database."""
    return _pool().submit(work, *given, **named).result()


def hashes(view: View) -> View:
    """Mark a view whose POSTs hash a password: the web server keeps a line of its own for them (huiyin.house.front)."""
    view.hashes = True  # type: ignore[attr-defined]
    return view


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hash", initializer=_stand_back)


def _stand_back() -> None:
    """Linux counts a thread as a process here; elsewhere the thread works like any other."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)
