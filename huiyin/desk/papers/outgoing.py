"""Letters of no single matter at the desk (发文): three kinds of advice and the yearly report, drafted to answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.models import Case
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.offered import called
from huiyin.desk.papers.lists import tabbed
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.insights.figures import Share
from huiyin.insights.publishing import published
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.papers import outgoing
from huiyin.papers.contents.reports import PARTS
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.issuing import preview
from huiyin.papers.kinds import ADVICE, Extra, Kind, kind_of
from huiyin.papers.models import Outgoing
from huiyin.papers.needs import Incomplete, Need
from huiyin.papers.outgoing import Adoption, Figures, NotNow, State
from huiyin.papers.served import as_file
from huiyin.people.posts import names_of
from huiyin.store.locks import writing
from huiyin.together import letters as told
from huiyin.together.kinds import Kind as Told
from huiyin.wording.words import say

UNFIT: Final = 422
SHOWN: Final = 60
MOST_LISTED: Final = 600
#: An organ is given so many days to answer an advice unless the drafter writes another day.
ANSWER_DAYS: Final = 30
OFFICE: Final = "petition_office"
KINDS: Final[tuple[Kind, ...]] = (*ADVICE, Extra.ANNUAL_REPORT)
#: Hints of what each advice is for (xf2022 Art. 40).
ABOUT: Final[Mapping[Kind, Phrase]] = {
    Extra.ADVICE_ON_WORK: P("工作不到位：写清哪里做得不够、依据是什么、请对方怎样改进。"),
    Extra.ADVICE_ON_POLICY: P("群众反映集中的政策问题：写清事实、现行规定、请对方怎样完善。"),
    Extra.ADVICE_ON_LIABILITY: P("失职失责：写清事实、违反了哪一条、请对方追究谁的责任。"),
    Extra.ANNUAL_REPORT: P("数字由系统按全年办件算好，您补充文字；报本级党委政府和上一级信访部门。"),
}


class _ToOrgan(forms.Form):
    """A letter is addressed to one organ, typed by name."""

    to = forms.CharField(label=_("发给哪个机关"), max_length=120, widget=forms.TextInput(attrs={"list": "l-organs"}))

    def __init__(self, desk: Desk, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.desk = desk

    def clean_to(self) -> int:
        organ = called(self.desk.world.chart.organs.values(), self.cleaned_data["to"].strip())
        if organ is None:
            raise forms.ValidationError(say(P("没有叫这个名字的机关，请从列表里选。")))
        if organ == self.desk.organ.id:
            raise forms.ValidationError(say(P("不能发给本机关。")))
        return organ


def _text(label: Any, rows: int = 6, required: bool = False, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=20_000, required=required, widget=area, help_text=help_text)


class AdviceForm(_ToOrgan):
    """What an advice says; a draft may be stored with holes."""

    account = _text(_("事实"), 8, required=True)
    basis = _text(_("依据（法规名称和条文）"), 4, required=True)
    demand = _text(_("建议"), 6, required=True)
    until = forms.DateField(label=_("请在哪天以前书面答复"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, desk: Desk, *args: Any, **given: Any) -> None:
        super().__init__(desk, *args, **given)
        if self.is_bound and "send" not in self.data:
            for name in ("account", "basis", "demand", "until"):
                self.fields[name].required = False

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.desk.today:
            raise forms.ValidationError(say(P("这一天已经过了，请写以后的日期。")))
        return until


class ReportForm(_ToOrgan):
    """The words of a yearly report beside its figures, part by part."""

    year = forms.IntegerField(label=_("哪一年"), min_value=2000, max_value=2100)
    part1 = _text(_(PARTS[0]), 5)
    part2 = _text(_(PARTS[1]), 4)
    part3 = _text(_(PARTS[2]), 4)
    part4 = _text(_(PARTS[3]), 4)


class AnswerForm(forms.Form):
    """What the organ makes of an advice."""

    adopted = forms.ChoiceField(
        label=_("采纳情况"), choices=[(each.value, _(each.label)) for each in Adoption], widget=forms.RadioSelect
    )
    answer = _text(_("怎样采纳、整改，或者为什么不采纳"), 6, required=True)


@staff
@require_safe
def letters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Our letters and those we received."""
    ours, theirs = list(outgoing.ours(desk.actor)[:SHOWN]), list(outgoing.received(desk.actor)[:SHOWN])
    context = {
        "ours": [_line(row, desk, row.to_organ) for row in ours],
        "received": [_line(row, desk, row.organ) for row in theirs],
        "kinds": [{"value": kind.value, "label": kind.label, "about": ABOUT[kind]} for kind in KINDS],
        "may_draft": _may_draft(desk),
    }
    return tabbed(request, desk, "desk/papers/letters.html", "papers-outgoing", context)


def _may_draft(desk: Desk) -> bool:
    return desk.organ.kind == OFFICE and bool(desk.actor.roles & outgoing.DRAFTERS)


