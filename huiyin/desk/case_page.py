"""Everything the case page shows, gathered with few queries."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from huiyin.cases.identity import masked
from huiyin.cases.lodging import CAPACITY_LABELS, Capacity
from huiyin.cases.models import Case, Claim, Material, OwedPaper, Party, Submission
from huiyin.cases.queries import list_claims, list_events, list_submissions, visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.desk.buttons import buttons
from huiyin.desk.claims import claim_lines
from huiyin.desk.duty import dispatcher_for
from huiyin.desk.names import Names
from huiyin.desk.staff import Desk
from huiyin.desk.timeline import entries, people_in, told
from huiyin.law.deadlines import Clock, due
from huiyin.law.decide import openings
from huiyin.law.facts import Facts, World
from huiyin.law.terms import Channel, Paper, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.posts import names_of
from huiyin.people.rows import asked_often

MOST_PARTIES = 8


def context(case: Case, desk: Desk) -> dict[str, Any]:
    """All of the page. Queries: claims, parties, events, submissions, materials, papers, related, names."""
    facts, world = load_facts(case.facts), desk.world
    events = told(list_events(case, desk.actor))
    names = Names.of(world.chart, people_in(events) | {facts.owner})
    claims = list_claims(case, desk.actor)
    running, stopped = clock_lines(facts, world)
    parties = _parties(case.id)
    return {
        "case": case,
        "facts": facts,
        "channel": Channel(case.channel).label,
        "holder": names.organ(facts.holder),
        "owner": names.person(facts.owner),
        "claims": claim_lines(claims, facts, events),
        "buttons": buttons(case, facts, openings(facts, desk.actor, desk.today, world), names),
        "clocks": running,
        "stopped_clocks": stopped,
        "parties": [party_line(row, names) for row in parties[:MOST_PARTIES]],
        "more_parties": len(parties) > MOST_PARTIES,
        "timeline": entries(events, names),
        "submissions": submission_lines(case, desk),
        "papers": paper_lines(case),
        "related": related(case, claims, desk),
        "to_dispatcher": _dispatcher_for(case, desk),
    }


def _dispatcher_for(case: Case, desk: Desk) -> str:
    """Who would sort the matter that a receptionist has just taken in; empty for everybody else."""
    if case.stage != Stage.REGISTERED or case.owner != desk.actor.person:
        return ""
    person = dispatcher_for(desk)
    return names_of([person]).get(person, "") if person is not None else ""


def clock_lines(facts: Facts, world: World) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Running clocks, the nearest last day first, and those that are done with."""
    lines = [_clock_line(clock, facts, world) for clock in facts.clocks]
    running = [line for line in lines if line["done_on"] is None]
    return sorted(running, key=lambda line: line["due"].on), [line for line in lines if line["done_on"]]


def _clock_line(clock: Clock, facts: Facts, world: World) -> dict[str, Any]:
    last = due(clock, world.calendar)
    citation = facts.book.periods[clock.kind].citation
    return {"label": clock.kind.label, "citation": citation, "due": last, "done_on": clock.stopped, "note": last.why}


def party_line(row: Party, names: Names) -> dict[str, Any]:
    """One party, masked."""
    shown = masked(row)
    return {
        "capacity": CAPACITY_LABELS[Capacity(row.capacity)],
        "name": shown.get("name") or names.organ(row.organ),
        "phone": shown.get("phone", ""),
        "rest": [shown[name] for name in ("id_number", "address", "email") if name in shown],
        "authority": row.authority,
        "needs": row.needs,
    }


def submission_lines(case: Case, desk: Desk) -> list[dict[str, Any]]:
    """What was brought, in the person's own words, with the papers handed in."""
    rows = list_submissions(case, desk.actor)
    papers: dict[int, list[Material]] = {}
    for paper in _materials(*(row.id for row in rows)) if rows else ():
        papers.setdefault(paper.submission_id, []).append(paper)
    return [_submission_line(row, papers.get(row.id, [])) for row in rows]


def _submission_line(row: Submission, papers: list[Material]) -> dict[str, Any]:
    return {"row": row, "channel": Channel(row.channel).label, "papers": papers}


def paper_lines(case: Case) -> list[dict[str, Any]]:
    """Official papers that the acts so far have called for."""
    rows = _owed_papers(case.id)
    return [{"label": Paper(row.kind).label, "owed_on": row.owed_on, "issued_on": row.issued_on} for row in rows]


def related(case: Case, claims: list[Claim], desk: Desk) -> list[dict[str, Any]]:
    """Matters this one follows, was merged into, took in, or gave claims to, as far as the reader may see them."""
    others = (case.follows, case.merged_into, *(claim.split_to for claim in claims))
    ids = {other for other in others if other is not None}
    ids |= {other.id for other in _merged_into(case.id)}
    found = visible_to(desk.actor, desk.today).filter(id__in=ids) if ids else ()
    return [{"case": other, "how": _relation(case, other), "stage": Stage(other.stage).label} for other in found]


@asked_often
def _parties(case: int) -> QuerySet[Party]:
    return Party.objects.filter(case=case).order_by("id")[: MOST_PARTIES + 1]


@asked_often
def _materials(*submissions: int) -> QuerySet[Material]:
    return Material.objects.filter(submission__in=submissions).order_by("id")


@asked_often
def _owed_papers(case: int) -> QuerySet[OwedPaper]:
    return OwedPaper.objects.filter(case=case).order_by("id")


@asked_often
def _merged_into(case: int) -> QuerySet[Case]:
    return Case.objects.filter(merged_into=case)


def _relation(case: Case, other: Case) -> Phrase:
    if other.id == case.follows:
        return P("上一次")
    if other.id == case.merged_into:
        return P("并入")
    return P("并进来") if other.merged_into == case.id else P("分出去")
