"""Encrypted files: kept once under the hash of what they say, refused when changed, written anew under a new key."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from huiyin.vault import files
from huiyin.vault.errors import FieldRefused
from huiyin.vault.fields import needs_rotation
from huiyin.vault.files import Rewritten, Shelf
from huiyin.vault.keyring import KeyRing

SAID = "陈大山的收据".encode()


@pytest.fixture(params=["aes-256-gcm", "sm4-gcm"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "uploads", "material", KeyRing.generate(request.param))


def lying(shelf: Shelf) -> list[Path]:
    return [path for path in shelf.root.rglob("*") if path.is_file()]


def test_what_was_kept_comes_back(shelf: Shelf) -> None:
    assert shelf.fetch(shelf.keep(SAID)) == SAID


def test_its_name_is_the_hash_of_what_it_says(shelf: Shelf) -> None:
    assert shelf.keep(SAID) == hashlib.sha256(SAID).hexdigest() == lying(shelf)[0].name


def test_nothing_of_it_can_be_read_on_the_disk(shelf: Shelf) -> None:
    shelf.keep(SAID)
    assert all(SAID[:6] not in path.read_bytes() for path in lying(shelf))


def test_the_same_bytes_lie_there_once(shelf: Shelf) -> None:
    assert shelf.keep(SAID) == shelf.keep(SAID) and len(lying(shelf)) == 1


def test_what_was_changed_is_refused(shelf: Shelf) -> None:
    place = shelf.place_of(shelf.keep(SAID))
    place.write_bytes(place.read_bytes()[:-1] + bytes([place.read_bytes()[-1] ^ 1]))
    with pytest.raises(FieldRefused):
        shelf.fetch(place.name)


def test_one_file_in_the_place_of_another_is_refused(shelf: Shelf) -> None:
    mine, other = shelf.keep(SAID), shelf.keep(b"other")
    shelf.place_of(mine).write_bytes(shelf.place_of(other).read_bytes())
    with pytest.raises(FieldRefused):
        shelf.fetch(mine)


def test_a_file_of_another_shelf_is_refused(shelf: Shelf) -> None:
    sha256 = shelf.keep(SAID)
    with pytest.raises(FieldRefused):
        replace(shelf, kind="letter").fetch(sha256)


@pytest.mark.parametrize("sha256", ["../../etc/passwd", "", "A" * 64, "0" * 64])
def test_what_is_not_kept_is_not_found(shelf: Shelf, sha256: str) -> None:
    with pytest.raises(FileNotFoundError):
        shelf.fetch(sha256)


# -- written anew ---------------------------------------------------------------------------------------------------


@pytest.fixture
def rotated(shelf: Shelf) -> Shelf:
    """The same folder under a new key, with two files kept under the old one."""
    shelf.keep(SAID)
    shelf.keep(b"second")
    return replace(shelf, ring=shelf.ring.rotate())


def old(shelf: Shelf) -> list[Path]:
    return [path for path in lying(shelf) if needs_rotation(shelf.ring, path.read_bytes())]


def test_what_an_older_key_wrote_is_read_before_it_is_written_anew(rotated: Shelf) -> None:
    assert rotated.fetch(hashlib.sha256(SAID).hexdigest()) == SAID


def test_nothing_is_left_under_the_older_key(rotated: Shelf) -> None:
    assert rotated.rewrite() == Rewritten(done=2) and old(rotated) == []


def test_it_reads_the_same_afterwards(rotated: Shelf) -> None:
    rotated.rewrite()
    assert rotated.fetch(hashlib.sha256(SAID).hexdigest()) == SAID


def test_a_second_run_finds_nothing_to_do(rotated: Shelf) -> None:
    rotated.rewrite()
    assert rotated.rewrite() == Rewritten()


def test_it_is_no_younger_afterwards(rotated: Shelf) -> None:
    for path in lying(rotated):
        os.utime(path, (1000, 1000))
    rotated.rewrite()
    assert {path.stat().st_mtime for path in lying(rotated)} == {1000}


def test_a_run_that_dies_loses_nothing_and_is_simply_run_again(rotated: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    dying: Iterator[None] = iter([None])
    replacing = os.replace

    def die_at_the_second(source: str, target: Path) -> None:
        if next(dying, dying) is dying:
            raise KeyboardInterrupt
        replacing(source, target)

    monkeypatch.setattr(files.os, "replace", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        rotated.rewrite()
    monkeypatch.undo()
    assert len(old(rotated)) == 1 and len(lying(rotated)) == 2
    assert rotated.rewrite() == Rewritten(done=1)


def test_a_spoilt_file_is_told_and_keeps_no_other_from_it(rotated: Shelf) -> None:
    place = rotated.place_of(hashlib.sha256(SAID).hexdigest())
    place.write_bytes(place.read_bytes()[:-1])
    assert rotated.rewrite() == Rewritten(done=1, unreadable=1)


def test_what_lay_in_the_clear_is_read_and_encrypted(shelf: Shelf) -> None:
    place = shelf.place_of(shelf.keep(SAID))
    place.write_bytes(SAID)
    assert shelf.fetch(place.name) == SAID
    assert shelf.rewrite() == Rewritten(done=1) and SAID not in place.read_bytes()
    assert shelf.fetch(place.name) == SAID
