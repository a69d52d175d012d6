"""The two rows a desk page repeats most, an entry of the timeline and a line of a queue: ``{% load desk_rows %}``.

Drawn here and not by templates: a page has up to hundreds of them, and this is five times as fast.
Whatever a person typed goes through :func:`escape`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from huiyin.desk.links import case_link
from huiyin.desk.lists.queues import Line
from huiyin.desk.lists.views_of_lists import COLUMNS
from huiyin.desk.matter.timeline import Entry
from huiyin.law.frame.waiting import Waiting
from huiyin.wording.lawlink import law_link as law
from huiyin.wording.paper import moment_shown
from huiyin.wording.pills import SIGNS, SOON_DAYS, Pill, pill
from huiyin.wording.words import day, grouped, iso, say, word

register = template.Library()


def said(value: object) -> str:
    return escape(say(value))


@lru_cache(maxsize=8192)
def _kept(language: str, value: Hashable) -> str:
    """The same remembered, for the few stages, classes and sources that lists repeat; never what somebody typed."""
    return said(value)


@lru_cache(maxsize=256)
def heads(language: str, *labels: str) -> tuple[str, ...]:
    """The opening of each cell, with the label that narrow screens show."""
    return tuple(f'<td data-label="{word(label)}">' for label in labels)


@register.simple_tag
def timeline_entry(entry: Entry, today: date, number: str = "", kind: str = "") -> SafeString:
    """One event of a matter, or of a record of another ``kind``: what, where to, how late it was written down, by which
    article, when, by whom, what was said."""
    who = " · ".join(map(said, entry.who))
    when = f'<time datetime="{iso(entry.at)}">{moment_shown(entry.at, today)}</time>'
    parts = (
        f'<li id="s{entry.seq}" class="{entry.state}">',
        f'<span class="sign" aria-hidden="true">{SIGNS[entry.state]}</span> ',
        f"<strong>{said(entry.act)}</strong>",
        f" → {escape(entry.to)}" if entry.to else "",
        _late(entry.late) if entry.late > 0 else "",
        f' {law(entry.citation, "", True)} <span class="when">{when} · {who}</span>',
        f'<dl class="facts">{"".join(_particulars(entry))}</dl>' if entry.said else "",
        f'<p class="quiet">{word("文书：")}{said(entry.papers)}</p>' if entry.papers else "",
        f'<ul class="files">{"".join(_photos(entry, number, kind))}</ul>' if entry.photos else "",
        "</li>",
    )
    return mark_safe("".join(parts))


def _photos(entry: Entry, number: str, kind: str) -> Iterator[str]:
    for place, name in enumerate(entry.photos):
        where = [number, entry.seq, place]
        url = reverse("desk:record-file", args=[kind, *where]) if kind else reverse("desk:photo", args=where)
        yield f'<li><a href="{url}" lang="zh-Hans">{escape(name)}</a></li>'


def _late(days: int) -> str:
    words = ngettext("补记 %(n)s 天", "补记 %(n)s 天", days) % {"n": days}
    return f' <span class="tag soon">{words}</span>'


def _particulars(entry: Entry) -> Iterator[str]:
    for label, lines in entry.said:
        yield f'<dt>{said(label)}</dt><dd lang="zh-Hans">{"<br>".join(map(said, lines))}</dd>'


#: The columns of a list where each person's view does not say which.
QUEUE = ("due", "number", "stage", "class", "source", "owner")


@register.simple_tag
def queue_line(row: Line, today: date, columns: tuple[str, ...] = QUEUE, ticked: bool = False) -> SafeString:
    """One matter in a list: title and marks, and what its columns say; before it a box to tick it, where asked for."""
    return _row(row, "".join(marks(row)), queue_cells(row, today, columns), ticked)


def queue_cells(row: Line, today: date, columns: tuple[str, ...] = QUEUE) -> Iterator[tuple[str, str]]:
    """The opened cells of a matter's line, each with what stands in it."""
    language = get_language() or ""
    opened = _opened(language, columns)
    return zip(opened, [_CELLS[name](row, language, today) for name in columns], strict=True)


