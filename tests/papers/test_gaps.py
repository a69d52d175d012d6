"""Characters of names that no typeface draws: 〓 on the paper, and a slip beside it that says which and where."""

from __future__ import annotations

from pathlib import Path

from huiyin.papers.drawing import fonts_here
from huiyin.papers.gaps import gaps, listed, slip
from tests.papers.drawn import NUMBER, measured, page_of

NAMED = page_of("张\U0002ebf0和李\ue863：您反映的水渠被占一事，张\U0002ebf0是代表。")


def test_the_paper_shows_a_gap_for_each(tmp_path: Path) -> None:
    assert "张〓和李〓" in measured(NAMED, tmp_path).text


def test_the_slip_names_each_by_its_code_and_place(tmp_path: Path) -> None:
    beside = slip(NAMED, fonts_here())
    assert beside is not None
    text = "".join(measured(beside, tmp_path).text.split())
    assert text.count("U+2EBF0") == 2 and "U+E863" in text and NUMBER in text and "张〓和李〓" in text


def test_the_codes_are_listed_once() -> None:
    assert listed(gaps(NAMED, fonts_here())) == "U+2EBF0 U+E863"


def test_a_paper_without_gaps_has_no_slip() -> None:
    assert slip(page_of("张玥：您反映的水渠被占一事。"), fonts_here()) is None
