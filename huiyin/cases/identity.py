"""Identity (身份信息): encrypted field by field, masked for the eye, found again by blind index.

Of a report of wrongdoing it rests in the matter's envelope and in no index, so that whoever keeps the machine does not
learn who filed it; only where its notices go by themselves, because the person chose so, rests under the key ring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
#: Ways by which the machine itself tells somebody, and the field it must then be able to read.
BY_ITSELF = {"sms": "phone", "email": "email"}
#: Puts bytes into an envelope.
Put = Callable[[bytes], bytes]
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


def seal_identity(party: Party, identity: Identity, put: Put | None = None) -> None:
    """Put ``identity`` into the row as ciphertext bound to it, with its blind indexes.

    :param put: into the envelope of a report: then nothing of it is indexed, but for what :func:`lies_open` says.
    """
    keys = ring()
    for name in FIELDS:
        value = _KEPT[name](getattr(identity, name))
        if value and put is not None and not lies_open(party, name):
            setattr(party, name, put(value.encode()))
            _unindex(party, name)
        elif value:
            setattr(party, name, fields.encrypt(keys, value, context_of(party.id, name)))
            # By a mailbox an answer to a notice is known; nothing else of a report is looked for.
            if put is None or name == "email":
                _index(party, name, value)
            else:
                _unindex(party, name)


def lies_open(party: Party, name: str) -> bool:
    """Whether the machine must read this field of somebody's though it belongs to a report: they chose so."""
    return BY_ITSELF.get(party.way) == name


def _unindex(party: Party, name: str) -> None:
    if name in _INDEXES:
        setattr(party, _INDEXES[name][0], None)


def _index(party: Party, name: str, value: str) -> None:
    if name not in _INDEXES:
        return
    column, index = _INDEXES[name]
    try:
        setattr(party, column, index(ring(), value))
    except NothingToIndex:
        # A name of nothing but signs is kept and shown; there is just no way to look for it.
        setattr(party, column, None)


def further_phones(party: Party, identity: Identity, put: Put | None = None) -> list[FurtherPhone]:
    """A row for each number after the first of a field that holds several, not written yet; none of a report's."""
    if put is not None:
        return []
    indexes = blind.phone_indexes(ring(), identity.phone)[1:]
    return [FurtherPhone(party=party, index=index) for index in indexes]


def open_identity(party: Party) -> Identity:
    """Everything in the clear; only huiyin.cases.unmasking may call this for a screen.

    :raises Shut: it rests in the envelope of a report, which is closed here.
    """
    keys = ring()
    return Identity(**{name: _clear(keys, party, name) for name in FIELDS})


def known_of(party: Party) -> Identity:
    """What of it the keys at hand open; what is closed here is empty."""
    keys = ring()
    return Identity(**{name: _clear(keys, party, name) for name in FIELDS if not _shut(party, name)})


def masked(party: Party) -> Mapping[str, str]:
    """What a screen may show without a purpose: 陈**, 132****7710. Empty fields are left out, closed ones too; that
    there are any stands in place of the name."""
    clear = known_of(party)
    shown = {name: _MASKS[name](getattr(clear, name)) for name in FIELDS if getattr(clear, name)}
    closed = any(getattr(party, name) and name not in shown for name in FIELDS)
    return {"name": opening.closed(), **shown} if closed else shown


def _shut(party: Party, name: str) -> bool:
    blob = getattr(party, name)
    return boxes.is_enveloped(blob) and opening.private_of(boxes.whose_file(bytes(blob))[0]) is None


def _clear(keys: KeyRing, party: Party, name: str) -> str:
    blob = getattr(party, name)
    if blob and boxes.is_enveloped(blob):
        return opening.file(bytes(blob)).decode()
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