def _line(row: Outgoing, desk: Desk, other: int) -> dict[str, Any]:
    late = row.state == State.ISSUED and row.answer_by is not None and row.answer_by < desk.today
    return {
        "row": row,
        "label": kind_of(row.kind).label,
        "other": short_name(desk.world.chart, other),
        "state": State(row.state).label,
        "late": late,
        "adopted": Adoption(row.adopted).label if row.adopted else "",
    }


# Drafting ------------------------------------------------------------------------------------------------------------


@staff
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Begin a letter of this kind."""
    if kind not in [each.value for each in KINDS]:
        raise Http404
    if not _may_draft(desk):
        raise PermissionDenied
    form = _form(desk, kind_of(kind), request.POST if request.method == "POST" else None, _beginning(desk, kind))
    if form.is_valid():
        to, said, figures = _told(desk, kind_of(kind), form)
        row = outgoing.draft(kind_of(kind), desk.actor, to, said, figures, desk.now)
        return _after(request, desk, row)
    return _sheet(request, desk, kind_of(kind), form)


def _beginning(desk: Desk, kind: str) -> dict[str, Any]:
    if kind == Extra.ANNUAL_REPORT:
        above = desk.world.chart.superior(desk.organ.id)
        return {"year": desk.today.year - (desk.today.month < 7), "to": _named(desk, above) if above else ""}
    return {"until": desk.today + timedelta(days=ANSWER_DAYS)}


def _named(desk: Desk, organ: int) -> str:
    return desk.world.chart.organ(organ).name


def _form(desk: Desk, kind: Kind, data: Any, initial: Mapping[str, Any]) -> _ToOrgan:
    made = ReportForm if kind is Extra.ANNUAL_REPORT else AdviceForm
    return made(desk, data, initial=dict(initial))


def _told(desk: Desk, kind: Kind, form: _ToOrgan) -> tuple[int, dict[str, str], Figures]:
    given = {name: value for name, value in form.cleaned_data.items() if name != "to"}
    said = {name: value.isoformat() if isinstance(value, date) else str(value or "") for name, value in given.items()}
    figures = _figures(desk, int(given["year"])) if kind is Extra.ANNUAL_REPORT else {}
    return form.cleaned_data["to"], said, figures


def _figures(desk: Desk, year: int) -> Figures:
    """The tables of a yearly report as the record has them on the day it is drafted."""
    found = published(desk.actor, desk.today, date(year, 1, 1), min(date(year, 12, 31), desk.today))
    whole = (
        ("收到信访事项（件）", str(found.received)),
        *((f"其中{channel.label}（件）", str(share.part)) for channel, share in found.channels.items() if share.part),
        ("15日内接收并告知", _share(found.accepted_in_time)),
        ("已经答复", _share(found.answered)),
        ("60日内答复", _share(found.within_60)),
        ("同一件事又来", _share(found.repeats)),
    )
    return {
        "1": whole,
        "2": outgoing.letters_in(desk.organ.id, year, Case.objects.filter(report=True).values("id")),
        "3": outgoing.advice_in(desk.organ.id, year),
    }


def _share(share: Share) -> str:
    return f"{share.part}件，{share.percent}%" if share.percent is not None else f"{share.part}件"


def _sheet(request: HttpRequest, desk: Desk, kind: Kind, form: _ToOrgan, row: Outgoing | None = None) -> HttpResponse:
    context = {
        "form": form,
        "label": kind.label,
        "about": ABOUT[kind],
        "row": row,
        "organs": [organ.name for organ in desk.world.chart.organs.values()][:MOST_LISTED],
        "figures": list(outgoing.figures_of(row).items()) if row is not None else [],
    }
    status = UNFIT if form.is_bound else 200
    return page(request, desk, "desk/papers/letter_form.html", context, here="papers-owed", status=status)


def _after(request: HttpRequest, desk: Desk, row: Outgoing) -> HttpResponse:
    """Stored; handed to the head too if that button was pressed and nothing is missing."""
    if "send" in request.POST and _submitted(desk, row):
        return see_other(f"{reverse('desk:outgoing', args=[row.id])}?missing=1")
    return see_other(reverse("desk:outgoing", args=[row.id]))


def _submitted(desk: Desk, row: Outgoing) -> tuple[Need, ...]:
    """Hand it to the head, who is told; what it lacks, if anything, and then nothing moved."""
    with writing():
        missing = outgoing.submit(row, desk.today)
        if not missing:
            told.to_be_signed(row, desk.actor, desk.now)
    return missing


@staff
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """Write a draft anew; its figures are counted again."""
    row = get_object_or_404(outgoing.ours(desk.actor), id=letter, state=State.DRAFT.value)
    kind = kind_of(row.kind)
    known = {**outgoing.said_of(row), "to": _named(desk, row.to_organ)}
    form = _form(desk, kind, request.POST if request.method == "POST" else None, known)
    if form.is_valid():
        outgoing.change(row, *_told(desk, kind, form))
        return _after(request, desk, row)
    return _sheet(request, desk, kind, form, row)


# One letter ----------------------------------------------------------------------------------------------------------


@staff
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """Where a letter stands, what it says, and the next step: submit, sign, send back, answer."""
    row = _find(desk, letter)
    if request.method == "GET":
        return _page(request, desk, row)
    try:
        return _step(request, desk, row)
    except NotNow:
        return _page(request, desk, _find(desk, letter), P("这一步已经不能做了，可能别人先做了。请看现在的状态。"))
    except Incomplete as fault:
        return _page(request, desk, row, P("还缺下面这些，补上以后再出具。"), missing=fault.missing)
    except Unprintable as fault:
        told = P("这些字没有字体，印不出来：{chars}。请管理员装上含有这些字的字体。", chars=fault.characters)
        return _page(request, desk, row, told)
    except NoFonts:
        return _page(request, desk, row, P("这台机器没有中文字体，请管理员安装。"))


def _find(desk: Desk, letter: int) -> Outgoing:
    found = (
        outgoing.ours(desk.actor).filter(id=letter).first() or outgoing.received(desk.actor).filter(id=letter).first()
    )
    if found is None:
        raise Http404
    return found


def _step(request: HttpRequest, desk: Desk, row: Outgoing) -> HttpResponse:
    match request.POST.get("step"):
        case "submit":
            if missing := _submitted(desk, row):
                raise Incomplete(missing)
        case "approve":
            with writing():
                outgoing.approve(row, desk.actor, desk.today, desk.now)
                told.settled(row, Told.TO_SIGN, desk.now)
                told.has_come(row, desk.actor, desk.now)
        case "send-back":
            outgoing.send_back(row, desk.actor, request.POST.get("remark", "").strip())
            told.settled(row, Told.TO_SIGN, desk.now)
        case "answer":
            form = AnswerForm(request.POST)
            if not form.is_valid():
                return _page(request, desk, row, answer=form)
            given = form.cleaned_data
            outgoing.answer(row, desk.actor, desk.today, Adoption(given["adopted"]), given["answer"])
            told.settled(row, Told.LETTER, desk.now)
        case _:
            raise NotNow
    return see_other(reverse("desk:outgoing", args=[row.id]))


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Outgoing,
    wrong: Phrase | None = None,
    missing: tuple[Need, ...] = (),
    answer: AnswerForm | None = None,
) -> HttpResponse:
    ours, head = row.organ == desk.organ.id, Role.HEAD in desk.actor.roles
    answers = not ours and row.state == State.ISSUED and row.kind in ADVICE
    if "missing" in request.GET and row.state == State.DRAFT:
        wrong, missing = P("已经存下。还缺下面这些，补上以后再送签。"), outgoing.lacks(row, desk.today)
    context = {
        **_line(row, desk, row.to_organ if ours else row.organ),
        "ours": ours,
        "said": _particulars(row),
        "figures": list(outgoing.figures_of(row).items()),
        "names": names_of(each for each in (row.drafted_by, row.approved_by, row.answered_by) if each),
        "may_edit": ours and row.state == State.DRAFT,
        "may_sign": ours and head and row.state == State.SUBMITTED,
        "unfinished": ours and head and row.paper is not None and row.paper.drawn_at is None,
        "answer": (answer or AnswerForm()) if answers else None,
        "wrong": wrong,
        "missing": missing,
    }
    status = UNFIT if (wrong and request.method == "POST") or answer else 200
    return page(request, desk, "desk/papers/letter.html", context, here="papers-owed", status=status)


LABELS: Final[Mapping[str, Phrase | str]] = {
    "account": P("事实"),
    "basis": P("依据"),
    "demand": P("建议"),
    "year": P("哪一年"),
    **{f"part{number}": part for number, part in enumerate(PARTS, 1)},
}


def _particulars(row: Outgoing) -> list[tuple[Phrase | str, str]]:
    said = outgoing.said_of(row)
    return [(label, said[name]) for name, label in LABELS.items() if said.get(name)]


@staff
@require_safe
def letter_file(request: HttpRequest, desk: Desk, letter: int, form: str) -> HttpResponse:
    """The letter as PDF or DOCX; a draft shows what it would be."""
    row = _find(desk, letter)
    label = kind_of(row.kind).label
    if row.paper is None or row.paper.drawn_at is None:
        try:
            return as_file(preview(outgoing.facts_of(row, desk.today)), "pdf", label)
        except Incomplete:
            return see_other(f"{reverse('desk:outgoing', args=[row.id])}?missing=1")
    data = row.paper.file(form)
    if data is None:
        raise Http404
    return as_file(data, "docx" if form == "docx" else "pdf", f"{label}{row.paper.number}")


urlpatterns: list[URLPattern] = [
    path("outgoing", letters, name="papers-outgoing"),
    path("outgoing/new/<slug:kind>", new, name="outgoing-new"),
    path("outgoing/<int:letter>", letter, name="outgoing"),
    path("outgoing/<int:letter>/edit", edit, name="outgoing-edit"),
    path("outgoing/<int:letter>/<slug:form>", letter_file, name="outgoing-file"),
]
