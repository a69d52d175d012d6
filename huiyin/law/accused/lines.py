"""Whether a story reads like those of people who tell of wrongdoing (``data/law/accusing``), whatever its words. Pure.

Who tells that the pond went to the secretary's nephew says neither 举报 nor 贪污, and most never do. So beside the
words (``signs``) a story is held against written lines, as danger is (``pieces``). It is a question to a person
and nothing else: what is like a report is asked about, never classed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from huiyin.law.accused.signs import without_the_told
from huiyin.law.chart.routes import examples
from huiyin.law.danger_lines import lines as of_danger
from huiyin.law.pieces import Pieces
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Many, Record, Text, read

#: What one piece of an ordinary text says in the mean, and how far that spreads: every fifth of the lines, held against
#: the other four. A text of any length is so held against what chance makes of so many pieces.
USUAL, SPREAD = -0.94, 1.94
#: So many spreads above chance it is asked: of whole real messages about one in a hundred. Chosen on stories that were
#: written to be tried; tests/law/test_signs.py prints what it finds, of others too (docs/understanding.md).
ASKED: Final = 2.0
#: Who asks how something is done, proposes or thanks, accuses less.
_ASKS: Final = re.compile(r"咨询|请问|想问|问一下|问下|建议|感谢|表扬|提议|能否|可否|是否|怎么办理|如何")
_LESS: Final = 2.0
#: Telephones, documents, marks of mails: long numbers say nothing of what was done.
_NUMBERS: Final = re.compile(r"(?<![0-9a-z])(?=[a-z]*[0-9])[0-9a-z]{6,}(?![0-9a-z])")
#: So much of a story is read at once and at all, and so few pieces say nothing.
_READ: Final = 3_000
_MOST_READ: Final = 60_000
_FEWEST: Final = 12
#: The way of whoever reports somebody in office.
_WAY: Final = "discipline"
_REPORT: Final = "report"

FILE: Final = Record(
    {
        "version": Text("Changes with every change."),
        "source": Text("Where it comes from."),
        "reports": Many(Text("What somebody says who tells of wrongdoing of somebody in office.")),
        "ordinary": Many(Text("What somebody says who tells of none, though people in office are spoken of.")),
    },
    needed=("version", "source"),
    about="Lines that tell of wrongdoing (检举控告), and lines that do not. Those of a folder read later are added.",
)

_reports: list[str] = []
_ordinary: list[str] = []


def reads_like_report(text: str) -> bool:
    """Whether a story is so like reports of wrongdoing that its writer, or a clerk, is asked whether it is one.

    A long one is looked at in parts: what stands in the middle of a bundle is not thinned out by the rest.
    """
    return any(_like(text[at : at + _READ]) for at in range(0, min(len(text), _MOST_READ), _READ))


def _like(text: str) -> bool:
    own = _NUMBERS.sub(" ", without_the_told(text).lower())
    said = learned().said(own)
    if len(said) < _FEWEST:
        return False
    above = (sum(said) - len(said) * USUAL) / (SPREAD * math.sqrt(len(said)))
    return above - (_LESS if _ASKS.search(own) else 0.0) >= ASKED


@cache
def learned() -> Pieces:
    """What pieces of speech say of it, learned from the lines once: a second that no visitor should wait for."""
    told = [said for said, ways in examples().items() if _WAY in ways]
    others = [said for said, ways in examples().items() if _WAY not in ways]
    return Pieces.of({_REPORT: [*told, *_reports]}, [*others, *_ordinary, *of_danger()[1]])


def lines() -> tuple[Sequence[str], Sequence[str]]:
    """The lines of reports, and the ordinary ones."""
    return _reports, _ordinary


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        _reports.extend(said["reports"] or ())
        _ordinary.extend(said["ordinary"] or ())
    learned.cache_clear()


each_folder("accusing", _read)
