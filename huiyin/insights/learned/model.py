"""A learned model: plain arrays in a folder, checked before they are believed, and its answers. Needs numpy only.

No file of it can run anything when it is opened (no pickle). It holds hashes of pieces and numbers, never a text.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from huiyin.insights.learned.calibration import Calibration
from huiyin.insights.learned.grams import (
    BATCH,
    VIEWS,
    Batch,
    Hits,
    Numbers,
    Pieces,
    Vocabulary,
    looked_up,
    plain,
    views_of,
)

FORMAT: Final = "huiyin-classes"
VERSION: Final = 1
HEAD: Final = "model.json"
_ARRAYS: Final = {"keys": "uint64", "views": "uint8", "rarity": "float32", "weights": "float16", "offset": "float32"}
MOST_REASONS: Final = 5


class UnusableModel(ValueError):
    """A folder that holds no model, a damaged one, or one of another version; the message says which."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says of one message; ``abstained``: its probability is below the threshold (说不准)."""

    label: str
    probability: float
    second: str
    abstained: bool


@dataclass(frozen=True, slots=True)
class Reasons:
    """Words that speak for the answer, and words that speak for the second class instead, the weightiest first."""

    speaking_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """One linear model over hashed pieces; ``keys`` are sorted within each view."""

    labels: tuple[str, ...]
    keys: Numbers
    views: Numbers
    rarity: Numbers
    weights: Numbers
    offset: Numbers
    calibration: Calibration
    counts: tuple[int, ...]
    about: dict[str, Any] = field(default_factory=dict)

    def answers(self, messages: Sequence[tuple[str, str]]) -> Iterator[Answer]:
        """An answer to each (title, text), in their order."""
        for some in _batches(messages):
            shares = self.calibration.probabilities(self.scores(some))
            order = np.argsort(-shares, axis=1, kind="stable")
            for row, (first, second) in zip(shares, order[:, :2], strict=True):
                sure = float(row[first])
                yield Answer(self.labels[first], sure, self.labels[second], sure < self.calibration.threshold)

    def scores(self, messages: Sequence[tuple[str, str]]) -> Numbers:
        """One row of scores for each message of a batch."""
        total = np.repeat(self.offset[None, :], len(messages), 0)
        for view, pieces in enumerate(_pieces(messages)):
            vocabulary, rarity, weights = self._parts[view]
            hits = looked_up(pieces, vocabulary)
            total += _summed(hits, weights, _scale(hits, rarity, len(messages), view))
        return total

    def reasons(self, title: str, text: str) -> Reasons:
        """The words by which the first class wins over the second, and those by which it nearly lost."""
        message = [(title, text)]
        first, second = np.argsort(-self.calibration.probabilities(self.scores(message))[0])[:2]
        told: dict[str, float] = {}
        title, text = plain(title), plain(text)
        batches = (Batch([title]), Batch([text]), Batch([f"{title}\r{text}"]))
        for view, (batch, pieces) in enumerate(zip(batches, views_of([title], [text]), strict=True)):
            worth = self._worth(view, pieces, int(first), int(second), len(batch.joined))
            for start, end in batch.spans():
                word = batch.joined[start:end]
                if len(word) > 1 and not word.isdigit():
                    told[word] = told.get(word, 0.0) + float(worth[start:end].sum())
        ranked = sorted(told, key=lambda word: -told[word])
        pro = tuple(word for word in ranked[:MOST_REASONS] if told[word] > 0)
        contra = tuple(word for word in reversed(ranked[-MOST_REASONS:]) if told[word] < 0)
        return Reasons(pro, contra)

    def _worth(self, view: int, pieces: Pieces, first: int, second: int, length: int) -> Numbers:
        """How much each character speaks for ``first``: a piece's weight is shared out over where it stands."""
        vocabulary, rarity, weights = self._parts[view]
        worth = np.zeros(length)
        if not len(vocabulary.keys) or not len(pieces.keys):
            return worth
        places = vocabulary.places(pieces.keys)
        known = places >= 0
        gain = (weights[places, first] - weights[places, second]).astype(float) * known
        gain *= float(_scale(looked_up(pieces, vocabulary), rarity, 1, view)[0])
        _, which, often = np.unique(pieces.keys, return_inverse=True, return_counts=True)
        gain /= often[which] * (pieces.ends - pieces.starts)
        for step in range(int((pieces.ends - pieces.starts).max())):
            inside = pieces.starts + step < pieces.ends
            np.add.at(worth, pieces.starts[inside] + step, gain[inside])
        return worth

    @cached_property
    def _parts(self) -> list[tuple[Vocabulary, Numbers, Numbers]]:
        places = [np.nonzero(self.views == view)[0] for view in range(len(VIEWS))]
        return [(Vocabulary(self.keys[at]), self.rarity[at], self.weights[at].astype(np.float32)) for at in places]

    # On the disk ------------------------------------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Write the arrays, then the head that names their digests: a folder without a head is no model."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / HEAD).unlink(missing_ok=True)
        digests = {}
        for name, kind in _ARRAYS.items():
            path = folder / f"{name}.npy"
            np.save(path, getattr(self, name).astype(kind), allow_pickle=False)
            digests[name] = _digest(path)
        head = {
            "format": FORMAT, "version": VERSION, "labels": self.labels, "counts": self.counts,
            "calibration": asdict(self.calibration), "sha256": digests, "about": self.about,
        }  # fmt: skip
        half = folder / f"{HEAD}.part"
        half.write_text(json.dumps(head, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(half, folder / HEAD)

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Read a model back.

        :raises UnusableModel: it is none, was changed since it was written, or has another version.
        """
        try:
            head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise UnusableModel(f"{folder} holds no model: {HEAD} is missing or cannot be read.") from None
        if not isinstance(head, dict) or head.get("format") != FORMAT or head.get("version") != VERSION:
            raise UnusableModel(f"{folder} is no model of version {VERSION}; train it again.")
        try:
            arrays = {name: _array(folder, name, head["sha256"][name]) for name in _ARRAYS}
            made = cls(
                tuple(map(str, head["labels"])), **arrays, counts=tuple(head["counts"]), about=dict(head["about"]),
                calibration=_calibration(head["calibration"]),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, OSError) as fault:
            raise UnusableModel(f"{folder}: {fault}") from None
        if not made._fits:
            raise UnusableModel(f"{folder}: the arrays do not belong together.")
        return made

    @property
    def _fits(self) -> bool:
        pieces, classes = len(self.keys), len(self.labels)
        shapes = self.weights.shape == (pieces, classes) and self.offset.shape == (classes,)
        return shapes and len(self.views) == len(self.rarity) == pieces and len(self.calibration.offsets) == classes


def _calibration(told: dict[str, Any]) -> Calibration:
    offsets = tuple(map(float, told["offsets"]))
    # Models of earlier days have none.
    levels = tuple((float(formula), float(share)) for formula, share in told.get("levels", ()))
    return Calibration(float(told["factor"]), offsets, float(told["threshold"]), levels)


def _array(folder: Path, name: str, digest: str) -> Numbers:
    path = folder / f"{name}.npy"
    if _digest(path) != digest:
        raise ValueError(f"{path.name} is not the file that was written with this model")
    found: Numbers = np.load(path, allow_pickle=False)
    if found.dtype != np.dtype(_ARRAYS[name]):
        raise ValueError(f"{path.name} holds other numbers than it should")
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _batches(messages: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    rest = iter(messages)
    while some := list(islice(rest, BATCH)):
        yield some


def _pieces(messages: Sequence[tuple[str, str]]) -> tuple[Pieces, Pieces, Pieces]:
    return views_of([plain(title) for title, _ in messages], [plain(text) for _, text in messages])


def _scale(hits: Hits, rarity: Numbers, rows: int, view: int) -> Numbers:
    """What brings each row of a view to its length."""
    length = np.sqrt(np.bincount(hits.rows, weights=rarity[hits.places].astype(float) ** 2, minlength=rows))
    scale: Numbers = VIEWS[view] / np.maximum(length, 1e-9)
    return scale


def _summed(hits: Hits, weights: Numbers, scale: Numbers) -> Numbers:
    """For each row the sum of the weights of its pieces, scaled."""
    total = np.zeros((len(scale), weights.shape[1]), np.float32)
    if len(hits.rows):
        first = np.nonzero(np.diff(hits.rows, prepend=-1))[0]
        total[hits.rows[first]] = np.add.reduceat(weights[hits.places], first, axis=0)
    return total * scale[:, None].astype(np.float32)
