"""One record: what was said, what may be done and why not, its clocks, papers and links, its story."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.matter.closed import drawn
from huiyin.desk.matter.timeline import Entry, Said
from huiyin.desk.names import Names
from huiyin.desk.pictures.charts import Chart, Dot, Drawn, Row
from huiyin.desk.records.beside import beside, opened_about
from huiyin.desk.records.fetching import Shown, fetch, url_of
from huiyin.desk.records.lists import may_open
from huiyin.desk.records.story import said, story
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.terms import Role
from huiyin.law.words import Phrase
from huiyin.record.captions import borrowed
from huiyin.record.instruments import Debt, papers_of
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.reading import Linked, linked_to, words_of
from huiyin.record.sections import Cell, Pointer, Section, Table

#: Where nobody asked under which words others are called.
NONE_LENT: Final[Mapping[int, str]] = {}


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
    waits = _waited_for(shown)
    links = linked_to(shown.row, desk.actor, desk.today)
    sections = list(shown.kind.shows(shown.row, desk.actor, desk.today))
    about = [(shown.kind, shown.row), *((each.kind, each.row) for each in links), *named(sections)]
    lent = borrowed(about, desk.actor, desk.today, [each.row for each in links])
    summary = said(shown.procedure, shown.procedure.opening, words, names)
    parts = [section(each, lent) for each in sections]
    context = {
        "record": shown.row,
        "called": lent.get(shown.row.id, shown.row.title),
        "kind": shown.kind,
        "label": shown.procedure.label,
        "stage": shown.facts.stage,
        "holder": names.organ(shown.facts.holder),
        "owner": names.person(shown.facts.owner),
        "summary": summary,
        "opened": opened,
        "closed": closed,
        "waits": waits,
        "clocks": list(_clocks(shown)),
        "papers": [_paper(shown, debt, names) for debt in debts],
        "voided": voided,
        "may_void": Role.HEAD in desk.actor.roles,
        "refusal": refusal,
        "sections": parts,
        "drawn": any(part["chart"] for part in parts),
        "links": [_link(each, lent) for each in links],
        "beside": list(_beside(shown)),
        "timeline": [_beyond(summary, entry) for entry in story(shown.procedure, events[::-1], desk.world.chart)],
    }
    return page(request, desk, "desk/records/page.html", context, here=f"records-{shown.kind.key}", status=status)


def _beyond(summary: list[Said], entry: Entry) -> Entry:
    """An entry without the words that stand above it as they are now; what was amended since is said."""
    return replace(entry, said=[each for each in entry.said if each not in summary])


def _beside(shown: Shown) -> Iterator[tuple[Phrase, str]]:
    """Pages of its own, and what its reader may open about it."""
    yield from beside(shown.kind, shown.row, shown.desk)
    for label, key, query in opened_about(shown.kind, shown.row):
        if may_open(KINDS[key], shown.desk):
            yield label, f"{reverse('desk:record-new', args=[key])}?{query}"


def _paper(shown: Shown, debt: Debt, names: Names) -> dict[str, Any]:
    """An owed or issued paper; whoever owes it is told what it lacks."""
    mine = debt.row.organ == shown.desk.organ.id
    waits = mine and debt.row.issued_on is None
    missing = debt.missing(shown.desk.today) if waits else ()
    return {"debt": debt, "organ": names.organ(debt.row.organ), "mine": mine, "waits": waits, "missing": missing}


def _buttons(shown: Shown) -> tuple[list[dict[str, Any]], list[Any]]:
    opened, closed, wanted = [], [], shown.kind.wants(shown.facts, shown.desk.today)
    for act in shown.kind.by_hand:
        verdict = shown.verdict(act)
        if isinstance(verdict, Refusal):
            closed.append(drawn(verdict))
        else:
            url = reverse("desk:record-act", args=[shown.kind.key, shown.row.number, act.value])
            first = act is wanted
            rank = -1 if first else _rank(shown, verdict)
            first = first or wanted is None
            opened.append({"label": act.label, "url": url, "citation": verdict.citation, "rank": rank, "first": first})
    return sorted(opened, key=itemgetter("rank")), closed


def _waited_for(shown: Shown) -> Refusal | None:
    """What comes next and why it cannot be done yet, for the organ that has the record: nobody there finds only
    "nothing to do" while something stands in the way."""
    wanted = shown.kind.wants(shown.facts, shown.desk.today)
    if wanted is None or shown.facts.holder != shown.desk.organ.id:
        return None
    verdict = shown.verdict(wanted)
    return verdict if isinstance(verdict, Refusal) else None


def _rank(shown: Shown, decision: Decision) -> int:
    """What leads to the next stage comes first, then what leads nowhere, back, and past other stages to an end."""
    stages = list(shown.procedure.stages)
    step = stages.index(decision.to) - stages.index(shown.facts.stage)
    return {1: 0, 0: 1}.get(step, 2 if step < 0 else 3)


def _people_in(procedure: Procedure, words: Mapping[str, Any]) -> set[int]:
    """Whom the words of a record name."""
    fields = [each for each in procedure.needs(procedure.opening) if each.kind == "person"]
    return {words[each.name] for each in fields if each.name in words}


def named(parts: Iterable[Section]) -> list[tuple[Kind, Any]]:
    """The records that cells of tables name."""
    tables = (part.table for part in parts if part.table is not None)
    cells = (cell for table in tables for row in table.rows for cell in row)
    return [(KINDS[cell.args[0]], cell.names) for cell in cells if cell.names is not None]


def section(part: Section, lent: Mapping[int, str] = NONE_LENT) -> dict[str, Any]:
    """A part of the page that is of this kind alone; each event leads to its place in its record."""
    facts = [
        (fact, [_event(each, lent) for each in fact.events])
        for fact in sorted(part.facts, key=lambda fact: not fact.events)
    ]
    known, unknown = ([each for each in facts if each[0].known is known] for known in (True, False))
    told = {"title": part.title, "note": part.note, "rows": part.rows, "notes": part.notes}
    table = _table(part.table, lent) if part.table else None
    chart = _chart(part, part.table) if part.table and part.drawn else None
    return {**told, "known": known, "unknown": unknown, "table": table, "code": part.code, "chart": chart}


def _chart(part: Section, table: Table) -> Chart:
    """The table as a picture; what stands in it leads to the same lists."""
    rows = (Row(name.text, tuple(Dot(cell.value, str(cell.text), _behind(cell)) for cell in more))
            for name, *more in table.rows)  # fmt: skip
    key = f"part{zlib.crc32(str(part.title).encode()):x}"
    return Chart(key, Drawn(part.drawn), part.title, table.head[0], table.head[1:], tuple(rows))


def _event(each: Pointer, lent: Mapping[int, str]) -> tuple[Pointer, str, str]:
    return each, lent.get(each.row.id, each.row.title), f"{url_of(each.kind, each.row.number)}#s{each.seq}"


def _table(table: Table, lent: Mapping[int, str]) -> dict[str, Any]:
    """A table with the address behind each cell that has one."""
    rows = [
        [(head, _called(cell, lent), _behind(cell)) for head, cell in zip(table.head, row, strict=True)]
        for row in table.rows
    ]
    return {"head": table.head, "rows": rows, "words": table.words}


def _called(cell: Cell, lent: Mapping[int, str]) -> Phrase | str:
    """What a cell says; the number of what it leads to is never broken at a line's end."""
    if cell.names is not None:
        return lent.get(cell.names.id, cell.text)
    return format_html('<span class="number">{}</span>', cell.text) if cell.text in cell.args else cell.text


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


def _link(each: Linked, lent: Mapping[int, str]) -> dict[str, Any]:
    """A record at the other end of a link, under the words it borrows for its reader."""
    label, url = each.kind.procedure.label, url_of(each.kind, each.row.number)
    called = lent.get(each.row.id, each.row.title)
    return {"rests": each.rests, "label": label, "row": each.row, "called": called, "seq": each.seq, "url": url}
