"""What an installation keeps from others: its folders, its signing key and its identity key ring.

Demo and test installations make their own on first start; production must be given them.
"""

import os
import secrets
from pathlib import Path

from huiyin.house.config import Config

KEY_BYTES = 64


def secret_key(config: Config) -> str:
    """The signing key: given, or made once (0600) in demo and test mode. Empty in production when none was given."""
    if config.secret_key or config.mode == "production":
        return config.secret_key
    path = config.data_dir / "secret_key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(KEY_BYTES))
    return path.read_text().strip()


def make_folders(config: Config) -> None:
    """The data folder, closed to other users of the machine, and the folder of an SQLite file kept elsewhere."""
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if config.database_url.vendor == "sqlite":
        config.database_url.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(path: Path, content: str) -> None:
    """Create `path` readable by its owner only; when another process was first, its file stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_text(content)
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
