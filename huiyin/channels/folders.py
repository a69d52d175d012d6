"""Watched folders (监视文件夹): what another machine puts there is taken in, then moved aside; nothing is deleted.

A file that is still being written is left alone until it has not changed for some seconds.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from huiyin.channels.adapter import Connection, Fault, Looked, Setting, Take
from huiyin.channels.arrivals.work import TOO_LARGE
from huiyin.law.words import P
from huiyin.vault.points import reach

LARGEST: Final = 256 * 1024 * 1024
WAITS: Final = 240.0
#: Where files go that are safe; and what programs call a file they are still writing.
TAKEN: Final = "已收"
UNFINISHED: Final = (".part", ".tmp", ".crdownload", ".filepart", "~")

_GONE: Final = Fault(P("文件夹不在，或者没有读的权限。"), P("请核对 folder，共享盘看有没有挂上；会自己再试。"))
_NOT_MOVED: Final = Fault(
    P("收下的文件移不进“已收”。"), P("请给运行本系统的用户写这个文件夹的权限；文件已经收好，不会重收。")
)


def folder(value: Any) -> Path | None:
    if not str(value):
        return None
    path = Path(str(value)).expanduser()
    if not path.is_absolute():
        raise ValueError(value)
    return path


def seconds(value: Any) -> int:
    found = int(str(value))
    if not 0 <= found <= 3600:
        raise ValueError(value)
    return found


SETTLE: Final = Setting("settle", "whole seconds", seconds, "How long a file must not have changed to be taken.", "5")
POLL: Final = Setting("poll", "whole seconds", seconds, "How often to look.", "10")


def fetch(connection: Connection, take: Take, stopping: Callable[[], bool], wait: bool) -> None:
    """Take what lies there, then look again every so often."""
    until = time.monotonic() + WAITS
    while True:
        if connection["folder"] is not None:
            _once(connection, take)
        if not wait or stopping() or time.monotonic() > until:
            return
        again = time.monotonic() + max(1, connection["poll"])
        while time.monotonic() < again and not stopping():
            time.sleep(min(1.0, max(0.0, again - time.monotonic())))


def check(connection: Connection) -> Iterator[Looked]:
    """Whether the folder is there and may be read and written."""
    place = connection["folder"]
    if place is None:
        return
    if not os.access(place, os.R_OK | os.X_OK):
        yield Looked(False, _GONE.said, _GONE.todo)
    elif not os.access(place, os.W_OK):
        yield Looked(False, _NOT_MOVED.said, _NOT_MOVED.todo)
    else:
        yield Looked(True, P("文件夹能读能写，等着收的有{n}个。", n=len(list(_files(place)))))


def _files(place: Path) -> Iterator[Path]:
    with os.scandir(place) as entries:
        names = sorted(each.name for each in entries if each.is_file(follow_symlinks=False))
    yield from (place / name for name in names if not name.startswith(".") and not name.endswith(UNFINISHED))


def _once(connection: Connection, take: Take) -> None:
    place: Path = connection["folder"]
    try:
        for path in _files(place):
            about = path.stat()
            if time.time() - about.st_mtime < connection["settle"]:
                continue
            large = about.st_size > LARGEST
            data = path.name.encode() if large else path.read_bytes()
            if not data:
                continue  # a name without bytes is a file that has yet to be written
            take(
                data,
                path.name,
                datetime.fromtimestamp(min(about.st_mtime, time.time()), UTC),
                TOO_LARGE if large else "",
            )
            reach("arrival.taken")
            _aside(path)
    except OSError:
        raise _GONE from None


def _aside(path: Path) -> None:
    try:
        taken = path.parent / TAKEN
        taken.mkdir(exist_ok=True)
        to, number = taken / path.name, 1
        while to.exists():
            number += 1
            to = taken / f"{path.stem}（{number}）{path.suffix}"
        os.rename(path, to)
    except OSError:
        raise _NOT_MOVED from None
