"""A machine without Chinese typefaces is helped, or told what to type."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huiyin.house.typefaces import ensure_typefaces
from huiyin.papers import fonts
from tests.commands.test import ensure


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    """No typeface has what the papers want, and nothing can be installed."""
    fonts._faces.cache_clear()
    monkeypatch.setattr("huiyin.papers.fonts.CHAINS", {"fang": ("No Such Face",)})
    monkeypatch.setenv("PATH", "")
    settings.HUIYIN_DATA_DIR = tmp_path
    yield
    fonts._faces.cache_clear()


def test_who_may_not_install_is_told_what_to_type(bare: None) -> None:
    said: list[str] = []
    ensure_typefaces(said.append)
    assert "apt-get install fonts-noto-cjk" in said[0]


def test_where_there_are_typefaces_nothing_is_said() -> None:
    said: list[str] = []
    ensure_typefaces(said.append)
    assert said == []


@pytest.mark.skipif(os.geteuid() != 0, reason="absent: the right to install")
def test_an_installation_that_hangs_is_left_and_said(
    bare: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is silent, or another apt that holds the lock, must not keep a site or a run of tests for ever."""
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr("huiyin.house.typefaces.PATIENCE", 0.2)
    monkeypatch.setattr("tests.commands.test.PATIENCE", 0.2)
    said: list[str] = []
    ensure_typefaces(said.append)
    assert said[-1].count("apt-get install") == 1
    with pytest.raises(SystemExit, match="apt-get install caddy"):
        ensure(None, "Caddy", "caddy")
