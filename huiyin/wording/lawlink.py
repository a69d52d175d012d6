"""The quiet link behind every date, button and refusal: to the article it rests on."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huiyin.law.sources.articles import Citation
from huiyin.law.sources.summaries import summary
from huiyin.wording import words as wording


def law_link(citation: Citation | str | None, words: str = "", short: bool = False) -> SafeString:
    """A quiet link to the article behind a rule; `words` are said before it, `short` names the article alone."""
    return _law_link(get_language() or "", citation, words, short) if citation else SafeString("")


def law_words(citation: Citation | str | None) -> str:
    """What an article says, in plain words; empty where we wrote none."""
    if isinstance(citation, str):
        citation = Citation.parse(citation)
    return wording.say(summary(citation)) if citation else ""


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
