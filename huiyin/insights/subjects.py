"""What a petition is about, down to three levels (内容分类), by its own words: a proposal for a person, or 说不准.

First the everyday words of the catalogue, then what stands below the word they point to. Once an installation has
learned from what its own people chose (huiyin.insights.own_subjects), that goes first, level by level as far as it is
sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from huiyin.insights.suggesting import IN_TITLE, Guess, guess_words
from huiyin.law.subjects import thirds_of
from huiyin.people.subjects import BELOW, below, subject_of

#: So much the first word must weigh, and so many times the best one of another first level, to be said without doubt:
#: of real messages the first level is right in 91 of 100 then (docs/understanding.md).
WEIGHTY, AHEAD = 9, 3.0
MOST_OTHERS: Final = 2


@dataclass(frozen=True, slots=True)
class SubjectGuess:
    """A path and the words found for it; ``sure`` or a question, with ``others`` that may be meant instead."""

    path: str = ""
    found: tuple[str, ...] = ()
    sure: bool = False
    others: tuple[str, ...] = ()
    learned: bool = False


def guess_subject(text: str, title: str, words: Iterable[str]) -> SubjectGuess:
    """By everyday words.

    :param words: the competence catalogue of the office.
    """
    guesses = [guess for guess in guess_words(text, words, title) if subject_of(guess.word)]
    if not guesses:
        return SubjectGuess()
    paths = [_down(guess, text, title) for guess in guesses]
    (path, found), first = paths[0], guesses[0]
    rivals = [each.weight for each in guesses[1:] if top(subject_of(each.word)) != top(path)]
    others = tuple(each for each, _ in paths[1:])[:MOST_OTHERS]
    sure = first.weight >= max(WEIGHTY, AHEAD * max(rivals, default=0))
    return SubjectGuess(path, found, sure, others)


def top(path: str) -> str:
    """The first level of a path."""
    return path.partition(BELOW)[0]


def _down(guess: Guess, text: str, title: str) -> tuple[str, tuple[str, ...]]:
    """The path of a word of the catalogue, and the one below it whose words stand there most."""
    said = {name: tuple(word for word in words if word in text or word in title) for name, words in _below(guess)}
    weighed = {name: sum(IN_TITLE if word in title else 1 for word in words) for name, words in said.items()}
    path, best = subject_of(guess.word), max(weighed, key=lambda name: weighed[name], default="")
    if not best or not weighed[best] or sum(many == weighed[best] for many in weighed.values()) > 1:
        return path, guess.found
    return below(path, best), tuple(dict.fromkeys((*guess.found, *said[best])))


def _below(guess: Guess) -> Iterable[tuple[str, tuple[str, ...]]]:
    return thirds_of(guess.word).items()
