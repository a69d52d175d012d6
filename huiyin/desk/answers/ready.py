"""The knowledge base (知识库): ready answers with their law, owner and review date, offered where one is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.answers.keeping import keep
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.models import Answer
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk, staff
from huiyin.people.posts import names_of
from huiyin.typed.wholes import row_id
from huiyin.wording.listed import listed

MOST = 100
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a list shows it. ``old`` says that its review is overdue."""

    answer: Answer
    owner: str
    organ: str
    old: bool


if TYPE_CHECKING:
    AnswerFields = forms.ModelForm[Answer]
else:
    AnswerFields = forms.ModelForm


class AnswerForm(AnswerFields):
    class Meta:
        model = Answer
        fields = ("title", "words", "body", "law", "review_on")
        labels = {
            "title": _("标题"),
            "words": _("关键词"),
            "body": _("答复"),
            "law": _("依据"),
            "review_on": _("最迟哪天复核"),
        }
        help_texts = {"words": _("群众怎么说的，用空格隔开。来件里写到，就会提示这一条。")}
        widgets = {"body": forms.Textarea(attrs={"rows": 8}), "review_on": forms.DateInput(attrs={"type": "date"})}


@staff
@require_safe
def answers(request: HttpRequest, desk: Desk) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = [each for each in Answer.objects.order_by("review_on", "title") if query in _said(each)]
    rows = listed(request, found, MOST).of(lambda answers: _shown(answers, desk))
    context = {"rows": rows, "query": query, "old": sum(_old(each, desk.today) for each in found)}
    return page(request, desk, "desk/answers.html", context, here="answers")


def _said(answer: Answer) -> str:
    return f"{answer.title} {answer.words} {answer.body}"


def _shown(found: Sequence[Answer], desk: Desk) -> list[Shown]:
    """Those that need their review first, then by title."""
    names = names_of(each.owner for each in found) if found else {}
    chart = desk.world.chart
    return [
        Shown(each, names.get(each.owner, ""), short_name(chart, each.organ), _old(each, desk.today)) for each in found
    ]


def _old(answer: Answer, today: date) -> bool:
    return answer.review_on < today


@staff
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, desk: Desk, answer: int | None = None) -> HttpResponse:
    """Write a new answer, or look at one again; only the organ that owns it may change it."""
    row = get_object_or_404(Answer, id=answer) if answer else Answer(organ=desk.organ.id)
    if row.organ != desk.organ.id:
        raise PermissionDenied
    form = AnswerForm(request.POST or None, instance=row)
    if form.is_valid():
        keep(form.save(commit=False), desk.actor)
        return see_other(reverse("desk:answers"))
    context: dict[str, Any] = {"form": form, "new": answer is None}
    return page(request, desk, "desk/answer.html", context, here="answers", status=422 if form.is_bound else 200)


def fitting(text: str, today: date) -> list[tuple[Answer, bool]]:
    """The answers whose words stand in a petition, the most words first, each with whether it is out of date."""
    scored = [(sum(word in text for word in each.words.split()), each) for each in Answer.objects.all()]
    found = sorted(((score, each) for score, each in scored if score), key=lambda pair: (-pair[0], pair[1].title))
    return [(each, _old(each, today)) for _, each in found[:OFFERED]]


def words_of(chosen: str) -> str:
    """The text to start from: the answer and its law; empty for one that is gone."""
    found = Answer.objects.filter(id=row_id(chosen) or 0).first() if chosen else None
    return f"{found.body}\n{found.law}" if found else ""
