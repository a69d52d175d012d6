"""The square code on a page holds the address, module for module, and is drawn of numbers alone."""

from __future__ import annotations

import re

import segno

from huiyin.papers.squares import MARGIN, PATTERN, square

ADDRESS = "https://example.invalid/follow/?n=9901012026112400001#ABCD2345"


def _dark(drawing: str) -> set[tuple[int, int]]:
    strokes = re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawing)
    return {(int(x) + i - MARGIN, int(y) - MARGIN) for x, y, run in strokes for i in range(int(run))}


def test_the_drawing_has_the_dark_modules_of_the_code() -> None:
    rows = segno.make(ADDRESS, micro=False, error="m", boost_error=False, mask=PATTERN).matrix
    assert _dark(square(ADDRESS)) == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_nothing_that_was_typed_stands_in_the_drawing() -> None:
    assert "script" not in square("https://example.invalid/<script>")
