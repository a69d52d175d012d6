"""What pieces of speech say, learned from written lines that tell of one thing against lines that do not. Pure.

People tell of danger, or of wrongdoing, without its word. So a text is held against lines of each sort: every piece of
one or two characters, and every Latin word, speaks for the thing as much as it stands more often in lines that tell of
it than in ordinary ones. How much must be said is for whoever asks (``danger_lines``, ``accused.lines``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

#: So many lines more of either sort are thought of, in which each piece stands as often as in all of them: what was
#: seen once says little then, and what was never seen nothing, however many more lines there are of one sort.
_DOUBT: Final = 10.0
#: In which share of lines any piece may stand by chance, whichever the kind and however few its lines.
_BY_CHANCE: Final = 0.005
_RUNS: Final = re.compile(r"[0-9\u3400-\u9fff]+")
_LATIN: Final = re.compile(r"[a-z]{2,}")
_SENTENCES: Final = re.compile(r"[。！？!?；;\n]+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """What was learned.

    :param weights: how much each piece speaks for it; below nothing for what stands more often in ordinary lines.
    :param kinds: in which share of the lines of each kind it stands.
    """

    weights: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, telling: Mapping[str, Sequence[str]], ordinary: Iterable[str]) -> Self:
        """Learned from lines by kind; of ordinary ones each sentence is a line."""
        each = {kind: _counted(lines) for kind, lines in telling.items()}
        of_telling, told = sum(each.values(), Counter[str]()), sum(map(len, telling.values()))
        others = [sentence for line in ordinary for sentence in sentences(line)]
        of_none, every = _counted(others), max(told + len(others), 1)

        def weight(piece: str) -> float:
            thought = _DOUBT * (of_telling[piece] + of_none[piece]) / every
            in_telling = (of_telling[piece] + thought) / (told + _DOUBT)
            return math.log(in_telling) - math.log((of_none[piece] + thought) / (len(others) + _DOUBT))

        weights = {piece: weight(piece) for piece in {*of_telling, *of_none}}
        shares = {
            kind: {piece: many / len(telling[kind]) for piece, many in counts.items()} for kind, counts in each.items()
        }
        return cls(weights, shares)

    def said(self, text: str) -> list[float]:
        """What each piece of a text says that was ever heard; the text in small letters."""
        return [self.weights[piece] for piece in _pieces(text) if piece in self.weights]

    def kind(self, text: str) -> str:
        """The kind whose lines the text is most like."""
        pieces = _pieces(text.lower()) & self.weights.keys()

        def like(kind: str) -> float:
            return sum(math.log(self.kinds[kind].get(each, 0.0) + _BY_CHANCE) for each in pieces)

        return max(self.kinds, key=like)


def sentences(text: str) -> list[str]:
    """The sentences of a text, as people end them."""
    return [each for each in _SENTENCES.split(text) if len(each) > 1]


def _pieces(text: str) -> set[str]:
    """The characters of a text, the pairs of neighbours within a run of them; of Latin letters the words, for letters
    say nothing: every English story was like a report."""
    pairs = {run[at : at + size] for run in _RUNS.findall(text) for size in (1, 2) for at in range(len(run) - size + 1)}
    return pairs | set(_LATIN.findall(text))


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(piece for line in lines for piece in _pieces(line.lower()))
