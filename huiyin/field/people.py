"""Who stands on which side of a dispute: ciphertext in rows of its own, of which the journal holds marks alone.

There is no blind index: nobody can ask in how many disputes somebody is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from huiyin.cases.identity import Identity, ring
from huiyin.cases.rotation import Encrypted
from huiyin.field.models import Involved
from huiyin.law.dispute.vocabulary import Side
from huiyin.law.frame.particulars import MARK, Field, Unfit, fit
from huiyin.law.words import P
from huiyin.store.ids import new_id
from huiyin.vault import fields, masks, opening
from huiyin.vault.binding import commitment
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.chain import canonical

FIELDS: Final = ("name", "phone", "id_number", "address")
#: Under what a form gives them.
PARTIES: Final = "parties"
_FIELD: Final = Field(PARTIES, "people", "当事人", terms=Side)
_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "name": masks.mask_name, "phone": masks.mask_phone, "id_number": masks.mask_id, "address": masks.mask_address,
}  # fmt: skip


def said_in(given: Mapping[str, Any]) -> list[dict[str, str]]:
    """The people of a form, tidied.

    :raises Unfit: a row is not as it should be; the law says it again, at its field.
    """
    values, wrong = fit((_FIELD,), {PARTIES: given.get(PARTIES)})
    if PARTIES in wrong:
        raise Unfit(wrong[PARTIES])
    rows: list[dict[str, str]] = values.get(PARTIES, [])
    if any("name" not in row for row in rows):
        raise Unfit(P("“{label}”里每个人都要写姓名；不知道全名的，写怎么称呼。", label=_FIELD.label))
    return [{"side": row["side"], **_tidied(row)} for row in rows]


def _tidied(row: Mapping[str, str]) -> dict[str, str]:
    identity = Identity(**{name: row.get(name, "") for name in FIELDS}).tidied
    return {name: value for name in FIELDS if (value := getattr(identity, name))}


def marked(record: int, people: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """What the journal holds of them: the side, and a mark that tells nothing, least of all that somebody is in two
    disputes; only whoever has the keys can say whether the same words gave it."""
    place = f"involved:{record}"
    return [{"side": row["side"], MARK: commitment(ring(), place, {"said": canonical(row)})} for row in people]


def kept(record: int, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The words of a form as the journal of a record holds them."""
    if not given.get(PARTIES):
        return given
    try:
        return {**given, PARTIES: marked(record, said_in(given))}
    except Unfit:
        return given


def rows_of(record: int, people: Sequence[Mapping[str, str]]) -> list[Involved]:
    return [_row(record, each) for each in people]


def _row(record: int, said: Mapping[str, str]) -> Involved:
    row = Involved(id=new_id(), record=record, side=said["side"])
    for name in FIELDS:
        if said.get(name):
            setattr(row, name, fields.encrypt(ring(), said[name], context_of(row.id, name)))
    return row


def clear(row: Involved) -> dict[str, str]:
    """Somebody in the clear; for what is written down as a look, and for papers.

    :raises Shut: the dispute rests on a report of wrongdoing, whose envelope is closed here.
    """
    found = {name: getattr(row, name) for name in FIELDS}
    return {name: _open(row, name, bytes(blob)) for name, blob in found.items() if blob}


def _open(row: Involved, name: str, blob: bytes) -> str:
    if is_enveloped(blob):
        return opening.file(blob).decode()
    return fields.decrypt(ring(), blob, context_of(row.id, name))


def masked(row: Involved) -> dict[str, str]:
    """What a page shows without a purpose: 陈**, 132****7710; of what is closed here that it is."""
    try:
        return {name: _MASKS[name](value) for name, value in clear(row).items()}
    except opening.Shut:
        return {"name": opening.closed()}


def involved_in(record: int) -> list[Involved]:
    return list(Involved.objects.filter(record=record).order_by("side", "id"))


def context_of(row: int, name: str) -> str:
    """What the ciphertext of a field is bound to."""
    return f"involved:{row}:{name}"


def _context(name: str) -> Callable[[Involved], str]:
    return lambda row: context_of(row.id, name)


INVOLVED: Final = Encrypted(Involved, {name: _context(name) for name in FIELDS})
