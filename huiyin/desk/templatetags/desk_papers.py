"""A line of the list of papers that are owed: ``{% load desk_papers %}``; up to a hundred a page, so drawn here."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from huiyin.desk.links import HOLE, link
from huiyin.desk.papers.lists import Debt
from huiyin.desk.templatetags.desk_rows import heads, said
from huiyin.wording.words import day, grouped, word

register = template.Library()

OWED = ("出具", "事项", "应出具")


@register.simple_tag
def debt_line(debt: Debt, kind: str) -> SafeString:
    """One paper: a box to tick, what it is, its matter, since when it is owed.

    :param kind: the one kind that is shown, whose papers are ticked already; empty for all kinds.
    """
    tick, matter, owed = heads(get_language() or "", *OWED)
    label, number = said(debt.label), grouped(debt.number)
    if debt.under_way:
        box = f'<span class="tag soon">▲ {word("正在出具")}</span>'
    else:
        named = f'id="o{debt.id}" aria-label="{label} {debt.number}"'
        box = f'<input type="checkbox" name="owed" value="{debt.id}"{" checked" if kind else ""} {named}>'
    papers = link("papers", HOLE).replace(HOLE, debt.number)
    title = f'<a href="{papers}" lang="zh-Hans">{escape(debt.title)}</a>'
    return mark_safe(
        f'<tr tabindex="-1" data-row-of="{debt.id}">{tick}{box}</td>'
        f'<th scope="row"><label for="o{debt.id}">{label}</label></th>'
        f'{matter}{title}<br><span class="quiet"><span class="number">{number}</span></span></td>'
        f"{owed}{day(debt.owed_on)}</td></tr>"
    )
