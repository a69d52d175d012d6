"""A query code is replaced (补发查询码): asked for, confirmed by a second person where needed, stopped by its holder.

A code opens what its own holder filed. The one given at the filing goes with every part of it: when the code of what
remains is replaced, a report that was split off keeps the old one. The old code ends after a pause, not at once, and a
report's new code opens nothing before that: whoever holds the true one sees it and may stop it.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from huiyin.cases.envelopes import CODE, NEXT, code_wrap, envelope_of
from huiyin.cases.identity import decrypt_code, encrypt_code
from huiyin.cases.models import Case, Claim, KeyWrap
from huiyin.cases.numbers import code_fits, new_query_code
from huiyin.cases.rotation import Encrypted
from huiyin.joint.models import Cosigner, Reissued, State
from huiyin.people import ledgers
from huiyin.people.keyring import ring
from huiyin.record.models import Message
from huiyin.store.locks import writing
from huiyin.store.rows import fresh, insert
from huiyin.typed.petitions import code_of
from huiyin.vault import fields
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.opening import Shut

#: Whoever has the old code is told at the address they left, see huiyin.gate.code_notices.
TOPIC: Final = "code"


def needs_two(case: Case, party: int) -> bool:
    """Whether a second person must confirm it: of a report always, and where the holder has stopped one before."""
    return case.report or Reissued.objects.filter(case=case.id, party=party, state=State.STOPPED).exists()


def ask(row: Reissued) -> None:
    """Wait for the second person; an earlier request of the same kind is overtaken."""
    with writing():
        Reissued.objects.filter(case=row.case, state=State.ASKED).update(state=State.REFUSED)
        row.state = State.ASKED
        row.save(force_insert=True)
        _bind(row.case)


def confirm(case: Case, row: Reissued, second: int, at: datetime) -> str:
    """The second person has looked too.

    :returns: the new code, to be shown once; empty if somebody was faster.
    """
    code = new_query_code()
    with writing():
        if not Reissued.objects.filter(id=row.id, state=State.ASKED).exclude(by=second).update(second=second):
            return ""
        Reissued.objects.filter(id=row.id).delete()
        row.second = second
        give(case, row, code, at)
    return code


def refuse(row: Reissued, second: int) -> None:
    with writing():
        Reissued.objects.filter(id=row.id, state=State.ASKED).update(state=State.REFUSED, second=second)
        _bind(row.case)


def _bind(case: int) -> None:
    """Whatever is done to a matter's codes stands in the ledger."""
    ledgers.bind(ledgers.READINGS, "code", Reissued.objects.filter(case=case))


def give(case: Case, row: Reissued, code: str, at: datetime) -> None:
    """The new code stands beside the old one until the pause is over; an earlier one that waits is overtaken."""
    Reissued.objects.filter(case=case.id, party=row.party, state=State.GIVEN).update(state=State.STOPPED, code=None)
    row.state, row.ends_at = State.GIVEN, at + timedelta(days=settings.HUIYIN_CODE_PAUSE_DAYS)
    KeyWrap.objects.filter(case=case.id, holder=NEXT).delete()
    if case.report:
        row.code = _into_envelope(case, code)
    else:
        row.code = fields.encrypt(ring(), code, _context(row))
    row.save(force_insert=True)
    insert([fresh(Message, topic=TOPIC, record=row.id, seq=0, ready_at=at)])
    _bind(case.id)
    settle(case, at)
    settle_cosigner(row.party, at)


def _into_envelope(case: Case, code: str) -> bytes:
    """The new code of a report: it opens the envelope once the pause is over, and nobody can try it against the ring.

    :raises Shut: whoever gives it cannot open the report.
    """
    envelope = envelope_of(case.id)
    if envelope is None or envelope.private is None:
        raise Shut
    code_wrap(envelope.case, case.id, envelope.private, code, holder=NEXT).save(force_insert=True)
    return envelope.file(code.encode())


def stop(case: Case, party: int | None = None) -> bool:
    """The holder did not ask for it: the new code is nothing, the old one stays; whether there was anything to stop.

    :param party: of those who stand behind the matter; ``None`` for the matter's own code.
    """
    with writing():
        waiting = _given(case) if party is None else Reissued.objects.filter(party=party, state=State.GIVEN)
        stopped = waiting.update(state=State.STOPPED, code=None, ends_at=None)
        KeyWrap.objects.filter(of=case.id, holder=NEXT).delete()
        _bind(case.id)
        return bool(stopped)


def _given(case: Case) -> QuerySet[Reissued]:
    """Replacements of the matter's own code; those who stand behind it beside whoever filed have codes of their own."""
    others = Cosigner.objects.filter(case=case.id).values("party")
    return Reissued.objects.filter(case=case.id, state=State.GIVEN).exclude(party__in=others)


def under_way(case: Case) -> Reissued | None:
    """The replacement whose pause runs."""
    return _given(case).order_by("-id").first()


