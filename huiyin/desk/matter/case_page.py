"""Everything the case page shows, gathered with few queries."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from huiyin.cases.identity import masked
from huiyin.cases.lodging import CAPACITY_LABELS, EARLIER, Capacity
from huiyin.cases.models import Case, Claim, ExternalNumber, Material, Party, Submission
from huiyin.cases.owing import unissued
from huiyin.cases.own_words import shown_words
from huiyin.cases.parts import Part, part_of
from huiyin.cases.queries import (
    MOST_EVENTS,
    list_claims,
    list_events,
    list_submissions,
    merged_into,
    of_these,
    parties_of,
)
from huiyin.cases.snapshots import load_facts
from huiyin.desk.duty import dispatcher_for
from huiyin.desk.keeping.pages import of_matter
from huiyin.desk.lists.lane import lane_ends
from huiyin.desk.matter import awaited, charged, elsewhere
from huiyin.desk.matter.buttons import buttons
from huiyin.desk.matter.claims import claim_lines
from huiyin.desk.matter.mediated import way_to_mediate
from huiyin.desk.matter.planned import after_its_root
from huiyin.desk.matter.promises import promise_lines, to_report
from huiyin.desk.matter.timeline import Told, entries, people_in, told
from huiyin.desk.matter.unsure import still_unsure
from huiyin.desk.matter.wished import wished
from huiyin.desk.meeting import hearings
from huiyin.desk.names import Names
from huiyin.desk.own_words import in_entries, in_words
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk
from huiyin.insights.language.calling import is_on
from huiyin.joint.codes import has_code
from huiyin.law.frame.deadlines import Clock, due
from huiyin.law.frame.decide import is_theirs, openings
from huiyin.law.frame.facts import World
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.cost import Burden, Course, Done, known_costs
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.table import HEARING
from huiyin.law.matter.waiting import waiting
from huiyin.law.order.vocabulary import Cause, OrderStage
from huiyin.law.papers import Paper
from huiyin.law.terms import Act, Channel, Role, Stage
from huiyin.law.words import P, Phrase
from huiyin.oversight.orders import ORDERS
from huiyin.papers.models import Paper as Issued
from huiyin.people.posts import names_of
from huiyin.record.models import Event, OwedPaper
from huiyin.record.reading import visible_to
from huiyin.record.worlds import beijing_day
from huiyin.store.rows import asked_often
from huiyin.wording.listed import Listed, listed, wanted

MOST_PARTIES = 8
#: Whoever judges an opinion is told when nobody went there.
JUDGES = frozenset({Role.HEAD, Role.REVIEWER, Role.SUPERVISOR})
#: The name under which a submission keeps who read it back, see huiyin/desk/intake/register.py.
READ_BACK = "念给本人听"


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page is drawn from, each read once.

    :ivar world: knows which papers are not issued; ``acts`` what was done so far, ``claims`` those of ``rows`` shown.
    """

    case: Case
    desk: Desk
    part: Part
    facts: Facts
    world: World
    journal: Listed[Event]
    events: list[Told]
    acts: frozenset[str]
    parties: Listed[Party]
    names: Names
    rows: list[Claim]
    claims: list[Claim]
    merged: list[int]
    owed: list[OwedPaper]
    shown: Callable[[Any], Any]
    submissions: list[dict[str, Any]]


def context(request: HttpRequest, case: Case, desk: Desk) -> dict[str, Any]:
    """All of the page. Queries: claims, parties, events, submissions, materials, papers, related, charges, names."""
    read = _read(request, case, desk)
    return {**_heading(read), **_matter(read), **_steps(read), **_around(read)}


def _read(request: HttpRequest, case: Case, desk: Desk) -> _Read:
    part = part_of(case, desk.actor, desk.today)
    facts = part.facts(load_facts(case.facts))
    journal = listed(request, list_events(case, part.upto, wanted(request, MOST_EVENTS, "steps")), MOST_EVENTS, "steps")
    events = told(part.events(journal))
    some = _some_parties(desk, case, wanted(request, MOST_PARTIES, "people"))
    parties = listed(request, some, MOST_PARTIES, "people")
    people = people_in(events) | {facts.owner} | {row.person for row in parties}
    rows = list_claims(case, desk.actor, desk.today)
    merged = merged_into(case.id) if _may_have_taken_in(events) else []
    claims = part.claims(rows)
    owed = _owed_papers(case.id)
    shown = shown_words(case, desk.actor, parties)
    lines = submission_lines(case, desk, merged, part, claims)
    return _Read(
        case, desk, part, facts, replace(desk.world, unissued=unissued(owed, facts)), journal, events,
        frozenset(event.act for event, _ in events), parties, Names.of(desk.world.chart, people), rows, claims, merged,
        owed, shown, [{**line, "text": shown(line["row"].text)} for line in lines],
    )  # fmt: skip


