"""One planted matter: acts of the law on days that a scene chooses, played by a small county with its organs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from huiyin.law.chart.organs import Level, Organ, OrganChart, OrganKind
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER, SYSTEM, Actor, World
from huiyin.law.frame.fold import evolve, replay
from huiyin.law.frame.verdict import Decision, Event, Refusal
from huiyin.law.frame.workdays import PLAIN_WEEK
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.promising import ASKED, TOUCHING
from huiyin.law.terms import Act, Role
from huiyin.law.trial import cast
from huiyin.law.trial.particulars import completed
from huiyin.law.undertaking.procedure import UNDERTAKING
from huiyin.law.undertaking.vocabulary import UndertakingAct

CITY, OFFICE, WATER, LAND, HOUSING = 2, 3, 4, 6, 7
UNITS = (WATER, LAND, HOUSING)
_CITY, _COUNTY = "990100000000", "990121000000"
_TABLE = (
    (CITY, _CITY, "市政府", Level.CITY, OrganKind.GOVERNMENT, ()),
    (OFFICE, _COUNTY, "县信访局", Level.COUNTY, OrganKind.PETITION_OFFICE, (CITY,)),
    (WATER, _COUNTY, "县水利局", Level.COUNTY, OrganKind.DEPARTMENT, (CITY,)),
    (LAND, _COUNTY, "县国土局", Level.COUNTY, OrganKind.DEPARTMENT, (CITY,)),
    (HOUSING, _COUNTY, "县住建局", Level.COUNTY, OrganKind.DEPARTMENT, (CITY,)),
)
CHART = OrganChart(
    {row[0]: Organ(row[0], row[1], row[2], row[2], row[3], row[4]) for row in _TABLE},
    {row[0]: row[5] for row in _TABLE},
)
_SAID = "试验写下的内容，不针对任何人和事，只为判断情形"
EXPLAINED = {"1": {"outcome": "explained", "finding": _SAID, "basis": _SAID}}


def _duty(organ: int, roles: tuple[Role, ...], excluded: frozenset[int]) -> int | None:
    return next((who for role in roles if (who := cast.person(organ, role)) not in excluded), None)


WORLD = World(CHART, PLAIN_WEEK, _duty, lambda person: person // 10)


class Unplantable(RuntimeError):
    """The law refused a step of a scene: the scene is wrong."""


@dataclass(eq=False)
class Life:
    """A matter that is being written.

    :param today: the day on which it will be judged; every day of a scene is told from it.
    :param follows: the matter about the same thing before it.
    :param promises: the journals of what was promised in it.
    """

    number: int
    rng: Random
    today: date
    follows: int | None = None
    facts: Facts | None = None
    events: list[Event] = field(default_factory=list)
    promises: list[list[Event]] = field(default_factory=list)

    def lodge(self, ago: int) -> Life:
        """Received by the county's petition office so many days ago."""
        day = self.today - timedelta(days=ago)
        given = {
            "book": "cn-2022", "channel": self.rng.choice(("letter", "visit", "web", "phone")), "organ": OFFICE,
            "lodged_on": day.isoformat(), "owner": cast.person(OFFICE, Role.DISPATCHER), "repeat": bool(self.follows),
            "claims": [{"id": 1, "kind": "grievance", "ground": "6"}],
        }  # fmt: skip
        self.facts = newborn(given)
        return self.do(Act.LODGE, Role.RECEPTION, ago, **given)

    def do(self, act: Act, role: Role, ago: int, **given: Any) -> Life:
        """One act, so many days ago, by somebody of the organ that holds the matter.

        :raises Unplantable: the law says no.
        """
        assert self.facts is not None
        day = self.today - timedelta(days=ago)
        by = {Role.PETITIONER: PETITIONER, Role.SYSTEM: SYSTEM}.get(role) or cast.actor(self.facts.holder, role)
        said = given if act is Act.LODGE else completed(act, self.facts, day, given)
        if act in TOUCHING:
            said[ASKED] = {"id": self.number, "number": str(self.number), "open": []}
        verdict = decide(MATTER, act, self.facts, by, day, WORLD, said)
        if isinstance(verdict, Refusal):
            wrong = {name: str(phrase) for name, phrase in verdict.wrong.items()}
            raise Unplantable(f"{act} {day}: {verdict.reason} {wrong}")
        event = verdict.happened(day, by.organ, by.person)
        self.events.append(event)
        self.facts = evolve(MATTER, self.facts, event)
        for also in verdict.also:
            if also.kind == UNDERTAKING.key and also.record is None:
                self._promise(also.given, by, day)
        return self

    def _promise(self, given: Mapping[str, Any], by: Actor, day: date) -> None:
        """An undertaking that an act of the matter opened."""
        assert self.facts is not None and by.organ is not None
        whose = {"organ": by.organ, "owner": by.person, "book": "cn-2022", "lodged_on": day.isoformat()}
        self.promises.append([])
        self._undertake(UndertakingAct.PROMISE, by, day, {**given, **whose})

    def _undertake(self, act: UndertakingAct, by: Actor, day: date, said: Mapping[str, Any]) -> Decision:
        """One act to the last undertaking."""
        told = self.promises[-1]
        facts = replay(UNDERTAKING, told) if told else UNDERTAKING.newborn(said)
        verdict = decide(UNDERTAKING, act, facts, by, day, WORLD, said)
        if isinstance(verdict, Refusal):
            raise Unplantable(f"{act} {day}: {verdict.reason}")
        told.append(verdict.happened(day, by.organ, by.person))
        return verdict

    def word(self, act: UndertakingAct, role: Role, ago: int, **given: Any) -> Life:
        """What is said of the promise, by the organ or by the person; the matter is told of it."""
        assert self.facts is not None
        day = self.today - timedelta(days=ago)
        by = PETITIONER if role is Role.PETITIONER else cast.actor(self.facts.holder, role)
        for also in self._undertake(act, by, day, given).also:
            self.do(Act(also.act), role, ago, **also.given)
        return self

    def carried_out(self, ago: int) -> Life:
        return self.word(UndertakingAct.REPORT, Role.HANDLER, ago, account=_SAID, kind="site")

    # What scenes are made of ------------------------------------------------------------------------------------------

    def transfer(self, ago: int, to: int) -> Life:
        return self.do(Act.TRANSFER, Role.DISPATCHER, ago, to_organ=to)

    def accepted(self, ago: int, before: int = 8) -> Life:
        """With a unit that took it on so many days ago; received and passed on in the days before."""
        unit = self.rng.choice(UNITS)
        self.lodge(ago + before).transfer(ago + before // 2, unit)
        return self.do(Act.ACCEPT, Role.HANDLER, ago, to_person=cast.person(unit, Role.HANDLER))

    def busy(self, first: int, last: int) -> Life:
        """Steps of the organ between two days, never more than twelve days apart."""
        ago = first
        while ago > last:
            ago = max(last, ago - self.rng.randint(4, 12))
            self.do(self.rng.choice((Act.CONTACT, Act.INVESTIGATE)), Role.HANDLER, ago)
        return self

    def noise(self, ago: int) -> Life:
        """What moves nothing."""
        return self.do(Act.UNMASK, Role.HANDLER, ago)

    def decided(self, ago: int, outcomes: Mapping[str, Any] = EXPLAINED) -> Life:
        """Heard, looked into, proposed and signed."""
        assert self.facts is not None
        self.do(Act.LISTEN, Role.HANDLER, ago + 2).do(Act.INVESTIGATE, Role.HANDLER, ago + 1)
        self.do(Act.PROPOSE, Role.HANDLER, ago, outcomes=outcomes)
        return self.do(Act.SIGN, Role.HEAD, ago)

    def served(self, ago: int, outcomes: Mapping[str, Any] = EXPLAINED) -> Life:
        self.decided(ago + 2, outcomes)
        day = (self.today - timedelta(days=ago)).isoformat()
        return self.do(Act.SERVE, Role.HANDLER, ago, served_on=day)

    def promised(self, ago: int, until: int) -> Life:
        """Served with something that is to be carried out; ``until`` in days before today, negative ahead."""
        day = (self.today - timedelta(days=until)).isoformat()
        claim = {"outcome": "supported", "finding": _SAID, "basis": _SAID, "execute_by": day}
        return self.served(ago, {"1": claim})
