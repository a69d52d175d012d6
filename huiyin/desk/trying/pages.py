"""The pages 试算: nothing here is written, and nothing of a matter is shown but to whoever may read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queues import Place, list_queue
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.desk.trying.history import Unreadable, acts_of, example
from huiyin.law.frame.deadlines import Clock, Due, due, ran_out
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.waiting import RIGHTS
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.sources.summaries import summary
from huiyin.law.terms import Act, Channel, ClaimKind, ClockKind, Ground
from huiyin.law.trial.cast import BY_NAME, world
from huiyin.law.trial.differences import differences
from huiyin.law.trial.play import Done, Unplayable, steps_of
from huiyin.law.trial.recast import Recast, recast
from huiyin.law.words import P, Phrase
from huiyin.wording.words import say

#: So many open matters are looked at under another book.
MOST = 200
_WHERE = {
    "petition_office": P("信访局"),
    "unit": P("主管单位"),
    "superior": P("上级政府"),
    "discipline": P("纪检监察机关"),
}


def _books() -> list[tuple[str, str]]:
    return [(key, say(P(book.title))) for key, book in BOOKS.items()]


class HistoryForm(forms.Form):
    """One history: under which book, what it is about, how it came, and its steps."""

    book = forms.ChoiceField(label=_("规则书"), choices=_books)
    claim = forms.ChoiceField(label=_("事项类别"))
    channel = forms.ChoiceField(label=_("怎么来的"))
    lodged_with = forms.ChoiceField(label=_("先到哪个机关"))
    acts = forms.CharField(
        label=_("经过"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text=_("一步一行：日期、办理步骤；可以加上“天数=30”“送达=日期”“听证=日期”“期限=日期”“转给=单位”。"),
    )
    ask = forms.DateField(label=_("看到哪一天"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("claim", [(value, say(label)) for value, label in _claims()])
        self.choose("channel", [(each.value, say(each)) for each in Channel])
        self.choose("lodged_with", [(name, say(label)) for name, label in _WHERE.items()])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_acts(self) -> list[dict[str, Any]]:
        try:
            return acts_of(self.cleaned_data["acts"])
        except Unreadable as fault:
            wrong = P("第{n}行看不懂：“{words}”。请写成“2026-03-09 接收并告知”。", n=fault.line, words=fault.words[:60])
            raise forms.ValidationError(say(wrong)) from None


def _claims() -> Iterator[tuple[str, Phrase]]:
    for kind in (ClaimKind.SUGGESTION, ClaimKind.ACCUSATION):
        yield kind.value, P("{kind}", kind=kind)
    for ground in Ground:
        yield ground.value, P("申诉求决{ground}", ground=ground)


# One history ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A step in words: what it starts, until when and why, what it ends, which papers it owes; or why not."""

    on: date
    act: Act
    citation: Citation
    about: Phrase | None
    started: tuple[tuple[ClockKind, Due, Citation], ...] = ()
    stopped: tuple[ClockKind, ...] = ()
    papers: tuple[Paper, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock at the end of the history, on the day that was asked for; ``unused`` a right that nobody used in time."""

    kind: ClockKind
    started: date
    due: Due
    citation: Citation
    done_on: date | None
    unused: bool


@staff
@require_safe
def trial(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One history under any book, with the words of each step."""
    given = request.GET if "acts" in request.GET else None
    form = HistoryForm(
        given, initial={"acts": example(desk.today), "claim": Ground.PETITION.value, "channel": "letter"}
    )
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _played(form, desk.world.calendar, desk.today)
    wrong = bool(form.errors) or "unplayable" in context
    return page(request, desk, "desk/trying/trial.html", context, here="trial", status=422 if wrong else 200)


def _played(form: HistoryForm, calendar: WorkCalendar, today: date) -> dict[str, Any]:
    said = form.cleaned_data
    try:
        done = list(steps_of(_history(said), world(calendar)))
        asked = said["ask"] or today
        clocks = [_standing(done[-1].facts, clock, calendar, asked) for clock in done[-1].facts.clocks]
        steps = [_told(each, calendar) for each in done]
    except (Unplayable, OverflowError):
        return {"unplayable": P("第一步必须是“登记”，日期不能太远。")}
    facts = done[-1].facts
    return {"steps": steps, "clocks": clocks, "stage": facts.stage, "under": facts.book, "asked": asked}


def _history(said: dict[str, Any]) -> dict[str, Any]:
    grievance = said["claim"] in {each.value for each in Ground}
    assert said["lodged_with"] in BY_NAME
    return {
        "book": said["book"],
        "class": ClaimKind.GRIEVANCE.value if grievance else said["claim"],
        **({"ground": said["claim"]} if grievance else {}),
        "channel": said["channel"],
        "lodged_with": said["lodged_with"],
        "acts": said["acts"],
    }


def _told(done: Done, calendar: WorkCalendar) -> Told:
    verdict, book = done.verdict, done.facts.book
    about = summary(verdict.citation)
    if not isinstance(verdict, Decision):
        return Told(done.on, done.act, verdict.citation, about, refusal=verdict)
    # A clock that was changed by the step, for an extension or a hearing, stands in the facts as it is now.
    running = {clock.kind: clock for clock in done.facts.clocks if clock.running}
    changed = verdict.opens or tuple(running[kind] for kind in _LONGER.get(done.act, ()) if kind in running)
    started = tuple((clock.kind, due(clock, calendar), book.periods[clock.kind].citation) for clock in changed)
    ended = {clock.kind for clock in done.facts.clocks if clock.stopped == done.on}
    stopped = tuple(kind for kind in verdict.stops if kind in ended)
    return Told(done.on, done.act, verdict.citation, about, started, stopped, verdict.papers)


_LONGER = {
    Act.EXTEND: (ClockKind.HANDLE,), Act.SIMPLIFY: (ClockKind.HANDLE,), Act.CLOSE_HEARING: (ClockKind.REREVIEW,),
}  # fmt: skip


def _standing(facts: Facts, clock: Clock, calendar: WorkCalendar, asked: date) -> Standing:
    citation = facts.book.periods[clock.kind].citation
    unused = clock.running and clock.kind in RIGHTS and ran_out(clock, calendar, asked)
    return Standing(clock.kind, clock.started, due(clock, calendar), citation, clock.stopped, unused)


# Two books ------------------------------------------------------------------------------------------------------------


class PairForm(forms.Form):
    before = forms.ChoiceField(label=_("现在的"), choices=_books)
    after = forms.ChoiceField(label=_("要比的"), choices=_books)


@staff
@require_safe
def compared(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What two books say differently, in words."""
    form = PairForm(request.GET if "after" in request.GET else None, initial=_pair())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        pair = [BOOKS[form.cleaned_data[name]] for name in ("before", "after")]
        context |= {"pair": pair, "groups": differences(*pair)}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, desk, "desk/trying/compared.html", context, here="trial", status=status)


def _pair() -> dict[str, str]:
    keys = list(BOOKS)
    return {"before": keys[0], "after": keys[-1]}


# Open matters ---------------------------------------------------------------------------------------------------------


class BookForm(forms.Form):
    book = forms.ChoiceField(label=_("换成"), choices=_books)


@dataclass(frozen=True, slots=True)
class Matter:
    """An open matter with those of its clocks that would end on another day."""

    case: Case
    book: RuleBook
    clocks: tuple[Recast, ...]


@staff
@require_safe
def under_another(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which open matters of the own organ, of those one may read, would have other last days under a book."""
    form = BookForm(request.GET if "book" in request.GET else None)
    context: dict[str, Any] = {"form": form, "most": MOST}
    if form.is_valid():
        book = BOOKS[form.cleaned_data["book"]]
        cases = list_queue(Place("holder", desk.actor, desk.today), MOST + 1)
        found = [_recast(case, book, desk.world.calendar) for case in cases[:MOST]]
        changed = [matter for matter in found if matter.clocks]
        context |= {"book": book, "matters": changed, "looked_at": len(found), "more": len(cases) > MOST}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, desk, "desk/trying/open.html", context, here="trial", status=status)


def _recast(case: Case, book: RuleBook, calendar: WorkCalendar) -> Matter:
    facts = load_facts(case.facts)
    return Matter(case, facts.book, tuple(recast(facts, book, calendar)))
