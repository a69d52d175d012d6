"""The three tests (三个经得起) per organ: what a superior's sample found, what people say, whether it came back.

Beside them the signs that a figure was made rather than earned, as questions to the organ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.quality.asked import Asked, Cell, asked, one_organ
from huiyin.desk.records.lists import may_open
from huiyin.desk.staff import Desk, staff
from huiyin.insights import quality
from huiyin.law.check.vocabulary import CheckStage
from huiyin.law.matter.shown import GAMING, Shown
from huiyin.law.matter.signs import Signs, signs
from huiyin.law.words import P, Phrase
from huiyin.oversight.checks import CHECKS, facts_of
from huiyin.record.reading import visible_to
from huiyin.wording.listed import listed

MOST = 60
_READ = frozenset({CheckStage.CONCLUDED, CheckStage.SENT, CheckStage.ANSWERED, CheckStage.CLOSED})


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of an organ: how many, of how many where that says anything, and the question that goes with it."""

    mark: Shown
    cell: Cell
    question: Phrase
    ask: str


@staff
@require_safe
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    told = asked(request, desk)
    rows = _rows(told)
    context = {
        "told": told,
        "rows": listed(request, sorted(rows, key=lambda row: row["name"]), MOST),
        "limits": signs(),
        "tab": "overview",
    }
    return page(request, desk, "desk/quality/overview.html", context, here="quality")


@staff
@require_safe
def organ(request: HttpRequest, desk: Desk, organ: int) -> HttpResponse:
    """One organ: the same, its signs as questions, and month by month."""
    told = asked(request, desk)
    one_organ(told, str(organ))
    mine = Asked(desk, [organ], told.months, told.smallest)
    rows = _rows(mine)
    context = {
        "told": told,
        "organ": organ,
        "name": told.name(organ),
        "row": rows[0] if rows else None,
        "signs": _signs(mine, organ),
        "months": _by_month(mine, organ),
        "limits": signs(),
    }
    return page(request, desk, "desk/quality/organ.html", context, here="quality")


def _rows(told: Asked) -> list[dict[str, Any]]:
    """An organ a row, in five statements; whoever answered nothing and was asked nothing is left out."""
    limits, today = signs(), told.desk.today
    counts = quality.marked(told.organs, told.months)
    words, checks, alike = (
        quality.said(told.organs, told.months, today),
        _checks(told),
        quality.alike(told.organs, limits),
    )
    held = {
        name: _held(told, told.months.over(days, today), name)
        for name, days in ((Shown.BACK_SHORT, limits.held_short), (Shown.BACK_LONG, limits.held_long))
    }
    organs = [each for each in told.organs if each in counts or each in checks or _rated(words, each)]
    return [_row(told, each, counts, words, checks, alike, held) for each in organs]


def _rated(words: dict[int, quality.Word], organ: int) -> bool:
    return organ in words and bool(words[organ].rated.whole)


def _held(told: Asked, months: quality.Months | None, name: Shown) -> dict[int, tuple[int, int]]:
    """By organ how many answers came back, of those whose time is over."""
    if months is None:
        return {}
    counts = quality.marked(told.organs, months, (name, Shown.ANSWERED))
    return {organ: (mine[name.value, ""], mine[Shown.ANSWERED.value, ""]) for organ, mine in counts.items()}


def _checks(told: Asked) -> dict[int, tuple[int, int]]:
    """By organ how many of the matters that were drawn by chance were found wanting, in checks the reader may read."""
    months = told.months
    rows = visible_to(CHECKS, told.desk.actor, told.desk.today).filter(stage__in=[each.value for each in _READ])
    found: Counter[int] = Counter()
    drawn: Counter[int] = Counter()
    for row in rows.filter(lodged_at__date__gte=months.first, lodged_at__date__lte=months.until):
        facts = facts_of(row)
        if facts.to_organ in told.organs and facts.read:
            found[facts.to_organ] += len(facts.wanting & set(facts.drawn))
            drawn[facts.to_organ] += len(facts.drawn)
    return {organ: (found[organ], many) for organ, many in drawn.items()}


