"""What can be written down on a phone without a net: every act whose form needs nothing that only the office knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from huiyin.law.dispute.procedure import DISPUTE
from huiyin.law.matter.procedure import MATTER
from huiyin.law.rounds.procedure import ROUND
from huiyin.law.terms import Act
from huiyin.record.kinds import KINDS, Kind

#: Kinds that are opened out there, and those of which a phone takes along what is in one's hands.
OPENED: Final = (ROUND.key, DISPUTE.key)
TAKEN: Final = (*OPENED, MATTER.key)
#: Acts for which somebody goes there: their form takes pictures and a signature.
ON_THE_SPOT: Final = frozenset({Act.INVESTIGATE})
#: Kinds of field that are filled from lists of the office.
_OF_THE_OFFICE: Final = frozenset({"organ", "person", "case", "claims", "classes", "outcomes", "routes"})
#: What the phone fills in by itself.
BY_ITSELF: Final = frozenset({"round", "matter", "on_spot"})


def openings() -> Iterator[tuple[Kind, Any]]:
    """What can be begun out there."""
    yield from ((KINDS[key], KINDS[key].procedure.opening) for key in OPENED)


def acts_of(kind: Kind) -> tuple[Any, ...]:
    """What can be done out there to a record that is there already."""
    if kind.key not in OPENED:
        return tuple(act for act in kind.by_hand if act in ON_THE_SPOT) if kind.key in TAKEN else ()
    return tuple(act for act in kind.by_hand if _can_be_written(kind, act))


def _can_be_written(kind: Kind, act: Any) -> bool:
    fields = kind.procedure.needs(act)
    return bool(fields) and act not in kind.told_once and all(each.kind not in _OF_THE_OFFICE for each in fields)
