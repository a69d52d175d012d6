"""Random journals with their seals, and their exports, for the tests of chains, seals and verifiers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from huiyin.vault.chain import Entry, Head, commitment, event_body, event_body_1, link
from huiyin.vault.digests import Algorithm
from huiyin.vault.exports import write_journal, write_record
from huiyin.vault.keyring import KeyRing
from huiyin.vault.seals import Seal, SealedDay, make_seal

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RING = KeyRing.generate()

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@dataclass(frozen=True)
class Journal:
    """Entries by record and seq, their seals, the digest they are kept under."""

    entries: tuple[Entry, ...]
    days: tuple[SealedDay, ...]
    algorithm: Algorithm

    @property
    def heads(self) -> tuple[Head, ...]:
        last = {entry.record: Head(entry.record, entry.seq, entry.hash) for entry in self.entries}
        return tuple(last.values())

    def export(self) -> list[bytes]:
        return list(write_journal(RING, lambda: self.entries, self.days, made_at=NOON, algorithm=self.algorithm))

    def export_record(self, record: int) -> list[bytes]:
        own = [entry for entry in self.entries if entry.record == record]
        return list(write_record(RING, record, lambda: own, self.days, made_at=NOON, algorithm=self.algorithm))


def chained(record: int, particulars: Iterable[object], algorithm: Algorithm = Algorithm.SHA256) -> list[Entry]:
    entries: list[Entry] = []
    for seq, value in enumerate(particulars, start=1):
        said: dict[str, Any] = {
            "seq": seq,
            "act": "extend",
            "at": NOON + timedelta(days=seq),
            "recorded_at": NOON + timedelta(days=seq, seconds=3),
            "by": 7,
            "organ": 3301,
            "role": "handler",
            "particulars": {"value": value},
            "key": f"key-{record}-{seq}",
        }
        # Files hold journals of all three versions, those of the third with their particulars or without.
        shown = None
        if record % 4 > 1:
            shown = {**said["particulars"], "salt": f"{record}{seq}"} if record % 4 == 3 else None
            said["particulars"] = commitment({**said["particulars"], "salt": f"{record}{seq}"}, algorithm)
        first = record % 4 == 0
        body = (
            event_body_1(record=record, **said) if first else event_body(kind="matter", record=record, fold=1, **said)
        )
        entries.append(Entry(record, seq, body, link(entries[-1].hash if entries else None, body, algorithm), shown))
    return entries


def relinked(entries: Iterable[Entry], algorithm: Algorithm = Algorithm.SHA256) -> list[Entry]:
    """The same bodies of one record as whoever writes a whole chain would link them."""
    linked: list[Entry] = []
    for entry in entries:
        linked.append(replace(entry, hash=link(linked[-1].hash if linked else None, entry.body, algorithm)))
    return linked


def sealed(entries: Iterable[Entry], cuts: Iterable[int], algorithm: Algorithm) -> tuple[SealedDay, ...]:
    """Seals over the events with ``seq`` up to each cut; later events stay unsealed."""
    ordered, days, before = list(entries), list[SealedDay](), 0
    for cut in cuts:
        new = [entry for entry in ordered if before < entry.seq <= cut]
        heads = {entry.record: Head(entry.record, entry.seq, entry.hash) for entry in new}
        previous: Seal | None = days[-1].seal if days else None
        day = date(2026, 11, 23) + timedelta(days=len(days))
        days.append(
            make_seal(
                RING, heads.values(), day=day, events=len(new), previous=previous, made_at=NOON, algorithm=algorithm
            )
        )
        before = cut
    return tuple(days)


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    algorithm = draw(st.sampled_from(Algorithm))
    cases = draw(st.lists(st.integers(1, 2**63 - 1), min_size=1, max_size=4, unique=True).map(sorted))
    entries: list[Entry] = []
    for record in cases:
        entries += chained(record, draw(st.lists(values, min_size=1, max_size=5)), algorithm)
    cuts = draw(st.lists(st.integers(1, 5), max_size=3, unique=True).map(sorted))
    return Journal(tuple(entries), sealed(entries, cuts, algorithm), algorithm)


def small(algorithm: Algorithm = Algorithm.SHA256) -> Journal:
    """Two records of four events, three of each sealed in two days."""
    entries = [*chained(11, "abcd", algorithm), *chained(12, "efgh", algorithm)]
    return Journal(tuple(entries), sealed(entries, (2, 3), algorithm), algorithm)


def respelt(line: bytes, change: dict[str, object]) -> bytes:
    """A line of an export with some of its body's fields replaced, spelt canonically again."""
    content = json.loads(line)
    content["body"] |= change
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
