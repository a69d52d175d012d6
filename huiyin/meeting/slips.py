"""The slip of a member of a panel (听证员阅案单): who sits at one hearing and has no account opens its sheet with it.

Its code is worked out from the hearing, the seat and how often that seat's slip was given anew, and kept nowhere. It
opens nothing before the panel is drawn, nothing once its member withdrew or the hearing is over, and nothing at all of
what became a report of wrongdoing or lies behind one.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.crypto import salted_hmac

from huiyin.cases.identity import known_of
from huiyin.cases.lodging import PETITIONING
from huiyin.cases.models import Case, Claim, Party
from huiyin.law.hearing.facts import HearingFacts, Member
from huiyin.law.hearing.procedure import HEARING
from huiyin.law.hearing.vocabulary import HearingAct
from huiyin.meeting.hearing_shown import facts_of
from huiyin.meeting.models import Hearing
from huiyin.record.models import Event
from huiyin.vault.opening import read_out

_SALT: Final = "huiyin.meeting.slip"
CODE_LENGTH: Final = 12
#: So many names of petitioners stand on the sheet; whoever sits on a panel has to know with whom they are tied.
NAMED: Final = 5


@dataclass(frozen=True)
class Seat:
    """One member's seat at one hearing, and the matter as its sheet shows it."""

    row: Hearing
    facts: HearingFacts
    member: Member
    case: Case

    @property
    def claims(self) -> list[Claim]:
        return list(Claim.objects.filter(case=self.case, split_to__isnull=True).order_by("seq"))

    @property
    def petitioners(self) -> list[str]:
        """By name: nobody can say that they are tied to somebody whom they do not know. Nothing else of them."""
        rows = Party.objects.filter(case=self.case, capacity__in=PETITIONING).order_by("id")[:NAMED]
        return [name for party in rows if (name := known_of(party).name)]

    @property
    def why(self) -> str:
        """Why there is a hearing at all."""
        first = Event.objects.filter(record=self.row.id, act=HearingAct.OPEN.value).first()
        return str(read_out(first.payload)["said"].get("reason") or "") if first else ""


def code_of(row: Hearing, facts: HearingFacts, member: Member) -> str:
    """What stands on the slip of this member now; the one before is void once another was given."""
    return _code(row.id, member.listed, facts.renewed.count(member.listed))


def _code(hearing: int, listed: int, renewed: int) -> str:
    digest = salted_hmac(_SALT, f"{hearing}:{listed}:{renewed}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH].lower()


def slips_of(row: Hearing) -> Iterator[tuple[Member, str]]:
    """Every member who sits there now, with the code of their slip; none once the hearing is over."""
    facts = facts_of(row)
    if facts.stage not in HEARING.over:
        yield from ((member, code_of(row, facts, member)) for member in facts.panel)


def seat_with(number: str, code: str) -> Seat | None:
    """The seat that number and code open; unknown, withdrawn, over and secret are one answer."""
    row = Hearing.objects.filter(number=number.strip().upper()).first()
    typed = "".join(code.split()).replace("-", "").lower().encode()[:CODE_LENGTH]
    # Of a number nobody has a code is worked out as well, so that it takes as long to refuse.
    sitting = list(slips_of(row)) if row is not None else []
    nobody = (None, _code(0, 0, 0))
    fitting = [member for member, known in [*sitting, nobody] if hmac.compare_digest(known.encode(), typed)]
    member = fitting[0] if fitting else None
    if row is None or member is None:
        return None
    case = Case.objects.filter(id=row.matter, report=False, screened=0).first()
    return Seat(row, facts_of(row), member, case) if case else None
