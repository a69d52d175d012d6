"""Which offices watch over an organ, the nearest first (xf2022 Art. 14, 40)."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.chart.organs import OrganChart, OrganKind


def offices_over(chart: OrganChart, organ: int) -> Iterator[int]:
    """Petition offices by level upward, then the organs above: those that may supervise, the nearest first."""
    if organ not in chart.organs:
        return
    may = {each for each in chart.overseers(organ) if not chart.is_below(each, organ)}
    offices = (each.id for each in chart.serving(chart.organ(organ).area) if each.kind is OrganKind.PETITION_OFFICE)
    yield from (each for each in (*offices, *chart.primary_line(organ)) if each in may)
