"""Who has the installation open (占用): every command holds it for as long as it lives, and whoever replaces it waits.

A lock on a file beside the record, shared by all who use it; the kernel takes it away with the process that holds it.
It is inherited by what a process becomes or starts: a web server, its workers.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from huiyin.house.config import Config
from huiyin.house.faults import Refused

NAME = ".in-use"
#: A restore that was broken off leaves this folder in the data folder; see huiyin.house.restoring.
BROKEN_OFF = ".restoring"
#: Commands that touch neither record nor uploads.
FREE = frozenset(
    {"", "help", "bench", "keyring", "compilemessages", "makemigrations", "collectstatic", "check", "test"}
)
REPLACES = "restore"
_kept: list[int] = []


def places(config: Config) -> list[Path]:
    """The locks: of the data folder, and of an SQLite file that lies elsewhere."""
    found = [config.data_dir / NAME]
    if config.database_url.vendor == "sqlite":
        found.append(Path(f"{config.database_url.path}{NAME}"))
    return found


def hold(config: Config, command: str) -> None:
    """From now on until this process ends the installation is in use.

    Raises:
        Refused: somebody replaces it just now, or a replacement was broken off.
    """
    if command in FREE or command.startswith("-") or command == REPLACES:
        return
    for place in places(config):
        if not place.parent.is_dir():
            continue
        descriptor = _opened(place)
        if not _locked(descriptor, fcntl.LOCK_SH):
            raise Refused("Somebody is restoring a backup here just now; wait until that has ended.")
        os.set_inheritable(descriptor, True)
        _kept.append(descriptor)
    if (config.data_dir / BROKEN_OFF).exists():
        raise Refused(
            "A restore was broken off, and the record is not whole. Type: ./run restore --continue, "
            "or, to have what was here before: ./run restore --undo"
        )


@contextmanager
def replaced(config: Config) -> Iterator[None]:
    """Nobody uses the installation inside the block.

    Raises:
        Refused: somebody does.
    """
    held: list[int] = []
    try:
        for place in places(config):
            held.append(_opened(place))
            if not _locked(held[-1], fcntl.LOCK_EX):
                raise Refused(
                    "The site, its worker or another command is at work here. Stop them, then type the same again; "
                    "nothing was changed."
                )
        yield
    finally:
        _close(held)


def _close(descriptors: Sequence[int]) -> None:
    for each in descriptors:
        os.close(each)


def _opened(place: Path) -> int:
    return os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
