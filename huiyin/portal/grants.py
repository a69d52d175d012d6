"""What a visitor has shown the code of: matters opened in this session, for a while, and these alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils import timezone

from huiyin.cases.models import Case, Claim, Party
from huiyin.cases.relations import named

LASTS: Final = timedelta(hours=2)
_SESSION = "matters"


@dataclass(frozen=True, slots=True)
class Opened:
    """A matter as its visitor may see it.

    :param own: the visitor is its petitioner. Otherwise the visitor's own matter was merged into it: they see where it
        stands, but not what somebody else wrote.
    :param came_from: number of the visitor's own matter that led here, if it was merged or split.
    """

    case: Case
    own: bool = True
    came_from: str = ""


def grant(request: HttpRequest, case: Case, at: datetime) -> None:
    """Open a matter in this session. The session gets a new key, so that one planted by somebody else is worthless."""
    held: dict[str, Any] = request.session.get(_SESSION, {})
    request.session.cycle_key()
    request.session[_SESSION] = {**held, str(case.id): at.isoformat()}


def leave(request: HttpRequest) -> None:
    """Close every matter opened in this session."""
    request.session.pop(_SESSION, None)


def opened(request: HttpRequest, number: str) -> Opened:
    """The matter with this number, if this session may see it.

    :raises Http404: it may not, or there is none; the answer does not tell which.
    """
    roots = _roots(request)
    case = named(number) if roots else None
    if case is None:
        raise Http404
    if case.id in roots:
        return Opened(case)
    return _split_off(case, roots) or _merged_into(case, roots) or _nothing()


def final(case: Case) -> Case:
    """Where a matter that was merged, perhaps more than once, has gone."""
    while case.merged_into is not None:
        case = Case.objects.get(id=case.merged_into)
    return case


def _nothing() -> Opened:
    raise Http404


def _roots(request: HttpRequest) -> list[int]:
    now = timezone.now()
    held: dict[str, str] = request.session.get(_SESSION, {})
    return [int(case) for case, since in held.items() if now - datetime.fromisoformat(since) < LASTS]


def _split_off(case: Case, roots: list[int]) -> Opened | None:
    """A matter split off from one's own is one's own."""
    claim = Claim.objects.filter(split_to=case.id, case__in=roots).select_related("case").first()
    return None if claim is None else Opened(case, came_from=claim.case.number)


def _merged_into(case: Case, roots: list[int]) -> Opened | None:
    for mine in Case.objects.filter(id__in=roots, merged_into__isnull=False):
        if final(mine).id == case.id:
            return Opened(case, own=_same_person(mine, case), came_from=mine.number)
    return None


def _same_person(mine: Case, other: Case) -> bool:
    """Whether one person brought both: the same document, or the same name with the same phone."""
    here, there = (
        list(Party.objects.filter(case=case, capacity="petitioner").values("id_index", "name_index", "phone_index"))
        for case in (mine, other)
    )
    return any(_alike(one, another) for one in here for another in there)


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    same = {name for name in one if one[name] is not None and _bytes(one[name]) == _bytes(other[name])}
    return "id_index" in same or {"name_index", "phone_index"} <= same


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
