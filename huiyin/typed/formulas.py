"""Text that a spreadsheet would run as a formula: for Excel and WPS an apostrophe before it makes it text."""

from __future__ import annotations

import re
from typing import Final

_RUNS: Final = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_GUARDED: Final = re.compile("'+[=+\\-@\t\r＝＋－＠]")


def guarded(cell: str) -> str:
    """The cell as it may stand in a CSV that somebody opens in a spreadsheet."""
    return "'" + cell if _RUNS.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before :func:`guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell
