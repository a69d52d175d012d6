"""Messages as weighted words, and the closest neighbours of each. Needs scipy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np

from huiyin.insights.cutting import cut
from huiyin.insights.learned.training import sparse
from huiyin.insights.same.compare import Told
from huiyin.insights.topics.engines import Engine, Here

#: What of a message counts: its title three times, and so much of its text.
IN_TITLE, READ = 3, 600
NEIGHBOURS: Final = 60
#: Neighbours less alike than this are none.
FAINT: Final = 0.1
#: Among fewer messages than this few words are shared, and one that nobody else has still says: something else.
FEW: Final = 1000
#: How rare a word is, is told as if there were at least so many.
LEAST: Final = 50
#: A word finds neighbours as long as no more messages have it than this, and not more than this share.
_COMMON, _SHARE, _BLOCK = 4000, 0.1, 1000
HERE: Final[Engine] = Here()
_CITIES: Final = re.compile(r"西地省|[a-z]\d{0,2}[市区县]")


def table_of(messages: Sequence[Told], divisions: frozenset[str] = frozenset(), engine: Engine = HERE) -> Any:
    """Messages × words, rows of length one.

    :param divisions: names of the city's own divisions, which say nothing about a message of the city.
    """
    places: dict[str, int] = {}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for counted in chain.from_iterable(engine.each(counted_in, parts_of(messages), divisions)):
        for word, often in counted.items():
            columns.append(places.setdefault(word, len(places)))
            values.append(1 + float(np.log(often)))
        ends.append(len(columns))
    matrix = sparse().csr_matrix(
        (np.array(values, np.float32), np.array(columns, np.int32), np.array(ends)),
        (len(messages), max(len(places), 1)),
    )
    often_ = np.bincount(matrix.indices, minlength=matrix.shape[1])
    least = 0 if len(messages) < FEW else 1
    among = max(len(messages), LEAST)
    rare = np.where(often_ > least, np.log((among + 1) / (often_ + 1)), 0).astype(np.float32)
    weighed = matrix @ sparse().diags(rare)
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(1)).ravel())
    return (sparse().diags(1 / np.maximum(length, 1e-9)) @ weighed).tocsr().astype(np.float32)


def parts_of(messages: Sequence[Told]) -> list[Sequence[Told]]:
    """The messages in parts that an engine works through."""
    return [messages[start : start + _BLOCK] for start in range(0, len(messages), _BLOCK)]


def counted_in(part: Sequence[Told], divisions: frozenset[str]) -> list[Counter[str]]:
    """A stage: the words of each message, with how much each counts."""
    return [_counted(told, divisions) for told in part]


def _counted(told: Told, divisions: frozenset[str]) -> Counter[str]:
    title, text = (_CITIES.sub("，", part) for part in (told.title, told.text[:READ]))
    words: Counter[str] = Counter()
    for part, weight in ((title, IN_TITLE), (text, 1)):
        for word in cut(part):
            if len(word) > 1 and word not in divisions and not word.isdigit():
                words[word] += weight
    return words


Edge = tuple[int, int, float]


def neighbours(table: Any, tell: Callable[[str], None] = lambda said: None, engine: Engine = HERE) -> Iterator[Edge]:
    """The NEIGHBOURS closest of each message as (one, other, alikeness), each pair once, ``one`` before ``other``."""
    often = np.bincount(table.indices, minlength=table.shape[1])
    finding = table[:, often <= min(_COMMON, max(_SHARE * table.shape[0], 50))].tocsr()
    total = table.shape[0]
    blocks = [(start, finding[start : start + _BLOCK]) for start in range(0, total, _BLOCK)]
    seen: set[int] = set()
    for (start, _), edges in zip(blocks, engine.each(near_in, blocks, finding.T.tocsr()), strict=True):
        for one, other, value in edges:
            key = one * total + other
            if key not in seen:
                seen.add(key)
                yield one, other, value
        tell(f"{min(start + _BLOCK, total):,} of {total:,} messages have their neighbours")


def near_in(block: tuple[int, Any], turned: Any) -> list[Edge]:
    """A stage: the neighbours of some messages among all.

    :param block: the place of the first of them, and their rows.
    :param turned: words × messages.
    """
    start, rows = block
    scores = (rows @ turned).tocsr()
    edges: list[Edge] = []
    for row in range(scores.shape[0]):
        one = start + row
        near = scores.indices[scores.indptr[row] : scores.indptr[row + 1]]
        alike = scores.data[scores.indptr[row] : scores.indptr[row + 1]]
        kept = (alike >= FAINT) & (near != one)
        near, alike = near[kept], alike[kept]
        if len(near) > NEIGHBOURS:
            best = np.argpartition(-alike, NEIGHBOURS)[:NEIGHBOURS]
            near, alike = near[best], alike[best]
        edges += [
            (min(one, other), max(one, other), value)
            for other, value in zip(near.tolist(), alike.tolist(), strict=True)
        ]
    return edges
