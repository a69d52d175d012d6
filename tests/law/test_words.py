"""Sentences as values: how they read when nobody translates them."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.law.terms import Role, Stage
from huiyin.law.words import P


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 11, 2), "2026年11月2日"),
        (Stage.HANDLING, "办理中"),
        ((Role.HANDLER, Role.HEAD), "承办人、负责人"),
        (3, "3"),
        ("柳溪县水利局", "柳溪县水利局"),
    ],
)
def test_a_hole_is_filled_as_a_reader_expects(value: object, said: str) -> None:
    assert str(P("{it}", it=value)) == said


def test_a_sentence_keeps_its_values_apart() -> None:
    assert P("到{end}", end=date(2026, 11, 2)).args == (("end", date(2026, 11, 2)),)


def test_sentences_are_compared_by_what_they_say() -> None:
    assert P("延期最多{n}日。", n=30) == P("延期最多{n}日。", n=30) != P("延期最多{n}日。", n=60)
