"""The preparation sheet (接访准备单): one page for each visitor, before a leader hears them.

What is asked, what was promised, what is late, what the law still offers, and what could be offered today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.identity import masked
from huiyin.cases.lodging import PETITIONING
from huiyin.cases.models import Case, Party
from huiyin.cases.own_words import shown_claims, shown_to
from huiyin.cases.parts import part_of
from huiyin.cases.queries import list_claims, list_events, of_these
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.matter.case_page import clock_lines
from huiyin.desk.matter.claims import claim_lines
from huiyin.desk.matter.timeline import told
from huiyin.desk.names import Names
from huiyin.desk.reception.days import opened
from huiyin.desk.records.fetching import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import Act, Role
from huiyin.law.visit.procedure import VISIT
from huiyin.reception.models import Visit
from huiyin.reception.visits import kept_on, said_of, set_at, whats_of
from huiyin.record.kinds import KINDS
from huiyin.record.reading import visible_to

#: What a leader may set in motion, because the law has it: each is shown only where it is open today.
OFFERS: Final = (
    Act.ANSWER_ON_SPOT, Act.MEDIATE, Act.RECONCILE, Act.OPEN_HEARING, Act.OFFER_RELIEF, Act.EXTEND, Act.REOPEN,
    Act.SEEK_REVIEW, Act.SEEK_REREVIEW,
)  # fmt: skip
EARLIER: Final = 5


@dataclass(frozen=True)
class Sheet:
    """One page.

    :param matter: nothing where the reader may not read it: then the page is of the visit alone.
    """

    row: Visit
    stage: str
    offer: str
    matter: dict[str, Any] | None
    earlier: Sequence[dict[str, Any]]


@staff
@require_safe
def sheet(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    shown = fetch(desk, "visit", number)
    return _page(request, desk, _sheets(desk, [shown.row]))


@staff
@require_safe
def day_sheets(request: HttpRequest, desk: Desk, day: int) -> HttpResponse:
    """The sheets of all visits of one day, a page for each."""
    found = opened(desk, day)
    rows = visible_to(KINDS["visit"], desk.actor, desk.today).filter(day=found.id, closed_on__isnull=True)
    return _page(request, desk, _sheets(desk, list(rows.order_by("id"))))


def _page(request: HttpRequest, desk: Desk, sheets: Sequence[Sheet]) -> HttpResponse:
    return page(request, desk, "desk/visit_sheet.html", {"sheets": sheets}, here="reception-days")


def _sheets(desk: Desk, rows: Sequence[Visit]) -> list[Sheet]:
    matters = of_these(desk.actor, desk.today, [row.matter for row in rows])
    return [_sheet(desk, row, matters.get(row.matter)) for row in rows]


def _sheet(desk: Desk, row: Visit, case: Case | None) -> Sheet:
    offers = said_of(row, "offer")
    return Sheet(
        row,
        VISIT.stages(row.stage).label,
        offers[-1] if offers else "",
        _matter(desk, case) if case is not None and not case.screened else None,
        list(_earlier(desk, row)),
    )


def _matter(desk: Desk, case: Case) -> dict[str, Any]:
    part, facts = part_of(case, desk.actor, desk.today), load_facts(case.facts)
    events = told(part.events(list_events(case)))
    names = Names.of(desk.world.chart, [facts.owner])
    shown = shown_to(case, desk.actor, desk.today)
    rows = shown_claims(part.claims(list_claims(case, desk.actor, desk.today)), shown)
    claims = claim_lines(rows, facts, events)
    running, _ = clock_lines(facts, desk.world)
    return {
        "case": case,
        "who": [masked(party).get("name", "") for party in _people(case)],
        "holder": names.organ(facts.holder),
        "owner": names.person(facts.owner),
        "claims": claims,
        "promised": [claim for claim in claims if claim.execute_by],
        "late": [line for line in running if line["due"].on < desk.today],
        "clocks": running,
        "offers": list(_open(desk, facts)),
        "days": (desk.today - facts.lodged_on).days,
    }


def _people(case: Case) -> Sequence[Party]:
    return list(Party.objects.filter(case=case, capacity__in=PETITIONING).order_by("id")[:3])


def _open(desk: Desk, facts: Facts) -> Iterator[tuple[str, Citation]]:
    """What the law has open today for whoever holds the matter, and for the person."""
    everybody = frozenset(Role) - {Role.SYSTEM}
    for act in OFFERS:
        by = Actor(None, facts.holder, everybody)
        verdict = decide(MATTER, act, facts, by, desk.today, desk.world)
        if isinstance(verdict, Decision):
            yield act.label, verdict.citation


def _earlier(desk: Desk, row: Visit) -> Iterator[dict[str, Any]]:
    """Visits before on the same matter: what was set there, and whether it was kept."""
    rows = visible_to(KINDS["visit"], desk.actor, desk.today).filter(matter=row.matter, held_on__isnull=False)
    earlier = list(rows.exclude(id=row.id).order_by("-id")[:EARLIER])
    found = set_at([each.id for each in earlier], desk.actor, desk.today) if earlier else []
    whats = whats_of(found) if found else {}
    for each in earlier:
        mine = [row for row in found if row.visit == each.id]
        yield {"row": each, "tasks": [(whats.get(row.id, ""), row, kept_on(row, desk.today)) for row in mine]}
