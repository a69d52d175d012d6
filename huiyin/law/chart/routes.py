"""The statutory routes (法定途径): what does not belong to petition work, where it goes, and by when.

Sorting by law (依法分类) and keeping litigation apart (诉访分离) follow xf2022 Art. 31; reports of misconduct follow
its Art. 22 ¶2 and Art. 30. The outside time limits matter most: they run on while a petition is pending.
A limit without a citation is from memory, not from a text we have read, and says so.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.articles import ANYWHERE, Citation, cite, cited
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Flag, Many, OneOf, Read, Record, Table, Text, Whole, filled, read
from huiyin.law.sources.tongues import Words
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

    `ground` is the item of Art. 31, None for reports of misconduct. One word of `telling` in a petition points here, as
    does one of `sayings`, the turns people use instead; of `hinting` it takes two in one sentence; each word of
    `against` takes two hints away. `once_refused`: its time runs only after an organ that was asked did nothing.
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
    sayings: tuple[re.Pattern[str], ...] = ()
    once_refused: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A route and the words of the petition that point to it, in the order in which our lists hold them.

    `pressing`: its time may be running now, so whoever files is told before anything else.
    """

    route: Route
    found: tuple[str, ...]
    pressing: bool = True


_routes: dict[str, Route] = {}
ROUTES: Final[Mapping[str, Route]] = MappingProxyType(_routes)
"""Every route of the files in ``data/law/routes``, in their order."""

_ENOUGH: Final = 2
_AT_MOST: Final = 3
_SENTENCES: Final = re.compile(r"[。！？!?；;\n]+")
_GROUP: Final = re.compile(r"<(\w+)>")


def suggest_routes(text: str) -> tuple[Suggestion, ...]:
    """Routes that a petition's own words point to, the plainest first, at most three; none when the words are few.

    A suggestion only opens a page or a choice for a person: it never classifies a petition by itself.
    """
    told = unicodedata.normalize("NFKC", text).lower()
    plain, sentences = "".join(told.split()), ["".join(each.split()) for each in _SENTENCES.split(told)]
    weighed = [_weigh(route, plain, sentences) for route in ROUTES.values()]
    enough = sorted((each for each in weighed if each[0] >= _ENOUGH), key=lambda each: -each[0])
    return tuple(suggestion for _, suggestion in enough[:_AT_MOST])


def _weigh(route: Route, text: str, sentences: Sequence[str]) -> tuple[int, Suggestion]:
    telling = tuple(word for word in route.telling if word in text)
    said = [found.group() for saying in route.sayings if (found := saying.search(text))]
    # What stands inside longer words is the same evidence, not a second piece; hints in two sentences are chance.
    plainly = _longest((*telling, *said))
    hints = max(([word for word in route.hinting if word in each] for each in sentences), key=len)
    fresh = tuple(word for word in hints if not any(word in longer for longer in plainly))
    against = sum(word in text for word in route.against)
    pressing = bool(said) or not route.once_refused
    return _ENOUGH * len(plainly) + len(fresh) - 2 * against, Suggestion(route, (*plainly, *fresh), pressing)


def _longest(found: Sequence[str]) -> tuple[str, ...]:
    once = tuple(dict.fromkeys(found))
    return tuple(each for each in once if not any(each != other and each in other for other in once))


def _saying(said: str, groups: Mapping[str, str]) -> re.Pattern[str]:
    """A turn of phrase: `<group>` stands for a word of the group, `…` for up to ten signs of the same sentence."""
    whole = _GROUP.sub(lambda found: f"(?:{groups[found.group(1)]})", said.replace("_", ""))
    parts = whole.split("…")
    return re.compile(r"[^。！？!?；;]{0,10}?".join(f"(?:{part})" for part in parts))


# The files ------------------------------------------------------------------------------------------------------------

