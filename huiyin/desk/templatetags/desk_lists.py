"""Long lists of choices, hundreds of lines a page: drawn here and not by templates, which take ten times as long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from huiyin.desk.links import HOLE, case_link, link
from huiyin.desk.lists.oversight import Row
from huiyin.desk.lists.queues import Line
from huiyin.desk.templatetags.desk_rows import heads, last_day, marks, queue_cells, said
from huiyin.law.chart.organs import Organ
from huiyin.law.order.vocabulary import GROUNDS, OrderStage
from huiyin.oversight.models import Order
from huiyin.wording.words import day, word

register = template.Library()


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


PROPOSED = ("事项", "承办单位", "督办")
SENT = ("事项", "承办单位", "时限", "阶段")
FORGOTTEN = ("承办单位", "最近动静", "督办")


@register.simple_tag(takes_context=True)
def order_line(context: Mapping[str, Any], row: Row, today: date, shelf: str, until: date) -> SafeString:
    """One order: its cause, its matter where that may be read, the organ, the day; and the one key that sends it."""
    order, language = row.order, get_language() or ""
    again = f' <span class="tag late">■ {word("再次督办")} {row.facts.pressed}</span>' if row.facts.pressed else ""
    ground = GROUNDS.get(row.facts.cause)
    behind = f'<br><span class="quiet">{said(ground.label)}</span>' if ground and shelf == "proposed" else ""
    cause = f'<a href="{row.url}">{said(row.facts.cause.label)}</a>{again}{behind}'
    inside = [_matter(row), escape(row.organ)]
    if shelf == "proposed":
        return _line(cause, heads(language, *PROPOSED), [*inside, _send(row, until, str(context["csrf_token"]))])
    due = last_day(language, order.queue_on if order.queue_clock else None, None, "", today)
    return _line(cause, heads(language, *SENT), [*inside, due, said(OrderStage(order.stage).label)])


def _matter(row: Row) -> str:
    case = row.case
    if case is None:
        return str(escape(row.order.title))
    return f'<a href="{case_link(case.number)}" lang="zh-Hans">{escape(case.title)}</a>'


def _line(head: str, opened: Iterable[str], inside: Iterable[str]) -> SafeString:
    cells = "".join(f"{cell}{each}</td>" for cell, each in zip(opened, inside, strict=True))
    return mark_safe(f'<tr><th scope="row">{head}</th>{cells}</tr>')


def _send(row: Row, until: date, token: str) -> str:
    """What the record shows, and the button that says it was checked and sends the letter."""
    fields = {
        "csrfmiddlewaretoken": token, "_back": "oversight", "_once": row.once, "_seen": row.order.seq,
        "account": row.account, "demand": row.demand, "confirmed": "on", "until": until.isoformat(),
    }  # fmt: skip
    hidden = "".join(_hidden(name, value) for name, value in fields.items())
    press, about = word("核实无误，发出"), escape(row.order.title)
    button = f'<button class="button" aria-label="{press} {about}">{press}</button>'
    shown = f'<p lang="zh-Hans">{escape(row.account)}</p>'
    aside = f'<a href="{row.url}/acts/dismiss">{word("不督办")}</a>'
    inside = f'{hidden}<div class="acts-inline">{button}{aside}</div>'
    return f'{shown}<form method="post" action="{row.url}/acts/issue">{inside}</form>'


@register.simple_tag
def forgotten_line(line: Line, organs: Mapping[int, str], ordered: Mapping[int, Order]) -> SafeString:
    """One matter that lies where it was passed on to; whether it is pressed already, and the way to press it."""
    case = line.case
    title = f'<a href="{case_link(case.number)}" lang="zh-Hans">{escape(case.title)}</a>{"".join(marks(line))}'
    holder = " · ".join(escape(part) for part in (organs[case.id], line.owner) if part)
    order = ordered.get(case.id)
    press = f'<a class="button" href="{link("record-new", "order")}?matter={case.number}">{word("督办")}</a>'
    pressed = f"✓ {word('已经督办')}" if order else press
    return _line(title, heads(get_language() or "", *FORGOTTEN), [holder, day(case.last_on), pressed])


def _hidden(name: str, value: object) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'
