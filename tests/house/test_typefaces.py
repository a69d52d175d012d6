"""A machine without Chinese typefaces is helped, or told what to type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from huiyin.house.typefaces import ensure_typefaces


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """No typeface has what the papers want, and nothing can be installed."""
    monkeypatch.setattr("huiyin.papers.fonts.CHAINS", {"fang": ("No Such Face",)})
    monkeypatch.setenv("PATH", "")
    settings.HUIYIN_DATA_DIR = tmp_path


def test_who_may_not_install_is_told_what_to_type(bare: None) -> None:
    said: list[str] = []
    ensure_typefaces(said.append)
    assert "apt-get install fonts-noto-cjk" in said[0]


def test_where_there_are_typefaces_nothing_is_said() -> None:
    said: list[str] = []
    ensure_typefaces(said.append)
    assert said == []
