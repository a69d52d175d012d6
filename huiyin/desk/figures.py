"""The figures (统计), each as a part of a whole; who was not rated is shown as unrated."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.insights.figures import Figures, Ratings, Share
from huiyin.insights.figures import figures as counted
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.sources.books import book as rule_book
from huiyin.law.terms import ClockKind, Rating
from huiyin.law.words import P, Phrase
from huiyin.people.charts import book_for

Row = tuple[object, Share, Citation | None]


class Span(forms.Form):
    """From which day to which day matters were registered."""

    since = forms.DateField(label=_("从"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


@staff
@require_safe
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    span = Span(request.GET or None)
    since, until = _days(span)
    found = counted(desk.actor, desk.today, since, until)
    context = {
        "span": span,
        "figures": found,
        "rows": _rows(found, rule_book(book_for(desk.organ.id, desk.today))),
        "channels": [(channel.label, share) for channel, share in found.channels.items()],
        "ratings": [
            (P("对信访部门"), _rated(found.office, found.office_service)),
            (P("对责任单位"), _rated(found.unit, found.unit_service)),
        ],
    }
    return page(request, desk, "desk/figures.html", context, here="figures")


def _days(span: Span) -> tuple[date | None, date | None]:
    span.is_valid()
    said = span.cleaned_data if span.is_bound else {}
    return said.get("since"), said.get("until")


def _rows(found: Figures, book: RuleBook) -> list[Row]:
    """By each matter's own clocks; the article beside them is that of the book by which the organ works now."""
    return [
        (P("信访部门按期分流"), found.sorted_in_time, book.periods[ClockKind.SORT].citation),
        (P("责任单位按期告知"), found.told_in_time, book.periods[ClockKind.NOTIFY].citation),
        (P("信访程序按期办结"), found.decided_in_time, book.periods[ClockKind.HANDLE].citation),
        (P("信访程序超期没有办结"), found.decided_overdue, book.own(cite("xf2022", 45))),
        (P("已经答复"), found.answered, None),
        (P("还没有答复"), found.unanswered, None),
        (P("没有答复就结束（撤回、并案）"), found.ended, None),
        (P("同一件事又来"), found.repeats, None),
        (P("重新办过的"), found.reworked, None),
    ]


def _rated(result: Ratings, service: Ratings) -> list[tuple[Phrase, list[tuple[str | Phrase, Share]]]]:
    """Result and service stay apart: one does not make up for the other."""
    return [(P("结果"), _ratings(result)), (P("服务"), _ratings(service))]


def _ratings(ratings: Ratings) -> list[tuple[str | Phrase, Share]]:
    return [
        (Rating.SATISFIED.label, ratings.satisfied),
        (Rating.FAIR.label, ratings.fair),
        (Rating.DISSATISFIED.label, ratings.dissatisfied),
        (P("没有评价"), ratings.unrated),
    ]
