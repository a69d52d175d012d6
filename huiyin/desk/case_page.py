"""Everything the case page shows, gathered with few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from huiyin.cases.identity import masked
from huiyin.cases.lodging import CAPACITY_LABELS, Capacity
from huiyin.cases.models import Case, Event, Material, OwedPaper, Party, Submission
from huiyin.cases.queries import events_of, submissions_of, visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.desk.claims import claim_lines
from huiyin.desk.names import Names
from huiyin.desk.next_step import wanted
from huiyin.desk.staff import Desk
from huiyin.desk.timeline import Told, entries, people_in, told
from huiyin.law.articles import Citation
from huiyin.law.deadlines import Clock, due
from huiyin.law.decide import Verdict, openings
from huiyin.law.facts import Facts, World
from huiyin.law.lifecycle import BY_ACT
from huiyin.law.terms import Act, Channel, ClockKind, Paper, Role, Stage
from huiyin.law.verdict import Decision, Refusal
from huiyin.law.words import P, Phrase

MOST_EVENTS = 300
MOST_PARTIES = 8
PROMPTED = 4

#: Done by the petitioner, by the system, or as the other half of another act: never a button of the desk.
NOT_AT_THE_DESK = frozenset(
    {act for act, rows in BY_ACT.items() if all(set(row.by) <= {Role.PETITIONER, Role.SYSTEM} for row in rows)}
    | {Act.LODGE, Act.ABSORB}
)
#: Offered beside what it opens, not among the buttons.
ASIDE = frozenset({Act.UNMASK})
KEYS = {0: "E"}


@dataclass(frozen=True, slots=True)
class Buttons:
    """The acts of the table as one person finds them: wanted, otherwise open, closed with the reason."""

    wanted: list[dict[str, Any]]
    more: list[dict[str, Any]]
    closed: list[Refusal]
    unmask: bool


def act_url(case: Case, act: Act) -> str:
    return reverse("desk:act", args=[case.number, act.value])


def buttons(case: Case, facts: Facts, verdicts: Iterable[Verdict]) -> Buttons:
    answers = [verdict for verdict in verdicts if verdict.act not in NOT_AT_THE_DESK]
    open_acts = [answer for answer in answers if isinstance(answer, Decision)]
    steps = wanted(facts, open_acts)[:PROMPTED]
    prompted = {step.act for step in steps}
    rest = [answer.act for answer in open_acts if answer.act not in prompted | ASIDE]
    return Buttons(
        wanted=[
            {"label": step.act.label, "url": act_url(case, step.act), "first": not place, "key": KEYS.get(place, "")}
            for place, step in enumerate(steps)
        ],
        more=[{"label": act.label, "url": act_url(case, act)} for act in rest],
        closed=[answer for answer in answers if isinstance(answer, Refusal) and answer.act not in ASIDE],
        unmask=any(answer.act is Act.UNMASK for answer in open_acts),
    )


def next_card(case: Case, facts: Facts, found: Buttons, open_acts: Iterable[Decision], names: Names) -> dict[str, Any]:
    """What the law wants next, for this person: a sentence, its article, the buttons."""
    decisions = {decision.act: decision for decision in open_acts}
    steps = wanted(facts, decisions.values())
    if steps:
        return {
            "sentence": steps[0].because,
            "citations": [decisions[steps[0].act].citation],
            "acts": found.wanted,
        }
    return {"sentence": _elsewhere(case, facts, names), "citations": [], "acts": []}


def _elsewhere(case: Case, facts: Facts, names: Names) -> Phrase:
    if facts.stage is Stage.ARCHIVED:
        return P("已经归档，没有下一步。")
    if facts.stage is Stage.CLOSED:
        return P("已经办结。")
    return P(
        "现在由{organ}{person}经手，您这里没有要做的。",
        organ=names.organ(facts.holder),
        person=names.person(facts.owner),
    )


def clock_lines(facts: Facts, world: World) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Running clocks, the nearest last day first, and those that are done with."""
    lines = [_clock_line(clock, facts, world) for clock in facts.clocks]
    running = [line for line in lines if line["done_on"] is None]
    return sorted(running, key=lambda line: line["due"].on), [line for line in lines if line["done_on"]]


