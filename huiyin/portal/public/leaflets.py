"""Leaflet and poster of one's rights (宣传单、海报), drawn from the rule book of the place, with whom to find there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.law.sources.articles import Citation
from huiyin.law.sources.books import RuleBook
from huiyin.law.words import P
from huiyin.papers.leaflets import draw_leaflet
from huiyin.people.models import Division, Organ
from huiyin.portal.public.pages import book_asked, groups_of, today
from huiyin.portal.public.rights import FORBIDDEN, Said, duties, limits, rights, steps
from huiyin.wording.words import dated, english, say

SIZES: Final = ("leaflet", "poster")
#: So many offices stand on a sheet: the nearest, and those above it.
_OFFICES: Final = {"leaflet": 3, "poster": 2}


@require_safe
def leaflet(request: HttpRequest, size: str) -> HttpResponse:
    """``?place=`` a division's code, ``?book=`` another book in force."""
    if size not in SIZES:
        raise Http404
    place = _place(request)
    pdf = draw_leaflet(_said(request, size, book_asked(request, today()), place))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{size}.pdf"'
    return answer


def _place(request: HttpRequest) -> Division | None:
    wished = request.GET.get("place", "")
    divisions = Division.objects.exclude(level="village")
    return divisions.filter(code=wished).first() if wished.isdecimal() else divisions.order_by("code").first()


def _said(request: HttpRequest, size: str, book: RuleBook, place: Division | None) -> dict[str, Any]:
    offices = list(_offices(place))[: _OFFICES[size]]
    own, on = offices[0] if offices else None, today()
    return {
        "size": size,
        "lang": "en" if english() else "zh",
        "title": say(P("信访怎么办，您有哪些权利")),
        "lead": say(P("网上、写信、打电话、当面，哪样方便用哪样。")),
        "date": on.isoformat(),
        "organ": own.name if own else "",
        "source": say(P("依据{title}，{day}", title=say(book.title), day=dated(on))),
        "address": request.build_absolute_uri(reverse("portal:guide")),
        "scan": say(P("扫一扫，用手机看、听")),
        "parts": list(_parts(book, offices)),
    }


def _parts(book: RuleBook, offices: Iterable[Organ]) -> Iterable[dict[str, Any]]:
    forbids, persuasion = limits(book)
    way = [_row(step.title, step.citation, say(step.period)) for step in steps(book)]
    yield _part(P("一步一步怎么走"), way, numbered=True)
    yield _part(P("您的权利"), _rows(rights(book)))
    yield _part(P("请您做到"), _rows(duties(book)))
    yield _part(
        P("这些事不能做"),
        [
            *(_row(each) for each in FORBIDDEN),
            _row(P("有人这样做，工作人员先劝阻、教育"), persuasion, place_of=forbids),
        ],
    )
    yield _part(P("到哪里找谁"), [_where(organ) for organ in offices])


def _part(title: Any, rows: list[dict[str, str]], *, numbered: bool = False) -> dict[str, Any]:
    return {"title": say(title), "rows": rows, "numbered": numbered}


def _rows(said: Iterable[Said]) -> list[dict[str, str]]:
    return [_row(words, citation) for words, citation in said]


def _row(
    words: Any, citation: Citation | None = None, when: str = "", place_of: Citation | None = None
) -> dict[str, str]:
    places = [each for each in (place_of, citation) if each is not None]
    labels = dict.fromkeys(each.short_label() if not english() else f"Art. {each.article}" for each in places)
    return {"text": say(words), "when": when, "place": (", " if english() else "、").join(labels)}


def _where(organ: Organ) -> dict[str, str]:
    said = [organ.phone and say(P("电话 {phone}", phone=organ.phone)), organ.address, organ.hours]
    return {"text": f"{organ.name}　{'；'.join(each for each in said if each)}", "when": "", "place": ""}


def _offices(place: Division | None) -> Iterable[Organ]:
    for group in groups_of(place) if place else []:
        if group["open"]:
            yield from group["organs"]
