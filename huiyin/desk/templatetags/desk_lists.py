"""Long lists of choices, hundreds of lines a page: drawn here and not by templates, which take ten times as long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from huiyin.desk.links import HOLE, case_link, link
from huiyin.desk.queues import Line
from huiyin.desk.templatetags.desk_rows import marks, queue_cells
from huiyin.law.organs import Organ

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
def dispatch_line(row: Line, today: date, has_card: bool) -> SafeString:
    """One matter that waits to be sorted, with its box where it can be sorted together with others."""
    number, title = row.case.number, escape(row.case.title)
    url = link("card", HOLE).replace(HOLE, number) if has_card else case_link(number)
    box = f'<input type="checkbox" name="case" value="{number}" aria-label="{title}">' if has_card else ""
    cells = "".join(f"{opened}{inside}</td>" for opened, inside in queue_cells(row, today))
    head = f'<th scope="row"><a href="{url}" lang="zh-Hans">{title}</a>{"".join(marks(row))}</th>'
    return mark_safe(f'<tr tabindex="-1" data-row-of="{number}"><td>{box}</td>{head}{cells}</tr>')