def under_way_of(party: int) -> Reissued | None:
    """The same of the code of one who stands behind a matter."""
    return Reissued.objects.filter(party=party, state=State.GIVEN).order_by("-id").first()


def settle_cosigner(party: int, at: datetime) -> None:
    """Where the pause is over a cosigner's new code takes the old one's place, and what that one opened is closed."""
    row = under_way_of(party)
    if row is None or row.ends_at is None or row.ends_at > at:
        return
    with writing():
        known = Cosigner.objects.select_for_update().filter(party=party).first()
        done = Reissued.objects.filter(id=row.id, state=State.GIVEN)
        if known is None or not done.update(state=State.DONE, code=None):
            return
        known.code, known.since = seal(party, code_in(row)), row.ends_at
        known.save(update_fields=["code", "since"])
        ledgers.bind(ledgers.READINGS, "code", [known])
        _bind(row.case)


def seal(party: int, code: str) -> str:
    """What is kept of a cosigner's code."""
    return salted_hmac(f"huiyin.portal.cosigner:{party}", code, algorithm="sha256").hexdigest()


def settle(case: Case, at: datetime) -> None:
    """Where the pause is over the new code takes the old one's place; the parts it does not reach keep the old one."""
    row = under_way(case)
    if row is None or row.ends_at is None or row.ends_at > at:
        return
    with writing():
        # What became a report in between keeps its code: nobody here can put another one into its envelope.
        late = case.report and not is_enveloped(row.code)
        state = State.STOPPED if late else State.DONE
        if not Reissued.objects.filter(id=row.id, state=State.GIVEN).update(state=state, code=None) or late:
            return
        _leave_to_the_parts(case)
        if not case.report:
            case.query_code = encrypt_code(case.id, code_in(row))
        else:
            case.query_code = bytes(row.code or b"")
            KeyWrap.objects.filter(of=case.id, holder=CODE).delete()
            KeyWrap.objects.filter(of=case.id, holder=NEXT).update(holder=CODE)
        Case.objects.filter(id=case.id).update(query_code=case.query_code)
        _bind(case.id)


def _leave_to_the_parts(case: Case) -> None:
    """What was split off goes on under the code with which it was filed."""
    for part in parts_of(case):
        if Reissued.objects.filter(case=part.id, state=State.DONE).exists():
            continue
        if not is_enveloped(case.query_code):
            old = encrypt_code(part.id, decrypt_code(case.id, case.query_code))
            Case.objects.filter(id=part.id).update(query_code=old)
        elif KeyWrap.objects.filter(case=part.id, of=case.id, holder=CODE).exists():
            KeyWrap.objects.filter(case=part.id, of=part.id, holder=CODE).delete()
            KeyWrap.objects.filter(case=part.id, of=case.id, holder=CODE).update(of=part.id)
            Case.objects.filter(id=part.id).update(query_code=bytes(case.query_code))


def settle_all(now: datetime) -> None:
    """Called by the worker whenever it looks around."""
    due = list(Reissued.objects.filter(state=State.GIVEN, ends_at__lte=now).values_list("case", "party")[:200])
    for case in Case.objects.filter(id__in={number for number, _ in due}):
        settle(case, now)
    for _, party in due:
        settle_cosigner(party, now)


def parts_of(case: Case) -> list[Case]:
    """The matters that were split off from this one."""
    return list(Case.objects.filter(id__in=Claim.objects.filter(case=case.id).values("split_to")))


def belongs(part: Case, whole: Case) -> bool:
    """Whether the code that opens the whole now is the one under which the part was filed."""
    if not Reissued.objects.filter(case__in=(part.id, whole.id), state=State.DONE).exists():
        return True
    if is_enveloped(part.query_code) or is_enveloped(whole.query_code):
        return KeyWrap.objects.filter(case=part.id, of=whole.id, holder=CODE).exists()
    return hmac.compare_digest(decrypt_code(part.id, part.query_code), decrypt_code(whole.id, whole.query_code))


def new_codes(case: Case) -> list[str]:
    """The new code, where it opens the matter beside the old one; of a report it does not before the pause ends, and
    is looked for all the same: who tries a code must not learn by it what kind of matter it is."""
    row = under_way(case)
    return [code_in(row)] if row is not None and row.code and not case.report else []


def new_code(case: Case, typed: str) -> str:
    """The new code if it is the one typed, else nothing."""
    fits = (code for code in new_codes(case) if hmac.compare_digest(code.encode(), code_of(typed).encode()))
    return next(fits, "")


def part_for(case: Case, typed: str) -> Case | None:
    """The part of a matter that goes on under the code typed, where the matter itself has another one by now."""
    return next((part for part in parts_of(case) if code_fits(part, typed)), None)


def code_in(row: Reissued) -> str:
    """The new code of a replacement under way."""
    return fields.decrypt(ring(), bytes(row.code or b""), _context(row))


def _context(row: Reissued) -> str:
    return f"joint:reissued:{row.id}"


RENEWED: Final = Encrypted(Reissued, {"code": _context})
