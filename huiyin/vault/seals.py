"""The daily seal (日封): one signed line that fixes every record touched since the seal before.

Published outside (a notice board, a newspaper, another organ), a seal's hash makes it impossible to rewrite anything
before it, even for those who hold the keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from huiyin.vault import merkle
from huiyin.vault.chain import Head, canonical, stamp
from huiyin.vault.digests import DIGESTS, Algorithm
from huiyin.vault.faults import Fault, Kind
from huiyin.vault.keyring import KeyRing, Purpose

TAG = b"huiyin/seal/1\0"


@dataclass(frozen=True, slots=True)
class Seal:
    """A signed day.

    :param body: v, algorithm, day, number, previous (hash of the seal before, hex), cases, events, root, key, made_at.
    :param signature: Ed25519, 64 bytes, by the key numbered ``key``.
    """

    body: Mapping[str, object]
    signature: bytes

    @property
    def number(self) -> int:
        """Seals are numbered from 1 without gaps."""
        number = self.body["number"]
        return number if isinstance(number, int) else 0

    @property
    def algorithm(self) -> Algorithm:
        """The digest of its tree and of its own hash."""
        return Algorithm(str(self.body["algorithm"]))

    @property
    def hash(self) -> bytes:
        """What the next seal refers to and what is published outside: 32 bytes."""
        return DIGESTS[self.algorithm](TAG + canonical(self.body))


@dataclass(frozen=True, slots=True)
class SealedDay:
    """A seal with the heads it was made over, sorted by record."""

    seal: Seal
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """That one head lies under a seal, without showing the others.

    :param index: its place (from 0) among the seal's heads.
    :param path: the neighbours' hashes, lowest first.
    """

    head: Head
    index: int
    path: tuple[bytes, ...]


def make_seal(
    ring: KeyRing,
    heads: Iterable[Head],
    *,
    day: date,
    events: int,
    previous: Seal | None,
    made_at: datetime,
    algorithm: Algorithm = Algorithm.SHA256,
) -> SealedDay:
    """Seal a day; a day on which nothing happened is sealed over no heads.

    :param heads: the last event of each record touched since ``previous``, one per record.
    :param events: how many events were added since ``previous`` in these records.
    """
    ordered = tuple(sorted(heads))
    body: dict[str, object] = {
        "v": 1,
        "algorithm": str(algorithm),
        "day": day.isoformat(),
        "number": previous.number + 1 if previous else 1,
        "previous": previous.hash.hex() if previous else None,
        "cases": len(ordered),
        "events": events,
        "root": root(ordered, algorithm).hex(),
        "key": ring.current(Purpose.SEAL).id,
        "made_at": stamp(made_at),
    }
    return SealedDay(Seal(body, ring.sign(TAG + canonical(body))[1]), ordered)


def check_seals(days: Iterable[SealedDay], keys: Mapping[int, bytes]) -> tuple[Fault, ...]:
    """All that is wrong with an unbroken run of seals from number 1.

    :param keys: the public seal keys by number, from :meth:`KeyRing.public_keys` or better from outside.
    """
    faults: list[Fault] = []
    previous: Seal | None = None
    known: dict[int, int] = {}
    for day in days:
        if not is_genuine(day.seal, keys) or not _covers(day):
            faults.append(Fault(Kind.SEAL_FORGED, seal=day.seal.number))
        if not follows(day.seal, previous):
            faults.append(Fault(Kind.SEAL_BREAK, seal=day.seal.number))
        # counts can only be judged while nothing before them is missing
        if not faults and day.seal.body["events"] != sum(head.seq - known.get(head.record, 0) for head in day.heads):
            faults.append(Fault(Kind.SEAL_FORGED, seal=day.seal.number))
        known.update((head.record, head.seq) for head in day.heads)
        previous = day.seal
    return tuple(faults)


def trusted_heads(days: Iterable[SealedDay], keys: Mapping[int, bytes]) -> tuple[Head, ...]:
    """The heads of all genuine seals: what :func:`huiyin.vault.chain.check` may hold a journal against."""
    return tuple(head for day in days if is_genuine(day.seal, keys) and _covers(day) for head in day.heads)


def is_genuine(seal: Seal, keys: Mapping[int, bytes]) -> bool:
    """Whether the signature is that of the key the seal names."""
    key = keys.get(seal.body["key"]) if isinstance(seal.body["key"], int) else None
    return key is not None and is_signed(key, TAG + canonical(seal.body), seal.signature)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (64 bytes) over ``message`` is by ``public_key`` (32 bytes), Ed25519."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def follows(seal: Seal, previous: Seal | None) -> bool:
    """Whether ``seal`` is the next after ``previous``, or the first if there is none."""
    if previous is None:
        return seal.number == 1 and seal.body["previous"] is None
    return seal.number == previous.number + 1 and seal.body["previous"] == previous.hash.hex()


def prove(day: SealedDay, record: int) -> Proof:
    """The proof that ``case`` stood under this seal as it did.

    :raises KeyError: if the seal did not touch the record.
    """
    places = {head.record: place for place, head in enumerate(day.heads)}
    leaves = [leaf(head) for head in day.heads]
    return Proof(day.heads[places[record]], places[record], merkle.prove(leaves, places[record], day.seal.algorithm))


def check_proof(seal: Seal, proof: Proof) -> bool:
    """Whether the head lies under the seal; the seal's own signature is checked by :func:`is_genuine`."""
    count = seal.body["cases"]
    if not isinstance(count, int):
        return False
    expected = bytes.fromhex(str(seal.body["root"]))
    return merkle.check_proof(leaf(proof.head), proof.index, count, proof.path, expected, seal.algorithm)


def root(heads: Sequence[Head], algorithm: Algorithm) -> bytes:
    """The Merkle root over heads sorted by record: 32 bytes."""
    return merkle.root([leaf(head) for head in heads], algorithm)


def leaf(head: Head) -> bytes:
    """A head as a leaf of the tree: ``[record,seq,"hash"]`` in canonical JSON."""
    return canonical([head.record, head.seq, head.hash.hex()])


def _covers(day: SealedDay) -> bool:
    body, cases = day.seal.body, [head.record for head in day.heads]
    ascending = all(a < b for a, b in pairwise(cases))
    return ascending and body["cases"] == len(cases) and body["root"] == root(day.heads, day.seal.algorithm).hex()
