import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.vault.errors import FieldRefused, KeyRingRefused
from huiyin.vault.fields import decrypt, decrypt_bytes, encrypt, encrypt_bytes, needs_rotation
from huiyin.vault.keyring import Cipher, KeyRing, Purpose

AES = KeyRing.generate()
SM4 = KeyRing.generate(Cipher.SM4)
HERE = "party:1:name"
rings = pytest.mark.parametrize("ring", [AES, SM4], ids=["AES", "SM4"])


@rings
@given(text=st.text(st.characters(exclude_categories=())), context=st.text())
def test_any_text_comes_back_unchanged(ring: KeyRing, text: str, context: str) -> None:
    assert decrypt(ring, encrypt(ring, text, context), context) == text


@rings
@given(data=st.binary())
def test_any_bytes_come_back_unchanged(ring: KeyRing, data: bytes) -> None:
    assert decrypt_bytes(ring, encrypt_bytes(ring, data, HERE), HERE) == data


@rings
@pytest.mark.parametrize("elsewhere", ["party:2:name", "party:1:phone", "party:1:nam", "party:1:name ", ""])
def test_a_moved_ciphertext_is_refused(ring: KeyRing, elsewhere: str) -> None:
    with pytest.raises(FieldRefused, match="不属于"):
        decrypt(ring, encrypt(ring, "陈建国", HERE), elsewhere)


@rings
@given(place=st.integers(0, 39), flip=st.integers(1, 255))
def test_any_changed_byte_is_refused(ring: KeyRing, place: int, flip: int) -> None:
    blob = bytearray(encrypt(ring, "陈建国", HERE))
    blob[place] ^= flip
    with pytest.raises((FieldRefused, KeyRingRefused)):
        decrypt(ring, bytes(blob), HERE)


@rings
@pytest.mark.parametrize("length", [0, 1, 15, 30, 39])
def test_a_shortened_ciphertext_is_refused(ring: KeyRing, length: int) -> None:
    with pytest.raises(FieldRefused):
        decrypt(ring, encrypt(ring, "陈建国", HERE)[:length], HERE)


@rings
def test_the_same_text_is_never_written_twice_alike(ring: KeyRing) -> None:
    assert encrypt(ring, "陈建国", HERE) != encrypt(ring, "陈建国", HERE)


@rings
def test_the_text_does_not_show_in_the_blob(ring: KeyRing) -> None:
    assert "陈建国".encode() not in encrypt(ring, "陈建国", HERE)


@rings
def test_after_rotation_old_blobs_are_still_readable(ring: KeyRing) -> None:
    assert decrypt(ring.rotate(), encrypt(ring, "陈建国", HERE), HERE) == "陈建国"


@rings
def test_after_rotation_old_blobs_are_due_and_new_ones_are_not(ring: KeyRing) -> None:
    rotated = ring.rotate()
    assert needs_rotation(rotated, encrypt(ring, "陈建国", HERE))
    assert not needs_rotation(rotated, encrypt(rotated, "陈建国", HERE))


def test_a_ring_that_changed_its_cipher_reads_both() -> None:
    changed = AES.rotate(cipher=Cipher.SM4)
    assert decrypt(changed, encrypt(AES, "旧", HERE), HERE) == "旧"
    assert decrypt(changed, encrypt(changed, "新", HERE), HERE) == "新"


def test_a_key_for_another_purpose_opens_nothing() -> None:
    blob = bytearray(encrypt(AES, "陈建国", HERE))
    blob[1:3] = AES.current(Purpose.SEAL).id.to_bytes(2, "big")
    with pytest.raises(FieldRefused, match="不是身份信息密钥"):
        decrypt(AES, bytes(blob), HERE)


def test_it_takes_the_memoryview_a_database_driver_returns() -> None:
    assert decrypt(AES, memoryview(encrypt(AES, "陈建国", HERE)), HERE) == "陈建国"  # type: ignore[arg-type]
