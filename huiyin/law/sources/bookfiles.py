"""How a rule book is written in a file, and how the value is made of it. What each name means: docs/law.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, Final

from huiyin.law.frame.deadlines import Period
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import LAWS, PLACE, Citation, cited
from huiyin.law.sources.meanings import CITED, MEANINGS, NATIONAL, SILENT, Incomplete
from huiyin.law.sources.rulebook import Options, Power, Representatives, RuleBook
from huiyin.law.sources.shapes import Day, Flag, Many, OneOf, Read, Record, Spot, Table, Text, Whole
from huiyin.law.sources.summaries import summary
from huiyin.law.sources.tongues import Words
from huiyin.law.terms import Act, Channel, Class, ClockKind, Closure, NonAcceptance, Side, Term, Unit, Way

#: Periods within which the petitioner may do something; they may end later when the last day is a holiday.
CITIZENS: Final = frozenset({ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW})
#: Periods that a regulation may leave to whoever sets the day.
AS_SET: Final = frozenset({ClockKind.ASSIGNMENT, ClockKind.FEEDBACK})
#: Periods that not every regulation has.
OPTIONAL: Final = frozenset({ClockKind.ADMIT_REVIEW, ClockKind.ADMIT_REREVIEW})
#: Rows that the table has and no file gives a length: further time is part of ``handle``, finality has none, that of a
#: reminder is an option.
_NO_PERIODS: Final = frozenset({ClockKind.EXTENSION, ClockKind.NO_FURTHER, ClockKind.REMINDER})
PERIODS: Final = {kind.name.lower(): kind for kind in ClockKind if kind not in _NO_PERIODS}


def _values(terms: type[Term]) -> OneOf:
    return OneOf(tuple(term.value for term in terms))


_SOMEWHERE: Final = Text(
    "A place in this book's own law, or in another one by its key.",
    rf"(?:[a-z][a-z0-9]{{1,31}}:)?{PLACE.pattern}",
    "34, 22.1.3, 31..6 or xf2022:35",
)
_PERIOD: Final = Record(
    {
        "days": Whole(1, 3650, "Natural days; day 1 is the day after the trigger."),
        "workdays": Whole(1, 1000, "Working days, by the calendar of the State Council."),
        "article": _SOMEWHERE,
        "extension": Record(
            {"days": Whole(1, 3650, "The most by which the head may extend it."), "article": _SOMEWHERE},
            ("days", "article"),
        ),
    },
    needed=("article",),
    about="A length with its article; without a length the day is set with the act (assignment, feedback).",
)
_POWER: Final = Record(
    {
        "acts": Many(_values(Act)),
        "may": Flag(),
        "article": _SOMEWHERE,
        "why": Words("Completes the refusal; needed where it may not."),
        "instead": Words("What to do instead."),
        "organs": Many(_values(Side)),
        "classes": Many(_values(Class), "Classes of a claim; 1 to 6 are the items of Art. 31."),
        "channels": Many(_values(Channel)),
        "ways": Many(_values(Way)),
        "grounds": Many(_values(NonAcceptance), "Of direct_elsewhere: why it is not accepted here."),
    },
    needed=("acts", "may", "article"),
    about="What organs may do with claims, where this regulation differs from the national one. The first row that "
    "fits answers; what is left out means any.",
)
_OPTIONS: Final = Record(
    {
        each.name: Flag() if isinstance(each.default, bool) else Whole(1, 3650)
        for each in fields(Options)
    },
    about="What no text of a law fixes (docs/law.md).",
)  # fmt: skip

BOOK: Final = Record(
    {
        "key": Text("Its name in every matter lodged under it; never changed.", "[a-z][a-z0-9-]{1,39}", "cn-2022"),
        "title": Words("What people call it, with the year."),
        "law": Text("The key of its regulation; a file in laws/ says what that is.", "[a-z][a-z0-9]{1,31}", "xf2022"),
        "in_force": Day("The first day on which a matter that is lodged falls under it."),
        "repealed": Day("The first day on which none does any more."),
        "under": Text("The key of the book from which the periods come that this one does not say."),
        "amends": Text("The key of the book that this one amends; everything that is not said here stays as it is."),
        "periods": Table(_PERIOD, OneOf(tuple(PERIODS)), "The length of each clock."),
        "acts": Table(
            _SOMEWHERE, _values(Act), "The article of an act, where it is not the equivalent of the national one."
        ),
        "lacks": Many(
            OneOf(tuple(act.value for act in Act if act is not Act.LODGE)), "Acts that this regulation does not know."
        ),
        "representatives": Record(
            {
                "most": Whole(1, 100, "How many representatives a group may send."),
                "few": Whole(1, 100, "How many a small group may send; with crowd."),
                "crowd": Whole(1, 10000, "How many people a small group has at most."),
                "article": _SOMEWHERE,
            },
            ("most", "article"),
        ),
        "ends": Many(_values(Closure), "Closures after which the same facts and reasons are not taken up again."),
        "own_rules": _SOMEWHERE,
        "visitors_document": _SOMEWHERE,
        "rights": _SOMEWHERE,
        "articles": Table(
            Text("A place, or = where this regulation is silent and the national one binds.",
                 rf"=|{_SOMEWHERE.pattern}", "20.1 or ="),
            OneOf(tuple(MEANINGS)),
            "Where this regulation says what the national one says, meaning by meaning.",
        ),
        "powers": Many(_POWER),
        "papers": Table(
            Text(), _values(Paper), "What this regulation calls an instrument, where it is not the usual title."
        ),
        "options": _OPTIONS,
    },
    needed=("key", "title", "law", "in_force"),
    about="One regulation as the software applies it.",
)  # fmt: skip


def written(said: Read, books: Mapping[str, RuleBook]) -> RuleBook:
    """The book that a file describes, ``under`` one of ``books`` if it says so.

    :raises BadFile: with file, line, what and why.
    """
    law = _law(said)
    above = books[said["under"]] if said["under"] else None
    for name in ("periods", "representatives", "ends", *(() if law == NATIONAL else ("articles",))):
        if name not in said:
            raise said.at.wrong(f"{name!r} is missing")
    own = dict(_periods(said, law))
    periods = {**(above.periods if above else {}), **own}
    missing = [name for name, kind in PERIODS.items() if kind not in periods and kind not in OPTIONAL]
    if missing:
        raise said.spot("periods").wrong(f"no length for {', '.join(missing)}")
    return _checked(
        said,
        key=said["key"],
        title=said["title"],
        in_force=said["in_force"],
        repealed_on=said["repealed"],
        periods=periods,
        law=law,
        under=said["under"],
        taken=frozenset(periods.keys() - own.keys() - _NO_PERIODS),
        **{"equivalents": {}, "basis": {}, "options": Options(), **dict(_said(said, law))},
    )


def amended(said: Read, before: RuleBook) -> RuleBook:
    """``before`` with what a file changes in it. Its law is a version of the same law: places that are not said anew
    keep their numbers in it.

    :raises BadFile: with file, line, what and why.
    """
    law = _law(said)
    if law != before.law and LAWS[law].version_of != before.law:
        raise said.spot("law").wrong(f"{law} is no version of {before.law}; its file says version_of: {before.law}")
    if said["in_force"] <= before.in_force:
        raise said.spot("in_force").wrong(f"{before.key} itself is in force only from {before.in_force} on")

    def moved(place: Citation) -> Citation:
        return replace(place, law=law) if place.law == before.law else place

    kept = moved_to(before, moved)
    changed, periods = dict(_said(said, law)), dict(_periods(said, law))
    # What an amendment does not say, and every article it does not place anew, stays where it was.
    articles = {**kept.pop("equivalents"), **changed.pop("equivalents", {})}
    basis = {**kept.pop("basis"), **changed.pop("basis", {})}
    return _checked(
        said,
        **{
            **kept,
            **changed,
            "key": said["key"],
            "title": said["title"],
            "in_force": said["in_force"],
            "repealed_on": said["repealed"],
            "law": law,
            "amends": before.key,
            "periods": {**kept["periods"], **periods},
            "taken": before.taken - periods.keys(),
            "equivalents": articles,
            "basis": basis,
        },
    )


def moved_to(book: RuleBook, moved: Callable[[Citation], Citation]) -> dict[str, Any]:
    """Every field of a book with its places where ``moved`` puts them."""

    def period(each: Period) -> Period:
        longer = each.extension_citation
        return replace(each, citation=moved(each.citation), extension_citation=moved(longer) if longer else None)

    places = book.equivalents or {place: place for place in CITED}
    single = {name: getattr(book, name) for name in ("own_rules", "visitors_document", "rights")}
    return {
        **{each.name: getattr(book, each.name) for each in fields(book)},
        **{name: moved(place) if place else None for name, place in single.items()},
        "periods": {kind: period(each) for kind, each in book.periods.items()},
        "basis": {act: moved(place) for act, place in book.basis.items()},
        "equivalents": {asked: moved(place) for asked, place in places.items()},
        "representatives": replace(book.representatives, citation=moved(book.representatives.citation)),
        "powers": tuple(replace(row, article=moved(row.article)) for row in book.powers),
    }


def _law(said: Read) -> str:
    law: str = said["law"]
    if law not in LAWS:
        raise said.spot("law").wrong(f"there is no law {law!r}; there are: {', '.join(LAWS)}")
    return law


def _checked(said: Read, **values: Any) -> RuleBook:
    """The book, if it holds together."""
    if values["repealed_on"] and values["repealed_on"] <= values["in_force"]:
        raise said.spot("repealed").wrong("lies before the day on which it comes into force")
    try:
        return RuleBook(**frozen(values))
    except Incomplete as gap:
        raise said.spot("articles").wrong(str(gap)) from None


def frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same, its tables such that nobody changes them."""
    return {name: MappingProxyType(value) if isinstance(value, dict) else value for name, value in values.items()}


