"""Spools: what was written comes back in any order, and the disk never has it in the clear."""

from __future__ import annotations

import io
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from huiyin.vault.spool import Spool

LETTER = "我叫陈大山，请恢复灌溉渠。".encode() * 50


def spooled(*parts: bytes) -> Spool:
    spool = Spool()
    for part in parts:
        spool.write(part)
    return spool


@given(st.lists(st.binary(max_size=70), max_size=6), st.integers(0, 300), st.integers(0, 90))
def test_any_part_of_what_was_written_in_any_portions_comes_back(parts: list[bytes], start: int, count: int) -> None:
    with spooled(*parts) as spool:
        spool.seek(start)
        assert io.BufferedReader(spool).read(count) == b"".join(parts)[start : start + count]


def test_the_end_is_found_and_nothing_lies_behind_it() -> None:
    with spooled(LETTER) as spool:
        assert spool.seek(0, io.SEEK_END) == len(LETTER) and spool.read() == b""


def test_the_disk_has_nothing_of_it_in_the_clear_and_no_name(tmp_path: Path) -> None:
    with Spool(str(tmp_path)) as spool:
        spool.write(LETTER)
        on_disk = os.pread(spool._file.fileno(), 10 * len(LETTER), 0)
        assert len(on_disk) == len(LETTER) and "灌溉渠".encode() not in on_disk
        assert not list(tmp_path.iterdir())


def test_two_spools_of_the_same_bytes_differ_on_the_disk() -> None:
    with spooled(LETTER) as one, spooled(LETTER) as other:
        assert os.pread(one._file.fileno(), 64, 0) != os.pread(other._file.fileno(), 64, 0)


def test_whoever_closes_it_gives_the_disk_back() -> None:
    spool = spooled(LETTER)
    handle = spool._file.fileno()
    spool.close()
    assert not os.path.exists(f"/proc/self/fd/{handle}")
