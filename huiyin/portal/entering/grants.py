"""What a visitor has shown the code of: matters opened in this session, for a while, and these alone."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from huiyin.cases.asked import named
from huiyin.cases.envelopes import code_mark
from huiyin.cases.identity import decrypt_code
from huiyin.cases.models import Case, Claim
from huiyin.cases.queries import merged_into
from huiyin.cases.reaching import petitioner_of
from huiyin.gate.keys import pocket
from huiyin.joint import renewing
from huiyin.joint.models import Cosigner
from huiyin.store.rows import by_id
from huiyin.vault.boxes import is_enveloped

LASTS: Final = timedelta(hours=2)
_SESSION = "matters"
_SEALS = "seals"
_COSIGNED = "cosigned"
WAY_BACK: Final = "way-back"
"""Under what the session remembers who asked for a lost code (huiyin.portal.following.lost)."""
ACCOUNT: Final = "account"
"""Under what the session remembers whose list is open (huiyin.portal.mine.accounts)."""


@dataclass(frozen=True)
class Opened:
    """A matter as its visitor may see it.

    :param own: the visitor is its petitioner. Otherwise the visitor's own matter was merged into it: they see where it
        stands, but not what somebody else wrote.
    :param cosigner: the visitor joined it by its link: they see what they joined and how it stands, nobody's story.
    :param root: the visitor's own matter, where it was merged into this one.
    :param author: the party the visitor is in a matter they had joined, where that was merged into this one.
    :param held: the matters whose own codes were shown in this session.
    :param came_from: number of the visitor's own matter that led here, if it was merged or split.
    """

    case: Case
    own: bool = True
    came_from: str = ""
    cosigner: Cosigner | None = None
    root: Case | None = None
    author: int | None = None
    held: frozenset[int] = frozenset()

    @cached_property
    def writer(self) -> int | None:
        """Under which party of a matter what the visitor adds is kept apart; ``None`` for whoever filed it."""
        if self.own:
            return None
        if self.cosigner is not None or self.author is not None:
            return self.cosigner.party if self.cosigner else self.author
        party = petitioner_of(self.root) if self.root else None
        return party.id if party else None

    @cached_property
    def theirs(self) -> frozenset[int]:
        """The matters whose first words the visitor may read: of those gathered here, the ones they showed the code of.

        That somebody says they are the same person opens nothing: names and numbers can be invented.
        """
        if self.cosigner is not None:
            return frozenset()
        if not self.own:
            return frozenset({self.root.id} if self.root else ())
        return frozenset({self.case.id, *(self.held & set(self.merged))})

    @cached_property
    def merged(self) -> list[int]:
        """The matters that were merged into this one."""
        return merged_into(self.case.id)


def grant(request: HttpRequest, case: Case, at: datetime, code: str = "") -> None:
    """Open a matter in this session. The session gets a new key, so that one planted by somebody else is worthless."""
    held: dict[str, Any] = request.session.get(_SESSION, {})
    request.session.cycle_key()
    request.session[_SESSION] = {**held, str(case.id): at.isoformat()}
    request.session[_SEALS] = {**request.session.get(_SEALS, {}), str(case.id): seal_of(case, code)}


def held(request: HttpRequest) -> list[Case]:
    """The matters whose code was shown in this session."""
    return list(_roots(request).values())


def grant_cosigner(request: HttpRequest, row: Cosigner, at: datetime) -> None:
    """Open a matter in this session to somebody who joined it."""
    held: dict[str, Any] = request.session.get(_COSIGNED, {})
    request.session.cycle_key()
    request.session[_COSIGNED] = {**held, str(row.party): at.isoformat()}


def leave(request: HttpRequest) -> None:
    """Close every matter opened in this session."""
    for name in (_SESSION, _SEALS, _COSIGNED, ACCOUNT, WAY_BACK):
        request.session.pop(name, None)
    pocket(request).forget_matters()


def opened(request: HttpRequest, number: str) -> Opened:
    """The matter with this number, if this session may see it.

    :raises Http404: it may not, or there is none; the answer does not tell which.
    """
    roots, joined = _roots(request), _cosigned(request)
    if own := next((row for row in roots.values() if row.number == number), None):
        return Opened(own, held=frozenset(roots))
    # Looked for also where there is no such matter: what nobody has takes as long to refuse.
    case = named(number) or Case(id=0)
    return _split_off(case, roots) or _merged_into(case, roots) or _by_cosigner(case, joined) or _nothing()


def final(case: Case) -> Case:
    """Where a matter that was merged, perhaps more than once, has gone."""
    while case.merged_into is not None:
        case = Case.objects.get(id=case.merged_into)
    return case


def _nothing() -> Opened:
    raise Http404


def _fresh(request: HttpRequest, name: str) -> list[int]:
    now = timezone.now()
    held: dict[str, str] = request.session.get(name, {})
    return [int(key) for key, since in held.items() if now - datetime.fromisoformat(since) < LASTS]


def _roots(request: HttpRequest) -> dict[int, Case]:
    """The matters whose code was shown here; what a code opened is closed once another was given in its place."""
    held: dict[str, str] = request.session.get(_SEALS, {})
    rows = by_id(Case, _fresh(request, _SESSION))
    return {case: row for case, row in rows.items() if _opens(row, held.get(str(case), ""))}


def _opens(case: Case, seal: str) -> bool:
    return hmac.compare_digest(seal, seal_of(case)) or any(
        hmac.compare_digest(seal, seal_of(case, code)) for code in renewing.new_codes(case)
    )


def seal_of(case: Case, code: str = "") -> str:
    """What a session, or a list of one's own, keeps of the code that opened a matter; it tells nothing of the code."""
    # Of a report's code nothing is kept that could be tried against it.
    kept = code_mark(case.id) if is_enveloped(case.query_code) else code or decrypt_code(case.id, case.query_code)
    return salted_hmac(f"huiyin.portal.grant:{case.id}", kept).hexdigest()


