"""Figures and scores of every organ for a year, as one value that is the same wherever it is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from huiyin.law.assessment.formulas import Formula, days_of
from huiyin.oversight.assessment.indicators import INDICATORS, not_taken_up
from huiyin.oversight.assessment.skeleton import Told, moment, spelled
from huiyin.record.worlds import beijing_day

_Z = Decimal("1.959964")
_MATH = Context(prec=28, rounding=ROUND_HALF_EVEN)
#: An organ, an indicator, a record: what an upheld objection takes out of the count.
Correction = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Terms:
    """By what an assessment is computed: all that a result must say, so that others compute the same.

    :param as_of: the moment up to which the journal is read.
    :param organs: whose figures are wanted; ``None`` for everybody's.
    :param leave_out: records that are not read: reports of wrongdoing, and what rests on them.
    :param salt: makes the digests of a result that leaves something out worthless for trying.
    :param corrections: what objections that were upheld take out.
    """

    year: int
    as_of: datetime
    formula: Formula
    organs: frozenset[int] | None = None
    leave_out: frozenset[int] = frozenset()
    salt: str = ""
    corrections: frozenset[Correction] = frozenset()

    def told(self) -> dict[str, Any]:
        """The same in a result."""
        return {
            "year": self.year,
            "as_of": spelled(self.as_of),
            "formula": dict(self.formula),
            "assessed": None if self.organs is None else sorted(self.organs),
            "left_out": sorted(self.leave_out),
            "salt": self.salt,
            "corrections": sorted(map(list, self.corrections)),
        }


def terms_of(result: Mapping[str, Any]) -> Terms:
    """By what a result was computed, as it says itself."""
    return Terms(
        year=result["year"],
        as_of=moment(result["as_of"]),
        formula=result["formula"],
        organs=None if result["assessed"] is None else frozenset(result["assessed"]),
        leave_out=frozenset(result["left_out"]),
        salt=result["salt"],
        corrections=frozenset((organ, key, record) for organ, key, record in result["corrections"]),
    )


@dataclass(slots=True)
class Tally:
    """The records by which one indicator judges one organ."""

    kept: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)

    @property
    def of(self) -> int:
        return len(self.kept) + len(self.missed)


@dataclass(slots=True)
class Counted:
    """Everything of a year: by organ and indicator the records that count; by organ what nobody has taken up."""

    organs: dict[int, dict[str, Tally]] = field(default_factory=dict)
    waiting: dict[int, list[int]] = field(default_factory=dict)


def counted(journal: Iterable[Told], terms: Terms) -> Counted:
    """Read the journal once and sort every record under whom it counts for."""
    found, today, days = Counted(), beijing_day(terms.as_of), days_of(terms.formula)
    wanted = {kind: _of_kind(kind, terms.formula) for kind in {kind for kind, _ in INDICATORS.values()}}
    for kind, record, steps in journal:
        for key, indicator in wanted.get(kind, ()):
            for organ, day, did in indicator(steps, today, days):
                if day.year == terms.year and _counts(organ, key, record, terms):
                    tally = found.organs.setdefault(organ, {}).setdefault(key, Tally())
                    (tally.kept if did else tally.missed).append(record)
        waiting = not_taken_up(steps, today, days) if kind == "matter" else None
        if waiting is not None and (terms.organs is None or waiting in terms.organs):
            found.waiting.setdefault(waiting, []).append(record)
    return found


def _of_kind(kind: str, formula: Formula) -> list[tuple[str, Any]]:
    return [(key, INDICATORS[key][1]) for key in formula["weights"] if INDICATORS[key][0] == kind]


def _counts(organ: int, key: str, record: int, terms: Terms) -> bool:
    return (terms.organs is None or organ in terms.organs) and (organ, key, record) not in terms.corrections


def assessed(journal: Any, terms: Terms) -> dict[str, Any]:
    """The result: per organ and indicator how many of how many, with the interval and what was missed.

    :param journal: a :class:`huiyin.oversight.assessment.skeleton.Skeleton`.
    """
    return result_of(counted(journal, terms), terms, {"events": journal.events, "digest": journal.digest})


def result_of(found: Counted, terms: Terms, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What was counted, as a result."""
    return {
        **terms.told(),
        "inputs": dict(inputs),
        "organs": {str(organ): _organ(told, terms.formula) for organ, told in sorted(found.organs.items())},
        "not_taken_up": {str(organ): records for organ, records in sorted(found.waiting.items())},
    }


def _organ(told: Mapping[str, Tally], formula: Formula) -> dict[str, Any]:
    figures = {key: _figure(told[key]) for key in formula["weights"] if key in told}
    large = {key: row for key, row in figures.items() if row["of"] >= formula["least"]}
    weights = formula["weights"] if len(large) >= formula["fewest"] else {}
    large = {key: row for key, row in large.items() if key in weights}
    return {
        "score": _score(large, weights),
        "counted": sorted(large),
        "indicators": figures,
        "without": {key: _score({k: v for k, v in large.items() if k != key}, weights) for key in large},
        "equal": _score(large, dict.fromkeys(large, 1)),
    }


def _figure(tally: Tally) -> dict[str, Any]:
    hits, of = len(tally.kept), tally.of
    low, high = interval(hits, of)
    missed = sorted(set(tally.missed))
    return {"hits": hits, "of": of, "rate": _four(Decimal(hits) / of), "low": low, "high": high, "missed": missed}


def interval(hits: int, of: int) -> tuple[str, str]:
    """Wilson's interval at 95 %, in decimals that no machine rounds otherwise."""
    n, p, z2 = Decimal(of), _MATH.divide(Decimal(hits), Decimal(of)), _MATH.multiply(_Z, _Z)
    root = _MATH.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    middle, scale = p + z2 / (2 * n), 1 + z2 / n
    return _four(max(Decimal(0), (middle - _Z * root) / scale)), _four(min(Decimal(1), (middle + _Z * root) / scale))


def _score(large: Mapping[str, Mapping[str, Any]], weights: Mapping[str, Any]) -> str | None:
    """The weighted mean of what counts, of a hundred; ``None`` where nothing does."""
    its = {key: Decimal(weights[key]) for key in large}
    if not its:
        return None
    reached = sum((its[key] * row["hits"] / row["of"] for key, row in large.items()), Decimal(0))
    return str((reached * 100 / sum(its.values())).quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def _four(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.0001"), ROUND_HALF_EVEN))


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
