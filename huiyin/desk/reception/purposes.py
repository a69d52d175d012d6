"""What a visitor came for leads to it (来意): from the ticket straight to the form, the paper or the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.desk.links import act_link, case_link, link
from huiyin.desk.staff import Desk
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Channel
from huiyin.law.words import P, Phrase
from huiyin.reception.models import Purpose, Ticket


@dataclass(frozen=True, slots=True)
class Lead:
    """One way on; with a reason instead of an address where the law has closed it today."""

    label: Phrase | str
    url: str = ""
    why: Phrase | None = None
    instead: Phrase | None = None


def leads(desk: Desk, ticket: Ticket, matter: Case | None) -> list[Lead]:
    """Where the visitor with this ticket is to be led, the first one first."""
    purpose = Purpose(ticket.purpose)
    if matter is not None:
        return list(_ABOUT[purpose](desk, matter))
    return list(_BEFORE.get(purpose, _new)(ticket))


def needs_matter(purpose: str) -> bool:
    """Whether one must know which matter it is about."""
    return purpose not in (Purpose.NEW, Purpose.ADVICE)


def _registering(ticket: Ticket) -> str:
    return f"{link('intake', Channel.VISIT.value)}?ticket={ticket.id}"


def _new(ticket: Ticket) -> Iterator[Lead]:
    yield Lead(P("登记这位"), _registering(ticket))


def _advice(ticket: Ticket) -> Iterator[Lead]:
    yield Lead(P("查知识库"), link("answers"))
    yield Lead(P("登记并当场答复"), _registering(ticket))


def _find(ticket: Ticket) -> Iterator[Lead]:
    yield Lead(P("不知道编号，按姓名电话找"), link("search"))
    yield Lead(P("原来没有登记，现在登记"), _registering(ticket))


_BEFORE: Final[Mapping[str, Callable[[Ticket], Iterator[Lead]]]] = {
    Purpose.NEW: _new, Purpose.ADVICE: _advice, Purpose.ASK: _find, Purpose.PAPERS: _find, Purpose.ANSWER: _find,
    Purpose.REVIEW: _find,
}  # fmt: skip


# With a matter --------------------------------------------------------------------------------------------------------


def _opened(desk: Desk, matter: Case) -> Iterator[Lead]:
    yield Lead(P("看办到哪一步，告诉本人"), case_link(matter.number))


def _asks(desk: Desk, matter: Case) -> Iterator[Lead]:
    yield from _opened(desk, matter)
    yield _act(desk, matter, Act.CONTACT, P("记下问过、怎样答的"))


def _brings(desk: Desk, matter: Case) -> Iterator[Lead]:
    yield _act(desk, matter, Act.SUPPLEMENT, P("收下材料"))
    yield from _opened(desk, matter)


def _fetches(desk: Desk, matter: Case) -> Iterator[Lead]:
    yield Lead(P("打印文书，当面送达"), reverse("desk:papers", args=[matter.number]))
    yield _act(desk, matter, Act.SERVE, P("登记送达"))


def _seeks(desk: Desk, matter: Case) -> Iterator[Lead]:
    both = [_act(desk, matter, act, None) for act in (Act.SEEK_REVIEW, Act.SEEK_REREVIEW)]
    yield from [each for each in both if each.url] or both[:1]
    yield from _opened(desk, matter)


def _act(desk: Desk, matter: Case, act: Act, label: Phrase | None) -> Lead:
    """The form of an act, or why it is closed today and what to do instead."""
    verdict = decide(MATTER, act, load_facts(matter.facts), desk.actor, desk.today, desk.world)
    if isinstance(verdict, Refusal):
        return Lead(label or act.label, "", verdict.reason, verdict.instead)
    return Lead(label or act.label, act_link(matter.number, act.value))


_ABOUT: Final[Mapping[str, Callable[[Desk, Case], Iterator[Lead]]]] = {
    Purpose.NEW: _opened, Purpose.ADVICE: _opened, Purpose.ASK: _asks, Purpose.PAPERS: _brings,
    Purpose.ANSWER: _fetches, Purpose.REVIEW: _seeks,
}  # fmt: skip
