"""From scores to probabilities that hold what they say, and to the threshold below which the model says 说不准.

Made on scores of messages the model had not seen. Probabilities are a softmax of the scores with one factor and one
offset a class, mixed with a little of every class, because people label some messages otherwise than anybody could
foresee; the threshold is the lowest probability above which :data:`SURE` of the answers were right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from huiyin.insights.learned.grams import Numbers

SURE: Final = 0.98
#: Asked of the measured part beyond SURE, because the threshold is chosen on it.
MARGIN: Final = 0.001
_ROUNDS, _RIDGE, _LEAST_STEP = 100, 1e-3, 1e-6
BINS: Final = 15
#: Shares of labels that nobody foresees, and changes of the factor beside them, of which the likeliest are taken.
_DOUBTS: Final = (0.0, 0.0025, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03)
_CHANGES: Final = (0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2, 1.3)
#: A model learned from all messages is surer of itself than those that calibrate it, which had four fifths of them;
#: by how much was measured on messages kept aside (docs/understanding.md).
SURER: Final = 0.95


@dataclass(frozen=True, slots=True)
class Calibration:
    """``probability ∝ exp(factor · score + offsets[class])``, ``doubt`` of it shared out over all classes; below
    ``threshold`` the model abstains.

    ``threshold`` is above 1 where no threshold reaches SURE.
    """

    factor: float
    offsets: tuple[float, ...]
    threshold: float
    doubt: float = 0.0

    def probabilities(self, scores: Numbers) -> Numbers:
        """One row for each row of scores, each summing to one."""
        shares = _shares(np.array([self.factor, *self.offsets]), scores)
        mixed: Numbers = (1 - self.doubt) * shares + self.doubt / shares.shape[1]
        return mixed

    def of_all(self) -> Calibration:
        """For the model that learned from all messages, where this was made with those that lacked some."""
        return self._changed(SURER)

    def _changed(self, by: float, doubt: float | None = None) -> Calibration:
        offsets = tuple(by * each for each in self.offsets)
        return Calibration(by * self.factor, offsets, self.threshold, self.doubt if doubt is None else doubt)


def calibrated(scores: Numbers, wanted: Numbers) -> Calibration:
    """The calibration under which these scores would have said the truth most often."""
    values = np.zeros(scores.shape[1] + 1)
    lost = _lost(values, scores, wanted)
    for _ in range(_ROUNDS):
        step = _step(values, scores, wanted)
        while (now := _lost(values - step, scores, wanted)) > lost and np.abs(step).max() > _LEAST_STEP:
            step /= 2
        if now > lost or np.abs(step).max() <= _LEAST_STEP:
            break
        values, lost = values - step, now
    found = Calibration(float(values[0]), tuple(float(each) for each in values[1:]), 2.0)
    found = min((found._changed(by, doubt) for by in _CHANGES for doubt in _DOUBTS), key=_surprise(scores, wanted))
    shares = found.probabilities(scores)
    return replace(found, threshold=threshold_for(shares.max(1), shares.argmax(1) == wanted))


def _surprise(scores: Numbers, wanted: Numbers) -> Callable[[Calibration], float]:
    """How little a calibration expected what people said."""
    rows = np.arange(len(wanted))
    return lambda each: float(-np.log(np.maximum(each.probabilities(scores)[rows, wanted], 1e-300)).sum())


def _shares(values: Numbers, scores: Numbers) -> Numbers:
    raised = values[0] * scores + values[1:]
    grown = np.exp(raised - raised.max(1, keepdims=True))
    shares: Numbers = grown / grown.sum(1, keepdims=True)
    return shares


def _lost(values: Numbers, scores: Numbers, wanted: Numbers) -> float:
    """How little the truth was expected, and a little for values far from nothing."""
    given = _shares(values, scores)[np.arange(len(wanted)), wanted]
    return float(-np.log(np.maximum(given, 1e-300)).sum() + _RIDGE * (values @ values) / 2)


def _step(values: Numbers, scores: Numbers, wanted: Numbers) -> Numbers:
    """Newton's step over the factor and the offsets, the softmax's curvature in full."""
    shares = _shares(values, scores)
    wrong = shares - np.eye(scores.shape[1])[wanted]
    slope = np.concatenate([[(wrong * scores).sum()], wrong.sum(0)]) + _RIDGE * values
    apart = shares * (scores - (shares * scores).sum(1, keepdims=True))
    curve = np.zeros((len(values), len(values)))
    curve[0, 0] = (apart * scores).sum()
    curve[0, 1:] = curve[1:, 0] = apart.sum(0)
    curve[1:, 1:] = np.diag(shares.sum(0)) - shares.T @ shares
    step: Numbers = np.linalg.solve(curve + _RIDGE * np.eye(len(values)), slope)
    return step


def threshold_for(sure: Numbers, right: Numbers, precision: float = SURE + MARGIN) -> float:
    """The lowest probability above which this share of answers was right; 2 where there is none."""
    order = np.argsort(-sure, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.nonzero(share >= precision)[0]
    return float(sure[order[good[-1]]]) if len(good) else 2.0


def coverage_at(sure: Numbers, right: Numbers, precision: float = SURE) -> float:
    """The largest share of messages that may be answered while this share of answers is right."""
    threshold = threshold_for(sure, right, precision)
    return float((sure >= threshold).mean())


def calibration_error(sure: Numbers, right: Numbers) -> float:
    """Expected calibration error over BINS equal bins of probability."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(sure[bins == one].mean() - right[bins == one].mean()) * (bins == one).mean() for one in set(bins)]
    return float(sum(gaps))


def macro_f1(wanted: Numbers, given: Numbers, classes: int) -> float:
    """The mean over classes of the harmonic mean of precision and recall."""
    each = [
        2 * ((wanted == one) & (given == one)).sum() / max((wanted == one).sum() + (given == one).sum(), 1)
        for one in range(classes)
    ]
    return float(np.mean(each))
