"""The law behind every rule (法规页): what an article says in plain words, and its text where an office loaded it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from huiyin.law.sources.articles import LAWS, Citation, Law
from huiyin.law.sources.statutes import Article, holds
from huiyin.law.sources.summaries import SUMMARIES, summary
from huiyin.law.words import Phrase
from huiyin.library.queries import article_numbers, article_text, loaded_laws
from huiyin.typed.wholes import place_of

_MOST = 999  # no law has more articles; numerals are written up to here


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item (项) on the page; `cited` if the link that led here named it."""

    number: int
    text: str
    cited: bool


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A paragraph (款) on the page."""

    number: int
    text: str
    cited: bool
    items: tuple[ItemLine, ...]


def law_index(request: HttpRequest) -> HttpResponse:
    """Every law that the product cites, with the articles we have summed up."""
    loaded = loaded_laws()
    today = timezone.localdate()
    laws = [
        {"law": law, "standing": _standing(law, today), "loaded": loaded.get(key), "articles": _summed_up(law)}
        for key, law in LAWS.items()
    ]
    return render(request, "portal/law/index.html", {"laws": laws, "any_loaded": bool(loaded)})


def law_article(request: HttpRequest, law: str, article: int) -> HttpResponse:
    """One article. ?p= and ?i= mark the paragraph and the item that the reader came for."""
    if law not in LAWS or not 1 <= article <= _MOST:
        raise Http404
    text = article_text(law, article)
    citation = _cited(Citation(law, article, _number(request, "p"), _number(request, "i")), text)
    words = summary(citation)
    if text is None and words is None:
        raise Http404
    earlier, later = _neighbours(article, article_numbers(law) or _summarised(law))
    context = {
        "law": LAWS[law],
        "citation": citation,
        "summary": words,
        "parts": _parts(citation),
        "chapter": text.chapter if text else "",
        "paragraphs": _lines(text, citation) if text else (),
        "standing": _standing(LAWS[law], timezone.localdate()),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "portal/law/article.html", context)


def _cited(citation: Citation, text: Article | None) -> Citation:
    """The place the link names; the whole article if the text has no such place."""
    return citation if text is None or holds(text, citation) else citation.whole_article()


def _number(request: HttpRequest, name: str) -> int | None:
    """A number of one or two figures from the query; anything else is as if it were not there."""
    return place_of(request.GET.get(name), 99)


def _parts(citation: Citation) -> list[tuple[Citation, Phrase]]:
    """Our words for the paragraphs and items of the article, where it is long enough to have them."""
    places = (place for place in SUMMARIES if place.law == citation.law and place.article == citation.article)
    return [(place, SUMMARIES[place]) for place in places if place.paragraph or place.item]


def _lines(text: Article, citation: Citation) -> tuple[ParagraphLine, ...]:
    return tuple(
        ParagraphLine(
            number,
            paragraph.text,
            cited=number == citation.paragraph and citation.item is None,
            items=tuple(
                ItemLine(at, item, cited=at == citation.item and citation.paragraph in (None, number))
                for at, item in enumerate(paragraph.items, start=1)
            ),
        )
        for number, paragraph in enumerate(text.paragraphs, start=1)
    )


def _standing(law: Law, today: date) -> str:
    if law.in_force_on(today):
        return "doubtful" if law.doubtful else "in_force"
    return "repealed" if law.repealed_on and law.repealed_on <= today else "coming"


def _summed_up(law: Law) -> list[tuple[Citation, Phrase]]:
    """The articles of a law that we have words for, ascending."""
    places = sorted((place for place in SUMMARIES if place.law == law.key), key=lambda place: place.article)
    return [(place, SUMMARIES[place]) for place in places if place == place.whole_article()]


def _summarised(law: str) -> list[int]:
    return [place.article for place, _ in _summed_up(LAWS[law])]


def _neighbours(article: int, numbers: Sequence[int]) -> tuple[int | None, int | None]:
    """The articles before and after it that we can show."""
    earlier = max((number for number in numbers if number < article), default=None)
    later = min((number for number in numbers if number > article), default=None)
    return earlier, later


urlpatterns = [
    path("law/", law_index, name="law-index"),
    path("law/<slug:law>/<int:article>/", law_article, name="law-article"),
]
