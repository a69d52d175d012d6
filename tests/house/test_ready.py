from pathlib import Path

import pytest

from huiyin.house.config import read
from huiyin.house.keys import secret_key, write_private
from huiyin.house.ready import make_keyring, new_keyring
from huiyin.vault.keyring import KeyRing, Purpose


def test_a_demo_makes_its_own_signing_key_once(tmp_path: Path) -> None:
    config = read({"HUIYIN_DATA_DIR": str(tmp_path)})
    assert secret_key(config) == secret_key(config)


def test_a_made_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    secret_key(read({"HUIYIN_DATA_DIR": str(tmp_path)}))
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_of_two_starts_at_once_the_first_key_stands(tmp_path: Path) -> None:
    write_private(tmp_path / "key", "first")
    write_private(tmp_path / "key", "second")
    assert (tmp_path / "key").read_text() == "first"


def test_production_makes_no_key_by_itself(tmp_path: Path) -> None:
    config = read({"HUIYIN_DATA_DIR": str(tmp_path), "HUIYIN_MODE": "production"})
    make_keyring(config)
    assert (secret_key(config), list(tmp_path.iterdir())) == ("", [])


def test_a_key_ring_is_never_overwritten(tmp_path: Path) -> None:
    new_keyring(tmp_path / "ring", "aes-gcm")
    with pytest.raises(FileExistsError):
        new_keyring(tmp_path / "ring", "aes-gcm")


@pytest.mark.parametrize(("cipher", "algorithm"), [("aes-gcm", "aes-256-gcm"), ("sm4-gcm", "sm4-gcm")])
def test_a_key_ring_is_for_the_chosen_cipher(tmp_path: Path, cipher: str, algorithm: str) -> None:
    new_keyring(tmp_path / "ring", cipher)
    assert KeyRing.load(tmp_path / "ring").current(Purpose.IDENTITY).algorithm == algorithm
