"""A sealed file is opened by its key alone, and not at all when one byte of it is another."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from huiyin.vault.envelopes import PORTION, Opening, Sealing, SealingKey
from huiyin.vault.errors import EnvelopeRefused

KEY = SealingKey.generate()
SIZES = [0, 1, PORTION - 1, PORTION, PORTION + 1, 3 * PORTION, 3 * PORTION + 7]


def sealed(data: bytes, key: SealingKey = KEY) -> bytes:
    file = io.BytesIO()
    sealing = Sealing(file, key)
    for start in range(0, len(data), 10_000):
        sealing.write(data[start : start + 10_000])
    sealing.end()
    return file.getvalue()


def opened(data: bytes, key: SealingKey = KEY) -> bytes:
    return Opening(io.BytesIO(data), key).read()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_what_is_opened(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    assert opened(sealed(data, KEY.without_opening())) == data


def test_it_is_read_in_portions_as_small_as_one_likes() -> None:
    opening = Opening(io.BytesIO(sealed(b"0123456789" * 20_000)), KEY)
    assert b"".join(iter(lambda: opening.read(4097), b"")) == b"0123456789" * 20_000


def test_nothing_of_it_lies_in_the_clear() -> None:
    assert "我举报".encode() not in sealed("我举报他".encode() * 9)


@pytest.mark.parametrize("place", [0, 20, 200, PORTION, -70, -1])
def test_one_other_byte_anywhere_and_it_is_refused(place: int) -> None:
    data = bytearray(sealed(bytes(2 * PORTION)))
    data[place] ^= 1
    with pytest.raises(EnvelopeRefused):
        opened(bytes(data))


@pytest.mark.parametrize("gone", [1, 64, 65, PORTION + 16, 2 * PORTION + 32])
def test_cut_off_it_is_refused(gone: int) -> None:
    with pytest.raises(EnvelopeRefused):
        opened(sealed(bytes(2 * PORTION))[:-gone])


def test_portions_of_two_files_cannot_be_put_together() -> None:
    one, other = sealed(bytes(2 * PORTION)), sealed(bytes(2 * PORTION))
    half = len(one) // 2
    with pytest.raises(EnvelopeRefused):
        opened(one[:half] + other[half:])


def test_a_file_of_another_key_and_one_of_nobody_are_refused() -> None:
    with pytest.raises(EnvelopeRefused, match="另一把"):
        opened(sealed(b"x", SealingKey.generate()))
    with pytest.raises(EnvelopeRefused, match="不是密封"):
        opened(b"manifest.json" * 100)


def test_whoever_seals_cannot_open() -> None:
    with pytest.raises(EnvelopeRefused, match="只能密封"):
        opened(sealed(b"x"), KEY.without_opening())


def test_a_key_is_kept_for_its_owner_and_never_overwritten(tmp_path: Path) -> None:
    KEY.save(tmp_path / "key")
    assert SealingKey.load(tmp_path / "key") == KEY
    with pytest.raises(FileExistsError):
        SealingKey.generate().save(tmp_path / "key")
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(EnvelopeRefused, match="别人也能读"):
        SealingKey.load(tmp_path / "key")


@pytest.mark.parametrize("said", [b"", b"[]", b'{"format":"huiyin-sealing-key/1"}', b'{"format":"x"}', b"\xff\xfe"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "key").write_bytes(said)
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(EnvelopeRefused, match="已损坏"):
        SealingKey.load(tmp_path / "key")
