"""Passkeys (通行密钥, WebAuthn): a fingerprint, a face or a key of metal instead of a code to copy; by Yubico's fido2.

A passkey is bound to the site's host: no copied page gets anything from it. The browser's part is desk/passkeys.js.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from huiyin.gate.factors.keeping import add, factors_of, secret_of, used
from huiyin.gate.models import Factor
from huiyin.people.models import Person

STATE: Final = "passkey_state"
"""Under what the session keeps the challenge of a ceremony; each is good once."""


def begin_enrolling(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What the browser is asked for a new passkey."""
    user = PublicKeyCredentialUserEntity(id=str(person.id).encode(), name=person.username, display_name=person.name)
    options, state = _server(request).register_begin(
        user,
        _credentials(person.id),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[STATE] = state
    return dict(options)


def enrol(request: HttpRequest, person: Person, said: str, *, name: str, at: datetime) -> Factor | None:
    """Keep a new passkey if what the browser brings is an answer to what it was asked."""
    state, answer = request.session.pop(STATE, None), _read(said)
    if state is None or answer is None:
        return None
    try:
        data = _server(request).register_complete(state, answer)
    except (ValueError, TypeError, KeyError):
        return None
    credential = data.credential_data
    if credential is None or Factor.objects.filter(handle=_handle(credential.credential_id)).exists():
        return None
    handle = _handle(credential.credential_id)
    return add(person, Factor.KEY, name, bytes(credential), at=at, handle=handle, step=data.counter)


def begin_showing(request: HttpRequest, person: int) -> dict[str, Any]:
    """What the browser is asked to show one of the person's passkeys."""
    options, state = _server(request).authenticate_begin(
        _credentials(person), user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[STATE] = state
    return dict(options)


def shown(request: HttpRequest, person: int, said: str, at: datetime) -> Factor | None:
    """The passkey that was shown in answer to what was asked."""
    state, answer = request.session.pop(STATE, None), _read(said)
    if state is None or answer is None:
        return None
    try:
        credential = _server(request).authenticate_complete(state, _credentials(person), answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, TypeError, KeyError):
        return None
    factor = factors_of(person).filter(handle=_handle(credential.credential_id)).first()
    # A counter that does not grow tells of a copied key; those that stay at nought do not count at all.
    return factor if factor is not None and used(factor, counter, at) else None


def _server(request: HttpRequest) -> Fido2Server:
    """A passkey belongs to the host by which people know the site, and is shown at its very address only."""
    origin = settings.HUIYIN_SITE_URL or f"{request.scheme}://{request.get_host()}"
    host = urlsplit(origin).hostname or ""
    entity = PublicKeyCredentialRpEntity(name=settings.HUIYIN_SITE_NAME or "回音", id=host)
    return Fido2Server(entity, verify_origin=lambda told: told == origin)


def _credentials(person: int) -> list[AttestedCredentialData]:
    keys = factors_of(person).filter(kind=Factor.KEY)
    return [AttestedCredentialData(secret_of(factor)) for factor in keys]


def _handle(credential_id: bytes) -> str:
    return sha256(credential_id).hexdigest()


def _read(said: str) -> Mapping[str, Any] | None:
    try:
        answer = json.loads(said[:20_000])
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
