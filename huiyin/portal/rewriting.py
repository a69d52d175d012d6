"""What sessions of the public pages keep encrypted, written anew under the current key (密钥轮换)."""

from __future__ import annotations

import base64
from importlib import import_module
from typing import Any

from django.conf import settings

from huiyin.cases.identity import ring
from huiyin.people.models import Session
from huiyin.portal.joining import remembered
from huiyin.store.locks import writing
from huiyin.vault.errors import VaultError
from huiyin.vault.fields import decrypt_bytes, encrypt_bytes, needs_rotation
from huiyin.vault.files import Rewritten, total


def rewrite() -> Rewritten:
    """The codes of those who have just joined. What cannot be read is left: it ends with its session."""
    keys = list(Session.objects.values_list("session_key", flat=True))
    return total(_rewrite(key) for key in keys)


def _rewrite(key: str) -> Rewritten:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    with writing():
        row = Session.objects.select_for_update().filter(session_key=key).first()
        values: dict[str, Any] = store.decode(row.session_data) if row else {}
        anew = _anew(values)
        if anew == values:
            return Rewritten()
        Session.objects.filter(session_key=key).update(session_data=store.encode(anew))
    return Rewritten(done=1)


def _anew(values: dict[str, Any]) -> dict[str, Any]:
    anew = dict(values)
    if remembered.JOINED in values:
        joined = values[remembered.JOINED].items()
        anew[remembered.JOINED] = {case: [seq, _again(code, remembered.CONTEXT)] for case, (seq, code) in joined}
    return anew


def _again(sealed: str, context: str) -> str:
    blob = base64.b64decode(sealed)
    try:
        if not blob or not needs_rotation(ring(), blob):
            return sealed
        return base64.b64encode(encrypt_bytes(ring(), decrypt_bytes(ring(), blob, context), context)).decode()
    except VaultError:
        return sealed
