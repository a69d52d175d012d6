"""From scores to probabilities that hold what they say, and to the threshold below which the model says 说不准.

Made on scores of messages the model had not seen. Probabilities are a softmax of the scores with one factor and one
offset a class; then that of the answer is drawn to how often answers as sure as it were right, because people label
some messages otherwise than any curve could foresee. The threshold is the lowest probability above which :data:`SURE`
of the answers were right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from huiyin.insights.learned.grams import Numbers

SURE: Final = 0.98
#: Asked of the measured part beyond SURE, because the threshold is chosen on it.
MARGIN: Final = 0.001
_ROUNDS, _RIDGE, _LEAST_STEP = 100, 1e-3, 1e-6
BINS: Final = 15
#: So many answers at least say how often answers like them are right; of less than ten times as many none is asked.
_LEAST: Final = 200
#: So far an answer stays before the second, and from certainty.
_AHEAD: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """``probability ∝ exp(factor · score + offsets[class])``, that of the likeliest class drawn to ``levels``; below
    ``threshold`` the model abstains.

    :param threshold: above 1 where no threshold reaches SURE.
    :param levels: (probability by the formula, share that was right), both rising; between them along straight lines.
    """

    factor: float
    offsets: tuple[float, ...]
    threshold: float
    levels: tuple[tuple[float, float], ...] = ()

    def probabilities(self, scores: Numbers) -> Numbers:
        """One row for each row of scores, each summing to one; the likeliest class stays the likeliest."""
        shares = _shares(np.array([self.factor, *self.offsets]), scores)
        if not self.levels:
            return shares
        first = shares.argmax(1)
        rows = np.arange(len(shares))
        sure, second = shares[rows, first], np.partition(shares, -2, axis=1)[:, -2]
        told = np.interp(sure, *np.array(self.levels).T)
        told = np.minimum(np.maximum(told, second / (1 - sure + second) + _AHEAD), 1 - _AHEAD)
        drawn: Numbers = shares * ((1 - told) / np.maximum(1 - sure, _AHEAD**2))[:, None]
        drawn[rows, first] = 1 - (drawn.sum(1) - drawn[rows, first])
        return drawn


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
    shares = found.probabilities(scores)
    right = shares.argmax(1) == wanted
    found = replace(found, levels=_levels(shares.max(1), right))
    return replace(found, threshold=threshold_for(found.probabilities(scores).max(1), right))


def _levels(sure: Numbers, right: Numbers) -> tuple[tuple[float, float], ...]:
    """How often answers were right, the surer the oftener (pooled where they were not), of _LEAST answers each."""
    if len(sure) < 10 * _LEAST:
        return ()
    order = np.argsort(sure, kind="stable")
    pooled: list[Numbers] = []
    for at in range(0, len(order) - _LEAST + 1, _LEAST):
        some = order[at : at + _LEAST] if at + 2 * _LEAST <= len(order) else order[at:]
        pooled.append(np.array([sure[some].sum(), right[some].sum(), len(some)]))
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            last = pooled.pop()
            pooled[-1] = pooled[-1] + last
    return tuple((float(pool[0] / pool[2]), _share(pool)) for pool in pooled)


def _share(pool: Numbers) -> float:
    """The share that was right, one more answer being half right: nothing is certain."""
    return float((pool[1] + 0.5) / (pool[2] + 1))


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
