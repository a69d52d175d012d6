"""A process that writes until it is killed: lodges matters and acts on them, and says aloud what was acknowledged.

Run by test_together.py against a database of its own: ``writer.py lodge NAME`` or ``writer.py race CASE NAME``.
"""

from __future__ import annotations

import sys

import django

django.setup()

from tests.city import MONDAY, actor, lodge  # noqa: E402


def lodge_for_ever(name: str) -> None:
    for count in range(100_000):
        print(lodge(key=f"{name}-{count}").case.number, flush=True)


def race(case: int, name: str) -> None:
    """Take one of the steps that only one may win."""
    from huiyin.cases.acts import Refused, perform
    from huiyin.law.terms import Act

    given = {"answer": f"{name}的当场答复，写得清清楚楚"}
    try:
        perform(case=case, act=Act.ANSWER_ON_SPOT, by=actor("chenhao"), at=MONDAY, given=given, seen=1)
        print("won", flush=True)
    except Refused as no:
        print(f"lost: {no.refusal.reason}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "lodge":
        lodge_for_ever(sys.argv[2])
    else:
        race(int(sys.argv[2]), sys.argv[3])
