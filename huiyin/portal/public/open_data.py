"""Open figures (公开数据): a page, a file for spreadsheets, one for programs, and a catalogue of both (DCAT 3).

All of it is read from what was published; nothing here counts anything. What becomes of matters about one thing stands
on a page of its own, for whoever wonders what to expect (像我这样的事，后来怎样).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.insights.opened.reading import Fate, Period, fates, published
from huiyin.law.words import P
from huiyin.people.models import Organ
from huiyin.portal.public.open_names import CUTS, MEASURES, cell
from huiyin.portal.public.pages import book_asked, today
from huiyin.portal.public.rights import steps
from huiyin.wording.words import say

HEAD: Final = ("period", "since", "until", "measure", "cut", "of", "code", "name", "count")
#: The periods one page adds up; they do not overlap.
HALVES: Final = 4
_SHOWN: Final = (
    ("received", ("place", "channel", "kind", "topic")), ("answers", ("kept",)), ("ratings", ("said",)),
)  # fmt: skip


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """One month, the newest unless another was asked for, and where the files are."""
    found = _published()
    months = [each for each in found if not each.half]
    month = next((each for each in months if each.key == request.GET.get("month", "")), months[0] if months else None)
    context = {
        "months": months,
        "month": month,
        "trend": [(each, [(MEASURES[name], each.whole(name)) for name, _ in _SHOWN]) for each in months[:12]],
        "titles": [MEASURES[name] for name, _ in _SHOWN],
        "tables": list(_tables(month)) if month else [],
        "least": settings.HUIYIN_SMALLEST_COUNT,
    }
    return render(request, "portal/open.html", context)


def _tables(month: Period) -> Iterator[dict[str, Any]]:
    for measure, cuts in _SHOWN:
        lines = [
            {
                "title": CUTS[cut],
                "rows": [(cell(cut, name), many) for name, many in _ordered(month.cut(measure, cut)) if many != 0],
                "told": any(month.cut(measure, cut).values()),
                "left": month.left(measure, cut),
            }
            for cut in cuts
        ]
        yield {"title": MEASURES[measure], "whole": month.whole(measure), "cuts": lines}


def _ordered(cells: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """The largest first; what is hidden after what is told, in an order that tells nothing."""
    return sorted(cells.items(), key=lambda each: (each[1] is None, -(each[1] or 0), each[0]))


@require_safe
def like_mine(request: HttpRequest) -> HttpResponse:
    """What became of matters about one thing, as far as it was published."""
    halves = [each for each in _published() if each.half][:HALVES]
    found = list(fates(halves))
    wished = request.GET.get("topic", "")
    fate = next((each for each in found if each.topic == wished), found[0] if found else None)
    context = {
        "topics": [(each.topic, cell("topic", each.topic)) for each in found],
        "fate": fate,
        "named": cell("topic", fate.topic) if fate else "",
        "pictures": _pictures(fate) if fate else [],
        "since": halves[-1].since if halves else None,
        "until": halves[0].until if halves else None,
        "least": settings.HUIYIN_SMALLEST_COUNT,
        "steps": steps(book_asked(request, today()))[:4],
    }
    return render(request, "portal/like_mine.html", context)


def _pictures(fate: Fate) -> list[dict[str, Any]]:
    """How it ended, the most first; how long it took, the shortest first. With the tenths that people speak of."""
    ends = sorted(_some(fate.ends), key=lambda each: (-each[1], each[0]))
    days = sorted(_some(fate.days), key=lambda each: int(each[0]))
    return [
        {"title": CUTS[cut], "rows": [(cell(cut, name), many, round(100 * many / fate.whole)) for name, many in rows],
         "left": fate.whole - sum(many for _, many in rows)}
        for cut, rows in (("ends", ends), ("days", days))
    ]  # fmt: skip


def _some(cells: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(name, many) for name, many in cells.items() if many]


# Files ---------------------------------------------------------------------------------------------------------------


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Everything published, a line for each number; an empty count is one that is hidden."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for period in _published():
        for line in _lines(period):
            writer.writerow((period.key, period.since, period.until, *line))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return answer


def _lines(period: Period) -> Iterator[tuple[Any, ...]]:
    for measure, said in period.body.items():
        if measure == "topics":
            continue
        yield measure, "", "", "", say(MEASURES[measure]), _number(said["whole"])
        for cut, cells in said["cuts"].items():
            for name, many in _ordered(cells):
                yield measure, cut, "", name, cell(cut, name), _number(many)
    for topic, cuts in period.body.get("topics", {}).items():
        for cut, cells in cuts.items():
            for name, many in _ordered(cells):
                yield "ended", cut, topic, name, cell(cut, name), _number(many)


def _number(many: int | None) -> str:
    return "" if many is None else str(many)


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The same for programs; ``null`` is hidden."""
    periods = [
        {"period": each.key, "since": each.since.isoformat(), "until": each.until.isoformat(), "area": each.area,
         "published": each.published_on.isoformat(), **each.body}
        for each in _published()
    ]  # fmt: skip
    said = {"smallest_count": settings.HUIYIN_SMALLEST_COUNT, "periods": periods}
    return _json(said, "application/json")


