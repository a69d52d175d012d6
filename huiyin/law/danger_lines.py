"""How much a text reads like written lines that tell of danger (``data/law/dangers``), against lines that do not. Pure.

People tell of danger without its word: a bolted door and nobody who answers. So beside the telling phrases a text is
held against lines of each kind: every piece of one or two characters speaks for danger as much as it stands more often
in them than in ordinary lines. An office adds lines of its own in a folder of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Many, Record, Table, Text, read

#: What a piece that was never seen counts for.
_UNSEEN: Final = 0.3
#: In which share of lines any piece may stand by chance, whichever the kind and however few its lines.
_BY_CHANCE: Final = 0.005
_RUNS: Final = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_SENTENCES: Final = re.compile(r"[。！？!?；;\n]+")
#: A text of so many signs is one line: what it says at all it says in them.
LINE: Final = 100
#: From so much on it tells of danger: a line, one sentence of a longer text, or all of that; chosen on lines that were
#: left out (docs/understanding.md).
IN_LINE, IN_SENTENCE, IN_ALL = 0.6, 4.0, 3.0

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


@dataclass(frozen=True, slots=True)
class Likeness:
    """What pieces say: for danger at all, and how often each stands in lines of a kind."""

    weights: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, dangers: Mapping[str, Sequence[str]], ordinary: Iterable[str]) -> Likeness:
        """Learned from lines."""
        each = {kind: _counted(lines) for kind, lines in dangers.items()}
        of_danger = _shares(sum(each.values(), Counter()), sum(map(len, dangers.values())))
        others = list(ordinary)
        of_none = _shares(_counted(others), len(others))
        none, other = of_none[""], of_danger[""]
        weights = {
            piece: math.log(of_danger.get(piece, other)) - math.log(of_none.get(piece, none))
            for piece in {*of_danger, *of_none} - {""}
        }
        return cls(weights, {kind: _shares(counts, len(dangers[kind])) for kind, counts in each.items()})

    def score(self, text: str) -> float:
        """How much a text reads like danger; 0 where it could be either."""
        found = [self.weights[piece] for piece in _pieces(text) if piece in self.weights]
        return sum(found) / math.sqrt(len(found) + 1)

    def told(self, text: str) -> str:
        """The words that tell of danger: the text, or of a longer one the sentence; empty where nothing does."""
        plain = text.lower()
        if len(plain) <= LINE:
            return plain if self.score(plain) >= IN_LINE else ""
        best = max((each for each in _SENTENCES.split(plain) if each), key=self.score, default="")
        return best if self.score(best) >= IN_SENTENCE or self.score(plain) >= IN_ALL else ""

    def kind(self, text: str) -> str:
        """Of the kinds of danger the one whose lines the text is most like."""
        pieces = _pieces(text.lower()) & self.weights.keys()

        def like(kind: str) -> float:
            return sum(math.log(self.kinds[kind].get(each, 0.0) + _BY_CHANCE) for each in pieces)

        return max(self.kinds, key=like)


def _pieces(text: str) -> set[str]:
    """The characters of a text, and the pairs of neighbours within a run of them."""
    runs = _RUNS.split(text)
    return {run[at : at + size] for run in runs for size in (1, 2) for at in range(len(run) - size + 1)}


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(piece for line in lines for piece in _pieces(line.lower()))


def _shares(counts: Mapping[str, int], lines: int) -> dict[str, float]:
    """In which share of lines each piece stands; under the empty word, one that was never seen."""
    whole = lines + 2 * _UNSEEN
    return {piece: (many + _UNSEEN) / whole for piece, many in counts.items()} | {"": _UNSEEN / whole}


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
