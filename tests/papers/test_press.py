"""Layouts are compiled in a process apart; whoever draws hears what typst says."""

from pathlib import Path

import pytest

from huiyin.papers.compiling import NotCompiled, compiled, rest


def test_what_typst_refuses_is_said(tmp_path: Path) -> None:
    layout = tmp_path / "wrong.typ"
    layout.write_text("#unknown-word", encoding="utf-8")
    with pytest.raises(NotCompiled, match="unknown"):
        compiled(layout, {}, "<end>", folder=None)


def test_a_press_that_was_ended_is_started_again(tmp_path: Path) -> None:
    layout = tmp_path / "page.typ"
    layout.write_text("#set document(title: [t])\n#metadata(7) <end>", encoding="utf-8")
    for _ in range(2):
        pdf, told = compiled(layout, {}, "<end>", folder=None, standards=())
        assert told == 7 and pdf.startswith(b"%PDF")
        rest()