def _heading(read: _Read) -> dict[str, Any]:
    """What stands above: which matter, with whom it lies, what it waits for and by when."""
    running, stopped = clock_lines(read.facts, read.world)
    return {
        "case": read.case,
        "facts": read.facts,
        "shown_title": read.shown(read.case.title),
        "channel": Channel(read.case.channel).label,
        "holder": read.names.organ(read.facts.holder),
        "owner": read.names.person(read.facts.owner),
        "clocks": running,
        "stopped_clocks": stopped,
        "waits": waiting(read.facts),
        "lane": lane_ends(read.case, read.desk.today),
        "whole": not read.part.closed,
    }


def _matter(read: _Read) -> dict[str, Any]:
    """Who wants what, what they said and handed in, what happened so far."""
    return {
        "claims": in_words(claim_lines(read.claims, read.facts, read.events), read.shown),
        "parties": read.parties.of(lambda rows: (party_line(row, read.names) for row in rows)),
        "codes": read.desk.takes_in and any(has_code(read.case, row) for row in read.parties),
        "submissions": read.submissions,
        "other_numbers": other_numbers(read.case, read.part, read.submissions),
        "timeline": read.journal.of(lambda _: in_entries(entries(read.events, read.names), read.shown)),
        "papers": paper_lines(read.owed, read.part),
    }


def _steps(read: _Read) -> dict[str, Any]:
    """What may be done now, and what somebody should know who does it."""
    case, desk, facts, events = read.case, read.desk, read.facts, read.events
    verdicts = list(openings(MATTER, facts, desk.actor, desk.today, read.world))
    promised = promise_lines(case, facts, read.part.numbers, events, desk)
    heard = hearings.hearings_of(case, desk) if _may_be_heard(facts, events) else []
    open_ = [each.act for each in verdicts if isinstance(each, Decision)]

    def theirs(act: Act) -> bool:
        return is_theirs(MATTER, act, facts, desk.actor, desk.today, read.world)

    return {
        "promised": promised,
        "buttons": buttons(
            case, facts, verdicts, read.names, to_report(promised), desk.person.id, theirs, bool(read.world.unissued)
        ),
        "hearings": hearings.lines(heard),
        "wished": wished(case, events, open_, hearings.answered_at(heard)),
        "unsure": still_unsure(facts, desk),
        "judges": bool(desk.actor.roles & JUDGES),
        "mediate": way_to_mediate(case, desk),
        "to_plan": after_its_root(case, events, desk),
        "to_dispatcher": sorter_of(case, desk),
        "model": is_on() and not case.report and case.closed_on is None and not read.part.closed,
    }


def _around(read: _Read) -> dict[str, Any]:
    """Records that have to do with the matter, and what it has cost the person."""
    case, desk, whole = read.case, read.desk, not read.part.closed
    events = [event for event, _ in read.events]
    return {
        "related": related(case, read.rows, read.merged, desk),
        "charges": charged.of_matter(case, desk) if Act.NOTE_CHARGE in read.acts else [],
        "elsewhere": elsewhere.of_matter(case) if whole else None,
        "awaited": awaited.of_matter(case, read.part.numbers, desk) if Act.NOTE_CONDITION in read.acts else [],
        **_orders(case, desk, Act.SUPERVISE in read.acts),
        "costs": costs(case, read.facts, events, read.submissions, desk.today) if whole else [],
        "kept": of_matter(case, desk) if read.facts.stage is Stage.ARCHIVED and whole else {},
    }


def costs(
    case: Case, facts: Facts, events: Sequence[Event], submissions: list[dict[str, Any]], today: date
) -> list[tuple[Burden, int]]:
    """What the matter has cost the person so far, as far as the record shows it."""
    ways = {line["row"].event_seq: Channel(line["row"].channel) for line in submissions}
    done = [Done(Act(event.act), ways.get(event.seq)) for event in events]
    until = case.answered_on or case.closed_on or today
    return known_costs(Course(beijing_day(case.lodged_at), until, len(facts.organs), case.repeat, done))


def _may_be_heard(facts: Facts, events: Sequence[Told]) -> bool:
    """Whether there may be a hearing: one is held only while a matter is in hand, and its journal tells of it then."""
    return facts.stage in HEARING or any(event.act == Act.CLOSE_HEARING for event, _ in events)


def _orders(case: Case, desk: Desk, sent: bool) -> dict[str, Any]:
    """The supervision orders on the matter that this desk may read.

    :param sent: the journal tells of one; before that only a supervisor has to do with what was found.
    """
    if not sent and Role.SUPERVISOR not in desk.actor.roles:
        return {}
    shown = list(visible_to(ORDERS, desk.actor, desk.today).filter(matter=case.id).order_by("-id"))
    told = [
        {
            "url": url_of(ORDERS, order.number),
            "cause": Cause(order.cause).label,
            "stage": OrderStage(order.stage).label,
            "open": order.closed_on is None,
            "due": order.queue_on if order.queue_clock else None,
        }
        for order in shown
    ]
    return {"orders": told, "supervised": any(order.closed_on is None and order.stage != "proposed" for order in shown)}


