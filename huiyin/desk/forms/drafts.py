"""What somebody is typing into the form of an act, kept beside the record (草稿): it survives a lost or changed device.

One draft for a person, a matter and an act; only its writer ever sees it, and it is gone once the act is done. It is
no part of the matter: nothing of it stands in the journal. At rest it is ciphertext bound to its writer and matter.
"""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict

from huiyin.cases.envelopes import Envelope, envelope_of
from huiyin.cases.identity import ring
from huiyin.cases.models import Case
from huiyin.cases.rotation import Encrypted
from huiyin.desk.models import Draft
from huiyin.desk.staff import Desk
from huiyin.law.reading import WHOLE
from huiyin.law.terms import Act
from huiyin.store.rows import one
from huiyin.vault import fields, opening
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.errors import FieldRefused, KeyRingRefused

#: Longer texts stay on the device only.
LONGEST = 200_000
#: What a form carries for itself; ``_seen`` is kept, to tell what has happened since.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "_once", "_again", "_back", "_insert", "_find"})
#: A purpose is said anew each time somebody's identity is opened.
NEVER = frozenset({Act.UNMASK})


def keep(desk: Desk, case: Case, act: Act, typed: QueryDict) -> datetime | None:
    """Keep what is typed in place of what was kept before; empty fields alone are no draft.

    :returns: when it was kept, ``None`` if there was nothing to keep.
    """
    words = typed.copy()
    for name in NOT_KEPT:
        words.pop(name, None)
    body = words.urlencode()
    if act in NEVER or len(body) > LONGEST or not any(value for name, value in words.items() if name != "_seen"):
        return None
    envelope = envelope_of(case.id) if case.report else None
    if envelope is not None:
        sealed = envelope.file(body.encode())
    else:
        sealed = fields.encrypt(ring(), body, _context(desk.person.id, case.id, act.value))
    Draft.objects.update_or_create(
        person=desk.person.id, case=case.id, act=act.value, defaults={"body": sealed, "at": desk.now}
    )
    return desk.now


def kept(desk: Desk, case: Case, act: Act) -> tuple[QueryDict, datetime] | None:
    """What this person has typed so far, and when it was kept; nothing if its key is gone."""
    row = Draft.objects.filter(person=desk.person.id, case=case.id, act=act.value).first()
    if row is None:
        return None
    try:
        if is_enveloped(row.body):
            return QueryDict(opening.file(bytes(row.body)).decode()), row.at
        return QueryDict(fields.decrypt(ring(), bytes(row.body), _context(desk.person.id, case.id, act.value))), row.at
    except (FieldRefused, KeyRingRefused, opening.Shut):
        return None


def put_in(case: int, upto: int, envelope: Envelope) -> None:
    """What is being typed goes where all of the matter's words went (huiyin.cases.enveloping)."""
    for row in Draft.objects.filter(case=case) if upto == WHOLE else ():
        if not is_enveloped(row.body):
            typed = fields.decrypt(ring(), bytes(row.body), _context(row.person, row.case, row.act))
            Draft.objects.filter(id=row.id).update(body=envelope.file(typed.encode()))


def drop(desk: Desk, case: Case, act: Act) -> None:
    """Hardly any act had a draft, so it is looked for before anything is written."""
    found = one(Draft, person=desk.person.id, case=case.id, act=act.value)
    if found is not None:
        found.delete()


def _context(person: int, case: int, act: str) -> str:
    return f"draft:{person}:{case}:{act}"


DRAFTS = Encrypted(
    Draft, {"body": lambda row: _context(row.person, row.case, row.act)}, needs=("person", "case", "act")
)
