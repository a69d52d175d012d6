"""What a matter has of what petitioners are asked to bring: papers handed in, what was said with them, earlier asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from huiyin.cases.lodging import PETITIONING
from huiyin.cases.models import Case, Material, Party
from huiyin.cases.queries import events_of, submissions_of
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.documents import IDENTITY, Held, How, held_already, named
from huiyin.law.terms import Act
from huiyin.record.worlds import beijing_day
from huiyin.vault.opening import read_out


def asked_again(case: Case, asked: str, by: Actor, on: date) -> list[dict[str, str]]:
    """Of what is asked for, what any organ has already in this matter, as far as the asker may read it."""
    found = held_already(asked, _held(case, by, on))
    return [{"key": each.key, "how": each.how.value, "on": each.on.isoformat()} for each in found]


def _held(case: Case, by: Actor, on: date) -> Iterator[Held]:
    yield from _handed_in(case, by, on)
    yield from _said(case, by, on)
    petitioning = [each.value for each in PETITIONING]
    if Party.objects.filter(case=case, capacity__in=petitioning, id_number__isnull=False).exists():
        yield Held(IDENTITY, How.NOTED, beijing_day(case.lodged_at))


def _handed_in(case: Case, by: Actor, on: date) -> Iterator[Held]:
    for submission in submissions_of(case, by, on):
        day = beijing_day(submission.received_at)
        for name in Material.objects.filter(submission=submission).values_list("name", flat=True):
            yield from (Held(each.key, How.HANDED_IN, day) for each in named(name))


def _said(case: Case, by: Actor, on: date) -> Iterator[Held]:
    """What was asked for before, and what was brought with a supplement."""
    acts = (Act.REQUEST_MATERIAL.value, Act.SUPPLEMENT.value, Act.INVESTIGATE.value)
    for event in events_of(case, by, on).filter(act__in=acts):
        said: dict[str, Any] = read_out(event.payload)["said"]
        day = beijing_day(event.at)
        names = "\n".join(str(file.get("name", "")) for file in said.get("files", ()))
        yield from (Held(each.key, How.HANDED_IN, day) for each in named(names))
        if event.act == Act.REQUEST_MATERIAL:
            yield from (Held(each.key, How.ASKED, day) for each in named(str(said.get("what", ""))))
        elif event.act == Act.SUPPLEMENT:
            yield from (Held(each.key, How.TOLD, day) for each in named(str(said.get("text", ""))))
