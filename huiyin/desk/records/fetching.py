"""Which record a page is about, and what all of its pages ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from huiyin.desk.staff import Desk
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import World
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.reading import find, near_a_report
from huiyin.record.readings import note_reading
from huiyin.record.snapshots import facts_from


@dataclass(frozen=True)
class Shown:
    """One record at the desk of somebody who may read it."""

    kind: Kind
    row: Any
    desk: Desk

    @property
    def procedure(self) -> Procedure:
        return self.kind.procedure

    @cached_property
    def facts(self) -> Any:
        return facts_from(self.procedure, self.row.facts)

    def world(self, act: Any) -> World:
        return self.kind.surroundings(self.row, act, self.facts, self.desk.world)

    def verdict(self, act: Any) -> Decision | Refusal:
        """Whether the act may be done now, before anything is said with it."""
        said = decide(self.procedure, act, self.facts, self.desk.actor, self.desk.today, self.world(act))
        if isinstance(said, Refusal):
            return said
        return self.kind.hinders(self.row, act, self.facts, self.desk.today) or said

    @property
    def url(self) -> str:
        return url_of(self.kind, self.row.number)


def url_of(kind: Kind, number: str) -> str:
    if kind.page:
        return reverse(f"desk:{kind.page}", args=[number])
    return reverse("desk:record", args=[kind.key, number])


def kind_called(key: str) -> Kind:
    """The kind with this key that is shown on these pages; 404 for any other word."""
    kind = KINDS.get(key)
    if kind is None or kind.page:
        raise Http404
    return kind


def fetch(desk: Desk, key: str, number: str) -> Shown:
    """The record, if the desk may read it; 404 else, as if there were none."""
    kind = kind_called(key)
    row = find(kind, desk.actor, desk.today, number)
    if row is None:
        raise Http404
    return noted(Shown(kind, row, desk))


def noted(shown: Shown) -> Shown:
    """The same record; that it was read is written down where that is to be known."""
    kind, row, desk = shown.kind, shown.row, shown.desk
    if kind.noted(row, desk.actor) or (kind.rests and near_a_report(row)):
        note_reading(kind.key, row.id, desk.actor, desk.now)
    return shown


def act_called(kind: Kind, word: str) -> Any:
    """An act of this kind that staff may do; 404 for any other word."""
    try:
        act = kind.procedure.acts(word)
    except ValueError:
        raise Http404 from None
    if act not in kind.by_hand:
        raise Http404
    return act