@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """What there is, where, how often, from whom (W3C DCAT 3 as JSON-LD)."""
    found = _published()
    area = found[0].area if found else ""

    def at(name: str) -> str:
        return request.build_absolute_uri(reverse(f"portal:{name}"))

    def file(name: str, media: str) -> dict[str, Any]:
        return {
            "@type": "dcat:Distribution",
            "dcat:accessURL": {"@id": at("open")},
            "dcat:downloadURL": {"@id": at(name)},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        }

    dataset = {
        "@id": f"{at('open')}#figures",
        "@type": "dcat:Dataset",
        "dct:title": [_in("zh", "信访工作统计数字"), _in("en", "Figures of petition work")],
        "dct:description": [
            _in("zh", "按月登记、按期办结、评价，按半年各类事项的结果和用时。小数隐去，发布后不再改动，不含检举控告。"),
            _in("en", "By month what was registered, kept in time, said; by half-year how matters ended. Small numbers"
                      " are hidden, nothing published changes, reports of wrongdoing are not included."),
        ],
        "dcat:keyword": [_in("zh", "信访"), _in("en", "petitions")],
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/MONTHLY"},
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dct:rights": [_in("zh", "无条件开放，请注明来源"), _in("en", "Open to everybody; please name the source")],
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ZHO"},
        "dct:spatial": {"@type": "dct:Location", "dct:identifier": area},
        "dcat:landingPage": {"@id": at("open")},
        "dcat:distribution": [file("open-csv", "text/csv"), file("open-json", "application/json")],
    }  # fmt: skip
    if found:
        dataset["dct:issued"] = _day(min(each.published_on for each in found).isoformat())
        dataset["dct:modified"] = _day(max(each.published_on for each in found).isoformat())
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(min(each.since for each in found).isoformat()),
            "dcat:endDate": _day(max(each.until for each in found).isoformat()),
        }
    said = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": at("open-catalog"),
        "@type": "dcat:Catalog",
        "dct:title": [_in("zh", "信访公开数据"), _in("en", "Open data of petition work")],
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _in("zh", _publisher(area))},
        "foaf:homepage": {"@id": at("home")},
        "dcat:dataset": [dataset],
    }
    return _json(said, "application/ld+json")


def _in(language: str, text: str) -> dict[str, str]:
    return {"@language": language, "@value": text}


def _day(said: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": said}


def _publisher(area: str) -> str:
    """The petition office of the area."""
    rows = Organ.objects.filter(kind="petition_office", code__startswith=area).order_by("code", "id")
    first = rows.first() if area else None
    return first.name if first else say(P("信访部门"))


def _json(said: Mapping[str, Any], media: str) -> HttpResponse:
    answer = HttpResponse(json.dumps(said, ensure_ascii=False, indent=1), content_type=f"{media}; charset=utf-8")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _published() -> list[Period]:
    return published() if settings.HUIYIN_OPEN_FIGURES else []
