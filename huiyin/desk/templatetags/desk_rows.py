"""The two rows a desk page repeats most, an entry of the timeline and a line of a queue: ``{% load desk_rows %}``.

Drawn here and not by templates: a page has up to hundreds of them, and this is five times as fast.
Whatever a person typed goes through :func:`escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from huiyin.desk.links import case_link
from huiyin.desk.queues import Line
from huiyin.desk.timeline import Entry
from huiyin.wording.lawlink import law_link as law
from huiyin.wording.pills import SIGNS, pill
from huiyin.wording.words import day, grouped, iso, moment, say, word

register = template.Library()


def _said(value: object) -> str:
    return escape(say(value))


@register.simple_tag
def timeline_entry(entry: Entry, today: date, number: str = "") -> SafeString:
    """One event: what, where to, how late it was written down, by which article, when, by whom, what was said."""
    who = " · ".join(map(_said, entry.who))
    when = f'<time datetime="{iso(entry.at)}">{moment(entry.at, today)}</time>'
    parts = (
        f'<li class="{entry.state}"><span class="sign" aria-hidden="true">{SIGNS[entry.state]}</span> ',
        f"<strong>{_said(entry.act)}</strong>",
        f" → {escape(entry.to)}" if entry.to else "",
        _late(entry.late) if entry.late > 0 else "",
        f' {law(entry.citation, "", True)} <span class="when">{when} · {who}</span>',
        f'<dl class="facts">{"".join(_particulars(entry))}</dl>' if entry.said else "",
        f'<p class="quiet">{word("文书：")}{_said(entry.papers)}</p>' if entry.papers else "",
        f'<ul class="files">{"".join(_photos(entry, number))}</ul>' if entry.photos else "",
        "</li>",
    )
    return mark_safe("".join(parts))


def _photos(entry: Entry, number: str) -> Iterator[str]:
    for place, name in enumerate(entry.photos):
        url = reverse("desk:photo", args=[number, entry.seq, place])
        yield f'<li><a href="{url}" lang="zh-Hans">{escape(name)}</a></li>'


def _late(days: int) -> str:
    words = ngettext("补记 %(n)s 天", "补记 %(n)s 天", days) % {"n": days}
    return f' <span class="tag soon">{words}</span>'


def _particulars(entry: Entry) -> Iterator[str]:
    for label, lines in entry.said:
        yield f'<dt>{_said(label)}</dt><dd lang="zh-Hans">{"<br>".join(map(_said, lines))}</dd>'


@register.simple_tag
def queue_line(row: Line, today: date, owners: bool = False) -> SafeString:
    """One matter in a list: title and marks, the nearest last day, number, stage, classes, source, owner."""
    cells = [
        (word("时限"), _due(row, today)),
        (word("编号"), f'<span class="number quiet">{grouped(row.case.number)}</span>'),
        (word("阶段"), _said(row.stage)),
        (word("类别"), _said(row.kinds)),
        (word("来自"), _said(row.source)),
        *([(word("经办人"), escape(row.owner))] if owners else ()),
    ]
    url = case_link(row.case.number)
    title = f'<a href="{url}" lang="zh-Hans">{escape(row.case.title)}</a>{"".join(marks(row))}'
    return mark_safe(f'<tr><th scope="row">{title}</th>{_cells(cells)}</tr>')


@register.simple_tag
def found_line(row: Line) -> SafeString:
    """One matter that was looked for: title, number, stage, classes, the day it was registered, owner."""
    cells = [
        (word("编号"), f'<span class="number quiet">{grouped(row.case.number)}</span>'),
        (word("阶段"), _said(row.stage)),
        (word("类别"), _said(row.kinds)),
        (word("登记"), day(row.case.lodged_at)),
        (word("经办人"), escape(row.owner)),
    ]
    url = case_link(row.case.number)
    title = f'<a href="{url}" lang="zh-Hans">{escape(row.case.title)}</a>'
    return mark_safe(f'<tr><th scope="row">{title}</th>{_cells(cells)}</tr>')


def _due(row: Line, today: date) -> str:
    shown = pill(row.due, today).html(with_day=True, today=today)
    return f'{shown}<br><span class="quiet">{_said(row.clock)}</span>' if row.clock else shown


def _cells(cells: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<td data-label="{label}">{inside}</td>' for label, inside in cells)


def marks(row: Line) -> Iterator[str]:
    """What stands out about a matter, each with a sign or a word, never by colour alone."""
    if row.case.urgent:
        yield f' <span class="tag late">■ {word("紧急")}</span>'
    if row.case.report:
        yield f' <span class="tag late">■ {word("检举控告")}</span>'
    if row.case.supervised:
        yield f' <span class="tag soon">▲ {word("督办")}</span>'
    if row.case.repeat:
        yield f' <span class="tag">{word("重复")}</span>'


@register.simple_tag
def queue_marks(row: Line) -> SafeString:
    """The marks of a line alone, for lists with columns of their own."""
    return mark_safe("".join(marks(row)))
