"""Ids as people read them: organs by their short names, staff by name, organ and role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huiyin.law.chart.organs import OrganChart
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.posts import names_of


def short_name(chart: OrganChart, organ: int | None) -> str:
    """An organ's name as people say it; empty for one that is on no chart any more."""
    try:
        return chart.organ(organ).short if organ is not None else ""
    except KeyError:
        return ""


@dataclass(frozen=True, slots=True)
class Names:
    """Names fetched once for a page."""

    chart: OrganChart
    people: Mapping[int, str]

    @classmethod
    def of(cls, chart: OrganChart, people: Iterable[int | None]) -> Names:
        return cls(chart, names_of(person for person in people if person is not None))

    def organ(self, organ: int | None) -> str:
        return short_name(self.chart, organ)

    def person(self, person: int | None) -> str:
        return self.people.get(person, "") if person is not None else ""

    def signed(self, person: int | None, organ: int | None, role: Role) -> tuple[str | Phrase, ...]:
        """Who did something: 王兰 · 市信访局 · 接待员; the petitioner and the system by their role alone."""
        if person is None:
            return (P("系统自动") if role is Role.SYSTEM else role.label,)
        return tuple(part for part in (self.person(person), self.organ(organ), role.label) if part)
