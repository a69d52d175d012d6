"""A bulletin as whoever leads reads it, on a telephone, in a minute: words, figures, and where to write a note."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.records.fetching import Shown, fetch
from huiyin.desk.records.lists import may_open
from huiyin.desk.records.pages import section
from huiyin.desk.staff import Desk, staff
from huiyin.insights.language.calling import is_on
from huiyin.law.advice.vocabulary import AdviceKind
from huiyin.law.bulletin.facts import BulletinFacts
from huiyin.law.bulletin.vocabulary import BulletinAct, Part
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.papers import Paper
from huiyin.oversight.advice import ADVICES
from huiyin.oversight.bulletin_figures import PLACES
from huiyin.oversight.bulletins import BEHIND, BULLETINS, figure_sections, figures_in, tasks
from huiyin.papers.models import Paper as Issued
from huiyin.record.reading import words_of


@staff
@require_safe
def read(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    shown = fetch(desk, BULLETINS.key, number)
    facts: BulletinFacts = shown.facts
    parts = list(_parts(shown))
    context = {
        "record": shown.row,
        "facts": facts,
        "issue": facts.issue,
        "stage": facts.stage,
        "office": desk.world.chart.organ(facts.coordinator).name,
        "parts": parts,
        "behind": BEHIND,
        "model": is_on() and isinstance(_verdict(shown, BulletinAct.AMEND), Decision),
        "advises": may_open(ADVICES, desk),
        "drawn": any(each["chart"] for part in parts for each in part["sections"]),
        "tasks": section(tasks(shown.row, facts, desk.today)) if facts.tasks else None,
        "note": _note(shown),
        "paper": Issued.objects.filter(
            matter=shown.row.id, kind=Paper.BULLETIN.value, drawn_at__isnull=False, voided_on__isnull=True
        ).first(),
        "url": shown.url,
    }
    return page(request, desk, "desk/bulletins/read.html", context, here=f"records-{BULLETINS.key}")


@staff
@require_safe
def advise(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The form of an advice (三项建议) that rests on this bulletin; whoever may raise none is told so there."""
    shown = fetch(desk, BULLETINS.key, number)
    asked = urlencode({"kind": AdviceKind.POLICY.value, "evidence": shown.row.number})
    return redirect(f"{reverse('desk:record-new', args=[ADVICES.key])}?{asked}")


def _parts(shown: Shown) -> list[dict[str, Any]]:
    """Part by part its words and its figures; where matters come from stands with the whole."""
    events = shown.row.journal()
    words, figures = words_of(shown.procedure, events), figures_in(events)
    found = []
    for part in Part:
        keys = (part.value, PLACES) if part is Part.OVERVIEW else (part.value,)
        some = {key: figures[key] for key in keys if figures.get(key)}
        text = str(words.get(part.value) or "")
        if text or some:
            sections = [section(each) for each in figure_sections(shown.row.number, some)]
            machine = part.value in shown.facts.drafted
            found.append(
                {
                    "key": part.value,
                    "label": part.label,
                    "lines": text.splitlines(),
                    "sections": sections,
                    "machine": machine,
                    # A picture has a sheet and a heading of its own: without words before it there is no other.
                    "sheet": bool(text) or machine or not all(each["chart"] for each in sections),
                }
            )
    return found


def _note(shown: Shown) -> str:
    """Where the reader writes a note (批示), if it is theirs to write."""
    act, number = BulletinAct.NOTE, shown.row.number
    if not isinstance(_verdict(shown, act), Decision):
        return ""
    return reverse("desk:record-act", args=[BULLETINS.key, number, act.value])


def _verdict(shown: Shown, act: BulletinAct) -> Decision | Refusal:
    return decide(shown.procedure, act, shown.facts, shown.desk.actor, shown.desk.today, shown.world(act))
