"""A page as one holds it to read: turned by quarters until its lines lie flat, then straightened."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from huiyin.channels.letters.rendering import Pixels

Quads = np.ndarray[Any, np.dtype[np.float32]]
"""Lines found on a page: n × 4 corners (top left first, clockwise as read) × x and y, in pixels."""

SLIGHT: Final = 0.3
"""Degrees below which straightening costs more sharpness than it gains."""
STEEP: Final = 40.0
_TALL: Final = 1.5


def lies_on_its_side(quads: Quads) -> bool:
    """Whether most of the ink runs from top to bottom."""
    if not len(quads):
        return False
    sizes = quads.max(axis=1) - quads.min(axis=1)
    longest = sizes.max(axis=1)
    tall = sizes[:, 1] > _TALL * sizes[:, 0]
    return bool(longest[tall].sum() > longest[~tall].sum())


def skew(quads: Quads) -> float:
    """By how many degrees the lines fall to the right; long lines count more. 0 when there is nothing to go by."""
    if not len(quads):
        return 0.0
    edges = quads[:, 1] - quads[:, 0]
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    angles = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
    order = np.argsort(angles)
    middle = np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)
    found = float(angles[order][min(int(middle), len(order) - 1)])
    return found if SLIGHT <= abs(found) <= STEEP else 0.0


def straightened(page: Pixels, degrees: float) -> Pixels:
    """The page turned back by its skew, on a sheet large enough, the new corners white."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    turn[0, 2] += (wide - width) / 2
    turn[1, 2] += (high - height) / 2
    return np.asarray(
        cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)), dtype=np.uint8
    )


def quarter(page: Pixels, turns: int) -> Pixels:
    """Turned counter-clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(page, turns))
