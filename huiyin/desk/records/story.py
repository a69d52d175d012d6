"""The journal of a record in words, whatever its kind: each event from the forms of its procedure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from huiyin.desk.matter.timeline import Entry, Said, Told, lines, people_in, told
from huiyin.desk.names import Names
from huiyin.law.chart.organs import OrganChart
from huiyin.law.frame.procedure import Procedure
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import Role
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day

_EMPTY: tuple[Any, ...] = (None, "", [], {})


def story(procedure: Procedure, events: list[Event], chart: OrganChart) -> list[Entry]:
    """Entries in the order of ``events``."""
    pairs = told(events)
    names = Names.of(chart, people_in(pairs) | _named(procedure, pairs))
    return [_entry(procedure, event, payload, names) for event, payload in pairs]


def _named(procedure: Procedure, pairs: Iterable[Told]) -> set[int]:
    """Everybody whom a form asked for by name."""
    fields = ((payload["said"], procedure.needs(procedure.acts(event.act))) for event, payload in pairs)
    found = (said.get(field.name) for said, needs in fields for field in needs if field.kind == "person")
    return {each for each in found if isinstance(each, int)}


def _entry(procedure: Procedure, event: Event, payload: Mapping[str, Any], names: Names) -> Entry:
    act, follows = procedure.acts(event.act), payload["follows"]
    return Entry(
        seq=event.seq,
        act=act.label,
        state="late" if act.value == "note_overdue" else "done",
        who=names.signed(event.by, event.organ, Role(event.role)),
        at=event.at,
        late=(beijing_day(event.recorded_at) - beijing_day(event.at)).days,
        to=names.organ(follows["holder"]) if event.organ not in (None, follows["holder"]) else "",
        said=said(procedure, act, payload["said"], names),
        papers=[Paper(paper).label for paper in follows["papers"]],
        citation=Citation.parse(follows["citation"]),
        photos=tuple(file["name"] for file in files_in(procedure, act, payload["said"])),
    )


def files_in(procedure: Procedure, act: Any, given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The files that came with an act, in the order in which its form asks for them. Of a promise its record keeps no
    more than their hashes; they lie in the matter, and are opened there."""
    fields = [field for field in procedure.needs(act) if field.kind == "files"]
    return [file for field in fields for file in given.get(field.name) or () if isinstance(file, Mapping)]


def said(procedure: Procedure, act: Any, given: Mapping[str, Any], names: Names) -> list[Said]:
    """What was said with an act, by the labels of its form."""
    needs = (field for field in procedure.needs(act) if field.kind != "files")
    fields = [field for field in needs if given.get(field.name) not in _EMPTY]
    return [(field.label, lines(field, given[field.name], names)) for field in fields]
