"""Files handed in for a draft that was never filed (无主材料): gone after some days, and never one that a matter has.

Whoever still writes keeps their files: saving a draft makes them young again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from huiyin.cases.materials import kept_for_good, place_of, root

KEPT: Final = timedelta(days=4)
"""A day longer than a draft lasts after it was saved last."""
_LEAVING: Final = ".out-"


def tidy_uploads(now: datetime) -> int:
    """Delete what nobody has needed since :data:`KEPT` ago; how many files."""
    before = (now - KEPT).timestamp()
    return sum(_leave(path, before) for path in _old(before) if not _filed(path))


def keep_young(sha256s: Iterable[str]) -> None:
    """These files still belong to somebody who writes."""
    for sha256 in sha256s:
        place = place_of(sha256)
        if place.exists():
            os.utime(place)


def _old(before: float) -> Iterator[Path]:
    for pattern in ("??/*", ".in-*"):
        yield from (path for path in root().glob(pattern) if path.is_file() and path.stat().st_mtime < before)


def _filed(path: Path) -> bool:
    return kept_for_good(path.name.removeprefix(_LEAVING))


def _leave(path: Path, before: float) -> bool:
    """Out of the way first and looked at once more: meanwhile somebody may have handed in the same file."""
    leaving = path.with_name(_LEAVING + path.name.removeprefix(_LEAVING))
    os.replace(path, leaving)
    if leaving.stat().st_mtime >= before or _filed(leaving):
        os.replace(leaving, path)
        return False
    leaving.unlink()
    return True
