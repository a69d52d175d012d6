"""The claims of a registration: as many as somebody brings, added one by one without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from huiyin.cases.lodging import ClaimText, claims_told, first_sentence
from huiyin.desk.forms.claim_rows import CLASSES
from huiyin.law.terms import ClaimKind, Ground
from huiyin.typed.wholes import place_of

MOST = 20
PARTS = ("request", "facts", "reasons")


@dataclass(frozen=True, slots=True)
class TypedClaim:
    """One claim as it stands in the form; ``number`` counts from 1."""

    number: int
    request: str = ""
    facts: str = ""
    reasons: str = ""
    kind: str = ""

    @property
    def blank(self) -> bool:
        return not (self.request.strip() or self.facts.strip() or self.reasons.strip())

    @property
    def classes(self) -> list[tuple[str, tuple[object, ...], bool]]:
        return [(key, words, key == self.kind) for key, words in CLASSES]


def typed_claims(data: Mapping[str, str], more: int = 0) -> list[TypedClaim]:
    """The claims in the form, with ``more`` empty ones behind them; at least one."""
    count = min((place_of(data.get("claims")) or 1) + more, MOST)
    return [_typed(data, number) for number in range(1, count + 1)]


def _typed(data: Mapping[str, str], number: int) -> TypedClaim:
    words = {part: data.get(f"claims-{number}-{part}", "") for part in PARTS}
    return TypedClaim(number, kind=data.get(f"claims-{number}-kind", ""), **words)


def claim_texts(typed: list[TypedClaim], text: str) -> tuple[ClaimText, ...]:
    """What is lodged: the claims written out, or what the text asks if the clerk wrote none."""
    kept = [claim for claim in typed if not claim.blank]
    if kept:
        return tuple(_claim(claim) for claim in kept)
    kind, ground = _class(typed[0].kind)
    return tuple(replace(each, kind=kind, ground=ground) for each in claims_told(text))


def _claim(typed: TypedClaim) -> ClaimText:
    kind, ground = _class(typed.kind)
    request = typed.request.strip() or first_sentence(typed.facts or typed.reasons)
    return ClaimText(request, typed.facts, typed.reasons, kind, ground)


def _class(key: str) -> tuple[ClaimKind | None, Ground | None]:
    if key not in {known for known, _ in CLASSES}:
        return None, None
    kind, _, ground = key.partition(".")
    return ClaimKind(kind), Ground(ground) if ground else None
