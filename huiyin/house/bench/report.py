"""The figures for a reader, and for a machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from huiyin.house.bench.measure import Measure, Result
from huiyin.house.welcome import aligned

HEADINGS = (
    "",
    "clients",
    "requests/s",
    "p50 ms",
    "p95 ms",
    "CPU ms",
    "= app",
    "+ database",
    "visitor ms",
    "SQL",
    "yardstick",
)


def table(result: Result) -> str:
    """One database at one size, as a table in a terminal."""
    rows = [HEADINGS, *(_row(each) for each in [*result.measures, result.raw])]
    title = f"{result.database}, {result.cases:,} matters (generated {result.generated_per_second:,.0f}/s)"
    share = f"Intake over HTTP reaches {result.share:.0%} of the bare driver's rate."
    return "\n".join([title, *("  " + line for line in aligned(rows)), f"  {share}", ""])


def _row(each: Measure) -> tuple[str, ...]:
    statements = "" if each.statements is None else f"{each.statements:.0f}"
    waits = (f"{each.p50_ms:.1f}", f"{each.p95_ms:.1f}") if each.p50_ms else ("", "")
    yard = f"{each.yardstick_ms:.0f}" if each.yardstick_ms else ""
    costs = (f"{each.cpu_ms:.1f}", f"{each.app_ms:.1f}", f"{each.database_ms:.1f}", f"{each.visitor_ms:.1f}")
    return (each.what, str(each.clients), f"{each.per_second:,.1f}", *waits, *costs, statements, yard)


def machine() -> dict[str, Any]:
    """Where it was measured, and how busy it was."""
    return {
        "processors": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def as_json(results: Iterable[Result]) -> dict[str, Any]:
    return {"machine": machine(), "results": [asdict(each) for each in results]}