def _clock_line(clock: Clock, facts: Facts, world: World) -> dict[str, Any]:
    last = due(clock, world.calendar)
    period = facts.book.periods.get(clock.kind)
    citation: Citation | None = period.citation if period else None
    return {"label": clock.kind.label, "citation": citation, "due": last, "done_on": clock.stopped, "note": last.why}


def stage_tag(facts: Facts) -> str:
    return facts.stage.label


def context(case: Case, desk: Desk) -> dict[str, Any]:
    """All of the page. Queries: claims, parties, events, submissions, materials, papers, related, names."""
    facts, world = load_facts(case.facts), desk.world
    verdicts = list(openings(facts, desk.actor, desk.today, world))
    open_acts = [verdict for verdict in verdicts if isinstance(verdict, Decision)]
    events = told(events_of(case, desk.actor).reverse()[:MOST_EVENTS])
    names = Names.of(world.chart, people_in(events) | {facts.owner})
    found = buttons(case, facts, verdicts)
    running, stopped = clock_lines(facts, world)
    parties = party_lines(case)
    return {
        "case": case,
        "facts": facts,
        "stage": facts.stage.label,
        "channel": Channel(case.channel).label,
        "holder": names.organ(facts.holder),
        "owner": names.person(facts.owner),
        "claims": claim_lines(case.claims.order_by("seq"), facts, events),
        "next": next_card(case, facts, found, open_acts, names),
        "buttons": found,
        "clocks": running,
        "stopped_clocks": stopped,
        "parties": parties[:MOST_PARTIES],
        "more_parties": len(parties) > MOST_PARTIES,
        "unmask_url": act_url(case, Act.UNMASK) if found.unmask else "",
        "timeline": entries(events, names),
        "submissions": submission_lines(case, desk),
        "papers": paper_lines(case),
        "related": related(case, desk),
        "book": facts.book.title,
        "screened": bool(case.screened),
    }


def party_lines(case: Case) -> list[dict[str, Any]]:
    """Everybody in the matter, masked; of a crowd only the first few."""
    rows = Party.objects.filter(case=case).order_by("id")[: MOST_PARTIES + 1]
    return [_party_line(row) for row in rows]


def _party_line(row: Party) -> dict[str, Any]:
    shown = masked(row)
    return {
        "capacity": CAPACITY_LABELS[Capacity(row.capacity)],
        "name": shown.get("name", ""),
        "organ": row.organ,
        "rest": [shown[name] for name in ("phone", "id_number", "address", "email") if name in shown],
        "authority": row.authority,
        "needs": row.needs,
    }


def submission_lines(case: Case, desk: Desk) -> list[dict[str, Any]]:
    rows = list(submissions_of(case, desk.actor))
    papers: dict[int, list[Material]] = {}
    for paper in Material.objects.filter(submission__in=[row.id for row in rows]).order_by("id"):
        papers.setdefault(paper.submission_id, []).append(paper)
    return [_submission_line(row, papers.get(row.id, [])) for row in rows]


def _submission_line(row: Submission, papers: list[Material]) -> dict[str, Any]:
    return {"row": row, "channel": Channel(row.channel).label, "papers": papers}


def paper_lines(case: Case) -> list[dict[str, Any]]:
    rows = OwedPaper.objects.filter(case=case).order_by("id")
    return [{"label": Paper(row.kind).label, "owed_on": row.owed_on, "issued_on": row.issued_on} for row in rows]


def related(case: Case, desk: Desk) -> list[dict[str, Any]]:
    """Matters this one follows, was merged into, took in, or was split from, as far as the reader may see them."""
    gone = [claim for claim in case.claims.exclude(split_to=None).values_list("split_to", flat=True)]
    ids = {other for other in (case.follows, case.merged_into, *gone) if other}
    found = visible_to(desk.actor, desk.today).filter(Q(id__in=ids) | Q(merged_into=case.id))
    return [{"case": other, "how": _relation(case, other), "stage": Stage(other.stage).label} for other in found]


def _relation(case: Case, other: Case) -> Phrase:
    if other.id == case.follows:
        return P("上一次")
    if other.id == case.merged_into:
        return P("并入")
    return P("并进来") if other.merged_into == case.id else P("分出去")


__all__ = ["NOT_AT_THE_DESK", "ClockKind", "Event", "Told", "act_url", "context"]
