"""A journal as a file that anybody can check: JSON Lines, a signed header, the seals, then the events.

The header is signed over the heads that no seal covers yet, so that an export speaks for every event in it, to the
last one. docs/journal.md describes the file; verifier/verify_journal.py checks it without any of this code, and
:mod:`huiyin.vault.audit` with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from huiyin.vault.chain import Entry, Head, canonical, stamp
from huiyin.vault.digests import Algorithm
from huiyin.vault.keyring import KeyRing, Purpose
from huiyin.vault.seals import Seal, SealedDay, prove, root

FORMAT = "huiyin-journal/2"
#: Without bodies of version 3 and without closed lines; still read.
FORMAT_1 = "huiyin-journal/1"
TAG = b"huiyin/export/1\0"
Entries = Callable[[], Iterable[Entry]]


def write_journal(
    ring: KeyRing,
    entries: Entries,
    days: Sequence[SealedDay],
    *,
    made_at: datetime,
    algorithm: Algorithm = Algorithm.SHA256,
) -> Iterator[bytes]:
    """The lines of an export of everything, each ended by a newline.

    :param entries: called twice, to count and to write; gives the events by record, then by seq, from one snapshot.
    :param days: all seals from number 1.
    """
    yield _header(ring, entries, days, "journal", made_at, algorithm)
    for day in days:
        yield _line({**_seal(day.seal), "heads": [_plain(head) for head in day.heads]})
    yield from (_event(entry) for entry in entries())


def write_record(
    ring: KeyRing,
    record: int,
    entries: Entries,
    days: Sequence[SealedDay],
    *,
    made_at: datetime,
    algorithm: Algorithm = Algorithm.SHA256,
) -> Iterator[bytes]:
    """The lines of an export of one record: its events, and a proof from every seal that touched it.

    :param entries: gives the events of this record by seq.
    :param days: any seals; those that did not touch the record are left out.
    """
    touching = [day for day in days if any(head.record == record for head in day.heads)]
    yield _header(ring, entries, touching, "case", made_at, algorithm, record)
    for day in touching:
        proof = prove(day, record)
        path = [hash_.hex() for hash_ in proof.path]
        yield _line({**_seal(day.seal), "proof": {"head": _plain(proof.head), "index": proof.index, "path": path}})
    yield from (_event(entry) for entry in entries())


def _header(
    ring: KeyRing,
    entries: Entries,
    days: Sequence[SealedDay],
    scope: str,
    made_at: datetime,
    algorithm: Algorithm,
    only: int | None = None,
) -> bytes:
    sealed = {head.record: head.seq for day in days for head in day.heads if only in (None, head.record)}
    cases, events, unsealed = 0, 0, []
    for record, group in groupby(entries(), lambda entry: entry.record):
        *_, last = counted = list(group)
        cases, events = cases + 1, events + len(counted)
        if last.seq > sealed.get(record, 0):
            unsealed.append(Head(record, last.seq, last.hash))
    body: dict[str, object] = {
        "format": FORMAT,
        "scope": scope,
        "algorithm": str(algorithm),
        "made_at": stamp(made_at),
        "cases": cases,
        "events": events,
        "seals": len(days),
        "last_seal": days[-1].seal.hash.hex() if days else None,
        "root": root(unsealed, algorithm).hex(),
        "key": ring.current(Purpose.SEAL).id,
        "keys": {str(number): key.hex() for number, key in ring.public_keys().items()},
    }
    signature = ring.sign(TAG + canonical(body))[1].hex()
    heads = [_plain(head) for head in unsealed]
    return _line({"kind": "header", "body": body, "heads": heads, "signature": signature})


def _line(content: Mapping[str, object]) -> bytes:
    return canonical(content) + b"\n"


def _seal(seal: Seal) -> dict[str, object]:
    return {"kind": "seal", "body": dict(seal.body), "signature": seal.signature.hex()}


def _event(entry: Entry) -> bytes:
    if not entry.body:
        return _line({"kind": "closed", "event": [entry.record, entry.seq, entry.hash.hex()]})
    line: dict[str, object] = {"kind": "event", "body": dict(entry.body), "hash": entry.hash.hex()}
    if entry.particulars is not None:
        line["particulars"] = dict(entry.particulars)
    return _line(line)


def _plain(head: Head) -> list[object]:
    return [head.record, head.seq, head.hash.hex()]
