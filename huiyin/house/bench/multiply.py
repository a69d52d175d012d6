"""Many matters from a template: fresh ids, numbers, letters, people, hours, and a journal that links anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count
from random import Random
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model

from huiyin.cases.identity import encrypt_code, seal_identity
from huiyin.cases.lodging import digest, headline
from huiyin.cases.models import Case, Claim, Party, Submission
from huiyin.cases.numbers import new_query_code
from huiyin.house.bench.letters import PEOPLE_PER_MATTER, Letter, letter, person
from huiyin.house.bench.rehearsal import NOWORD, Template
from huiyin.insights.counted import ENDED, TOOK, TOPIC
from huiyin.insights.growing import topic_scopes
from huiyin.insights.models import Contribution
from huiyin.insights.suggesting import guess_words
from huiyin.insights.words import words_in
from huiyin.law.subjects import EVERYDAY
from huiyin.record.door import body_of
from huiyin.record.models import Event
from huiyin.store.ids import new_id
from huiyin.vault.chain import GENESIS, PREFIXES, SAID, canonical
from huiyin.vault.digests import DIGESTS, Algorithm

AnyRow = TypeVar("AnyRow", bound=Model)
Row = list[Any]
Spell = Callable[[Any], Any]
TYPING = timedelta(seconds=40)
LONGEST_SHIFT = 5 * 3600  # the last step of a day is in the early afternoon: no hour falls behind midnight
NUMBER_PREFIX = 14
MOVED = ("lodged_at", "received_at", "at")
SEALED = ("name", "id_number", "phone", "address", "name_index", "id_index", "phone_index")
#: What the template's own letter left in its first event.
_OLD_TEXT, _OLD_CLAIM = digest(NOWORD), digest("\x1f".join((NOWORD,) * 3))


@dataclass(frozen=True, slots=True)
class Copy:
    """One matter to be written: its rows by table, and the words of its entry in the index."""

    case: int
    rows: Mapping[type[Model], list[Row]]
    words: set[str]


class Plate:
    """A template at one hour of its days, ready for printing: values as the database takes them, bodies as text."""

    def __init__(self, template: Template, chance: Random, spell: Spell) -> None:
        self.template = template
        self.number_prefix = template.case.number[:NUMBER_PREFIX]
        later = timedelta(seconds=chance.randrange(LONGEST_SHIFT))
        self.rows = {
            model: [_values(_shifted(row, later), spell) for row in rows] for model, rows in template.rows.items()
        }
        self.bodies = [_body_around_case(_shifted(event, later)) for event in template.events]


def _shifted(row: AnyRow, later: timedelta) -> AnyRow:
    """The row some hours later; what is due at midnight stays there."""
    moved = copy(row)
    if isinstance(moved, Event):
        moved.payload = _unbound(moved.payload)
    for name in MOVED:
        if hasattr(row, name):
            setattr(moved, name, getattr(row, name) + later)
    if isinstance(moved, Event):
        moved.recorded_at = moved.at + TYPING
    return moved


def _unbound(payload: str) -> str:
    """The rows of a copy are others than the template brought, so its journal says nothing of them."""
    said = json.loads(payload)
    said.pop("brings", None)
    return canonical(said).decode()


def _values(row: Model, spell: Spell) -> Row:
    return [spell(getattr(row, field.attname)) for field in row._meta.concrete_fields]


def _body_around_case(event: Event) -> tuple[str, str]:
    """The canonical body of an event, cut where the id of the matter stands."""
    before, after = canonical(body_of(event)).decode().split(f'"record":{event.record},')
    return f'{before}"record":', f",{after}"


@dataclass(slots=True)
class Press:
    """Makes copies of plates.

    :param total: how many there will be.
    :param counters: the last number of each division and day; ``printed`` the copies of each plate; ``topics`` how
        many letters of a day speak of a topic.
    """

    chance: Random
    total: int
    counters: Counter[str] = field(default_factory=Counter)
    printed: Counter[Plate] = field(default_factory=Counter)
    topics: Counter[tuple[str, date]] = field(default_factory=Counter)
    # Ids in a row: those that the program makes from now on lie far behind them.
    ids: Iterator[int] = field(default_factory=lambda: count(new_id()))

    def copy(self, plate: Plate) -> Copy:
        self.printed[plate] += 1
        self.counters[plate.number_prefix] += 1
        number = f"{plate.number_prefix}{self.counters[plate.number_prefix]:05d}"
        case, text = next(self.ids), letter(self.chance)
        rows = {model: [self._fresh(model, row, case) for row in found] for model, found in plate.rows.items()}
        head = _link(plate, rows[Event], case, text)
        values = {"number": number, "head": head, "title": headline(text.request)}
        _put(Case, rows[Case][0], query_code=encrypt_code(case, new_query_code()), **values)
        _put(Submission, rows[Submission][0], text=text.text)
        _put(Claim, rows[Claim][0], request=text.request, facts=text.facts, reasons=text.reasons)
        for party in rows[Party]:
            self._seal(party)
        for row in rows.get(Contribution, ()):
            self._count_topic(plate.template, row, text)
        return Copy(case, rows, plate.template.words | text.words | words_in([number]))

    def _fresh(self, model: type[Model], row: Row, case: int) -> Row:
        if model is Case or model is Contribution:
            return [case, *row[1:]]
        return [next(self.ids), case, *row[2:]]

    def _count_topic(self, template: Template, row: Row, text: Letter) -> None:
        """What the letter is about stands beside the other scopes; a report has no topic."""
        case, day = template.case, template.contribution.day
        topic = "" if case.report else _topic(text.request)
        for scope in topic_scopes(case, topic):
            row[_SCOPES] += f" {scope}"
            self.topics[scope, day] += 1
        if topic and not case.screened:
            told = (f"{each}{topic}" if each.split(".")[1] in _ENDS_IN_TOPIC else each for each in row[_MONTHS].split())
            row[_MONTHS] = " ".join(sorted([*told, f"{day:%Y%m}.{TOPIC}.{topic}"]))

    def _seal(self, party: Row) -> None:
        who = person(self.chance.randrange(1 + int(self.total * PEOPLE_PER_MATTER)))
        sealed = Party(id=party[0])
        seal_identity(sealed, who)
        _put(Party, party, **{name: getattr(sealed, name) for name in SEALED})


_PLACES: Mapping[type[Model], Mapping[str, int]] = {
    model: {field.attname: place for place, field in enumerate(model._meta.concrete_fields)}
    for model in (Case, Event, Submission, Claim, Party)
}
_SCOPES, _MONTHS = (
    [field.attname for field in Contribution._meta.concrete_fields].index(name) for name in ("scopes", "months")
)
#: Counts of a month that say last what the letter was about.
_ENDS_IN_TOPIC = frozenset({ENDED, TOOK})
_PAYLOAD, _HASH = _PLACES[Event]["payload"], _PLACES[Event]["hash"]


@cache
def _topic(request: str) -> str:
    found = guess_words(request, EVERYDAY, headline(request))
    return found[0].word if found else ""


def _put(model: type[Model], row: Row, **values: Any) -> None:
    for name, value in values.items():
        row[_PLACES[model][name]] = value


def _link(plate: Plate, events: list[Row], case: int, text: Letter) -> bytes:
    """Hash the events of a copy one after the other; returns the last hash."""
    algorithm = Algorithm(settings.HUIYIN_HASH)
    hashed, head, last = DIGESTS[algorithm], PREFIXES[algorithm], GENESIS
    for event, (before, after) in zip(events, plate.bodies, strict=True):
        if last is GENESIS:
            said = _with(event[_PAYLOAD], text)
            before = before.replace(_commitment(event[_PAYLOAD], algorithm), _commitment(said, algorithm))
            event[_PAYLOAD] = said
        last = event[_HASH] = hashed(head + last + f"{before}{case}{after}".encode())
    return last


def _commitment(said: str, algorithm: Algorithm) -> str:
    """As huiyin.vault.chain has it of particulars that are spelt already."""
    return DIGESTS[algorithm](SAID[algorithm] + said.encode()).hex()


def _with(said: str, text: Letter) -> str:
    claim = digest("\x1f".join((text.request, text.facts, text.reasons)))
    return said.replace(_OLD_TEXT, digest(text.text)).replace(_OLD_CLAIM, claim)
