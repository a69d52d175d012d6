"""What a petition's own words point to: its class, the competence, the ground of Art. 31. Pure, no database.

Nothing here decides. Every guess names the words it rests on, so that whoever dispatches sees at once whether it is
nonsense; learned models may come later behind the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from huiyin.law.accused.signs import routes_for
from huiyin.law.chart.routes import Suggestion
from huiyin.law.subjects import EVERYDAY
from huiyin.law.terms import ClaimKind, Ground

#: Below this a competence is not worth mentioning: one word of two characters, said once in the middle, is chance.
ENOUGH: Final = 2
MOST_GUESSES: Final = 3
#: The title says what it is about; of the rest the beginning weighs once more than the end.
IN_TITLE: Final = 3
OPENING: Final = 120
_APART: Final = "…"
#: Between parts that belong together (占…地) at most so much of one sentence.
_BETWEEN: Final = r"[^。！？!?；;]{0,10}?"

WISHES: Final = ("建议", "提议", "能否增设", "希望增设", "希望增加", "能不能增加", "能否增加", "希望规划", "合理化")
#: Whoever writes one of these has a trouble, whatever else they suggest.
TROUBLES: Final = (
    "拖欠", "投诉", "举报", "补偿", "赔偿", "退款", "扰民", "违法", "违规", "不作为", "强拆", "欺诈", "维权", "不合理",
    "严重影响", "得不到解决", "没有解决", "被打", "受骗", "乱收费", "拒绝",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """A competence word that the petition points to, and the words found there; ``weight`` only orders guesses."""

    word: str
    found: tuple[str, ...]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class ClassGuess:
    """A class (and for a grievance its ground of Art. 31) with the words that point to it; no words: the usual case."""

    kind: ClaimKind
    ground: Ground | None
    found: tuple[str, ...] = ()
    route: Suggestion | None = None

    @property
    def key(self) -> str:
        """As the forms write it: ``grievance.6``, ``accusation``."""
        return f"{self.kind.value}.{self.ground.value}" if self.ground else self.kind.value


def guess_words(text: str, words: Iterable[str], title: str = "") -> tuple[Guess, ...]:
    """Competence words for a petition, the weightiest first, at most three; none when there is little to go by.

    :param words: the catalogue of the office.
    :param title: what the petition is headed; its words weigh more.
    """
    plain, head = "".join(text.split()), "".join(title.split())
    scored = (_weighed(word, plain, head) for word in words)
    good = sorted((each for each in scored if each.weight >= ENOUGH), key=lambda each: (-each.weight, each.word))
    return tuple(good[:MOST_GUESSES])


def _weighed(word: str, text: str, title: str) -> Guess:
    said = dict.fromkeys((word, *EVERYDAY.get(word, _pieces(word))))
    found = [each for each in said if _stands(each, text) or _stands(each, title)]
    # A word inside a longer one found is the same evidence, not a second piece.
    kept = tuple(each for each in found if not any(each != other and each in other for other in found))
    return Guess(word, kept, sum(_weight(each, word, text, title) for each in kept))


def _stands(said: str, text: str) -> bool:
    return said in text if _APART not in said else _near(said).search(text) is not None


@lru_cache(maxsize=1024)
def _near(said: str) -> re.Pattern[str]:
    return re.compile(_BETWEEN.join(map(re.escape, said.split(_APART))))


def _pieces(word: str) -> tuple[str, ...]:
    """Of a word nobody has described, its halves."""
    return tuple(word[start : start + 2] for start in range(len(word) - 1))


def _weight(found: str, word: str, text: str, title: str) -> int:
    plain = (4 if found == word else max(len(found) - 1, 1)) + _stands(found, text[:OPENING])
    return plain * (IN_TITLE if _stands(found, title) else 1)


def guess_class(text: str) -> ClassGuess:
    """The class of one claim. Without any telling word it is a grievance for the petition procedure (Art. 31 (6))."""
    routes = routes_for(text)
    report = next((each for each in routes if each.route.ground is None), None)
    if report is not None and routes[0] is report:
        return ClassGuess(ClaimKind.ACCUSATION, None, report.found, report)
    wishes = tuple(word for word in WISHES if word in text)
    if wishes and not any(word in text for word in TROUBLES) and not routes:
        return ClassGuess(ClaimKind.SUGGESTION, None, wishes)
    led = next((each for each in routes if each.route.ground is not None), None)
    if led is None:
        return ClassGuess(ClaimKind.GRIEVANCE, Ground.PETITION)
    return ClassGuess(ClaimKind.GRIEVANCE, led.route.ground, led.found, led)