def _row(
    told: Asked, organ: int, counts: Any, words: Any, checks: Any, alike: dict[int, int], held: Any
) -> dict[str, Any]:
    word = words.get(organ) or quality.word_of({})
    mine: Counter[quality.Key] = counts.get(organ, Counter())
    signs_ = sum(mine[each.value, ""] for each in GAMING if each is not Shown.EVE) + alike.get(organ, 0)
    return {
        "organ": organ,
        "name": told.name(organ),
        "checked": told.cell(*checks.get(organ, (0, 0))),
        "word": word,
        "rated": told.cell(word.rated.part, word.rated.whole or 0),
        "content": told.cell(word.liked.part, word.liked.whole or 0),
        "short": told.cell(*held[Shown.BACK_SHORT].get(organ, (0, 0))),
        "long": told.cell(*held[Shown.BACK_LONG].get(organ, (0, 0))),
        "signs": signs_ + (_eve(mine, signs()) is not None),
    }


def _eve(mine: Counter[quality.Key], limits: Signs) -> tuple[int, int] | None:
    """How many answers were given on the last days, of those with a period, where that is more than chance."""
    part, whole = mine[Shown.EVE.value, ""], mine[Shown.TIMED.value, ""]
    enough = whole >= limits.eve_least and Cell(part, whole).between
    return (part, whole) if enough and float(enough[0].rstrip("%")) >= limits.eve_percent else None


def _signs(told: Asked, organ: int) -> list[Sign]:
    """The signs that the record shows of an organ, each with its question; whoever draws checks can ask it at once."""
    limits = signs()
    mine = quality.marked([organ], told.months).get(organ, Counter())
    answered = mine[Shown.ANSWERED.value, ""]
    many: dict[Shown, tuple[int, int] | None] = {
        each: (mine[each.value, ""], answered) if mine[each.value, ""] else None for each in GAMING
    }
    many[Shown.EVE] = _eve(mine, limits)
    same = quality.alike([organ], limits).get(organ, 0)
    many[Shown.SAME_WORDS] = (same, max(same, answered)) if same else None
    return [
        Sign(mark, told.cell(*found), _question(mark, limits), _ask(told, organ, mark))
        for mark, found in many.items()
        if found is not None
    ]


def _question(mark: Shown, limits: Signs) -> Phrase:
    match mark:
        case Shown.AT_OFFICE:
            return P("这些评价是在办公设备上作出的。是谁操作的，群众在场吗？")
        case Shown.EVE:
            return P("这些答复卡在期限最后{n}天。是办到这时候，还是等到这时候？", n=limits.eve_days)
        case Shown.ANEW:
            return P("同一个人的同一件事另编了号，没有写明接哪一件。为什么？")
        case Shown.CONTENT_BACK:
            return P("评了满意，{n}日内又来反映。当时是怎样评的？", n=limits.content_back_days)
    return P("同样的话答复了至少{n}件。每一件都看过吗？", n=limits.same_matters)


def _ask(told: Asked, organ: int, mark: Shown) -> str:
    """The form of a check on these matters, filled in; empty for who opens none or at their own organ."""
    if not may_open(CHECKS, told.desk) or organ == told.desk.organ.id:
        return ""
    until = min(told.months.until, told.desk.today)
    start: dict[str, Any] = {"to_organ": organ, "about": mark.value, "since": told.months.first, "until": until}
    start |= {"chance": 10, "sheet": "handling"}
    return reverse("desk:record-new", args=["check"]) + "?" + urlencode(start)


_MONTHLY = (
    Shown.ANSWERED, Shown.LATE, Shown.UNHEARD, Shown.UNLOOKED, Shown.DENIED, Shown.QUASHED, Shown.BACK_LONG,
    Shown.AGAIN,
)  # fmt: skip


def _by_month(told: Asked, organ: int) -> list[tuple[date, list[tuple[Shown, Cell]]]]:
    """Month by month what was answered, and what was late, unheard, not looked into, denied, back."""
    found = quality.monthly(organ, told.months)
    return [
        (month, [(name, _of_month(told, found.get(month, Counter()), name)) for name in _MONTHLY])
        for month in reversed(told.months.each)
    ]


def _of_month(told: Asked, counts: Counter[quality.Key], name: Shown) -> Cell:
    part = counts[name.value, ""]
    return told.cell(part, max(part, counts[Shown.ANSWERED.value, ""]))
