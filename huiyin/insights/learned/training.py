"""Learning classes from labelled messages: one linear model in closed form.

Ridge regression on the presence of hashed pieces, each piece's room to move given by how differently it is spread over
a class and over the others (the log-count ratio of naive Bayes, to the power of ¾). Solved by conjugate gradients, so
that a class costs some ten passes over the texts. Scores of messages that were not learned from (five folds, no group
on both sides) calibrate the probabilities and the threshold of abstention.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from huiyin.insights.learned.calibration import Calibration, calibrated, calibration_error, coverage_at, macro_f1
from huiyin.insights.learned.grams import BATCH, VIEWS, Hits, Numbers, Vocabulary, looked_up, plain, views_of
from huiyin.insights.learned.model import Model

#: How closely the labels are followed, and how strongly the log-count ratio steers.
CLOSENESS: Final = 1.0
STEERING: Final = 0.75
FOLDS: Final = 5
#: A piece seen in one message only says nothing of others; beyond so many pieces the rarest are left out.
FEWEST, MOST_PIECES = 2, 1_500_000
#: Bytes that weights may fill on the disk.
ROOM: Final = 36_000_000
_PASSES, _CLOSE, _OFFSET = 25, 1e-4, 0.05


@dataclass(frozen=True, slots=True)
class Labelled:
    """One message somebody classed; of near-duplicates all have one ``group``."""

    title: str
    text: str
    label: str
    group: str = ""


class TooLittle(ValueError):
    """There is not enough to learn from; the message says of what."""


Tell = Callable[[str], None]


def train(rows: Sequence[Labelled], tell: Tell = lambda said: None, seed: int = 1) -> Model:
    """A model with calibrated probabilities and a threshold.

    :raises TooLittle: fewer than two classes, or a class with fewer messages than there are folds.
    """
    labels = sorted({row.label for row in rows})
    wanted = np.searchsorted(np.array(labels), np.array([row.label for row in rows])) if rows else np.zeros(0, int)
    counts = np.bincount(wanted, minlength=len(labels))
    if len(labels) < 2 or counts.min() < FOLDS:
        few = "、".join(name for name, count in zip(labels, counts, strict=True) if count < FOLDS)
        raise TooLittle(f"At least two classes with {FOLDS} messages each are needed; too few of: {few or labels}.")
    tell(f"{len(rows):,} messages, {len(labels)} classes: reading")
    table = Table.of([row.title for row in rows], [row.text for row in rows])
    tell(f"{len(table.keys):,} pieces seen at least twice: learning {FOLDS} times without a fold, then with all")
    folds = folds_of([row.group for row in rows], FOLDS, seed)
    scores = held_out(table, wanted, len(labels), folds)
    calibration = calibrated(scores, wanted)
    weights, offset = fitted(table, wanted, len(labels), np.ones(len(rows), bool))
    model = table.model(tuple(labels), weights, offset, calibration, counts)
    model.about["measured"] = measured(calibration.probabilities(scores), wanted)
    return model


def measured(shares: Numbers, wanted: Numbers) -> dict[str, float]:
    """What the model reached on messages it had not seen, as it is printed."""
    given, sure = shares.argmax(1), shares.max(1)
    top = (np.argsort(-shares, 1)[:, :2] == wanted[:, None]).any(1)
    return {
        "macro-F1": round(macro_f1(wanted, given, shares.shape[1]), 4),
        "top-2": round(float(top.mean()), 4),
        "coverage at .98": round(coverage_at(sure, given == wanted), 3),
        "calibration error": round(calibration_error(sure, given == wanted), 4),
    }


def held_out(table: Table, wanted: Numbers, classes: int, folds: Numbers) -> Numbers:
    """Scores of every message by a model that has not seen its fold."""
    scores = np.zeros((len(wanted), classes), np.float32)
    for fold in range(folds.max() + 1):
        weights, offset = fitted(table, wanted, classes, folds != fold)
        scores[folds == fold] = (table.matrix @ weights + offset)[folds == fold]
    return scores


def folds_of(groups: Sequence[str], folds: int, seed: int) -> Numbers:
    """The fold of each message, the same for all of a group; a message without a group is one by itself."""
    names = [group or f"\0{at}" for at, group in enumerate(groups)]
    _, place = np.unique(np.array(names), return_inverse=True)
    return (np.random.default_rng(seed).permutation(place.max() + 1) % folds)[place]


class Table:
    """Messages as a sparse matrix: a row each, a column for each piece, with what it takes to build the model."""

    def __init__(self, keys: Numbers, views: Numbers, rarity: Numbers, matrix: Any) -> None:
        self.keys, self.views, self.rarity = keys, views, rarity
        self.matrix = matrix
        self.turned = matrix.T.tocsr()

    @classmethod
    def of(cls, titles: Sequence[str], texts: Sequence[str]) -> Table:
        """Reads the messages twice: once for the pieces that recur, once for where they stand."""
        titles, texts = [plain(each) for each in titles], [plain(each) for each in texts]
        known = _recurring(titles, texts)
        blocks = _blocks(titles, texts, known)
        rarity = np.concatenate([rare for _, rare in blocks]).astype(np.float32)
        views = np.repeat(np.arange(len(VIEWS), dtype=np.uint8), [len(keys) for keys in known])
        return cls(np.concatenate(known), views, rarity, sparse().hstack([block for block, _ in blocks]).tocsr())

    def model(
        self, labels: tuple[str, ...], weights: Numbers, offset: Numbers, calibration: Calibration, counts: Numbers
    ) -> Model:
        """What is kept: of each view the pieces that tell most, as many as there is room for."""
        most = ROOM // (12 + 2 * len(labels))
        telling = np.abs(weights).max(1) * self.rarity
        kept = np.arange(len(self.keys))
        if len(kept) > most:
            kept = np.sort(np.argpartition(-telling, most)[:most])
        scaled = (weights[kept] * self.rarity[kept, None]).astype(np.float16)
        return Model(
            labels, self.keys[kept], self.views[kept], self.rarity[kept], scaled, offset.astype(np.float32),
            calibration, tuple(int(count) for count in counts),
        )  # fmt: skip


def fitted(table: Table, wanted: Numbers, classes: int, used: Numbers) -> tuple[Numbers, Numbers]:
    """Weights (pieces × classes) and offsets learned from the messages that are ``used``."""
    target = np.where(np.eye(classes, dtype=bool)[wanted], 1, -1).astype(np.float32)
    mask = used.astype(np.float32)[:, None]
    room = _room_to_move(table, target, mask)
    matrix, turned = table.matrix, table.turned
    strength = np.float32(2 * CLOSENESS)

    def pulled(errors: Numbers) -> tuple[Numbers, Numbers]:
        return strength * room * (turned @ errors), strength * _OFFSET * errors.sum(0)

    step, move = pulled(mask * target)
    weights, offset = np.zeros_like(step), np.zeros_like(move)
    left, left_o, way, way_o = step, move, step.copy(), move.copy()
    size = first = (left * left).sum(0) + left_o * left_o
    for _ in range(_PASSES):
        bent, bent_o = pulled(mask * (matrix @ (room * way) + _OFFSET * way_o))
        bent, bent_o = bent + way, bent_o + 0.01 * way_o
        far = (size / np.maximum((way * bent).sum(0) + way_o * bent_o, 1e-30)).astype(np.float32)
        weights, offset = weights + far * way, offset + far * way_o
        left, left_o = left - far * bent, left_o - far * bent_o
        now = (left * left).sum(0) + left_o * left_o
        if (now <= _CLOSE * first).all():
            break
        turn = (now / np.maximum(size, 1e-30)).astype(np.float32)
        way, way_o, size = left + turn * way, left_o + turn * way_o, now
    return room * weights, _OFFSET * offset


def _room_to_move(table: Table, target: Numbers, mask: Numbers) -> Numbers:
    """For each piece and class the log-count ratio, to the power of STEERING."""
    present = table.turned.copy()
    present.data = np.ones_like(present.data)
    inside, outside = present @ (mask * (target > 0)) + 1, present @ (mask * (target < 0)) + 1
    ratio = np.log(inside / inside.sum(0)) - np.log(outside / outside.sum(0))
    room: Numbers = np.abs(ratio).astype(np.float32) ** np.float32(STEERING)
    return room


def _recurring(titles: Sequence[str], texts: Sequence[str]) -> list[Numbers]:
    """Of each view the sorted keys of pieces that stand in at least FEWEST messages."""
    found: list[list[Numbers]] = [[] for _ in VIEWS]
    for start in range(0, len(titles), BATCH):
        batch = views_of(titles[start : start + BATCH], texts[start : start + BATCH])
        for view, pieces in enumerate(batch):
            order = np.lexsort((pieces.texts, pieces.keys))
            keys, rows = pieces.keys[order], pieces.texts[order]
            new = np.ones(len(keys), bool)
            new[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
            found[view].append(keys[new])
    return [_kept(np.concatenate(keys)) for keys in found]


def _kept(keys: Numbers) -> Numbers:
    unique, counts = np.unique(keys, return_counts=True)
    least = FEWEST
    while (counts >= least).sum() > MOST_PIECES // len(VIEWS):
        least += 1
    kept: Numbers = unique[counts >= least]
    return kept


def _blocks(titles: Sequence[str], texts: Sequence[str], known: Sequence[Numbers]) -> list[tuple[Any, Numbers]]:
    """Each view of all messages, every row of length VIEWS[view], and the rarity of each of its pieces."""
    found: list[list[Hits]] = [[] for _ in known]
    vocabularies = [Vocabulary(keys) for keys in known]
    for start in range(0, len(titles), BATCH):
        batch = views_of(titles[start : start + BATCH], texts[start : start + BATCH])
        for view, pieces in enumerate(batch):
            hits = looked_up(pieces, vocabularies[view])
            found[view].append(Hits(hits.rows + start, hits.places))
    return [_block(found[view], len(titles), len(keys), VIEWS[view]) for view, keys in enumerate(known)]


def _block(hits: Sequence[Hits], messages: int, pieces: int, weight: float) -> tuple[Any, Numbers]:
    row, place = (np.concatenate([getattr(each, name) for each in hits]) for name in Hits.__slots__)
    rarity = np.log((messages + 1) / (np.bincount(place, minlength=pieces) + 1)) + 1
    length = np.sqrt(np.bincount(row, weights=rarity[place] ** 2, minlength=messages))
    values = (weight * rarity[place] / length[row]).astype(np.float32)
    return sparse().csr_matrix((values, (row, place)), shape=(messages, pieces)), rarity


def sparse() -> Any:
    """scipy's sparse matrices: only who trains needs them."""
    import scipy.sparse  # type: ignore[import-untyped]

    return scipy.sparse
