from pathlib import Path

import pytest

from huiyin.vault.errors import KeyRingRefused
from huiyin.vault.keyring import Cipher, Key, KeyRing, Purpose


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_it_reads_back_what_it_saved(path: Path) -> None:
    ring = KeyRing.generate()
    ring.save(path)
    assert KeyRing.load(path).keys == ring.keys


def test_it_saves_for_its_owner_only(path: Path) -> None:
    KeyRing.generate().save(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_replaces_an_older_file_and_leaves_no_draft(path: Path) -> None:
    KeyRing.generate().save(path)
    KeyRing.generate().rotate().save(path)
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_it_refuses_a_file_that_others_can_read(path: Path, mode: int) -> None:
    KeyRing.generate().save(path)
    path.chmod(mode)
    with pytest.raises(KeyRingRefused, match="chmod 600"):
        KeyRing.load(path)


def test_it_says_that_the_file_is_missing(path: Path) -> None:
    with pytest.raises(KeyRingRefused, match="找不到密钥文件"):
        KeyRing.load(path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format":"huiyin-keyring/2","keys":[]}', '{"keys":[{"id":1}]}'])
def test_it_refuses_a_damaged_file(path: Path, content: str) -> None:
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(KeyRingRefused, match="已损坏"):
        KeyRing.load(path)


def test_it_refuses_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(KeyRingRefused, match="读不了"):
        KeyRing.load(tmp_path)


def test_a_damaged_file_is_not_quoted_in_the_refusal(path: Path) -> None:
    path.touch(0o600)
    path.write_text('{"format":"huiyin-keyring/1","keys":[{"material":"c2VjcmV0"}]}')
    with pytest.raises(KeyRingRefused) as refusal:
        KeyRing.load(path)
    assert "c2VjcmV0" not in str(refusal.value)


def test_a_key_never_shows_its_material() -> None:
    key = KeyRing.generate().current(Purpose.IDENTITY)
    assert repr(key.material) not in repr(key)


def test_it_names_an_unknown_key() -> None:
    with pytest.raises(KeyRingRefused, match="编号为99的密钥"):
        KeyRing.generate().key(99)


def test_rotating_makes_new_identity_and_seal_keys_and_keeps_the_old() -> None:
    ring = KeyRing.generate()
    rotated = ring.rotate()
    assert rotated.keys[:3] == ring.keys
    assert [key.purpose for key in rotated.keys[3:]] == [Purpose.IDENTITY, Purpose.SEAL]


def test_rotating_changes_nothing_in_the_ring_it_came_from() -> None:
    ring = KeyRing.generate()
    ring.rotate()
    assert ring.current(Purpose.IDENTITY).id == 1


def test_index_keys_rotate_only_by_name() -> None:
    ring = KeyRing.generate()
    assert ring.rotate().current(Purpose.INDEX).id == 2
    assert ring.rotate(Purpose.INDEX).current(Purpose.INDEX).id == 4


def test_rotating_can_change_to_the_national_cipher() -> None:
    assert KeyRing.generate().rotate(cipher=Cipher.SM4).current(Purpose.IDENTITY).algorithm == "sm4-gcm"


def test_subkeys_differ_by_name_and_are_the_same_after_reloading(path: Path) -> None:
    ring = KeyRing.generate()
    ring.save(path)
    key = ring.current(Purpose.INDEX)
    assert ring.subkey(key, "a") != ring.subkey(key, "b")
    assert KeyRing.load(path).subkey(key, "a") == ring.subkey(key, "a")


def test_it_refuses_two_keys_with_one_number() -> None:
    keys = KeyRing.generate().keys
    with pytest.raises(KeyRingRefused, match="重复"):
        KeyRing((*keys, keys[0]))


def test_it_refuses_a_ring_without_a_seal_key() -> None:
    with pytest.raises(KeyRingRefused, match="seal"):
        KeyRing(KeyRing.generate().keys[:2])


def test_it_refuses_a_key_of_the_wrong_length() -> None:
    with pytest.raises(KeyRingRefused, match="长度"):
        KeyRing((Key(1, Purpose.IDENTITY, "aes-256-gcm", b"short"),))


def test_it_refuses_an_algorithm_that_does_not_serve_the_purpose() -> None:
    with pytest.raises(KeyRingRefused, match="写法"):
        KeyRing((Key(1, Purpose.IDENTITY, "ed25519", bytes(32)),))
