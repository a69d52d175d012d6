"""Whether two readers saw the same (一致程度): how many answers agree, and Cohen's kappa, which takes chance away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of ``of`` answers to the same questions ``same`` agree; ``kappa`` is ``None`` where chance alone explains all."""

    same: int
    of: int
    kappa: Fraction | None

    @property
    def percent(self) -> str:
        return f"{float(100 * Fraction(self.same, self.of)):.1f}%" if self.of else "—"

    @property
    def kappa_said(self) -> str:
        return "—" if self.kappa is None else f"{float(self.kappa):.2f}"


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Of two readers' answers, question by question."""
    same, of = sum(one == other for one, other in pairs), len(pairs)
    if not of:
        return Agreement(0, 0, None)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = Fraction(sum(first[key] * second[key] for key in first), of * of)
    seen = Fraction(same, of)
    return Agreement(same, of, None if chance == 1 else (seen - chance) / (1 - chance))