@lru_cache(maxsize=256)
def _opened(language: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return heads(language, *(COLUMNS[name].text for name in columns))


_CELLS: Mapping[str, Callable[[Line, str, date], str]] = {
    "due": lambda row, language, today: _last_day(row, language, today),
    "number": lambda row, language, today: f'<span class="number quiet">{grouped(row.case.number)}</span>',
    "stage": lambda row, language, today: _kept(language, row.stage),
    "class": lambda row, language, today: _kept(language, row.kinds),
    "source": lambda row, language, today: _kept(language, row.source),
    "owner": lambda row, language, today: escape(row.owner),
    "came": lambda row, language, today: f'<span class="number">{day(row.case.lodged_at)}</span>',
    "moved": lambda row, language, today: f'<span class="number">{day(row.case.last_on)}</span>',
}


@register.simple_tag
def found_line(row: Line, today: date, columns: tuple[str, ...], ticked: bool = False) -> SafeString:
    """One matter that was looked for: title, and what its columns say; before it a box to tick it, where asked for."""
    return _row(row, "", queue_cells(row, today, columns), ticked)


def _row(row: Line, tags: str, cells: Iterable[tuple[str, str]], ticked: bool = False) -> SafeString:
    title = f'<a href="{case_link(row.case.number)}" lang="zh-Hans">{escape(row.case.title)}</a>{tags}'
    inside = f'<th scope="row">{title}</th>{"".join(f"{head}{cell}</td>" for head, cell in cells)}'
    if not ticked:
        return mark_safe(f"<tr>{inside}</tr>")
    number, named = row.case.number, escape(row.case.title)
    box = f'<input type="checkbox" name="case" value="{number}" aria-label="{named}">'
    return mark_safe(f'<tr tabindex="-1" data-row-of="{number}"><td>{box}</td>{inside}</tr>')


def _last_day(row: Line, language: str, today: date) -> str:
    return last_day(language, row.due, row.waits, row.clock, today)


@lru_cache(maxsize=8192)
def last_day(language: str, due: date | None, waits: Waiting | None, clock: str, today: date) -> str:
    """The pill and what runs or is waited for; in a list many matters share their last day."""
    if waits is not None:
        return f'{waiting_pill(waits, today)}<br><span class="quiet">{said(waits.what)}</span>'
    shown = pill(due, today).html(with_day=True, today=today)
    return f'{shown}<br><span class="quiet">{said(clock)}</span>' if clock else shown


@register.simple_tag
def waiting_pill(waits: Waiting, today: date) -> SafeString:
    """How long has been waited where no period runs; a promised day is told like a last day."""
    if waits.since is None:
        return pill(waits.until, today).html(with_day=True, today=today)
    days = (today - waits.since).days
    words = ngettext("等了 %(n)s 天", "等了 %(n)s 天", days) % {"n": days} if days > 0 else word("今天开始等")
    return Pill("soon" if days > SOON_DAYS else "silent", words, waits.since).html(with_day=True, today=today)


def marks(row: Line) -> Iterator[str]:
    """What stands out about a matter, each with a sign or a word, never by colour alone."""
    if row.case.urgent:
        yield f' <span class="tag late">■ {word("紧急")}</span>'
    if row.case.report:
        yield f' <span class="tag late">■ {word("检举控告")}</span>'
    if row.supervised:
        yield f' <span class="tag soon">▲ {word("督办")}</span>'
    if row.case.repeat:
        yield f' <span class="tag">{word("重复")}</span>'
    if row.lane:
        yield f' <span class="tag ok">○ {word("马上就办")} {day(row.lane)}</span>'


@register.simple_tag
def queue_marks(row: Line) -> SafeString:
    """The marks of a line alone, for lists with columns of their own."""
    return mark_safe("".join(marks(row)))
