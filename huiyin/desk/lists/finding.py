"""Narrowing a search (查找的筛选): read from the address, so that every result can be shared as a link.

Whoever opens a shared link sees what they themselves may read. A person's data never stand in the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.desk.forms.claim_rows import CLASSES
from huiyin.desk.matter.offered import called
from huiyin.desk.staff import Desk, staff
from huiyin.insights.facets import Facets
from huiyin.insights.finding import find_matters
from huiyin.law.chart.organs import Level
from huiyin.law.terms import Channel, ClaimKind, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.divisions import divisions_in
from huiyin.typed.times import day_of, written
from huiyin.typed.wholes import row_id

#: What an address may hold of a search, in the order of the form.
NAMES = ("q", "organ", "place", "stage", "class", "channel", "since", "until", "due_since", "due_until")
DAYS = ("since", "until", "due_since", "due_until")
STAGES = tuple(stage for stage in Stage if stage is not Stage.NEW)
KINDS = ((ClaimKind.GRIEVANCE.value, (ClaimKind.GRIEVANCE,)), *CLASSES)
MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked: the words, the facets, how each field reads, and what of it makes no sense."""

    query: str
    facets: Facets
    said: Mapping[str, str]
    wrong: Mapping[str, Phrase] = field(default_factory=dict)

    @property
    def asked(self) -> bool:
        return bool(self.query or self.facets) and not self.wrong

    @property
    def used(self) -> int:
        """How many of the filters are set."""
        return sum(bool(value) for name, value in self.said.items() if name != "q")

    @property
    def narrowed(self) -> bool:
        return self.used > 0

    @property
    def address(self) -> str:
        """The query string that asks the same again."""
        return query_string(self.said)

    @property
    def stages(self) -> list[tuple[str, Stage, bool]]:
        return [(each.value, each, each.value == self.said["stage"]) for each in STAGES]

    @property
    def kinds(self) -> list[tuple[str, tuple[object, ...], bool]]:
        return [(key, words, key == self.said["class"]) for key, words in KINDS]

    @property
    def channels(self) -> list[tuple[str, Channel, bool]]:
        return [(each.value, each, each.value == self.said["channel"]) for each in Channel]


def query_string(said: Mapping[str, str]) -> str:
    kept = QueryDict(mutable=True)
    for name in NAMES:
        if said.get(name):
            kept[name] = said[name]
    return kept.urlencode()


def read_filters(said: Mapping[str, str], desk: Desk) -> Filters:
    """The search an address asks for; what cannot be understood is said field by field and asks for nothing."""
    typed = {name: said.get(name, "").strip() for name in NAMES}
    wrong: dict[str, Phrase] = {}
    days = {name: _day(name, typed[name], wrong) for name in DAYS}
    facets = Facets(
        organ=_organ(typed["organ"], desk, wrong),
        place=_place(typed["place"], desk, wrong),
        stage=typed["stage"] if typed["stage"] in STAGES else "",
        kind=typed["class"] if typed["class"] in {key for key, _ in KINDS} else "",
        channel=typed["channel"] if typed["channel"] in list(Channel) else "",
        since=days["since"],
        until=days["until"],
        due_since=days["due_since"],
        due_until=days["due_until"],
    )
    for first, last in (("since", "until"), ("due_since", "due_until")):
        if (start := days[first]) and (end := days[last]) and start > end:
            wrong[last] = P("“到”早于“从”，请对调。")
    return Filters(typed["q"], facets, typed, wrong)


def _day(name: str, typed: str, wrong: dict[str, Phrase]) -> date | None:
    if not typed:
        return None
    found = day_of(typed)
    if found is None:
        wrong[name] = P("年份不对，请核对。") if written(typed) else P("日期要写成 2026-11-23 的样子。")
    return found


def _organ(typed: str, desk: Desk, wrong: dict[str, Phrase]) -> int | None:
    if not typed:
        return None
    found = called(desk.world.chart.organs.values(), typed)
    if found is None:
        wrong["organ"] = P("没有找到叫“{name}”的机关，请写全称。", name=typed)
    return found


def _place(typed: str, desk: Desk, wrong: dict[str, Phrase]) -> str:
    """A division by its path, its own name or its code; of several with one name the nearest to the own organ."""
    if not typed:
        return ""
    found = [code for code, path in _divisions(desk) if typed in (path, code) or path.endswith(typed)]
    if not found:
        wrong["place"] = P("没有找到叫“{name}”的地方。", name=typed)
        return ""
    return next((found[0][: level.width] for level in Level if not found[0][level.width :].strip("0")), found[0])


def _divisions(desk: Desk) -> list[tuple[str, str]]:
    """Code and path of every division of the own province, those of the own area first."""
    return sorted(divisions_in(desk.organ.code[:2]), key=lambda each: not each[0].startswith(desk.organ.area))


@staff
@require_safe
def names(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """Names to choose from while somebody types: ``organ`` or ``place``."""
    typed = request.GET.get(what, "").strip()
    found: list[tuple[str, str]] = []
    if typed and what == "organ":
        organs = desk.world.chart.organs.values()
        hits = [organ for organ in organs if typed in organ.name or typed in organ.short]
        hits.sort(key=lambda organ: (not organ.code.startswith(desk.organ.area), organ.code))
        found = [(organ.name, organ.short) for organ in hits[:MOST_NAMES]]
    elif typed and what == "place":
        found = [(path, code) for code, path in _divisions(desk) if typed in path][:MOST_NAMES]
    return render(request, "desk/_names.html", {"found": found})


def narrowed(cases: list[Case], filters: Filters) -> list[Case]:
    """Of matters found otherwise (by number, by person), those that fit the facets, in the same order."""
    if not filters.facets or not cases:
        return cases
    ids = [case.id for case in cases]
    fit = set(Case.objects.filter(filters.facets.condition(), id__in=ids).values_list("id", flat=True))
    return [case for case in cases if case.id in fit]


def by_words_and_facets(desk: Desk, filters: Filters, before: str, most: int) -> dict[str, Any]:
    """The matters of one page, and the address of the next."""
    place = row_id(before)
    found = find_matters(desk.actor, desk.today, filters.query, filters.facets, place, most)
    older = f"?{filters.address}&before={found.before}" if found.more else ""
    return {"cases": found.cases, "older": older}
