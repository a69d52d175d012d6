"""Tags and filters every page uses: ``{% load huiyin %}``. docs/look.md lists them with examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huiyin.cases.parts import seen_mark
from huiyin.media import limits
from huiyin.wording import paper, pills, words
from huiyin.wording.lawlink import law_link, law_words

register = template.Library()
register.simple_tag(law_link, name="law")
register.filter("say", words.say)
register.filter("seen_mark", seen_mark)
register.filter("law_words", law_words)
register.filter("day", paper.day_shown)
register.filter("dated", words.dated)
register.filter("moment", paper.moment_shown)
register.filter("iso", words.iso)
register.filter("casenumber_text", words.grouped)
register.filter("filesize", words.size)


@register.simple_tag
def upload_limits() -> SafeString:
    """The limits of files in MB, for the script that looks at them before they are sent."""
    return format_html('data-file-mb="{}" data-film-mb="{}"', limits.shown(limits.FILE), limits.shown(limits.FILM))


@register.filter
def casenumber(number: object) -> SafeString:
    """The number of a matter, grouped, in figures of one width, never broken at a line's end."""
    return format_html('<span class="number">{}</span>', words.grouped(number))


@register.filter
def of(known: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; nothing where it holds none."""
    return known.get(key)


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
def navigation(groups: Iterable[Mapping[str, Any]]) -> SafeString:
    """The navigation (parts/nav.html); drawn once for all pages on which it says the same."""
    told = tuple(
        (group.get("heading"), bool(group.get("folded")), tuple(tuple(item.items()) for item in group["items"]))
        for group in groups or ()
    )
    return _navigation(get_language() or "", told)


@lru_cache(maxsize=4096)
def _navigation(
    language: str, told: tuple[tuple[Any, bool, tuple[tuple[tuple[str, Any], ...], ...]], ...]
) -> SafeString:
    groups = [_group(heading, folded, [dict(item) for item in items]) for heading, folded, items in told]
    return render_to_string("parts/nav.html", {"nav": groups})


def _group(heading: object, folded: bool, items: list[dict[str, Any]]) -> dict[str, Any]:
    """What is folded away stands open while one of its pages is looked at."""
    return {"heading": heading, "folded": folded, "items": items, "open": any(item.get("current") for item in items)}


@register.simple_tag
def due(
    item: object, today: date | None = None, done: date | None = None, with_day: bool = True, soon: int = 7
) -> SafeString:
    """A pill with sign, days left and the date. Takes what :func:`huiyin.wording.pills.pill` takes."""
    today = today or timezone.localdate()
    return pills.pill(item, today, done, soon).html(with_day=with_day, today=today)
