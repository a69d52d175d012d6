"""Lines that speak of danger: few are missed, and what everybody writes is left alone."""

from pathlib import Path

import pytest

from huiyin.law.danger import Danger, dangers_in

LINES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "insights/danger_lines.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_hardly_a_line_of_danger_is_missed_and_most_of_what_is_found_is_one() -> None:
    found = [(kind != "-", bool(dangers_in(line))) for kind, line in LINES]
    right = found.count((True, True))
    assert len(LINES) >= 400
    assert right / (right + found.count((True, False))) >= 0.98
    assert right / (right + found.count((False, True))) >= 0.5


@pytest.mark.parametrize("line", ["跳楼价甩卖", "路灯坏了", "热死了，空调坏了", "", "一旦发生火灾怎么办，请清理楼道"])
def test_a_figure_of_speech_is_no_danger(line: str) -> None:
    assert dangers_in(line) == ()


def test_the_words_and_their_kind_are_named() -> None:
    found = dangers_in("再不解决，我就　喝\n农药")
    assert [(each.danger, each.words) for each in found] == [(Danger.SELF, "喝农药")]


def test_a_long_text_is_read_in_a_blink() -> None:
    assert dangers_in("业主" * 50_000) == ()
