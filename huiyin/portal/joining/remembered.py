"""What a session remembers of having joined: the number and the code, shown once more until it ends."""

from __future__ import annotations

import base64
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from huiyin.cases.identity import ring
from huiyin.cases.models import Case
from huiyin.joint.models import Cosigner
from huiyin.portal.entering import grants
from huiyin.portal.joining.taking_in import still_in
from huiyin.record.models import Event
from huiyin.vault import fields
from huiyin.vault.errors import VaultError

JOINED: Final = "joined"
CONTEXT: Final = "portal:joined"


def remember(request: HttpRequest, event: Event, code: str) -> None:
    """Whoever has just joined sees number and code as long as this session lasts, and follows the matter at once.

    The same name and phone from somewhere else joined long ago: whoever that is sees no code.
    """
    if row := Cosigner.objects.filter(case=event.record, joined=event.seq).first() if code else None:
        grants.grant_cosigner(request, row, timezone.now())
    sealed = base64.b64encode(fields.encrypt(ring(), code, CONTEXT)).decode() if code else ""
    request.session[JOINED] = {**request.session.get(JOINED, {}), str(event.record): [event.seq, sealed]}


def joined(request: HttpRequest, case: Case) -> tuple[Event, str] | None:
    """By which event somebody joined in this session, and the code they were given; nothing once they have left."""
    seq, sealed = request.session.get(JOINED, {}).get(str(case.id)) or (0, "")
    event = Event.objects.filter(record=case.id, seq=seq).first() if seq else None
    if event is None or not still_in(event):
        return None
    try:
        return event, fields.decrypt(ring(), base64.b64decode(sealed), CONTEXT) if sealed else ""
    except VaultError:
        return event, ""
