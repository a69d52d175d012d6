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
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.chart.likeness import NONE, Examples
from huiyin.law.chart.meetings import Meeting, meeting, sentences
from huiyin.law.chart.route_shapes import FILE
from huiyin.law.sources.articles import Citation, cite, cited
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Read, filled, read
from huiyin.law.terms import Ground
from huiyin.law.words import P, Phrase


class Span(StrEnum):
    """What a time limit is counted in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit set by another law for going its way; `words` says it in full, from which day on.

    `told`: where one of these words stands in a story, this is the limit that runs, not the first.
    """

    amount: int
    span: Span
    words: Phrase
    citation: Citation | None = None
    told: tuple[str, ...] = ()

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

    def limit_for(self, text: str) -> TimeLimit | None:
        """The limit that a story speaks of; none where its time runs from a day that no story names."""
        if self.once_refused:
            return None
        special = (each for each in self.limits if any(word in text for word in each.told))
        return next(special, self.limits[0] if self.limits else None)


@dataclass(frozen=True, slots=True)
class _Told:
    """A story as it is weighed."""

    plain: str
    sentences: tuple[str, ...]
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A route and the words of the petition that point to it, in the order in which our lists hold them.

    `pressing`: its time may be running now, so whoever files is told before anything else.
    """

    route: Route
    found: tuple[str, ...]
    pressing: bool = True


@dataclass(frozen=True, slots=True)
class Likely:
    """Routes of what others said in like words; `sure`: by how much the first is likelier than that none is needed."""

    routes: tuple[Route, ...]
    sure: float


_routes: dict[str, Route] = {}
ROUTES: Final[Mapping[str, Route]] = MappingProxyType(_routes)
"""Every route of the files in ``data/law/routes``, in their order."""

_said: dict[str, tuple[str, ...]] = {}
_words: dict[str, str] = {}
_examples: dict[str, tuple[str, ...]] = {}
_likeness: Final = Examples()
_ENOUGH: Final = 2
#: So much of a story is searched for meetings: what matters most is said first.
_READ: Final = 3_000
_AT_MOST: Final = 3
_SENTENCES: Final = re.compile(r"[。！？!?；;\n]+")
_GROUP: Final = re.compile(r"<(\w+)>")
#: What stands only once in a story longer than this, and not at its beginning, is spoken of in passing.
_SHORT: Final = 120
_HEAD: Final = 60


def suggest_routes(text: str, *, spoken: bool = False) -> tuple[Suggestion, ...]:
    """Routes that a petition's own words point to, the plainest first, at most three; none when the words are few.

    A suggestion only opens a page or a choice for a person: it never classifies a petition by itself.

    :param spoken: read also how people tell of it who know no word of the law (``meetings``), and leave out what a long
        story speaks of in passing. For whoever writes by themselves; a clerk's or a claim's words are plainer.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    told = _Told(
        "".join(folded.split()),
        tuple("".join(each.split()) for each in _SENTENCES.split(folded)),
        tuple(sentences(text[:_READ])) if spoken else (),
    )
    weighed = [_weigh(route, told) for route in ROUTES.values()]
    enough = sorted((each for each in weighed if each.weight >= _ENOUGH), key=lambda each: -each.weight)
    meant = [each.suggestion for each in enough if not (spoken and _once(each.places, told.plain))]
    return tuple(meant[:_AT_MOST])


def examples() -> Mapping[str, tuple[str, ...]]:
    """What people say, as files hold it, and the keys of the routes that are right for it, or that none is."""
    return _examples


def likely_routes(text: str) -> Likely:
    """Routes of what others said in like words, the likeliest first, at most three, and how sure that is."""
    learn_likeness()
    like = _likeness.like(text[:_READ])
    return Likely(tuple(ROUTES[key] for key in like.keys[:_AT_MOST]), like.sure)


def learn_likeness() -> None:
    """Learn from the examples what stories are like, once: half a second that no visitor should wait for."""
    if not _likeness.keys:
        _likeness.learn(_examples.items())