def _may_have_taken_in(events: Sequence[Told]) -> bool:
    """Whether another matter was merged into this one; the journal tells, unless it is longer than what is shown."""
    return len(events) >= MOST_EVENTS or any(event.act == Act.ABSORB for event, _ in events)


def sorter_of(case: Case, desk: Desk) -> str:
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
        "name": shown.get("name") or names.organ(row.organ) or names.person(row.person),
        "phone": shown.get("phone", ""),
        "rest": [shown[name] for name in ("id_number", "address", "email") if name in shown],
        "authority": row.authority,
        "needs": row.needs,
    }


def submission_lines(
    case: Case, desk: Desk, merged: list[int], part: Part, claims: list[Claim]
) -> list[dict[str, Any]]:
    """What was brought, in the person's own words, with the papers handed in."""
    rows = part.submission(case, claims) + list_submissions(case, desk.actor, merged, desk.today)
    papers: dict[int, list[Material]] = {}
    for paper in _materials(*(row.id for row in rows)) if rows else ():
        papers.setdefault(paper.submission_id, []).append(paper)
    return [_submission_line(row, papers.get(row.id, [])) for row in rows]


def _submission_line(row: Submission, papers: list[Material]) -> dict[str, Any]:
    kept = json.loads(row.extra) if row.extra else {}
    # Who read an oral account back to the person; empty where nobody did or it is not known.
    read_by = str(kept.get(READ_BACK, "")) if row.read_back else ""
    channel = Channel(row.channel).label
    return {"row": row, "channel": channel, "papers": papers, "read_by": read_by, "earlier": kept.get(EARLIER, "")}


def other_numbers(case: Case, part: Part, submissions: list[dict[str, Any]]) -> list[ExternalNumber]:
    """What another system calls the matter. Only what came by a named way of its own can have such a number."""
    elsewhere = any(line["row"].sub_channel not in ("", "portal") for line in submissions)
    return list(case.external_numbers.all()) if elsewhere and not part.closed else []


def paper_lines(owed: list[OwedPaper], part: Part) -> list[dict[str, Any]]:
    """Official papers that the acts so far have called for."""
    rows = [row for row in owed if row.event_seq == 1 or row.event_seq > part.upto]
    return [_paper_line(row) for row in rows]


def _paper_line(row: Any) -> dict[str, Any]:
    """An owed paper; ``unserved`` until there is proof that it reached the person."""
    served_on = row.reached_on
    unserved = row.must_reach and served_on is None and row.void_since is None
    values = {"owed_on": row.owed_on, "issued_on": row.issued_on, "unserved": unserved, "served_on": served_on}
    return {"label": Paper(row.kind).label, **values}


def related(case: Case, claims: list[Claim], merged: list[int], desk: Desk) -> list[dict[str, Any]]:
    """Matters this one follows, was merged into, took in, or gave claims to, as far as the reader may see them."""
    others = (case.follows, case.merged_into, *(claim.split_to for claim in claims))
    ids = {other for other in others if other is not None} | set(merged)
    found = of_these(desk.actor, desk.today, ids).values()
    return [{"case": other, "how": _relation(case, other), "stage": Stage(other.stage).label} for other in found]


def _some_parties(desk: Desk, case: Case, most: int) -> Sequence[Party]:
    """One more than ``most``, if there are more."""
    if most == MOST_PARTIES and not case.screened:
        return _parties(case.id)
    return list(parties_of(case, desk.actor, desk.today)[: most + 1])


@asked_often
def _parties(case: int) -> QuerySet[Party]:
    return Party.objects.filter(case=case).order_by("id")[: MOST_PARTIES + 1]


@asked_often
def _materials(*submissions: int) -> QuerySet[Material]:
    return Material.objects.filter(submission__in=submissions).order_by("id")


@asked_often
def _owed_papers(case: int) -> QuerySet[OwedPaper]:
    """What is owed, with what became of the newest paper that was issued for it."""
    newest = Issued.objects.filter(owed=OuterRef("id")).order_by("-id")
    return (
        OwedPaper.objects.filter(record=case)
        .annotate(
            reached_on=Subquery(newest.values("served_on")[:1]),
            must_reach=Subquery(newest.values("to_serve")[:1]),
            void_since=Subquery(newest.values("voided_on")[:1]),
        )
        .order_by("id")
    )


def _relation(case: Case, other: Case) -> Phrase:
    if other.id == case.follows:
        return P("上一次")
    if other.id == case.merged_into:
        return P("并入")
    return P("并进来") if other.merged_into == case.id else P("分出去")
