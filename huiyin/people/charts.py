"""The organs as the law sees them on a day, and the rule book each works by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from huiyin.law.chart.routing import Level, Organ, OrganChart, OrganKind
from huiyin.people import models
from huiyin.people.stamps import ORGANS, Remembered

Span = tuple[date, date | None]


@dataclass(frozen=True)
class DatedRows:
    """Every organ, edge, competence and book there ever was, with its days; charts are cut from it."""

    organs: list[tuple[Organ, int | None, Span]]
    edges: list[tuple[int, int, Span]]
    competences: list[tuple[int, str, Span]]
    books: list[tuple[int, str, Span]]
    breaks: list[date]
    charts: dict[int, OrganChart] = field(default_factory=dict)

    def chart_on(self, day: date) -> OrganChart:
        """The chart of *day*; all days between two changes share one."""
        era = bisect_right(self.breaks, day)
        if era not in self.charts:
            self.charts[era] = self._cut(day)
        return self.charts[era]

    def _cut(self, day: date) -> OrganChart:
        words: dict[int, set[str]] = {}
        for organ_id, word, span in self.competences:
            if _holds(span, day):
                words.setdefault(organ_id, set()).add(word)
        organs = {
            organ.id: _with_competences(organ, words.get(organ.id, ()))
            for organ, _, span in self.organs
            if _holds(span, day)
        }
        superiors: dict[int, tuple[int, ...]] = {}
        for organ_id, superior, span in self.edges:
            if _holds(span, day) and organ_id in organs and superior in organs:
                superiors[organ_id] = tuple(dict.fromkeys((*superiors.get(organ_id, ()), superior)))
        heirs = {organ.id: heir for organ, heir, span in self.organs if heir and not _holds(span, day)}
        return OrganChart(organs, superiors, heirs)


def chart_on(day: date) -> OrganChart:
    """Organs, edges and competences in force on *day*. Costs nothing while the reference data stand still."""
    return _rows().chart_on(day)


def book_for(organ_id: int, day: date) -> str:
    """Key of the rule book that binds an organ: its own, else its nearest superior's, else the installation's."""
    rows = _rows()
    books = {organ: book for organ, book, span in rows.books if _holds(span, day)}
    line = (organ_id, *rows.chart_on(day).primary_line(organ_id)) if books else ()
    return next((books[organ] for organ in line if organ in books), str(settings.HUIYIN_BOOK))


def _read() -> DatedRows:
    edges = models.Superior.objects.order_by("organ_id", "-primary", "since", "id")
    competences = models.Competence.objects.values_list("organ_id", "word_id", "since", "until")
    books = models.OrganBook.objects.values_list("organ_id", "book", "since", "until")
    rows = DatedRows(
        organs=[(_organ(row), row.successor_id, (row.since, row.until)) for row in models.Organ.objects.order_by("id")],
        edges=[
            (organ, superior, (since, until))
            for organ, superior, since, until in edges.values_list("organ_id", "superior_id", "since", "until")
        ],
        competences=[(organ, word, (since, until)) for organ, word, since, until in competences],
        books=[(organ, book, (since, until)) for organ, book, since, until in books],
        breaks=[],
    )
    spans = [row[-1] for group in (rows.organs, rows.edges, rows.competences) for row in group]
    rows.breaks.extend(_breaks(spans))
    return rows


_rows = Remembered(ORGANS, _read)


def _organ(row: models.Organ) -> Organ:
    return Organ(row.id, row.code, row.name, row.short, Level(row.level), OrganKind(row.kind))


def _with_competences(organ: Organ, words: Iterable[str]) -> Organ:
    return Organ(organ.id, organ.code, organ.name, organ.short, organ.level, organ.kind, frozenset(words))


def _holds(span: Span, day: date) -> bool:
    since, until = span
    return since <= day and (until is None or day < until)


def _breaks(spans: Iterable[Span]) -> list[date]:
    return sorted({day for span in spans for day in span if day is not None})
