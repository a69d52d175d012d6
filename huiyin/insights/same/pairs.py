"""All likely pairs of one file or one record: each message against those that share its rarest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from huiyin.insights.learned.training import sparse
from huiyin.insights.same.compare import Same, Told, Verdict, compare, rarity

#: So many of the rarest words ask, and so many of the closest messages are looked at.
RAREST, CANDIDATES = 24, 12
#: Pairs less alike than this are not listed.
LISTED: Final = 0.3
#: A word in a larger share of messages, and in more than _FREE, finds too many of them.
_COMMON, _FREE, _BLOCK = 0.05, 300, 2000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two messages by their place in the list, the earlier first."""

    one: int
    other: int
    verdict: Verdict


def likely_pairs(messages: Sequence[Told], tell: Callable[[str], None] = lambda said: None) -> Iterator[Pair]:
    """Every pair worth listing, in the order of the messages."""
    counts: Counter[str] = Counter()
    for told in messages:
        counts.update(told.pairs)
    weigh = rarity(counts, len(messages))
    tell(f"{len(messages):,} messages read")
    for at, near in enumerate(candidates(messages)):
        for other in sorted(near):
            verdict = compare(messages[at], messages[other], weigh)
            if verdict.same is not Same.NO or verdict.names or verdict.score >= LISTED:
                yield Pair(at, other, verdict)


def candidates(messages: Sequence[Told]) -> Iterator[set[int]]:
    """For each message later ones that may be the same matter."""
    found: list[set[int]] = [set() for _ in messages]
    table = _table(messages)
    often = np.asarray((table > 0).sum(0)).ravel()
    worth = np.log((len(messages) + 1) / (often + 1)).astype(np.float32) + 0.1
    worth[(often < 2) | (often > max(_COMMON * len(messages), _FREE))] = 0
    asking = _rarest(table, worth)
    turned = table.T.tocsr()
    for start in range(0, len(messages), _BLOCK):
        scores = (asking[start : start + _BLOCK] @ turned).tocsr()
        for row in range(scores.shape[0]):
            places = scores.indices[scores.indptr[row] : scores.indptr[row + 1]]
            values = scores.data[scores.indptr[row] : scores.indptr[row + 1]]
            kept = places != start + row
            places, values = places[kept], values[kept]
            if len(places) > CANDIDATES:
                places = places[np.argpartition(-values, CANDIDATES)[:CANDIDATES]]
            for other in map(int, places):
                found[min(other, start + row)].add(max(other, start + row))
    yield from found


def _table(messages: Sequence[Told]) -> Any:
    """Messages × words, 1 where a message has the word."""
    places: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for told in messages:
        columns.extend(places.setdefault(word, len(places)) for word in sorted(told.words | _named(told)))
        ends.append(len(columns))
    values = np.ones(len(columns), np.float32)
    return sparse().csr_matrix(
        (values, np.array(columns, np.int32), np.array(ends)), shape=(len(messages), len(places))
    )


def _named(told: Told) -> frozenset[str]:
    """Names of the title as words of their own: no dictionary knows them."""
    return frozenset(f"#{name.core}" for name in told.named if len(name.core) > 1)


def _rarest(table: Any, worth: Any) -> Any:
    """Of each row the RAREST columns worth most, as what they are worth."""
    rows, columns, values = [], [], []
    for row in range(table.shape[0]):
        places = table.indices[table.indptr[row] : table.indptr[row + 1]]
        if len(places) > RAREST:
            places = places[np.argpartition(-worth[places], RAREST)[:RAREST]]
        rows.append(np.full(len(places), row))
        columns.append(places)
        values.append(worth[places])
    parts = (np.concatenate(each) for each in (values, rows, columns))
    value, row_, column = parts
    made = sparse().csr_matrix((value, (row_, column)), shape=table.shape)
    made.eliminate_zeros()
    return made
