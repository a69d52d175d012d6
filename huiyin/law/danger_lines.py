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

#: So many lines more of either sort are thought of, in which each piece stands as often as in all of them: what was
#: seen once says little then, and what was never seen nothing, however many more lines there are of one sort.
_DOUBT: Final = 10.0
#: In which share of lines any piece may stand by chance, whichever the kind and however few its lines.
_BY_CHANCE: Final = 0.005
_RUNS: Final = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_SENTENCES: Final = re.compile(r"[。！？!?；;\n]+")
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


@dataclass(frozen=True, slots=True)
class Likeness:
    """What pieces say: for danger at all, and how often each stands in lines of a kind."""

    weights: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, dangers: Mapping[str, Sequence[str]], ordinary: Iterable[str]) -> Likeness:
        """Learned from lines; of ordinary ones each sentence is a line."""
        each = {kind: _counted(lines) for kind, lines in dangers.items()}
        of_danger, told = sum(each.values(), Counter[str]()), sum(map(len, dangers.values()))
        others = [sentence for line in ordinary for sentence in sentences(line)]
        of_none, every = _counted(others), max(told + len(others), 1)

        def weight(piece: str) -> float:
            thought = _DOUBT * (of_danger[piece] + of_none[piece]) / every
            in_danger = (of_danger[piece] + thought) / (told + _DOUBT)
            return math.log(in_danger) - math.log((of_none[piece] + thought) / (len(others) + _DOUBT))

        weights = {piece: weight(piece) for piece in {*of_danger, *of_none}}
        shares = {
            kind: {piece: many / len(dangers[kind]) for piece, many in counts.items()} for kind, counts in each.items()
        }
        return cls(weights, shares)

    def score(self, text: str) -> float:
        """How much a sentence reads like danger; below nothing where it reads like anything else."""
        found = self.spoken(text)
        return sum(found) / math.sqrt(len(found) + 1)

    def spoken(self, text: str) -> list[float]:
        """What each piece of a text says that was ever heard; the text in small letters."""
        return [self.weights[piece] for piece in _pieces(text) if piece in self.weights]

    def told(self, text: str) -> str:
        """The sentence that tells of danger; empty where none does."""
        some = sentences(text.lower())
        some = [each for each in some if len(each) >= SHORTEST] or some
        best = max(some, key=self.score, default="")
        many = max(len(some), len(text) / SENTENCE, 1)
        enough = min(ALONE + EACH_MORE * math.log(many), AMONG_MANY)
        return best if best and self.score(best) >= enough else ""

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


def sentences(text: str) -> list[str]:
    """The sentences of a text, as people end them."""
    return [each for each in _SENTENCES.split(text) if len(each) > 1]


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
