"""Whoever joined a petition (共同信访人) follows it by a number and a code of their own.

The number is the matter's with two digits more: 990102202611240000102 is the second who joined.
"""

from __future__ import annotations

import hmac
import json
from typing import Final

from django.db.models import Max
from django.utils.crypto import salted_hmac

from huiyin.cases.models import Case, Event
from huiyin.cases.numbers import new_query_code, tidy_code
from huiyin.portal.models import Cosigner

LENGTH: Final = 19
"""Digits of a matter's own number."""


def admit(case: Case, event: Event) -> str:
    """Give whoever joined by ``event`` a code of their own, inside the transaction that wrote it.

    :returns: the code, to be shown once; empty if they had one already.
    """
    party = int(json.loads(event.payload)["said"]["party"])
    if Cosigner.objects.filter(party=party).exists():
        return ""
    code = new_query_code()
    last = Cosigner.objects.filter(case=case.id).aggregate(last=Max("nth"))["last"] or 0
    Cosigner.objects.create(party=party, case=case.id, nth=last + 1, code=_seal(party, code), joined=event.seq)
    return code


def number_of(case: Case, row: Cosigner) -> str:
    return f"{case.number}{row.nth:02d}"


def cosigner(case: Case | None, digits: str) -> Cosigner | None:
    """Who follows a matter by this number, if it is a cosigner's."""
    tail = digits[LENGTH:]
    if not tail:
        return None
    row = Cosigner.objects.filter(case=case.id if case else 0, nth=int(tail[:6])).first()
    # One way of writing it, so that guesses at one number are counted together.
    return row if row and case and number_of(case, row) == digits else None


def code_fits(row: Cosigner, typed: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(row.code, _seal(row.party, tidy_code(typed)))


def _seal(party: int, code: str) -> str:
    return salted_hmac(f"huiyin.portal.cosigner:{party}", code, algorithm="sha256").hexdigest()
