"""How much a text reads like written lines that tell of danger (``data/law/dangers``), against lines that do not. Pure.

People tell of danger without its word: a bolted door and nobody who answers. So beside the telling phrases a text is
held against lines of each kind (``pieces``). An office adds lines of its own in a folder of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from huiyin.law.pieces import Pieces, sentences
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Many, Record, Table, Text, read

#: From so much on a single sentence tells of danger; each further sentence is one more that may sound so by chance, up
#: to what is asked of a sentence of a long text. Chosen on lines that were left out (docs/understanding.md).
ALONE, EACH_MORE, AMONG_MANY = -3.4, 4.0, 2.0
#: Who writes without full stops is thought to have made one after so many signs.
SENTENCE: Final = 50
#: A shorter sentence among others greets or thanks, and reads like anything.
SHORTEST: Final = 6

KINDS: Final = ("self", "violence", "child", "collapse", "poison", "crowd")
FILE: Final = Record(
    {
        "version": Text("Changes with every change."),
        "source": Text("Where it comes from."),
        "dangers": Table(
            Many(Text("What somebody says who is, or knows of somebody, in danger.")), Text("A kind.", "|".join(KINDS))
        ),
        "ordinary": Many(Text("What somebody says who is in none, however it sounds.")),
    },
    needed=("version", "source"),
    about="Lines that tell of danger (紧急危险), and lines that do not. Those of a folder read later are added.",
)


class Likeness(Pieces):
    """What pieces say for danger, of which kind, and when that is enough."""

    __slots__ = ()

    def score(self, text: str) -> float:
        """How much a sentence reads like danger; below nothing where it reads like anything else."""
        found = self.said(text)
        return sum(found) / math.sqrt(len(found) + 1)

    def told(self, text: str) -> str:
        """The sentence that tells of danger; empty where none does."""
        some = sentences(text.lower())
        some = [each for each in some if len(each) >= SHORTEST] or some
        best = max(some, key=self.score, default="")
        many = max(len(some), len(text) / SENTENCE, 1)
        enough = min(ALONE + EACH_MORE * math.log(many), AMONG_MANY)
        return best if best and self.score(best) >= enough else ""


# As files say it -----------------------------------------------------------------------------------------------------

_dangers: dict[str, list[str]] = {kind: [] for kind in KINDS}
_ordinary: list[str] = []


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        for kind, lines in (said["dangers"] or {}).items():
            _dangers[kind].extend(lines)
        _ordinary.extend(said["ordinary"] or ())


def lines() -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Every line there is: by kind of danger, and the ordinary ones."""
    return _dangers, _ordinary


each_folder("dangers", _read)
