"""Undertakings (落实事项) as a kind of record: opened by what a matter promises, or by somebody who promised something.

What is promised for a claim stands in the claim and its answer: the record says which claim it is and keeps no words
of it, so that a report's words stay where they are sealed. Evidence is kept with the matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from huiyin.cases.asked import matter_for
from huiyin.cases.lending import titles
from huiyin.cases.models import Case, Claim, Screen
from huiyin.cases.queries import of_these
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.promising import KIND
from huiyin.law.sources.articles import cite
from huiyin.law.undertaking.facts import UndertakingFacts
from huiyin.law.undertaking.forms import FORMS
from huiyin.law.undertaking.procedure import UNDERTAKING
from huiyin.law.undertaking.vocabulary import UndertakingAct, UndertakingStage
from huiyin.law.words import P, plain
from huiyin.oversight.behind import secret
from huiyin.oversight.models import Undertaking
from huiyin.record import rows
from huiyin.record.door import FROM
from huiyin.record.kinds import Kind, Moment, Prepared
from huiyin.record.projection import linked, with_columns
from huiyin.record.sections import Section
from huiyin.record.worlds import world_on

A = UndertakingAct
#: Acts that hand it to somebody again.
_SENDS: Final = frozenset({A.OFFER, A.TAKE_OVER, A.DECLINE, A.DENY})
_WORDS: Final = frozenset({"text", "line"})


def _prepare(row: Undertaking, act: UndertakingAct, given: Mapping[str, Any], by: Actor, moment: Moment) -> Prepared:
    if act is A.PROMISE:
        return _promised(row, given, by, moment.day)
    if act in _SENDS:
        return {**given, **_secret(Case.objects.get(id=row.matter), moment.day)}, ()
    return given, ()


def _promised(row: Undertaking, given: Mapping[str, Any], by: Actor, on: date) -> Prepared:
    """The matter by its number, as far as whoever promises may read it, or by its id where the matter itself does."""
    case, until = _matter(given, by, on), date.fromisoformat(given["until"])
    facts = load_facts(case.facts)
    row.matter = case.id
    near = {facts.coordinator, facts.holder, facts.responsible or facts.holder} - world_on(on).barred(facts)
    known = {
        "title": title_of(case.number, until), "matter": case.number, "matter_id": case.id, "report": case.report,
        "handler": facts.handler, "near": sorted(near), **_secret(case, on),
    }  # fmt: skip
    links = () if given.get("from_matter") else (linked(row, KIND, case.id, "matter", FROM),)
    return {**given, **known}, links


def _matter(given: Mapping[str, Any], by: Actor, on: date) -> Case:
    known = given.get("from_matter") or given.get("from_topic") or given.get("from_visit")
    if known:
        return Case.objects.get(id=given["matter_id"])
    return matter_for(A.PROMISE, given, by, on, cite("xf2022", 32, 2), whole=False)


def title_of(number: str, until: date) -> str:
    """Without a word of the matter, and without the number of its claim: the title stands in lists."""
    return f"{plain(until)}以前落实：{number}"


def _secret(case: Case, on: date) -> dict[str, Any]:
    """Who may not have it. Of a matter that is no report this tells nobody that one was split off from it: it may go
    wherever the matter may."""
    if case.report:
        behind = Screen.objects.filter(case=case.id).values_list("report", flat=True)
        return secret({case.id, *behind}, on, case.id)
    return {"accused": [], "unfit": sorted(load_facts(case.facts).recused)}


def _first(record: int) -> Iterable[tuple[str, int]]:
    """The matter changes with it, and is locked before it: an act of the matter locks them in the same order."""
    return (("matter", matter) for matter in Undertaking.objects.filter(id=record).values_list("matter", flat=True))


def _columns(facts: UndertakingFacts) -> Mapping[str, Any]:
    return {
        "matter": facts.matter, "claim": facts.claim, "source": facts.source.value, "to_organ": facts.to_organ,
        "by": facts.by, "first_by": facts.first_by, "reported_on": facts.reported_on,
        "confirmed_on": facts.confirmed_on, "denied": facts.denied,
    }  # fmt: skip


def _conceal(row: Undertaking, decision: Decision) -> Decision:
    """What is said about a promise to who reported wrongdoing goes into the sealed journal of the report alone."""
    words = {field.name for field in FORMS.get(decision.act, ()) if field.kind in _WORDS} | {"files"}
    if words.isdisjoint(decision.particulars) or not Case.objects.filter(id=row.matter, report=True).exists():
        return decision
    said = {name: value for name, value in decision.particulars.items() if name not in words}
    return replace(decision, particulars=said)


def _shows(row: Undertaking, actor: Actor, on: date) -> Iterator[Section]:
    """What was asked for, also to an organ that has to do with the promise alone."""
    case = of_these(actor, on, [row.matter]).get(row.matter) or Case.objects.filter(id=row.matter, report=False).first()
    claim = Claim.objects.filter(case=case, seq=row.claim).first() if case is not None and row.claim else None
    if claim is not None:
        yield Section(P("信访人的请求"), rows=((P("请求"), claim.request),))


def _wants(facts: UndertakingFacts, on: date) -> UndertakingAct | None:
    """What is to be done next, whoever does it: carried out and reported; an offer is answered."""
    if facts.stage in (UndertakingStage.PROMISED, UndertakingStage.DENIED):
        return A.REPORT
    return A.TAKE_OVER if facts.stage is UndertakingStage.OFFERED else None


UNDERTAKINGS = Kind(
    UNDERTAKING, Undertaking, with_columns(_columns), prepare=_prepare, first=_first, conceal=_conceal,
    derive=rows.with_columns(UNDERTAKING, _columns), shows=_shows, wants=_wants, mark="U", borrows=titles,
    told={A.DENY: "returned", A.DECLINE: "returned", A.NOTE_OVERDUE: "overdue"},
)  # fmt: skip