def _cosigned(request: HttpRequest) -> list[Cosigner]:
    """Those whose code was shown here; what a code opened is closed once another was given in its place."""
    parties = _fresh(request, _COSIGNED)
    rows = Cosigner.objects.filter(party__in=parties) if parties else ()
    held: dict[str, str] = request.session.get(_COSIGNED, {})
    return [row for row in rows if datetime.fromisoformat(held[str(row.party)]) >= row.since]


def _by_cosigner(case: Case, joined: list[Cosigner]) -> Opened | None:
    """What somebody joined, or what was split off from it; of a matter it was merged into only how that stands.

    What turned out to be a report of wrongdoing is closed to those who joined by a link (Art. 30 ¶3).
    """
    for row in joined:
        mine = case if row.case == case.id else Case.objects.get(id=row.case)
        if case.report:
            continue
        if mine.id == case.id:
            return Opened(case, own=False, cosigner=row)
        if Claim.objects.filter(split_to=case.id, case=mine).exists():
            return Opened(case, own=False, cosigner=row, came_from=mine.number)
        if mine.merged_into is not None and final(mine).id == case.id:
            return Opened(case, own=False, came_from=mine.number, author=row.party)
    return None


def _split_off(case: Case, roots: Mapping[int, Case]) -> Opened | None:
    """A matter split off from one's own is one's own, under the code with which it was filed and no later one."""
    claim = Claim.objects.filter(split_to=case.id, case__in=list(roots)).select_related("case").first()
    if claim is None or not renewing.belongs(case, claim.case):
        return None
    return Opened(case, came_from=claim.case.number, held=frozenset(roots))


def _merged_into(case: Case, roots: Mapping[int, Case]) -> Opened | None:
    """Of what another filed, how it stands: the matter merged into it may have been invented to get there."""
    for mine in roots.values():
        if mine.merged_into is not None and final(mine).id == case.id:
            return Opened(case, own=False, came_from=mine.number, root=mine)
    return None
