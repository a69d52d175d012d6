"""Figures and scores of every organ for a year, as one value that is the same wherever it is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path
from typing import Any

import yaml

from huiyin.oversight.assessment.indicators import INDICATORS, not_taken_up
from huiyin.oversight.assessment.skeleton import Skeleton, spelled
from huiyin.record.worlds import beijing_day

FOLDER = Path(__file__).resolve().parents[3] / "data" / "assessment"
_Z = Decimal("1.959964")
_MATH = Context(prec=28, rounding=ROUND_HALF_EVEN)
Formula = Mapping[str, Any]


class NoFormula(ValueError):
    """No formula is meant for that year, or one names what is no indicator."""


def formula_for(year: int) -> Formula:
    """The newest formula of the year, or of the last one before it that has any.

    :raises NoFormula: there is none, or it names an indicator that does not exist.
    """
    found = [path for path in sorted(FOLDER.glob("*.yaml")) if path.stem[:4].isdigit() and int(path.stem[:4]) <= year]
    if not found:
        raise NoFormula(f"no formula for {year} in {FOLDER}")
    formula: Formula = yaml.safe_load(found[-1].read_text(encoding="utf-8"))
    if strange := set(formula["weights"]) - set(INDICATORS):
        raise NoFormula(f"{found[-1].name}: no indicator is called {', '.join(sorted(strange))}")
    return formula


def assessed(journal: Skeleton, year: int, as_of: datetime, formula: Formula) -> dict[str, Any]:
    """Everything of a year: per organ and indicator how many of how many, with the interval and what was missed.

    :param as_of: the moment up to which the journal was read; it stands in the result, so that others read as far.
    """
    today = beijing_day(as_of)
    cases: dict[int, dict[str, list[tuple[int, bool]]]] = {}
    for key in formula["weights"]:
        kind, indicator = INDICATORS[key]
        for (its, record), steps in sorted(journal.records.items()):
            for organ, day, did in indicator(steps, today) if its == kind else ():
                if day.year == year:
                    cases.setdefault(organ, {}).setdefault(key, []).append((record, did))
    return {
        "year": year,
        "as_of": spelled(as_of),
        "formula": dict(formula),
        "inputs": {"events": journal.events, "digest": journal.digest},
        "organs": {str(organ): _organ(told, formula) for organ, told in sorted(cases.items())},
        "not_taken_up": _not_taken_up(journal, as_of),
    }


def _organ(told: Mapping[str, list[tuple[int, bool]]], formula: Formula) -> dict[str, Any]:
    figures = {key: _figure(told[key]) for key in formula["weights"] if key in told}
    counted = {key: row for key, row in figures.items() if row["of"] >= formula["least"]}
    without = {key: _score({k: v for k, v in counted.items() if k != key}, formula) for key in counted}
    return {"score": _score(counted, formula), "counted": sorted(counted), "indicators": figures, "without": without}


def _figure(cases: list[tuple[int, bool]]) -> dict[str, Any]:
    hits, of = sum(did for _, did in cases), len(cases)
    low, high = interval(hits, of)
    missed = sorted({record for record, did in cases if not did})
    return {"hits": hits, "of": of, "rate": _four(Decimal(hits) / of), "low": low, "high": high, "missed": missed}


def interval(hits: int, of: int) -> tuple[str, str]:
    """Wilson's interval at 95 %, in decimals that no machine rounds otherwise."""
    n, p, z2 = Decimal(of), _MATH.divide(Decimal(hits), Decimal(of)), _MATH.multiply(_Z, _Z)
    root = _MATH.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    middle, scale = p + z2 / (2 * n), 1 + z2 / n
    return _four(max(Decimal(0), (middle - _Z * root) / scale)), _four(min(Decimal(1), (middle + _Z * root) / scale))


def _score(counted: Mapping[str, Mapping[str, Any]], formula: Formula) -> str | None:
    """The weighted mean of what counts, of a hundred; ``None`` where nothing does."""
    weights = {key: Decimal(formula["weights"][key]) for key in counted}
    if not weights:
        return None
    reached = sum((weights[key] * row["hits"] / row["of"] for key, row in counted.items()), Decimal(0))
    return str((reached * 100 / sum(weights.values())).quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def _four(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.0001"), ROUND_HALF_EVEN))


def _not_taken_up(journal: Skeleton, as_of: datetime) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for (kind, record), steps in sorted(journal.records.items()):
        organ = not_taken_up(steps, beijing_day(as_of)) if kind == "matter" else None
        if organ is not None:
            found.setdefault(str(organ), []).append(record)
    return found


def first_difference(one: Any, other: Any, path: str = "") -> str | None:
    """Where two results differ first, and how; ``None`` where they are the same."""
    return next(_differences(one, other, path), None)


def _differences(one: Any, other: Any, path: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            where = f"{path}.{key}" if path else str(key)
            if key not in one or key not in other:
                yield f"{where}: {'missing' if key not in one else 'not in the journal'}"
            else:
                yield from _differences(one[key], other[key], where)
    elif one != other:
        yield f"{path}: {one} stands there, {other} comes out"
