"""One line of the history, and an event with the names its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiyin.law.terms import Role
from huiyin.law.words import Phrase
from huiyin.portal.following.matter import Matter, Told

Said = Phrase | str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history, in the shape the timeline part takes.

    :param words: somebody's own words, shown as they were written.
    """

    title: Phrase
    at: date | None = None
    state: str = ""
    by: Said = ""
    text: Said = ""
    note: Said = ""
    words: str = ""
    links: tuple[Mapping[str, object], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Teller:
    """An event with the names it needs."""

    matter: Matter
    told: Told

    @property
    def said(self) -> Mapping[str, Any]:
        return self.told.said

    @property
    def organ(self) -> str:
        """The organ that acted."""
        return self.matter.organ_name(self.told.event.organ) or self.holder

    @property
    def holder(self) -> str:
        """The organ that has it afterwards."""
        return self.matter.organ_name(self.told.follows["holder"])

    @property
    def owner(self) -> str:
        """The person who has it afterwards."""
        return self.matter.person_name(self.told.follows["owner"])

    @property
    def by_petitioner(self) -> bool:
        return self.told.event.role == Role.PETITIONER.value

    def words(self, name: str) -> str:
        return str(self.said.get(name) or "")

    def day(self, name: str) -> date | None:
        given = self.said.get(name)
        return date.fromisoformat(str(given)) if given else None
