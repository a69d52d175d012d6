"""The daily seals (日封), the newest first, with what is missing between them; one of them as a file to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.cases.ledgers import Sealed, seal_to_keep, seals_before
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.record.snapshots import canonical
from huiyin.typed.wholes import place_of

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a seal, first to last; ``lost`` are the numbers of seals that ought to stand here."""

    first: date
    last: date
    lost: tuple[int, ...] = ()

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def span(self) -> date | Phrase:
        return self.first if self.days == 1 else P("{first}到{last}", first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Line:
    """A seal, and the gap between it and the one before it."""

    seal: Sealed
    gap: Gap | None


def sealed(desk: Desk, after: str, most: int) -> dict[str, Any]:
    """One page of seals; ``unsealed`` are the days since the newest one, up to yesterday."""
    before = place_of(after, 2**31 - 1)
    found = seals_before(desk.actor, before, most + 1)
    return {
        "lines": [_line(found, place) for place in range(len(found[:most]))],
        "unsealed": _unsealed(found, desk.today) if before is None else None,
        "older": f"?{urlencode({'after': found[most - 1].number})}" if len(found) > most else "",
        "newer": "" if before is None else "?",
    }


def _line(found: Sequence[Sealed], place: int) -> Line:
    seal = found[place]
    return Line(seal, gap_between(found[place + 1], seal) if place + 1 < len(found) else _before_first(seal))


def gap_between(earlier: Sealed, later: Sealed) -> Gap | None:
    """What is missing between two neighbours; nothing for seals of two days that follow each other."""
    lost = tuple(range(earlier.number + 1, later.number))
    if later.day - earlier.day <= DAY and not lost:
        return None
    return Gap(earlier.day + DAY, max(later.day - DAY, earlier.day + DAY), lost)


def _before_first(seal: Sealed) -> Gap | None:
    """Nothing need stand before number 1."""
    return Gap(seal.day, seal.day, tuple(range(1, seal.number))) if seal.number > 1 else None


def _unsealed(found: Sequence[Sealed], today: date) -> Gap | None:
    if not found or found[0].day >= today - DAY:
        return None
    return Gap(found[0].day + DAY, today - DAY)


@staff
@require_safe
def seal_file(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A signed seal as JSON, to be kept where nobody who holds the keys can reach it."""
    if Role.AUDITOR not in desk.actor.roles:
        raise PermissionDenied
    kept = seal_to_keep(desk.actor, number)
    if kept is None:
        raise Http404
    response = HttpResponse(canonical(kept) + "\n", content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="huiyin-seal-{number}-{kept["body"]["day"]}.json"'
    return response
