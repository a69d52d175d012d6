"""Making an installation ready to serve. Every step may be repeated; a step with nothing to do is quick."""

import errno
import hashlib
import os
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from huiyin.house import translations
from huiyin.house.config import Config
from huiyin.house.keys import write_private
from huiyin.vault.keyring import Cipher, KeyRing

# The configuration names the family of the cipher, the key ring its exact form.
CIPHERS = {"aes-gcm": Cipher.AES, "sm4-gcm": Cipher.SM4}


def prepare(config: Config) -> None:
    """Keys (not in production), tables, English catalogue, static files."""
    make_keyring(config)
    call_command("migrate", verbosity=0, interactive=False)
    if translations.is_stale():
        translations.compile_messages()
    collect_static(config)


def make_keyring(config: Config) -> None:
    if config.mode != "production" and not config.keyring_path.exists():
        new_keyring(config.keyring_path, config.cipher)


def new_keyring(path: Path, cipher: str) -> None:
    """Write a new key ring, readable by its owner only.

    Raises:
        FileExistsError: a key ring is never overwritten, for what it sealed would be lost.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, "a key ring is already there and is never overwritten", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    KeyRing.generate(CIPHERS[cipher]).save(beside)
    try:
        os.link(beside, path)  # and not a rename: of two who make one at once, the first one's stays
    finally:
        beside.unlink()


def collect_static(config: Config) -> None:
    """Prepare the static files again when one of them changed since the last time."""
    stamp = config.data_dir / "static.stamp"
    now = _fingerprint()
    if config.debug or config.mode == "test" or (stamp.exists() and stamp.read_text() == now):
        return
    # Nothing is cleared: a site that runs meanwhile goes on with the files that its pages name, hash and all.
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    write_private(stamp, now)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
