"""Who leads (领导): heads of an organ and of those above it, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.people.charts import chart_on
from huiyin.people.posts import people_of


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader as a visit names them; ``person`` is 0 for one without an account here, ``organ`` likewise."""

    name: str
    post: str = ""
    person: int = 0
    organ: int = 0

    @property
    def said(self) -> str:
        return f"{self.name}（{self.post}）" if self.post else self.name


def leaders_near(organ: int, on: date) -> dict[str, Leader]:
    """Heads of this organ and of those above it, by name; of two with one name neither."""
    chart = chart_on(on)
    if organ not in chart.organs:
        return {}
    found = [
        Leader(member.name, "", member.person, each)
        for each in (organ, *sorted(chart.ancestors(organ)))
        for member in people_of(each, on=on)
        if Role.HEAD in member.roles
    ]
    people = {leader.person: leader for leader in reversed(found)}
    names = Counter(leader.name for leader in people.values())
    return {leader.name: leader for leader in people.values() if names[leader.name] == 1}


def leader_of(given: Mapping[str, Any], by: Actor, on: date) -> Leader:
    """Whom a form names as leader; somebody without an account here, or of another place, is only named."""
    name, post = str(given.get("leader", "")).strip(), str(given.get("post", "")).strip()
    known = leaders_near(by.organ or 0, on).get(name)
    return Leader(name, post, known.person, known.organ) if known else Leader(name, post)
