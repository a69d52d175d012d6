"""The root causes (症结) there are, kept in ``data/law/roots``; and what the journal of a matter speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.frame.verdict import Event
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.rounds import heard, looked_into
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Many, Record, Text, read
from huiyin.law.terms import Act, ClaimKind, Execution, Outcome, Ruling
from huiyin.law.words import P, Phrase


@dataclass(frozen=True, slots=True)
class Root:
    """One root cause: its key in the record, what it is called, and what it means."""

    key: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A root that the journal speaks for, and by what."""

    root: str
    why: Phrase


_roots: dict[str, Root] = {}
ROOTS: Final[Mapping[str, Root]] = MappingProxyType(_roots)

_ROOT: Final = Record(
    {
        "key": Text("Its name in the record; never changed.", "[a-z][a-z_]{1,31}", "not_carried_out"),
        "name": Text("What it is called."),
        "about": Text("What it means, in a sentence."),
    },
    needed=("key", "name", "about"),
)
FILE: Final = Record(
    {"version": Text("Changes with every change."), "source": Text("Where it comes from."), "roots": Many(_ROOT)},
    needed=("version", "source", "roots"),
    about="Root causes (症结). One of the same key in a folder read later takes the place of the earlier.",
)


def _read(files: Sequence[Path]) -> None:
    for file in files:
        for said in read(file, FILE)["roots"]:
            _roots[said["key"]] = Root(said["key"], said["name"], said["about"])


each_folder("roots", _read)


def names() -> Mapping[str, str]:
    """Every root by its key, as a form offers them."""
    return {root.key: root.name for root in ROOTS.values()}


# What the journal speaks for ------------------------------------------------------------------------------------------


def proposals(facts: Facts, events: Sequence[Event]) -> tuple[Proposal, ...]:
    """Roots for which something stands in the journal, the plainest first; a person chooses, also another one."""
    found: dict[str, Proposal] = {}
    for each in _spoken_for(facts, events):
        if each.root in ROOTS:
            found.setdefault(each.root, each)
    return tuple(found.values())


def _spoken_for(facts: Facts, events: Sequence[Event]) -> Iterator[Proposal]:
    acts = [event.act for event in events]
    yield from _promised(facts)
    refused = sum(act is Act.OBJECT for act in acts)
    if refused or facts.transfers > 2:
        yield Proposal("shirking", P("转送{n}次，退回{m}次。", n=facts.transfers, m=refused))
    yield from _quashed(events)
    yield from _by_the_book(facts, events)
    yield from _by_outcome(facts)
    if Act.ANSWER_ON_SPOT in acts:
        yield Proposal("communication", P("当场答复就了结。"))


def _promised(facts: Facts) -> Iterator[Proposal]:
    if any(claim.execution is Execution.DENIED for claim in facts.claims):
        yield Proposal("promise", P("单位报告已经落实，信访人说没有。"))
    if any(claim.kind is ClaimKind.GRIEVANCE and claim.outcome is Outcome.PERFORMED for claim in facts.claims):
        yield Proposal("not_carried_out", P("反映以后才依法履行职责。"))
    if any(claim.outcome is Outcome.SUPPORTED for claim in facts.claims):
        yield Proposal("not_carried_out", P("查明属实，诉求得到支持。"))


def _quashed(events: Sequence[Event]) -> Iterator[Proposal]:
    rulings = [event.particulars.get("ruling") for event in events if event.act is Act.DECIDE_REVIEW]
    if {Ruling.REDO.value, Ruling.CHANGE.value} & set(rulings):
        yield Proposal("facts", P("复查、复核撤销或者变更了原来的意见。"))


def _by_the_book(facts: Facts, events: Sequence[Event]) -> Iterator[Proposal]:
    late = sum(event.act is Act.NOTE_OVERDUE for event in events)
    if late:
        yield Proposal("procedure", P("办理中{n}次超过期限。", n=late))
    signed = any(event.act is Act.SIGN for event in events)
    if signed and not heard(events):
        yield Proposal("procedure", P("作出意见以前没有听取陈述。"))
    if signed and not looked_into(events):
        yield Proposal("facts", P("作出意见以前没有调查核实。"))


def _by_outcome(facts: Facts) -> Iterator[Proposal]:
    outcomes = {claim.outcome for claim in facts.claims}
    if Outcome.EXPLAINED in outcomes:
        yield Proposal("policy", P("诉求合理，但是没有法律依据。"))
    if outcomes == {Outcome.NOT_SUPPORTED}:
        yield Proposal("request", P("诉求没有得到支持。"))
