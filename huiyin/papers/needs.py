"""What an instrument must contain (必备要素), each with its article; without it the paper is refused, not printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import ClockKind
from huiyin.law.words import P, Phrase
from huiyin.papers.facts import ClaimText, PaperFacts


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a kind of instrument must contain.

    :param what: what it is, for the one who must add it.
    :param present: whether the facts have it.
    """

    what: Phrase
    citation: Citation
    present: Callable[[PaperFacts], bool]


class Incomplete(ValueError):
    """The paper lacks what the law demands. ``missing`` are the needs that are not met."""

    def __init__(self, missing: tuple[Need, ...]) -> None:
        self.missing = missing
        super().__init__("；".join(f"{need.what}（{need.citation.label()}）" for need in missing))


def said(name: str, what: Phrase, citation: Citation) -> Need:
    """A particular of the act."""
    return Need(what, citation, lambda facts: bool(facts.word(name)))


def until(clock: ClockKind, what: Phrase, citation: Citation) -> Need:
    """The last day of a period."""
    return Need(what, citation, lambda facts: clock in facts.dues)


def each_claim(what: Phrase, citation: Citation, present: Callable[[ClaimText], object]) -> Need:
    """Something every claim must have; a matter without claims has nothing."""
    return Need(what, citation, lambda facts: bool(facts.claims) and all(map(present, facts.claims)))


def xf(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    """A place of the national regulation (信访工作条例)."""
    return cite("xf2022", article, paragraph, item)


ISSUER = Need(P("出具文书的机关"), xf(21, 2), lambda facts: bool(facts.organ.name))
CASE_NUMBER = Need(P("信访事项编号"), xf(21, 2), lambda facts: bool(facts.case_number))
REQUESTS = each_claim(P("信访人的请求"), xf(19, 1), lambda claim: claim.request.strip())
RECEIVED = Need(P("收到的日期"), xf(22, 1), lambda facts: facts.received_on is not None)
ADDRESSEE = Need(P("主送机关"), xf(22, 1), lambda facts: facts.to is not None and bool(facts.to.name))
CONTACT = Need(P("联系人和电话"), xf(18, 1), lambda facts: bool(facts.handler and facts.handler_phone))
NEXT_ORGAN = Need(
    P("下一步可以找的机关和它的地址"),
    xf(35),
    lambda facts: facts.next_organ is not None and bool(facts.next_organ.address),
)