def in_passing(found: Sequence[str], plain: str) -> bool:
    """Whether a long story speaks of this once only, and not where it begins.

    :param plain: the story in small letters without spaces.
    """
    return _once([at for word in found for at in _everywhere(word, plain)], plain)


def _everywhere(word: str, plain: str) -> tuple[int, ...]:
    return tuple({plain.find(word), plain.rfind(word)} - {-1})


def _once(places: Sequence[int], plain: str) -> bool:
    if len(plain) <= _SHORT or not places:
        return False
    return min(places) > _HEAD and max(places) - min(places) <= _HEAD


@dataclass(frozen=True, slots=True)
class _Weighed:
    """How much speaks for a route, and where."""

    weight: int
    suggestion: Suggestion
    places: tuple[int, ...]


def _weigh(route: Route, told: _Told) -> _Weighed:
    text = told.plain
    telling = tuple(word for word in route.telling if word in text)
    said = [found.group() for saying in route.sayings if (found := saying.search(text))]
    # What stands inside longer words is the same evidence, not a second piece; hints in two sentences are chance.
    plainly = _longest((*telling, *said))
    hints = max(([word for word in route.hinting if word in each] for each in told.sentences), key=len)
    fresh = tuple(word for word in hints if not any(word in longer for longer in plainly))
    against = sum(word in text for word in route.against)
    met = () if plainly else _met(_meetings(route.key), told.spoken)
    words = tuple(dict.fromkeys((*plainly, *(met[0].words if met else ()), *fresh)))
    places = (*(at for word in (*plainly, *fresh) for at in _everywhere(word, text)), *(each.at for each in met))
    weight = _ENOUGH * (len(plainly) + bool(met)) + len(fresh) - 2 * against
    if told.spoken and len(text) > _SHORT and not plainly and not met:
        weight = 0  # in a long story words that only hint stand beside each other by chance
    pressing = bool(said or met) or not route.once_refused
    return _Weighed(weight, Suggestion(route, words, pressing), places)


@dataclass(frozen=True, slots=True)
class _Met:
    words: tuple[str, ...]
    at: int


@cache
def _meetings(key: str) -> tuple[Meeting, ...]:
    """Made when somebody first files, not when a process starts."""
    return tuple(meeting(each, _words) for each in _said.get(key, ()))


def _met(meetings: Sequence[Meeting], spoken: Sequence[str]) -> tuple[_Met, ...]:
    """Where in a story meetings are met, one for each sentence."""
    met, at = [], 0
    for each in spoken:
        holds: dict[re.Pattern[str], bool] = {}
        if words := next((found for meeting in meetings if (found := meeting.met(each, holds))), ()):
            met.append(_Met(words, at))
        at += len(each)
    return tuple(met)


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


def _read(files: Sequence[Path]) -> None:
    groups: dict[str, str] = {}
    # The routes first: what is said of them may stand in a file whose name comes earlier.
    every = [read(file, FILE) for file in files]
    for said in every:
        groups |= said["groups"] or {}
        _words.update(said["words"] or {})
        _routes.update({route.key: route for route in (_route(each, groups) for each in said["routes"] or ())})
    for said in every:
        _read_meetings(said)
        for keys, lines in (said["examples"] or {}).items():
            _known("examples", said, [key for key in keys.split() if key != NONE])
            _examples.update(dict.fromkeys(lines, tuple(keys.split())))
    _likeness.keys = ()
    _meetings.cache_clear()


def _read_meetings(said: Read) -> None:
    for key, lines in (said["meetings"] or {}).items():
        _known("meetings", said, [key])
        if missing := {name for each in lines for name in _GROUP.findall(each)} - _words.keys():
            raise said.spot("meetings").wrong(f"there is no list {', '.join(sorted(missing))}")
        _said[key] = tuple(lines)


def _known(where: str, said: Read, keys: Sequence[str]) -> None:
    if missing := set(keys) - _routes.keys():
        raise said.spot(where).wrong(f"there is no route {', '.join(sorted(missing))}")


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
    told = tuple((said["told"] or "").split())
    return TimeLimit(said[spans[0]], _SPANS[spans[0]], filled(said.spot("words"), words), article, told)


each_folder("routes", _read)
