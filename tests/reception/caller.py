"""A clerk in a process of their own: calls the next one, hears them, until nobody waits; prints what was called."""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from huiyin.reception.tickets import call_next, seat  # noqa: E402
from tests.city import MONDAY, actor  # noqa: E402


def clerk(username: str) -> list[str]:
    by, at, called = actor(username), MONDAY + timedelta(hours=1), list[str]()
    while ticket := call_next(by, username, at):
        called.append(str(ticket))
        seat(ticket, by, at)
        at += timedelta(seconds=1)
    return called


if __name__ == "__main__":
    print(*clerk(sys.argv[1]))