# Piece by piece -------------------------------------------------------------------------------------------------------


def _periods(said: Read, law: str) -> Iterator[tuple[ClockKind, Period]]:
    for name, row in (said["periods"] or {}).items():
        kind = PERIODS[name]
        if "days" in row and "workdays" in row:
            raise row.at.wrong("says days or workdays, not both")
        length = row["days"] or row["workdays"] or 0
        if not length and kind not in AS_SET:
            raise row.at.wrong("says no length, in days or in workdays")
        if row["extension"] and kind is not ClockKind.HANDLE:
            raise row.spot("extension").wrong("only handle can be extended")
        longer = row["extension"]
        yield (
            kind,
            Period(
                length,
                Unit.WORKDAYS if "workdays" in row else Unit.DAYS,
                _explained(row.spot("article"), row["article"], law),
                longer["days"] if longer else 0,
                _explained(longer.spot("article"), longer["article"], law) if longer else None,
                citizens=kind in CITIZENS,
            ),
        )


def _said(said: Read, law: str) -> Iterator[tuple[str, Any]]:
    """Everything but names, days and periods, where the file says it."""
    for name in ("own_rules", "visitors_document", "rights"):
        if said[name]:
            yield name, _explained(said.spot(name), said[name], law)
    if "acts" in said:
        rows = said["acts"].items()
        yield "basis", {Act(act): _explained(said.spot("acts").entry(act), place, law) for act, place in rows}
    if "lacks" in said:
        yield "lacks", frozenset(Act(act) for act in said["lacks"])
    if "ends" in said:
        yield "ends", frozenset(Closure(each) for each in said["ends"])
    if "representatives" in said:
        yield "representatives", _representatives(said["representatives"], law)
    if "articles" in said:
        places = {name: _place(said, name, place, law) for name, place in said["articles"].items()}
        yield "equivalents", {MEANINGS[name]: place for name, place in places.items()}
    if "powers" in said:
        yield "powers", tuple(_power(row, law) for row in said["powers"])
    if "papers" in said:
        yield "papers", {Paper(kind): title for kind, title in said["papers"].items()}
    if "options" in said:
        yield "options", Options(**said["options"].values)


