"""Reading an export line by line, strictly: whatever is not spelt the one right way is a fault of its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from huiyin.vault.chain import Entry, Head, canonical, record_of
from huiyin.vault.digests import Algorithm
from huiyin.vault.errors import NotCanonical
from huiyin.vault.exports import FORMAT, FORMAT_1
from huiyin.vault.faults import Fault, Kind
from huiyin.vault.seals import Proof, Seal, SealedDay

HEADER_KEYS = frozenset(
    {"format", "scope", "algorithm", "made_at", "cases", "events", "seals", "last_seal", "root", "key", "keys"}
)
SEAL_KEYS = frozenset({"v", "algorithm", "day", "number", "previous", "cases", "events", "root", "key", "made_at"})


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of an export."""

    body: Mapping[str, object]
    heads: tuple[Head, ...]
    signature: bytes

    @property
    def algorithm(self) -> Algorithm:
        return Algorithm(str(self.body["algorithm"]))

    @property
    def keys(self) -> dict[int, bytes]:
        keys = self.body["keys"]
        assert isinstance(keys, dict)
        return {int(number): unhex(key, 32) for number, key in keys.items()}


@dataclass(slots=True)
class Reading:
    """An export taken apart."""

    header: Header | None
    days: list[SealedDay]
    proofs: list[tuple[Seal, Proof]]
    entries: list[Entry]
    faults: list[Fault]


def read(lines: Iterable[bytes]) -> Reading:
    """Take an export apart; a line that cannot be read becomes a fault, and what follows is still read."""
    reading = Reading(None, [], [], [], [])
    for number, raw in enumerate(lines, start=1):
        try:
            _take(reading, _parse(raw), first=number == 1)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            reading.faults.append(Fault(Kind.UNREADABLE, line=number))
    return reading


def _take(reading: Reading, content: dict[str, object], *, first: bool) -> None:
    match content:
        case {"kind": "header", "body": dict(body), "heads": list(heads), "signature": signature} if first:
            reading.header = _header_of(body, heads, signature, content)
        case {"kind": "seal", "body": dict(body), "signature": signature} if not first and not reading.entries:
            _take_seal(reading, Seal(_whole(body, SEAL_KEYS), unhex(signature, 64)), content)
        case {"kind": "event", "body": dict(body), "hash": hash_} if not first:
            reading.entries.append(_entry_of(body, unhex(hash_, 32), content))
        case {"kind": "closed", "event": list(event)} if not first and len(content) == 2:
            head = _head_of(event)
            reading.entries.append(Entry(head.record, head.seq, {}, head.hash))
        case _:
            raise ValueError(content)


def _entry_of(body: dict[str, object], hash_: bytes, content: dict[str, object]) -> Entry:
    shown = content.get("particulars")
    if len(content) != 3 and (len(content) != 4 or not isinstance(shown, dict) or body["v"] != 3):
        raise ValueError(sorted(content))
    return Entry(whole(record_of(body)), whole(body["seq"]), body, hash_, shown if isinstance(shown, dict) else None)


def _header_of(body: dict[str, object], heads: list[object], signature: object, content: dict[str, object]) -> Header:
    header = Header(_whole(body, HEADER_KEYS), tuple(map(_head_of, heads)), unhex(signature, 64))
    if body["format"] not in (FORMAT, FORMAT_1) or body["scope"] not in ("journal", "case") or len(content) != 4:
        raise ValueError(body["format"])
    # an unknown digest or a misspelt key is refused here rather than half way through
    _ = header.algorithm, header.keys
    return header


def _take_seal(reading: Reading, seal: Seal, content: dict[str, object]) -> None:
    scope = reading.header.body["scope"] if reading.header else None
    whole(seal.body["number"])
    unhex(seal.body["root"], 32)
    Algorithm(str(seal.body["algorithm"]))
    match content:
        case {"heads": list(heads)} if scope == "journal" and len(content) == 4:
            reading.days.append(SealedDay(seal, tuple(map(_head_of, heads))))
        case {"proof": {"head": head, "index": index, "path": list(path), **rest}} if scope == "case" and not rest:
            proof = Proof(_head_of(head), whole(index), tuple(unhex(hash_, 32) for hash_ in path))
            reading.proofs.append((seal, proof))
        case _:
            raise ValueError(content)


def _head_of(value: object) -> Head:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError(value)
    return Head(whole(value[0]), whole(value[1]), unhex(value[2], 32))


def _whole(body: dict[str, object], keys: frozenset[str]) -> dict[str, object]:
    if body.keys() != keys:
        raise ValueError(sorted(body))
    return body


def whole(value: object) -> int:
    """An integer that is not a truth value. :raises ValueError: otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(value)
    return value


def unhex(value: object, size: int) -> bytes:
    """``size`` bytes from their one lower-case spelling. :raises ValueError: for any other."""
    if not isinstance(value, str) or not re.fullmatch(f"[0-9a-f]{{{2 * size}}}", value, re.ASCII):
        raise ValueError(value)
    return bytes.fromhex(value)


def _refuse_number(text: str) -> NoReturn:
    raise NotCanonical("数字{number}不能写入日志。", number=text)


def _parse(raw: bytes) -> dict[str, object]:
    content = json.loads(raw, parse_float=_refuse_number, parse_constant=_refuse_number)
    # one spelling only: a doubled key, a space or an escaped letter would show one thing and hash another
    if not isinstance(content, dict) or canonical(content) != raw.removesuffix(b"\n"):
        raise ValueError(raw)
    return content
