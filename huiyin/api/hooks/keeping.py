"""Hooks as clients make and end them; their secrets rest encrypted and are shown once."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Model

from huiyin.api.callers import Caller
from huiyin.api.hooks.sending import Forbidden, target_of
from huiyin.api.models import Delivery, Hook
from huiyin.cases.rotation import Encrypted
from huiyin.people import ledgers
from huiyin.people.keyring import ring
from huiyin.people.stamps import Remembered, touch
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.vault.fields import decrypt_bytes, encrypt_bytes

HOOKS: Final = "hooks"
MOST: Final = 20
PREFIX: Final = "whsec_"
_SECRET_BYTES: Final = 32


def make(caller: Caller, url: str, kinds: Iterable[str], at: datetime) -> tuple[Hook, str]:
    """A new hook, and the secret that signs what is sent to it.

    :raises Forbidden: the address may not be spoken to, or the client has too many.
    """
    target_of(url)
    if Hook.objects.filter(key=caller.key.id, ended_at=None).count() >= MOST:
        raise Forbidden(f"more than {MOST} webhooks")
    secret = secrets.token_bytes(_SECRET_BYTES)
    hook = Hook(id=new_id(), key=caller.key.id, person=caller.key.person, url=url, made_at=at)
    hook.kinds, hook.secret = " ".join(sorted(set(kinds))), encrypt_bytes(ring(), secret, _context(hook))
    with writing():
        hook.save(force_insert=True)
        ledgers.bind(ledgers.ACCOUNTS, "hook", [hook], by=caller.actor.person, organ=caller.organ.id)
        touch(HOOKS)
    return hook, PREFIX + base64.b64encode(secret).decode()


def end(hook: Hook, at: datetime, *, by: int | None, organ: int | None) -> None:
    """Nothing is sent there any more; what still waited is forgotten."""
    with writing():
        hook.ended_at = at
        hook.save(update_fields=["ended_at"])
        Delivery.objects.filter(hook=hook.id).delete()
        ledgers.bind(ledgers.ACCOUNTS, "hook-ended", [hook], by=by, organ=organ)
        touch(HOOKS)


def hooks_of(caller: Caller) -> list[Hook]:
    return list(Hook.objects.filter(key=caller.key.id, ended_at=None).order_by("id"))


def secret_of(hook: Hook) -> bytes:
    return decrypt_bytes(ring(), bytes(hook.secret), _context(hook))


def _context(hook: Model) -> str:
    return f"hook:{hook.pk}:secret"


SECRETS: Final = Encrypted(Hook, {"secret": _context})
_open = Remembered(HOOKS, lambda: Hook.objects.filter(ended_at=None).exists())


def wanted() -> bool:
    """Whether anybody listens; asked with every act, and answered from memory."""
    return _open()