def _explained(at: Spot, place: str, law: str) -> Citation:
    """The place, if there are words for it: every page shows them beside the rule."""
    found = cited(at, place, law)
    if summary(found) is None:
        raise at.wrong(f"nothing says what {found.key} says; give it words under places in the file of {found.law}")
    return found


def _place(said: Read, name: str, place: str, law: str) -> Citation:
    return MEANINGS[name] if place == SILENT else _explained(said.spot("articles").entry(name), place, law)


def _representatives(row: Read, law: str) -> Representatives:
    if ("few" in row) is not ("crowd" in row):
        raise row.at.wrong("few and crowd are said together or not at all")
    return Representatives(
        row["few"] or row["most"], row["most"], row["crowd"] or 0, _explained(row.spot("article"), row["article"], law)
    )


def _power(row: Read, law: str) -> Power:
    if row["may"] is (row["why"] is not None):
        raise row.at.wrong("a row that forbids says why; one that allows needs no words")

    def some(name: str, terms: type[Term]) -> frozenset[Any]:
        return frozenset(terms(each) for each in row[name] or ())

    return Power(
        some("acts", Act),
        row["may"],
        _explained(row.spot("article"), row["article"], law),
        row["why"],
        row["instead"],
        some("organs", Side),
        some("classes", Class),
        some("channels", Channel),
        some("ways", Way),
        some("grounds", NonAcceptance),
    )
