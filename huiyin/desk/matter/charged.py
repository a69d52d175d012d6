"""Leaders' charges (领导包案) beside a matter, a leader or a day: each with its leader, its day, kept or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk
from huiyin.law.charge.facts import ChargeFacts
from huiyin.law.charge.procedure import CHARGE
from huiyin.law.charge.vocabulary import ChargeStage
from huiyin.law.order.vocabulary import Cause
from huiyin.law.terms import Role
from huiyin.reception.charges import CHARGES
from huiyin.reception.models import Charge
from huiyin.record.reading import visible_to
from huiyin.record.snapshots import facts_from


@dataclass(frozen=True, slots=True)
class Line:
    """One charge; ``kept`` is nothing while nobody can know."""

    row: Charge
    url: str
    stage: ChargeStage
    kept: bool | None
    matter: Case | None = None

    @property
    def open(self) -> bool:
        return self.row.closed_on is None

    @property
    def until(self) -> date:
        return self.row.until


def of_matter(case: Case, desk: Desk) -> list[Line]:
    """The charges of a matter that the reader may read, the one that runs first."""
    rows = visible_to(CHARGES, desk.actor, desk.today).filter(matter=case.id).order_by("-id")
    return [_line(row, desk) for row in rows]


def with_matters(rows: Iterable[Charge], desk: Desk) -> Iterator[Line]:
    """Charges with their matters, those alone of which the reader may read the matter, too."""
    rows = list(rows)
    matters = of_these(desk.actor, desk.today, [row.matter for row in rows])
    return (_line(row, desk, matters[row.matter]) for row in rows if row.matter in matters)


def _line(row: Charge, desk: Desk, matter: Case | None = None) -> Line:
    facts: ChargeFacts = facts_from(CHARGE, row.facts)
    return Line(row, url_of(CHARGES, row.number), ChargeStage(row.stage), facts.kept(desk.today), matter)


def after_a_denial(row: Charge, desk: Desk) -> str:
    """Where a supervisor orders what the person says is not kept; nowhere while nobody has said so."""
    facts: ChargeFacts = facts_from(CHARGE, row.facts)
    if Role.SUPERVISOR not in desk.actor.roles or row.closed_on is not None or not facts.denied:
        return ""
    said = {"matter": row.title.rpartition("：")[2], "cause": Cause.OTHER.value, "ground": "not_executed"}
    return f"{reverse('desk:record-new', args=['order'])}?{urlencode(said)}"
