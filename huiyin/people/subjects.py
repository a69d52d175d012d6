"""Subjects of petitions (内容分类): the fields of the competence catalogue, and which of them a word belongs to."""

from __future__ import annotations

from huiyin.people.models import CompetenceWord
from huiyin.people.stamps import ORGANS, Remembered


def _read() -> dict[str, str]:
    return dict(CompetenceWord.objects.order_by("field", "word").values_list("word", "field"))


_rows = Remembered(ORGANS, _read)


def subjects() -> tuple[str, ...]:
    """Every subject once, in the order of the catalogue."""
    return tuple(dict.fromkeys(_rows().values()))


def subject_of(word: str) -> str:
    """The subject of a word of the catalogue; empty for others."""
    return _rows().get(word, "")
