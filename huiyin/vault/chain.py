"""The hash chain (哈希链) of a record: nothing in a journal can be changed, removed or swapped unseen.

Every event's hash covers its whole body and the hash of the event before it. What a chain alone cannot see, its end
cut off or rewritten from some point on, is caught by the sealed heads of :mod:`huiyin.vault.seals`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypedDict, Unpack

from huiyin.vault.digests import DIGESTS, Algorithm
from huiyin.vault.errors import NotCanonical
from huiyin.vault.faults import Fault, Kind

GENESIS = bytes(32)
LARGEST = 2**63
PREFIXES = {algorithm: f"huiyin/event/1/{algorithm}\0".encode() for algorithm in Algorithm}
SAID = {algorithm: f"huiyin/particulars/1/{algorithm}\0".encode() for algorithm in Algorithm}
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as stored.

    :param body: what :func:`event_body` made; empty where it is not shown (an export of what is older than version 3).
    :param hash: what :func:`link` gave for it, 32 bytes.
    :param particulars: what a body of version 3 holds the commitment of, where that is to be shown too.
    """

    record: int
    seq: int
    body: Mapping[str, object]
    hash: bytes
    particulars: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """Where a record stood: its last event at some moment."""

    record: int
    seq: int
    hash: bytes


def stamp(at: datetime) -> str:
    """A moment as journals write it, in UTC to the microsecond: ``2026-11-23T07:09:00.000000Z``.

    One spelling whatever time zone a database hands back, so that a stored event hashes as it did when written.

    :raises NotCanonical: if ``at`` has no time zone.
    """
    if at.tzinfo is None:
        raise NotCanonical("时间缺少时区，不能写入日志。")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def commitment(particulars: Mapping[str, object], algorithm: Algorithm = Algorithm.SHA256) -> str:
    """What stands in a body for its particulars: hexadecimal. Their ``salt`` keeps anybody from guessing short words.

    :raises NotCanonical: see :func:`canonical`.
    """
    return DIGESTS[algorithm](SAID[algorithm] + canonical(particulars)).hex()


class Shared(TypedDict):
    """What the body of an event says in every version; ``seq`` counts from 1 within the record."""

    seq: int
    act: str
    at: datetime
    recorded_at: datetime
    by: int | str | None
    organ: int | str | None
    role: str
    particulars: Mapping[str, object] | str
    key: str


def event_body(*, kind: str, record: int, fold: int, **shared: Unpack[Shared]) -> dict[str, object]:
    """The body of an event: :class:`Shared`, and what the record is.

    :param kind: what kind of record it is; ids of all kinds are different.
    :param fold: the number of the fold under which the event was taken in.
    :param particulars: their :func:`commitment` makes a body of version 3, they themselves one of version 2.
    """
    version = 3 if isinstance(shared["particulars"], str) else 2
    return {"v": version, "kind": kind, "record": record, "fold": fold, **_spelt(shared)}


def event_body_1(*, record: int, **shared: Unpack[Shared]) -> dict[str, object]:
    """The body of an event in its first version."""
    return {"v": 1, "case": record, **_spelt(shared)}


def record_of(body: Mapping[str, object]) -> object:
    """The record an event belongs to, in any version of its body."""
    return body.get("case") if body.get("v") == 1 else body.get("record")


