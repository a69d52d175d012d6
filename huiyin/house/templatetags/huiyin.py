"""Tags and filters every page uses: ``{% load huiyin %}``. docs/look.md lists them with examples."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huiyin.house import pills, wording
from huiyin.law.articles import Citation
from huiyin.law.summaries import summary

register = template.Library()
register.filter("say", wording.say)
register.filter("day", wording.day)
register.filter("moment", wording.moment)
register.filter("iso", wording.iso)
register.filter("casenumber_text", wording.grouped)
register.filter("filesize", wording.size)


@register.filter
def casenumber(number: object) -> SafeString:
    """The number of a matter, grouped, in figures of one width, never broken at a line's end."""
    return format_html('<span class="number">{}</span>', wording.grouped(number))


@register.filter
def sign(state: str) -> str:
    """The sign of a state: ok ● soon ▲ late ■ done ✓ silent … moved → ahead ○."""
    return pills.SIGNS.get(state, pills.SIGNS["done"])


@register.filter
def input_kind(bound: Any) -> str:
    """How a bound form field is laid out: "choices", "choice" (one box), "file", "hidden" or "plain"."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    if widget.is_hidden:
        return "hidden"
    if kind in ("radio", "checkbox"):
        return "choices" if hasattr(widget, "choices") else "choice"
    return "file" if kind == "file" else "plain"


@register.simple_tag
def due(
    item: object, today: date | None = None, done: date | None = None, with_day: bool = True, soon: int = 7
) -> SafeString:
    """A pill with sign, days left and the date. Takes what :func:`huiyin.house.pills.pill` takes."""
    today = today or timezone.localdate()
    return pills.pill(item, today, done, soon).html(with_day=with_day, today=today)


@lru_cache(maxsize=4096)
def _law_href(citation: Citation) -> str:
    for name in ("law-article", "portal:law-article"):
        try:
            page = reverse(name, kwargs={"law": citation.law, "article": citation.article})
        except NoReverseMatch:
            continue
        marks = {"p": citation.paragraph, "i": citation.item}
        marked = urlencode({name: number for name, number in marks.items() if number})
        return f"{page}?{marked}" if marked else page
    return ""


@register.simple_tag
def law(citation: Citation | str | None, words: str = "", short: bool = False) -> SafeString:
    """A quiet link to the article behind a rule; `words` are said before it, `short` names the article alone."""
    return _law_link(get_language() or "", citation, words, short) if citation else SafeString("")


@lru_cache(maxsize=8192)
def _law_link(language: str, citation: Citation | str, words: str, short: bool) -> SafeString:
    if isinstance(citation, str):
        citation = Citation.parse(citation)
    whole = wording.say(citation)
    label = whole
    if short:
        label = f"Art. {citation.article}" if wording.english() else citation.short_label()
    text = f"{words} {label}" if words else label
    title = wording.say(summary(citation)) or whole
    kind = "law short" if short else "law"
    href = _law_href(citation)
    if not href:
        return format_html('<span class="{}" title="{}">{}</span>', kind, title, text)
    return format_html('<a class="{}" href="{}" title="{}">{}</a>', kind, href, title, text)
