"""The number and the query code of each who stands behind a petition; a lost code is replaced, never told again.

The number is the matter's with two digits more: 990102202611240000102 is the second who joined.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Max

from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Party
from huiyin.cases.numbers import new_query_code
from huiyin.joint import renewing
from huiyin.joint.models import Cosigner, Proof, Reissued
from huiyin.joint.renewing import seal
from huiyin.people import ledgers
from huiyin.record.models import Event
from huiyin.store.locks import writing
from huiyin.typed.petitions import code_of

LENGTH: Final = 19
"""Digits of a matter's own number."""
TOGETHER: Final = (Capacity.COSIGNER, Capacity.REPRESENTATIVE)
"""Those who stand behind a matter beside whoever filed it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked for a code: who gave it (``None``: somebody of the petition), of which organ, after what proof."""

    proof: Proof
    by: int | None = None
    organ: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A code just given, to be shown once, and the number it belongs to."""

    number: str
    code: str


def admit(case: Case, event: Event) -> str:
    """Give whoever joined by ``event`` a code of their own, inside the transaction that wrote it.

    :returns: the code, to be shown once; empty if they had one already.
    """
    party = int(json.loads(event.payload)["said"]["party"])
    if Cosigner.objects.filter(party=party).exists():
        return ""
    code = new_query_code()
    _first(case, party, code, event.at, joined=event.seq)
    return code


def reissue(case: Case, party: Party, asked: Asked, at: datetime) -> Given:
    """Give somebody a new code in place of the lost one, or their first.

    An old one goes on for a while (see huiyin.joint.renewing), so that its holder sees it and may stop it.

    :param party: whoever filed the matter, or one of those who stand behind it beside them.
    """
    code = new_query_code()
    row = Reissued(case=case.id, party=party.id, by=asked.by, organ=asked.organ, proof=asked.proof, at=at)
    if party.capacity == Capacity.PETITIONER:
        with writing():
            renewing.give(case, row, code, at)
        return Given(case.number, code)
    with writing():
        known = Cosigner.objects.select_for_update().filter(party=party.id).first()
        if known is not None:
            renewing.give(case, row, code, at)
            return Given(number_of(case, known), code)
        known = _first(case, party.id, code, at, elected=party.capacity == Capacity.REPRESENTATIVE)
        row.save(force_insert=True)
        ledgers.bind(ledgers.READINGS, "code", [row], by=asked.by, organ=asked.organ)
    return Given(number_of(case, known), code)


def has_code(case: Case, row: Party) -> bool:
    """Whether this party may be given a code of its own: whoever filed, and who stands behind the matter beside them.

    Nobody without a name, who cannot be known again; of a report of wrongdoing only whoever made it: what it says is
    closed to all others (Art. 30 ¶3).
    """
    if row.capacity == Capacity.PETITIONER:
        return bool(row.name)
    return row.capacity in TOGETHER and not case.report


def people_of(case: Case) -> list[Party]:
    """Everybody who may be given a code; of several petitioners only the first has the matter's own."""
    rows = [row for row in Party.objects.filter(case=case).order_by("id") if has_code(case, row)]
    filed = [row for row in rows if row.capacity == Capacity.PETITIONER]
    return [*filed[:1], *(row for row in rows if row not in filed)]


def _first(case: Case, party: int, code: str, at: datetime, joined: int = 0, elected: bool = False) -> Cosigner:
    last = Cosigner.objects.filter(case=case.id).aggregate(last=Max("nth"))["last"] or 0
    row = Cosigner.objects.create(
        party=party, case=case.id, nth=last + 1, code=seal(party, code), joined=joined, since=at, elected=elected
    )
    ledgers.bind(ledgers.READINGS, "code", [row])
    return row


def leave(party: int) -> None:
    """Whoever takes their name back follows nothing any more."""
    with writing():
        if (row := Cosigner.objects.filter(party=party).first()) is not None:
            Cosigner.objects.filter(party=party).delete()
            ledgers.bind(ledgers.READINGS, "leave", gone=[row])


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
    """Compare in constant time; while a replacement waits, the new code opens beside the old one."""
    found, new = seal(row.party, code_of(typed)), renewing.under_way_of(row.party)
    opens = [row.code, *([seal(row.party, renewing.code_in(new))] if new is not None and new.code else [])]
    return any([hmac.compare_digest(each, found) for each in opens])


def shown(code: str) -> str:
    """A code as it is read aloud: in fours."""
    return f"{code[:4]} {code[4:]}"