def _spelt(shared: Shared) -> dict[str, object]:
    said = shared["particulars"]
    told = {"at": stamp(shared["at"]), "recorded_at": stamp(shared["recorded_at"])}
    return {**shared, **told, "particulars": said if isinstance(said, str) else dict(said)}


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value: keys sorted by code point, UTF-8, no spaces.

    :raises NotCanonical: for floats, integers beyond 63 bits, keys that are not text, and anything that is not JSON.
    """
    _refuse_foreign(value)
    try:
        return _encode(value).encode()
    except (UnicodeEncodeError, RecursionError):
        raise NotCanonical("文字里有无法保存的字符，或层次太深。") from None


def link(prev_hash: bytes | None, body: Mapping[str, object], algorithm: Algorithm = Algorithm.SHA256) -> bytes:
    """The hash of an event: 32 bytes over the previous hash (``None`` before the first) and the body.

    :raises NotCanonical: see :func:`canonical`.
    """
    return DIGESTS[algorithm](PREFIXES[algorithm] + (prev_hash or GENESIS) + canonical(body))


def check(
    entries: Iterable[Entry],
    heads: Iterable[Head] = (),
    algorithm: Algorithm = Algorithm.SHA256,
    *,
    closed: bool = False,
) -> tuple[Fault, ...]:
    """All that is wrong with the events of any number of records, ordered by record and event.

    :param entries: each record's events in their stored order; records may be interleaved. All are held in memory: for
        a whole province call :func:`check_record` record by record.
    :param heads: sealed heads, several per record if it was sealed several times.
    :param closed: the heads cover everything, so that an event after the last head was added.
    """
    by_record: dict[int, list[Entry]] = {}
    for entry in entries:
        by_record.setdefault(entry.record, []).append(entry)
    sealed: dict[int, list[Head]] = {}
    for head in heads:
        sealed.setdefault(head.record, []).append(head)
    return tuple(
        fault
        for record in sorted(by_record.keys() | sealed.keys())
        for fault in check_record(record, by_record.get(record, ()), sealed.get(record, ()), algorithm, closed=closed)
    )


def check_record(
    record: int,
    entries: Sequence[Entry],
    heads: Sequence[Head] = (),
    algorithm: Algorithm = Algorithm.SHA256,
    *,
    closed: bool = False,
) -> tuple[Fault, ...]:
    """All that is wrong with one record; arguments as in :func:`check`."""
    faults: set[Fault] = set()
    stored: dict[int, Entry] = {}
    for entry in entries:
        if entry.seq in stored or entry.seq < 1:
            faults.add(Fault(Kind.ADDED, record, entry.seq))
        else:
            stored[entry.seq] = entry
    faults.update(Fault(Kind.REORDERED, record, b.seq) for a, b in pairwise(entries) if b.seq < a.seq)
    faults.update(_gaps(record, stored))
    changed = {fault.seq: fault for fault in _changes(record, stored, algorithm)}
    faults.update(changed.values())
    faults.update(_earlier(record, {seq: entry for seq, entry in stored.items() if seq not in changed}))
    faults.update(_against_heads(record, stored, heads, closed))
    return tuple(sorted(faults, key=lambda fault: fault.place))


def _gaps(record: int, stored: Mapping[int, Entry]) -> Iterable[Fault]:
    for before, after in pairwise([0, *sorted(stored)]):
        if after > before + 1:
            yield Fault(Kind.REMOVED, record, before + 1)


def _changes(record: int, stored: Mapping[int, Entry], algorithm: Algorithm) -> Iterable[Fault]:
    previous: tuple[bytes, ...] = (GENESIS,)
    for seq in sorted(stored):
        entry = stored[seq]
        if seq > 1 and seq - 1 not in stored:
            previous = ()
        computed = _links(previous, entry, algorithm)
        if entry.body and (
            (previous and entry.hash not in computed)
            or entry.body.get("seq") != seq
            or record_of(entry.body) != record
            or not _as_committed(entry, algorithm)
        ):
            yield Fault(Kind.CHANGED, record, seq)
        # a damaged stored hash must not accuse the next event too: either spelling of this one may go before it
        previous = tuple({entry.hash, *computed})


def _earlier(record: int, stored: Mapping[int, Entry]) -> Iterable[Fault]:
    """Nobody chooses when an event is recorded: where time runs backwards, a clock was wrong or somebody lied."""
    for before, after in pairwise(sorted(stored)):
        first, then = (stored[seq].body.get("recorded_at") for seq in (before, after))
        if after == before + 1 and isinstance(first, str) and isinstance(then, str) and then < first:
            yield Fault(Kind.EARLIER, record, after)


def _as_committed(entry: Entry, algorithm: Algorithm) -> bool:
    try:
        return entry.particulars is None or commitment(entry.particulars, algorithm) == entry.body["particulars"]
    except NotCanonical:
        return False


def _links(previous: Iterable[bytes], entry: Entry, algorithm: Algorithm) -> list[bytes]:
    if not entry.body:
        return []
    try:
        return [link(hash_, entry.body, algorithm) for hash_ in previous]
    except NotCanonical:
        return []  # nothing links to what could never have been written


def _against_heads(record: int, stored: Mapping[int, Entry], heads: Iterable[Head], closed: bool) -> Iterable[Fault]:
    last = max(stored, default=0)
    sealed = 0
    for head in heads:
        sealed = max(sealed, head.seq)
        if head.seq in stored and stored[head.seq].hash != head.hash:
            yield Fault(Kind.CHANGED, record, head.seq)
    if last < sealed:
        yield Fault(Kind.TRUNCATED, record, last + 1)
    if closed:
        yield from (Fault(Kind.ADDED, record, seq) for seq in stored if seq > sealed)


def _refuse_foreign(value: object) -> None:
    # json would quietly turn 1.0, (1: …) or a datetime's str() into something; walk first, without recursion
    waiting = [value]
    while waiting:
        item = waiting.pop()
        kind = type(item)
        if kind is str or kind is bool or item is None:
            continue
        if isinstance(item, int):
            if not -LARGEST <= item < LARGEST:
                raise NotCanonical("数字{number}太大，不能写入日志。", number=item)
        elif isinstance(item, dict):
            if not all(isinstance(key, str) for key in item):
                raise NotCanonical("日志里的名称必须是文字。")
            waiting.extend(item.values())
        elif isinstance(item, list | tuple):
            waiting.extend(item)
        elif not isinstance(item, str):
            raise NotCanonical("类型{kind}不能写入日志。", kind=kind.__name__)
