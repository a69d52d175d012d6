"""Dispatching one matter: its classes where they changed, then the act, each through the one door and on its own.

What the second step refuses leaves the first standing, for each is true by itself; the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from huiyin.cases.acts import Refused
from huiyin.cases.models import Case
from huiyin.cases.parts import seq_seen
from huiyin.cases.queries import find
from huiyin.desk.forms.claim_rows import class_key
from huiyin.desk.forms.reading import do, read
from huiyin.desk.forms.sheets import Sheet
from huiyin.desk.forms.unfit import unreadable
from huiyin.desk.staff import Desk
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act
from huiyin.record.models import Event


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one matter.

    :param event: the act's entry, empty when it was refused.
    :param classed: its classes were recorded, whatever became of the act.
    """

    case: Case
    act: Act
    event: Event | None = None
    classed: bool = False
    refusal: Refusal | None = None


def carry_out(desk: Desk, case: Case, act: Act, typed: QueryDict) -> Carried:
    """Class the claims as typed, then do the act; the same form sent twice counts once."""
    seen = typed.get("_seen", "")
    classed = None
    try:
        classed = _class(Sheet(case, Act.CLASSIFY, desk, typed), seq_seen(case, seen))
        now = find(desk.actor, desk.today, case.number)
        if now is None or act is Act.CLASSIFY:
            return Carried(case, Act.CLASSIFY, classed, True)
        last = classed.seq if classed else seq_seen(now, seen)
        return Carried(case, act, _do(Sheet(now, act, desk, typed), last), classed is not None)
    except Refused as refused:
        return Carried(case, act, None, classed is not None, refused.refusal)


def _class(sheet: Sheet, seen: int | None) -> Event | None:
    given, wrong = read(sheet)
    said = given.get("subject", "")
    if (
        not wrong
        and not _differs(sheet, given.get("classes", {}))
        and said in ("", sheet.registered.get("subject", ""))
    ):
        return None
    return _do(sheet, seen)


def _differs(sheet: Sheet, classes: dict[str, dict[str, str]]) -> bool:
    """Whether what was typed is other than what stands; a class nobody chose changes nothing."""
    stands = {str(row.seq): class_key(sheet.claim_facts(row)) for row in sheet.claims}
    typed = {seq: ".".join(row.values()) for seq, row in classes.items()}
    return any(stands.get(seq) != key for seq, key in typed.items())


def _do(sheet: Sheet, seen: int | None) -> Event:
    given, wrong = read(sheet)
    if wrong:
        raise Refused(unreadable(MATTER, sheet.act, wrong))
    return do(sheet, given, sheet.desk.now, seen)
