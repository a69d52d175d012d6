"""The statutory routes (法定途径): what does not belong to petition work, where it goes, and by when.

Sorting by law (依法分类) and keeping litigation apart (诉访分离) follow xf2022 Art. 31; reports of misconduct follow
its Art. 22 ¶2 and Art. 30. The outside time limits matter most: they run on while a petition is pending.
A limit without a citation is from memory, not from a text we have read, and says so.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.articles import ANYWHERE, Citation, cite, cited
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Many, OneOf, Read, Record, Text, Whole, filled, read
from huiyin.law.terms import Ground
from huiyin.law.words import P, Phrase


class Span(StrEnum):
    """What a time limit is counted in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit set by another law for going its way; `words` says it in full, from which day on."""

    amount: int
    span: Span
    words: Phrase
    citation: Citation | None = None

    @property
    def unverified(self) -> bool:
        """True if we know the limit from memory only; show it with that remark and never as a hard rule."""
        return self.citation is None

    def last_day(self, start: date) -> date:
        """The last day if `start` is the day the limit runs from; that day itself does not count.

        Months and years end on the same day of the month, or on its last day if there is none.
        """
        if self.span is Span.DAY:
            return start + timedelta(days=self.amount)
        months = start.year * 12 + start.month - 1 + self.amount * (12 if self.span is Span.YEAR else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Route:
    """One statutory route.

    `ground` is the item of Art. 31, None for reports of misconduct. One word of `telling` in a petition points here,
    of `hinting` it takes two; each word of `against` takes two hints away.
    """

    key: str
    name: Phrase
    ground: Ground | None
    basis: Citation
    where: Phrase
    explanation: Phrase
    limits: tuple[TimeLimit, ...] = ()
    missed: Phrase | None = None
    telling: tuple[str, ...] = ()
    hinting: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A route and the words of the petition that point to it, in the order in which our lists hold them."""

    route: Route
    found: tuple[str, ...]


_routes: dict[str, Route] = {}
ROUTES: Final[Mapping[str, Route]] = MappingProxyType(_routes)
"""Every route of the files in ``data/law/routes``, in their order."""

_ENOUGH: Final = 2
_AT_MOST: Final = 3


def suggest_routes(text: str) -> tuple[Suggestion, ...]:
    """Routes that a petition's own words point to, the plainest first, at most three; none when the words are few.

    A suggestion only opens a page or a choice for a person: it never classifies a petition by itself.
    """
    plain = "".join(text.split())
    scored = [(*_weigh(route, plain), route) for route in ROUTES.values()]
    enough = sorted((entry for entry in scored if entry[0] >= _ENOUGH), key=lambda entry: -entry[0])
    return tuple(Suggestion(route, found) for _, found, route in enough[:_AT_MOST])


def _weigh(route: Route, text: str) -> tuple[int, tuple[str, ...]]:
    telling = tuple(word for word in route.telling if word in text)
    hinting = tuple(word for word in route.hinting if word in text)
    # A hint inside a telling word is the same evidence, not a second piece.
    fresh = tuple(word for word in hinting if not any(word in longer for longer in telling))
    against = sum(word in text for word in route.against)
    return _ENOUGH * len(telling) + len(fresh) - 2 * against, telling + fresh


# The files ------------------------------------------------------------------------------------------------------------

_SPANS: Final = {f"{span.value}s": span for span in Span}
_WORDS: Final = Text("Words of a petition, parted by spaces.")
_LIMIT: Final = Record(
    {
        **{name: Whole(1, 100) for name in _SPANS},
        "words": Text("The limit in a sentence, from which day on; {n} stands for the number."),
        "article": ANYWHERE,
    },
    needed=("words",),
    about="An outside time limit. Without an article it is from memory, and every page says so.",
)
_ROUTE: Final = Record(
    {
        "key": Text("Its name in the record; never changed.", "[a-z][a-z_]{1,31}", "civil_suit"),
        "name": Text("What it is called."),
        "ground": OneOf(tuple(each.value for each in Ground if each is not Ground.PETITION), "The item of Art. 31."),
        "article": ANYWHERE,
        "where": Text("Where one goes."),
        "explanation": Text("What it is for, in a sentence or two."),
        "limits": Many(_LIMIT),
        "missed": Text("What happens to whoever lets the limit pass; needed where there is a limit."),
        "telling": _WORDS,
        "hinting": _WORDS,
        "against": _WORDS,
    },
    needed=("key", "name", "where", "explanation"),
    about="One way. A word of telling in a petition points here, of hinting it takes two; each of against takes two "
    "hints away.",
)
FILE: Final = Record(
    {"routes": Many(_ROUTE)},
    needed=("routes",),
    about="Statutory routes (法定途径). A route of the same key in a folder read later takes the place of the earlier.",
)


def _read(files: Sequence[Path]) -> None:
    _routes.update({route.key: route for file in files for route in map(_route, read(file, FILE)["routes"])})


def _route(said: Read) -> Route:
    if ("ground" in said) is ("article" in said):
        raise said.at.wrong("says either the ground (1 to 5) or, for a report of wrongdoing, its article")
    if said["limits"] and not said["missed"]:
        raise said.spot("limits").wrong("'missed' must say what happens when the limit is over")
    if said["key"] == "duty" and len(said["limits"] or ()) != 2:
        raise said.at.wrong("has two limits: until when one asks for reconsideration, then until when one sues")
    ground = Ground(said["ground"]) if said["ground"] else None
    basis = cite("xf2022", 31, None, int(ground.value)) if ground else cited(said.spot("article"), said["article"])
    words = {name: tuple((said[name] or "").split()) for name in ("telling", "hinting", "against")}
    return Route(
        said["key"],
        Phrase(said["name"]),
        ground,
        basis,
        Phrase(said["where"]),
        Phrase(said["explanation"]),
        tuple(_limit(each) for each in said["limits"] or ()),
        Phrase(said["missed"]) if said["missed"] else None,
        **words,
    )


def _limit(said: Read) -> TimeLimit:
    spans = [name for name in _SPANS if name in said]
    if len(spans) != 1:
        raise said.at.wrong(f"says one of {', '.join(_SPANS)}")
    words = P(said["words"], n=said[spans[0]])
    article = cited(said.spot("article"), said["article"]) if said["article"] else None
    return TimeLimit(said[spans[0]], _SPANS[spans[0]], filled(said.spot("words"), words), article)


each_folder("routes", _read)