_SPANS: Final = {f"{span.value}s": span for span in Span}
_WORDS: Final = Text("Words of a petition, parted by spaces.")
_SAYING: Final = Text(
    "How people say it: <employer> stands for a word of a group, | parts choices, … stands for up to ten signs of the "
    "same sentence. Latin letters small, _ for each space.",
    r"[^\s()\[\]*+?{}^$\\]+",
    "<employer>…欠|拖…钱|工资",
)
_LIMIT: Final = Record(
    {
        **{name: Whole(1, 100) for name in _SPANS},
        "words": Words("The limit in a sentence, from which day on; {n} stands for the number."),
        "article": ANYWHERE,
    },
    needed=("words",),
    about="An outside time limit. Without an article it is from memory, and every page says so.",
)
_ROUTE: Final = Record(
    {
        "key": Text("Its name in the record; never changed.", "[a-z][a-z_]{1,31}", "civil_suit"),
        "name": Words("What it is called."),
        "ground": OneOf(tuple(each.value for each in Ground if each is not Ground.PETITION), "The item of Art. 31."),
        "article": ANYWHERE,
        "where": Words("Where one goes."),
        "explanation": Words("What it is for, in a sentence or two."),
        "limits": Many(_LIMIT),
        "missed": Words("What happens to whoever lets the limit pass; needed where there is a limit."),
        "telling": _WORDS,
        "sayings": Many(_SAYING),
        "hinting": _WORDS,
        "against": _WORDS,
        "once_refused": Flag("Its time runs only after an organ that was asked did nothing; only a saying tells so."),
    },
    needed=("key", "name", "where", "explanation"),
    about="One way. A word of telling in a petition points here, as does a saying; of hinting it takes two in one "
    "sentence; each of against takes two hints away.",
)
_GROUPS: Final = Table(
    Text("Words that mean the same here, parted by |.", r"[^\s<>()\[\]…]+", "老板|公司|单位"),
    Text("Its name.", "[a-z_]{2,32}", "employer"),
    about="Groups of words that sayings name.",
)
FILE: Final = Record(
    {"groups": _GROUPS, "routes": Many(_ROUTE)},
    needed=("routes",),
    about="Statutory routes (法定途径). A route of the same key in a folder read later takes the place of the earlier.",
)


def _read(files: Sequence[Path]) -> None:
    groups: dict[str, str] = {}
    for file in files:
        said = read(file, FILE)
        groups |= said["groups"] or {}
        _routes.update({route.key: route for route in (_route(each, groups) for each in said["routes"])})


def _route(said: Read, groups: Mapping[str, str]) -> Route:
    if ("ground" in said) is ("article" in said):
        raise said.at.wrong("says either the ground (1 to 5) or, for a report of wrongdoing, its article")
    if said["limits"] and not said["missed"]:
        raise said.spot("limits").wrong("'missed' must say what happens when the limit is over")
    if said["key"] == "duty" and len(said["limits"] or ()) != 2:
        raise said.at.wrong("has two limits: until when one asks for reconsideration, then until when one sues")
    ground = Ground(said["ground"]) if said["ground"] else None
    basis = cite("xf2022", 31, None, int(ground.value)) if ground else cited(said.spot("article"), said["article"])
    words = {name: tuple((said[name] or "").split()) for name in ("telling", "hinting", "against")}
    sayings = said["sayings"] or ()
    if missing := {name for each in sayings for name in _GROUP.findall(each)} - groups.keys():
        raise said.spot("sayings").wrong(f"there is no group {', '.join(sorted(missing))}")
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
        once_refused=bool(said["once_refused"]),
        sayings=tuple(_saying(each, groups) for each in sayings),
    )


def _limit(said: Read) -> TimeLimit:
    spans = [name for name in _SPANS if name in said]
    if len(spans) != 1:
        raise said.at.wrong(f"says one of {', '.join(_SPANS)}")
    words = P(said["words"], n=said[spans[0]])
    article = cited(said.spot("article"), said["article"]) if said["article"] else None
    return TimeLimit(said[spans[0]], _SPANS[spans[0]], filled(said.spot("words"), words), article)


each_folder("routes", _read)
