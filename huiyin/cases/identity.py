"""Identity (身份信息): encrypted field by field, masked for the eye, found again by blind index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from huiyin.cases.models import FurtherPhone, Party
from huiyin.people.keyring import ring as ring
from huiyin.typed.addresses import address_of, email_of
from huiyin.typed.documents import document_of
from huiyin.typed.names import name_of
from huiyin.typed.phones import phone_of
from huiyin.vault import blind, boxes, fields, masks, opening
from huiyin.vault.errors import NothingToIndex
from huiyin.vault.keyring import KeyRing

FIELDS = ("name", "id_number", "phone", "address", "email")
_INDEXES = {
    "name": ("name_index", blind.name_index),
    "id_number": ("id_index", blind.id_index),
    "phone": ("phone_index", blind.phone_index),
    "email": ("email_index", blind.email_index),
}
_KEPT = {
    "name": name_of,
    "id_number": document_of,
    "phone": phone_of,
    "address": address_of,
    "email": email_of,
}
_MASKS = {
    "name": masks.mask_name,
    "id_number": masks.mask_id,
    "phone": masks.mask_phone,
    "address": masks.mask_address,
    "email": masks.mask_email,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a party is, in the clear. Never stored, never logged."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""

    @property
    def tidied(self) -> Identity:
        """As it is kept, whichever door it came through."""
        return Identity(**{name: _KEPT[name](getattr(self, name)) for name in FIELDS})


def seal_identity(party: Party, identity: Identity) -> None:
    """Put ``identity`` into the row as ciphertext bound to it, with its blind indexes."""
    keys = ring()
    for name in FIELDS:
        value = _KEPT[name](getattr(identity, name))
        if value:
            setattr(party, name, fields.encrypt(keys, value, context_of(party.id, name)))
            _index(party, name, value)


def _index(party: Party, name: str, value: str) -> None:
    if name not in _INDEXES:
        return
    column, index = _INDEXES[name]
    try:
        setattr(party, column, index(ring(), value))
    except NothingToIndex:
        # A name of nothing but signs is kept and shown; there is just no way to look for it.
        setattr(party, column, None)


def further_phones(party: Party, identity: Identity) -> list[FurtherPhone]:
    """A row for each number after the first of a field that holds several, not written yet."""
    indexes = blind.phone_indexes(ring(), identity.phone)[1:]
    return [FurtherPhone(party=party, index=index) for index in indexes]


def open_identity(party: Party) -> Identity:
    """Everything in the clear; only huiyin.cases.unmasking may call this for a screen."""
    keys = ring()
    return Identity(**{name: _clear(keys, party, name) for name in FIELDS})


def masked(party: Party) -> Mapping[str, str]:
    """What a screen may show without a purpose: 陈**, 132****7710. Empty fields are left out."""
    clear = open_identity(party)
    return {name: _MASKS[name](getattr(clear, name)) for name in FIELDS if getattr(clear, name)}


def _clear(keys: KeyRing, party: Party, name: str) -> str:
    blob = getattr(party, name)
    return fields.decrypt(keys, bytes(blob), context_of(party.id, name)) if blob else ""


def context_of(party: int, name: str) -> str:
    """What the ciphertext of a party's field is bound to."""
    return f"party:{party}:{name}"


def encrypt_code(case: int, code: str) -> bytes:
    """The query code (查询码) at rest."""
    return fields.encrypt(ring(), code, context_of_code(case))


def decrypt_code(case: int, blob: bytes | memoryview) -> str:
    """The query code again. :raises Shut: it rests in the envelope of a report, which is closed here."""
    if boxes.is_enveloped(blob):
        return opening.file(bytes(blob)).decode()
    return fields.decrypt(ring(), bytes(blob), context_of_code(case))


def context_of_code(case: int) -> str:
    """What the ciphertext of a query code is bound to."""
    return f"case:{case}:query_code"
