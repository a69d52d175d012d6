"""The journal as a story: each event in words, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiyin.cases.exhibits import SUBMITTED
from huiyin.desk.names import Names
from huiyin.law.chart.routes import ROUTES
from huiyin.law.frame.particulars import Field
from huiyin.law.matter.forms import FORMS, REGISTER
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import Act, Channel, ClaimKind, ClockKind, Ground, Outcome, Role, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.divisions import divisions_in
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day
from huiyin.vault.opening import read_out

Said = tuple[str | Phrase, list[Any]]

#: Acts that move the matter somewhere else; the timeline marks them with an arrow.
MOVING = frozenset({Act.TRANSFER, Act.ASSIGN, Act.DETERMINE, Act.COORDINATE, Act.REJECT_OBJECTION, Act.MERGE})

#: An event with what its payload says.
Told = tuple[Event, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words.

    :param late: days between the happening and the record, when it was written down on a later day.
    :param said: what was said with it, as pairs of a label and lines.
    :param photos: names of what was photographed or handed over on the spot.
    """

    seq: int
    act: str
    state: str
    who: tuple[str | Phrase, ...]
    at: datetime
    late: int
    to: str
    said: list[Said]
    papers: list[str]
    citation: Citation
    photos: tuple[str, ...] = ()


def told(events: Iterable[Event]) -> list[Told]:
    return [(event, read_out(event.payload)) for event in events]


def entries(events: Iterable[Told], names: Names) -> list[Entry]:
    return [_entry(event, payload, names) for event, payload in events]


def people_in(events: Iterable[Told]) -> set[int]:
    """Everybody a timeline will name."""
    found: set[int | None] = set()
    for event, payload in events:
        said = payload["said"]
        found |= {event.by, said.get("to_person"), said.get("who"), said.get("accused_person")}
    return {person for person in found if person is not None}


def _entry(event: Event, payload: Mapping[str, Any], names: Names) -> Entry:
    act, follows = Act(event.act), payload["follows"]
    return Entry(
        seq=event.seq,
        act=act.label,
        state=_state(act),
        who=names.signed(event.by, event.organ, Role(event.role)),
        at=event.at,
        late=(beijing_day(event.recorded_at) - beijing_day(event.at)).days,
        to=_to(act, follows, names),
        said=_said(act, payload["said"], names),
        papers=[Paper(paper).label for paper in follows["papers"]],
        citation=Citation.parse(follows["citation"]),
        photos=tuple(file["name"] for file in payload["said"].get("files", ())) if act not in SUBMITTED else (),
    )


def _state(act: Act) -> str:
    if act is Act.NOTE_OVERDUE:
        return "late"
    return "moved" if act in MOVING else "done"


def _to(act: Act, follows: Mapping[str, Any], names: Names) -> str:
    return names.organ(follows["holder"]) if act in MOVING and Stage(follows["to"]) is not Stage.CLOSED else ""


def _said(act: Act, said: Mapping[str, Any], names: Names) -> list[Said]:
    if act is Act.LODGE:
        return _lodged(said, names)
    if act is Act.RATE:
        # That somebody rated is of record; what they said, staff read in the sums only.
        return []
    shown = [field for field in FORMS.get(act, ()) if said.get(field.name) not in (None, "", [], {})]
    return [
        (field.label, lines(field, said[field.name], names))
        for field in shown
        if field.name != "to_organ" or act not in MOVING
    ]


def _lodged(said: Mapping[str, Any], names: Names) -> list[Said]:
    rows: list[Said] = [(P("信访形式"), [Channel(said["channel"]).label])]
    if said.get("petitioners", 1) > 1:
        rows.append((P("信访人数"), [P("{n}人", n=said["petitioners"])]))
    known = [field for field in REGISTER if said.get(field.name) not in (None, "")]
    return rows + [(field.label, lines(field, said[field.name], names)) for field in known]


def lines(field: Field, value: Any, names: Names) -> list[Any]:
    """A particular as lines a reader understands."""
    match field.kind:
        case "date":
            return [date.fromisoformat(value)]
        case "days":
            return [P("{n}日", n=value)]
        case "organ":
            return [names.organ(value)]
        case "person":
            return [names.person(value)]
        case "choice":
            return [field.choices.get(value, value)]
        case "flag":
            return [P("是")]
        case "choices":
            return [field.terms(each).label if field.terms else each for each in value]
        case "people":
            return [P("{side}{n}人", side=side, n=n) for side, n in _sides(field, value)]
        case "instalments":
            return [_instalment(row) for row in value]
        case "place":
            return [dict(divisions_in("")).get(value, value)]
        case "claims":
            return [P("第{n}项", n=number) for number in value]
        case "classes" | "outcomes" | "routes":
            return [P("第{n}项：{what}", n=claim, what=_row(row)) for claim, row in value.items()]
    return [ClockKind(value).label] if field.name == "clock" else str(value).splitlines()


def _sides(field: Field, rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """How many stand on each side; who they are is not told here."""
    sides = [row["side"] for row in rows]
    return [(term.label, sides.count(term.value)) for term in field.terms or () if term.value in sides]


def _instalment(row: Mapping[str, Any]) -> Phrase:
    day = date.fromisoformat(row["on"])
    if "amount" in row:
        return P("{day}：{what}，{amount}元", day=day, what=row["what"], amount=row["amount"])
    return P("{day}：{what}", day=day, what=row["what"])


def _row(row: Mapping[str, Any]) -> list[Any]:
    """What was said of one claim: its class, its outcome or its route."""
    terms: list[Any] = []
    if row.get("kind"):
        terms.append(ClaimKind(row["kind"]))
    if row.get("ground"):
        terms.append(Ground(row["ground"]))
    if row.get("outcome"):
        terms.append(Outcome(row["outcome"]))
    if row.get("route") in ROUTES:
        terms.append(ROUTES[row["route"]].name)
    return terms
