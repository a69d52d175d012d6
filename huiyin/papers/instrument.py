"""One kind of instrument as a row: its title, its layout, what it must contain, and how its text is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from huiyin.law.sources.articles import Citation
from huiyin.papers.document import Block, Format
from huiyin.papers.facts import PaperFacts
from huiyin.papers.kinds import Kind
from huiyin.papers.needs import CASE_NUMBER, ISSUER, Need

Body = Callable[[PaperFacts], Iterator[Block]]


@dataclass(frozen=True, slots=True)
class Plain:
    """The same in plain words, in large print: what was decided, why, what you can do, until when."""

    decided: Callable[[PaperFacts], Iterator[str]]
    why: Callable[[PaperFacts], Iterator[str]]
    can_do: Callable[[PaperFacts], Iterator[str]]
    until: Callable[[PaperFacts], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One row of the table of instruments.

    :param title: what stands on the paper.
    :param word: the kind's word in its number (发文字号): 柳水信意〔2026〕3号; empty where the organ gives none.
    :param basis: the article it rests on.
    :param needs: what it must contain beside issuer and case number.
    :param to_organ: addressed to an organ instead of the petitioner; ``to_nobody``: a form for the file.
    :param signed: closes with the organ's name, date and seal.
    :param of_a_year: what it is called begins with the year that it is about.
    :param attachments: what goes with it.
    """

    kind: Kind
    title: str
    word: str
    format: Format
    basis: Citation
    body: Body
    needs: tuple[Need, ...] = ()
    to_organ: bool = False
    to_nobody: bool = False
    signed: bool = True
    of_a_matter: bool = True
    of_a_year: bool = False
    plain: Plain | None = None
    attachments: Callable[[PaperFacts], Iterator[str]] | None = None

    @property
    def all_needs(self) -> tuple[Need, ...]:
        return (ISSUER, *((CASE_NUMBER,) if self.of_a_matter else ()), *self.needs)

    def missing(self, facts: PaperFacts) -> tuple[Need, ...]:
        """What ``facts`` lack for this instrument."""
        return tuple(need for need in self.all_needs if not need.present(facts))
