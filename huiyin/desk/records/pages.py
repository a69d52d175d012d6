"""One record: what was said, what may be done and why not, its clocks, papers and links, its story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.closed import drawn
from huiyin.desk.frame import page
from huiyin.desk.names import Names
from huiyin.desk.records.beside import beside
from huiyin.desk.records.fetching import Shown, fetch, url_of
from huiyin.desk.records.story import said, story
from huiyin.desk.staff import Desk, staff
from huiyin.desk.timeline import Entry, Said
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.decide import decide
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.terms import Role
from huiyin.record.instruments import Debt, papers_of
from huiyin.record.reading import linked_to, words_of
from huiyin.record.sections import Cell, Section, Table


@staff
@require_safe
def record(request: HttpRequest, desk: Desk, kind: str, number: str) -> HttpResponse:
    return record_page(request, fetch(desk, kind, number))


def record_page(
    request: HttpRequest, shown: Shown, refusal: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a record; ``refusal`` is why one of its papers could not be drawn."""
    desk = shown.desk
    events = shown.row.journal()
    debts, voided = papers_of(shown.kind, shown.row)
    words = words_of(shown.procedure, events)
    names = Names.of(desk.world.chart, {shown.facts.owner, *_people_in(shown.procedure, words)})
    opened, closed = _buttons(shown)
    summary = said(shown.procedure, shown.procedure.opening, words, names)
    context = {
        "record": shown.row,
        "kind": shown.kind,
        "label": shown.procedure.label,
        "stage": shown.facts.stage,
        "holder": names.organ(shown.facts.holder),
        "owner": names.person(shown.facts.owner),
        "summary": summary,
        "opened": opened,
        "closed": closed,
        "clocks": list(_clocks(shown)),
        "papers": [_paper(shown, debt, names) for debt in debts],
        "voided": voided,
        "may_void": Role.HEAD in desk.actor.roles,
        "refusal": refusal,
        "sections": [section(each) for each in shown.kind.shows(shown.row, desk.actor, desk.today)],
        "links": list(_links(shown)),
        "beside": [(label, reverse(f"desk:{page}", args=[shown.row.number])) for label, page in beside(shown.kind)],
        "timeline": [_beyond(summary, entry) for entry in story(shown.procedure, events[::-1], desk.world.chart)],
    }
    return page(request, desk, "desk/records/page.html", context, here=f"records-{shown.kind.key}", status=status)


def _beyond(summary: list[Said], entry: Entry) -> Entry:
    """An entry without the words that stand above it as they are now; what was amended since is said."""
    return replace(entry, said=[each for each in entry.said if each not in summary])


def _paper(shown: Shown, debt: Debt, names: Names) -> dict[str, Any]:
    """An owed or issued paper; whoever owes it is told what it lacks."""
    mine = debt.row.organ == shown.desk.organ.id
    waits = mine and debt.row.issued_on is None
    missing = debt.missing(shown.desk.today) if waits else ()
    return {"debt": debt, "organ": names.organ(debt.row.organ), "mine": mine, "waits": waits, "missing": missing}


def _buttons(shown: Shown) -> tuple[list[dict[str, Any]], list[Any]]:
    opened, closed, desk, wanted = [], [], shown.desk, shown.kind.wants(shown.facts)
    for act in shown.kind.by_hand:
        verdict = decide(shown.procedure, act, shown.facts, desk.actor, desk.today, shown.world(act))
        if isinstance(verdict, Refusal):
            closed.append(drawn(verdict))
        else:
            url = reverse("desk:record-act", args=[shown.kind.key, shown.row.number, act.value])
            first = act is wanted
            rank = -1 if first else _rank(shown, verdict)
            first = first or wanted is None
            opened.append({"label": act.label, "url": url, "citation": verdict.citation, "rank": rank, "first": first})
    return sorted(opened, key=itemgetter("rank")), closed


def _rank(shown: Shown, decision: Decision) -> int:
    """What leads to the next stage comes first, then what leads nowhere, back, and past other stages to an end."""
    stages = list(shown.procedure.stages)
    step = stages.index(decision.to) - stages.index(shown.facts.stage)
    return {1: 0, 0: 1}.get(step, 2 if step < 0 else 3)


def _people_in(procedure: Procedure, words: Mapping[str, Any]) -> set[int]:
    """Whom the words of a record name."""
    fields = [each for each in procedure.needs(procedure.opening) if each.kind == "person"]
    return {words[each.name] for each in fields if each.name in words}


def section(part: Section) -> dict[str, Any]:
    """A part of the page that is of this kind alone; each event leads to its place in its record."""
    facts = [
        (fact, [(each, f"{url_of(each.kind, each.row.number)}#s{each.seq}") for each in fact.events])
        for fact in sorted(part.facts, key=lambda fact: not fact.events)
    ]
    known, unknown = ([each for each in facts if each[0].known is known] for known in (True, False))
    told = {"title": part.title, "note": part.note, "rows": part.rows, "notes": part.notes}
    table = _table(part.table) if part.table else None
    return {**told, "known": known, "unknown": unknown, "table": table, "code": part.code}


def _table(table: Table) -> dict[str, Any]:
    """A table with the address behind each cell that has one."""
    rows = [
        [(head, cell.text, _behind(cell)) for head, cell in zip(table.head, row, strict=True)] for row in table.rows
    ]
    return {"head": table.head, "rows": rows, "words": table.words}


def _behind(cell: Cell) -> str:
    """The address behind a cell; none where a record of long ago names a page that is no more."""
    if not cell.page:
        return ""
    try:
        url = reverse(f"desk:{cell.page}", args=cell.args)
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode(cell.query)}" if cell.query else url


def _clocks(shown: Shown) -> Iterator[dict[str, Any]]:
    periods = shown.procedure.periods(shown.facts.book)
    for clock in shown.facts.clocks:
        if clock.running:
            last = due(clock, shown.desk.world.calendar)
            late = last.on < shown.desk.today and clock.kind not in shown.procedure.rights
            yield {"label": clock.kind.label, "due": last, "late": late, "citation": periods[clock.kind].citation}


def _links(shown: Shown) -> Iterator[dict[str, Any]]:
    for each in linked_to(shown.row, shown.desk.actor, shown.desk.today):
        label, url = each.kind.procedure.label, url_of(each.kind, each.row.number)
        yield {"rests": each.rests, "label": label, "row": each.row, "seq": each.seq, "url": url}
