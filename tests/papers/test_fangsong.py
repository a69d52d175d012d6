"""A free FangSong out of a package of Debian, or a plain word why not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from huiyin.papers import fangsong
from huiyin.papers.fangsong import FACES, NotFetched, fetch, take_out

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="absent: dpkg-deb")


def package(folder: Path, *faces: str) -> Path:
    """A package as Debian builds them, with these typefaces deep inside."""
    inside = folder / "made/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
    inside.mkdir(parents=True)
    for face in (*faces, "FandolSong-Bold.otf"):
        (inside / face).write_bytes(face.encode())
    control = folder / "made/DEBIAN/control"
    control.parent.mkdir()
    control.write_text("Package: made\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b>\nDescription: faces\n")
    built = folder / "made.deb"
    subprocess.run(["dpkg-deb", "--build", str(folder / "made"), str(built)], check=True, capture_output=True)
    return built


@needs_dpkg
def test_the_two_typefaces_are_taken_out_and_nothing_else(tmp_path: Path) -> None:
    take_out(package(tmp_path, *FACES), tmp_path / "fonts")
    assert sorted(path.name for path in (tmp_path / "fonts").iterdir()) == sorted(FACES)


@needs_dpkg
def test_a_package_without_them_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match=r"made\.deb"):
        take_out(package(tmp_path), tmp_path / "fonts")


def test_elsewhere_one_is_told_what_to_put_where(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(fangsong.shutil, "which", lambda name: None)
    with pytest.raises(NotFetched, match="FandolFang-Regular"):
        fetch(tmp_path)
