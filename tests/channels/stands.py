"""What stands on the other side of each adapter in the contract test: a real server or folder, filled and looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.channels import mails
from tests.channels.mailroom import Mailroom


@dataclass
class Stand:
    """The other side of one connection.

    :param row: the connection as the file of channels has it, :param broken: the same with nobody there.
    :param put: leaves these things there; :param things: three that differ, as bytes.
    :param kept: how the bytes that we keep follow from those that were put, where the other side adds something.
    """

    row: dict[str, Any]
    broken: dict[str, Any]
    things: tuple[bytes, ...]
    put: Callable[[bytes], None]
    kept: Callable[[bytes, bytes], bool] = field(default=lambda put, kept: put == kept)


@contextmanager
def mail(folder: Path) -> Iterator[Stand]:
    room = Mailroom()
    try:
        row = room.channel()
        things = (mails.plain(), mails.mislabelled("iso-8859-1"), mails.only_a_file())
        yield Stand(
            row, {**row, "imap": row["imap"].replace(str(room.imap), "9")}, things, room.put,
            lambda put, kept: put.replace(b"\r\n", b"\n").strip() in kept.replace(b"\r\n", b"\n"),
        )  # fmt: skip
    finally:
        room.close()


#: Adapter → its other side. A new adapter that brings things in needs a line here, or the contract fails.
INWARD: dict[str, Callable[[Path], AbstractContextManager[Stand]]] = {"mail": mail}
