"""Conduct at a visit (规范信访行为) as a kind of record. It names nobody, rests on nothing; its words go.

Whoever it was is told on paper, with a code by which they read and contest it (huiyin.portal.public.order). No matter
knows of it, and nothing done to it is done to a matter.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.crypto import salted_hmac

from huiyin.cases.identity import known_of, ring
from huiyin.cases.lodging import PETITIONING
from huiyin.cases.models import Party
from huiyin.law.conduct.procedure import CONDUCT, WORDS
from huiyin.law.conduct.vocabulary import ConductAct, ConductStage
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.particulars import MARK
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Role
from huiyin.law.words import P, plain
from huiyin.people.charts import chart_on
from huiyin.reception.models import Conduct, ConductWords, Ticket
from huiyin.reception.sealed import seal, unseal
from huiyin.record.conditions import HAS_STANDING, Condition
from huiyin.record.kinds import Given, Kind, Moment, Prepared, Step
from huiyin.record.projection import project
from huiyin.record.reading import events_of
from huiyin.record.sections import Section
from huiyin.typed.signs import plain_digits
from huiyin.typed.times import day_of
from huiyin.vault.binding import commitment, fits
from huiyin.vault.opening import read_out

_SALT: Final = "huiyin.reception.conduct"
CODE_LENGTH: Final = 10
#: Telephones, documents and numbers of matters are long; hours, distances and floors are not.
_LONG_NUMBER: Final = re.compile(r"\d[\dXx \-]{6,}")
_SHORTEST_NAME: Final = 2
GONE: Final = frozenset({ConductStage.STRUCK, ConductStage.EXPIRED})
LABELS: Final = {
    field.name: field.label for fields in CONDUCT.forms.values() for field in fields if field.name in WORDS
}


def _prepare(row: Conduct, act: ConductAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    said = {name: str(given[name]).strip() for name in WORDS if str(given.get(name) or "").strip()}
    day = day_of(str(given.get("happened_on", ""))) or moment.day
    known = {"names": _tells_who(" ".join(said.values()), by, day), MARK: _mark(said)} if said else {}
    title = {"title": f"现场秩序：{plain(day)}"} if act is ConductAct.NOTE else {}
    return {**given, **known, **title}, tuple(_kept(row, said))


def _mark(said: dict[str, str]) -> str:
    """What the journal holds of the words: whoever lacks the keys learns nothing by it, also when they are gone."""
    return commitment(ring(), "conduct", said)


def _kept(row: Conduct, said: dict[str, str]) -> Iterator[ConductWords]:
    for name, text in said.items():
        words = ConductWords(record=row.id, seq=row.seq + 1, name=name)
        seal(words, "words", text)
        yield words


def _tells_who(text: str, by: Actor, day: date) -> bool:
    """Whether the words would tell who it was: a long number, or the name of somebody whom this very clerk received
    that day. Names of others are not compared: a refusal would tell whether they came."""
    if _LONG_NUMBER.search(plain_digits(text)):
        return True
    return any(len(name) >= _SHORTEST_NAME and name in text for name in _received(by, day))


def _received(by: Actor, day: date) -> Iterator[str]:
    tickets = list(Ticket.objects.filter(organ=by.organ, day=day, clerk=by.person)) if by.organ and by.person else []
    yield from (unseal(ticket, "name") for ticket in tickets)
    cases = {ticket.case for ticket in tickets if ticket.case}
    for party in Party.objects.filter(case__in=cases, capacity__in=PETITIONING):
        yield known_of(party).name


def _project(step: Step) -> None:
    project(step)
    if step.after.stage in GONE:
        ConductWords.objects.filter(record=step.row.id).delete()


def _readable(actor: Actor, on: date) -> Condition | None:
    """Whoever wrote it down or has it in hand, and whoever leads the organ; nobody above, and nobody beside."""
    if actor.person is None or actor.organ not in chart_on(on).organs or not actor.roles & WORKERS:
        return None
    if Role.HEAD in actor.roles:
        return Condition(HAS_STANDING, (actor.organ,))
    return Condition(f"({HAS_STANDING} AND {{owner}} = %s)", (actor.organ, actor.person))


def _shows(row: Conduct, actor: Actor, on: date) -> Iterator[Section]:
    """What was said in words, as long as it is kept."""
    if kept := words_of(row):
        note = P("到期自动删除。不写是谁，也不按人统计。") if intact(row) else P("内容和当时记下的不一致，有人改动过。")
        yield Section(P("内容"), rows=tuple(kept), note=note)


def words_of(row: Conduct) -> list[tuple[str, str]]:
    """The words that are still kept, by the labels of their fields, in the order in which they were said."""
    kept = ConductWords.objects.filter(record=row.id).order_by("seq", "id")
    return [(LABELS[each.name], unseal(each, "words")) for each in kept]


def intact(row: Conduct) -> bool:
    """Whether the words that are kept are those which the journal speaks of."""
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for each in ConductWords.objects.filter(record=row.id):
        said[each.seq][each.name] = unseal(each, "words")
    marks = {event.seq: read_out(event.payload)["said"].get(MARK) for event in events_of(row)}
    return all(fits(ring(), marks.get(seq), "conduct", words) for seq, words in said.items())


# For whom it is about ------------------------------------------------------------------------------------------------


def code_of(row: Conduct) -> str:
    """What stands on the paper that tells of it; whoever holds that reads it and may contest it."""
    digest = salted_hmac(_SALT, str(row.id), algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH].lower()


def with_code(number: str, code: str) -> Conduct | None:
    """The note with this number, if the code is its own."""
    row = Conduct.objects.filter(number=number.strip().upper()).first()
    expected = code_of(row or Conduct(id=0))
    fits = hmac.compare_digest(expected.encode(), code.replace(" ", "").lower().encode()[:CODE_LENGTH])
    return row if fits and row is not None else None


CONDUCTS = Kind(
    CONDUCT, Conduct, _project, prepare=_prepare, readable=_readable, shows=_shows, mark="O", plural="conduct",
    offered=False,
    told={ConductAct.CONTEST: "petitioner", ConductAct.UPHOLD: "decided"},
)  # fmt: skip
