"""Numbers of another register whose matter is closed to whoever asks: they are answered as numbers nobody knows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these, screened
from huiyin.channels.sheets.taking import Secret
from huiyin.law.frame.facts import Actor


def closed_to(actor: Actor, on: date) -> Secret:
    """What this member of staff may not read whole. The record is asked as often whether there is such a matter."""

    def secret(cases: Collection[Case]) -> frozenset[int]:
        readable = of_these(actor, on, [case.id for case in cases] or [0])
        whole = {each.id for each in readable.values() if not screened(each, actor, on)}
        return frozenset(case.id for case in cases) - whole

    return secret


def closed_to_some(cases: Collection[Case]) -> frozenset[int]:
    """What an account may not tell that several people read, some of whom may be meant."""
    return frozenset(case.id for case in cases if case.report or case.screened)
