"""What the law answers: a Decision, or a Refusal that says why and what to do instead. Both are values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from huiyin.law.frame.deadlines import Clock
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import OfKind, Role
from huiyin.law.words import P, Phrase

_EMPTY: Mapping[str, Phrase] = MappingProxyType({})


#: What is said of a form with fields that are wrong or missing.
TO_CORRECT: Final = P("还有几处要补充或改正。")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no.

    :param reason: why, in a sentence for the one who asked.
    :param citation: the article behind it.
    :param instead: what to do now, if there is something.
    :param wrong: per field of the act, what is wrong with the value given.
    """

    act: OfKind
    reason: Phrase
    citation: Citation
    instead: Phrase | None = None
    wrong: Mapping[str, Phrase] = field(default_factory=lambda: _EMPTY)

    allowed = False


def to_correct(act: OfKind, article: Citation, wrong: Mapping[str, Phrase], instead: Phrase | None = None) -> Refusal:
    """A no to what was said, not to the act: the form is shown again with a sentence at each field in ``wrong``."""
    return Refusal(act, TO_CORRECT, article, instead, wrong)


@dataclass(frozen=True, slots=True)
class Also:
    """What an act does to another record, in the same transaction.

    :param record: its id; ``None`` opens a new record of ``kind``, ``act`` being its first.
    """

    kind: str
    record: int | None
    act: str
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """A yes, with everything that follows from it.

    :param role: the capacity in which the actor acts.
    :param to: the next stage.
    :param holder: the organ, and ``owner`` the named person, that must act next.
    :param opens: clocks that start, ``stops``: kinds that end.
    :param papers: instruments the act owes.
    :param particulars: the values, checked and normalised.
    :param also: what it does to other records.
    """

    act: OfKind
    role: Role
    to: OfKind
    citation: Citation
    holder: int
    owner: int
    opens: tuple[Clock, ...] = ()
    stops: tuple[OfKind, ...] = ()
    papers: tuple[Paper, ...] = ()
    particulars: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[Also, ...] = ()

    allowed = True

    def happened(self, on: date, organ: int | None, person: int | None) -> Event:
        """The event when it is done on ``on`` by this person at this organ."""
        return Event(
            self.act, on, self.to, self.holder, self.owner, organ, person, self.role,
            self.opens, self.stops, self.papers, self.particulars,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as the journal keeps it: enough to rebuild the facts without asking the law again."""

    act: OfKind
    on: date
    to: OfKind
    holder: int
    owner: int
    organ: int | None
    person: int | None
    role: Role
    opens: tuple[Clock, ...] = ()
    stops: tuple[OfKind, ...] = ()
    papers: tuple[Paper, ...] = ()
    particulars: Mapping[str, Any] = field(default_factory=dict)
