"""Long lists of choices, hundreds of lines a page: drawn here and not by templates, which take ten times as long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from huiyin.cases.parts import seen_mark
from huiyin.desk.links import HOLE, act_link, case_link, link
from huiyin.desk.oversight import Candidate
from huiyin.desk.queues import Line
from huiyin.desk.templatetags.desk_rows import heads, last_day, marks, queue_cells, said
from huiyin.law.chart.organs import Organ
from huiyin.law.terms import Term
from huiyin.wording.words import day, word

register = template.Library()

OVERSIGHT = ("时限", "承办单位", "阶段", "最近动静", "督办")


@register.simple_tag
def organ_options(organs: Iterable[Organ]) -> SafeString:
    """Names to choose from while typing, each with its short name beside."""
    return mark_safe(
        "".join(f'<option value="{escape(organ.name)}">{escape(organ.short)}</option>' for organ in organs)
    )


@register.simple_tag
def word_options(words: Iterable[str], chosen: str) -> SafeString:
    """Words of the competence catalogue, the chosen one marked."""
    return mark_safe(
        "".join(f"<option{' selected' if word == chosen else ''}>{escape(word)}</option>" for word in words)
    )


@register.simple_tag
def select_options(choices: Iterable[tuple[str, Any, bool]]) -> SafeString:
    """Values with their words, the chosen one marked, as they stand in a <select>."""
    return mark_safe(
        "".join(
            f'<option value="{escape(value)}"{" selected" if chosen else ""}>{said(label)}</option>'
            for value, label, chosen in choices
        )
    )


@register.simple_tag
def dispatch_line(row: Line, today: date, has_card: bool) -> SafeString:
    """One matter that waits to be sorted, with its box where it can be sorted together with others."""
    number, title = row.case.number, escape(row.case.title)
    url = link("card", HOLE).replace(HOLE, number) if has_card else case_link(number)
    box = f'<input type="checkbox" name="case" value="{number}" aria-label="{title}">' if has_card else ""
    cells = "".join(f"{opened}{inside}</td>" for opened, inside in queue_cells(row, today))
    head = f'<th scope="row"><a href="{url}" lang="zh-Hans">{title}</a>{"".join(marks(row))}</th>'
    return mark_safe(f'<tr tabindex="-1" data-row-of="{number}"><td>{box}</td>{head}{cells}</tr>')


@register.simple_tag(takes_context=True)
def press_fields(context: Mapping[str, Any], ground: Term, demand: str, until: date) -> SafeString:
    """What every form of a list of oversight sends alike: the token, the ground, the demand, the day."""
    fields = {
        "csrfmiddlewaretoken": context["csrf_token"],
        "_back": "desk:oversight",
        "ground": ground.value,
        "demand": demand,
        "until": until.isoformat(),
    }
    return mark_safe("".join(_hidden(name, value) for name, value in fields.items()))


@register.simple_tag
def oversight_line(row: Candidate, today: date, press: str = "") -> SafeString:
    """One matter that may be pressed: the day, who has it, where it stands, when something last happened.

    :param press: the fields of :func:`press_fields`; without them the list is only looked at.
    """
    line, words = row.line, heads(get_language() or "", *OVERSIGHT)
    title = f'<a href="{case_link(line.case.number)}" lang="zh-Hans">{escape(line.case.title)}</a>'
    holder = " · ".join(escape(part) for part in (row.organ, line.owner) if part)
    inside = (
        last_day(get_language() or "", line.due, None, line.clock, today),
        holder,
        said(line.stage),
        day(row.last_on),
        *([_press(row, press)] if press else ()),
    )
    cells = "".join(f"{opened}{each}</td>" for opened, each in zip(words, inside, strict=False))
    return mark_safe(f'<tr><th scope="row">{title}{"".join(marks(line))}</th>{cells}</tr>')


def _press(row: Candidate, press: str) -> str:
    if not row.open:
        return f'<span class="quiet">{word("由上一级督办")}</span>'
    case, press_it = row.line.case, word("督办")
    own = _hidden("_once", row.once) + _hidden("_seen", seen_mark(case)) + _hidden("facts", row.facts)
    button = f'<button class="button" aria-label="{press_it} {escape(case.title)}">{press_it}</button>'
    facts = f'<small class="quiet" lang="zh-Hans">{escape(row.facts)}</small>'
    checked = f'<label class="choice"><input type="checkbox" name="confirmed" required> {word("已核实")}</label>'
    inside = f'{press}{own}{facts}<div class="acts-inline">{checked}{button}</div>'
    return f'<form method="post" action="{act_link(case.number, "supervise")}">{inside}</form>'


def _hidden(name: str, value: object) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'
