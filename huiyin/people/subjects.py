"""Subjects of petitions (内容分类): fields of the competence catalogue, its words, and what stands below these.

A subject is written as its path, 城乡建设/供水供气供热/水质, as deep as somebody knows it.
"""

from __future__ import annotations

from typing import Final

from huiyin.law.subjects import thirds_of
from huiyin.people.models import CompetenceWord
from huiyin.people.stamps import ORGANS, Remembered

BELOW: Final = "/"


def _read() -> dict[str, str]:
    return dict(CompetenceWord.objects.order_by("field", "word").values_list("word", "field"))


_rows = Remembered(ORGANS, _read)


def subjects() -> tuple[str, ...]:
    """Every subject of the first and the second level once, each first one before its seconds."""
    found: dict[str, None] = {}
    for word, field in _rows().items():
        found |= dict.fromkeys((field, below(field, word)))
    return tuple(found)


def subject_of(word: str) -> str:
    """The subject of a word of the catalogue, down to the word itself; empty for others."""
    field = _rows().get(word, "")
    return below(field, word) if field else ""


def thirds_below(path: str) -> tuple[str, ...]:
    """The subjects of the third level below one of the second."""
    return tuple(below(path, each) for each in thirds_of(path.rpartition(BELOW)[2]))


def below(*parts: str) -> str:
    """A path of its parts."""
    return BELOW.join(parts)
