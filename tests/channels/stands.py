"""What stands on the other side of each adapter in the contract test: a real server or folder, filled and looked at."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from PIL import Image

from tests.channels import mails
from tests.channels.mailroom import Mailroom


@dataclass
class Stand:
    """The other side of one connection.

    :param row: the connection as the file of channels has it, :param broken: the same with nobody there.
    :param put: leaves these things there; :param things: three that differ, as bytes.
    :param after: what to ask the record once all is settled, and the answer where nothing was doubled.
    :param kept: how the bytes that we keep follow from those that were put, where the other side adds something.
    """

    row: dict[str, Any]
    broken: dict[str, Any]
    things: tuple[bytes, ...]
    put: Callable[[bytes], None]
    kept: Callable[[bytes, bytes], bool] = field(default=lambda put, kept: put == kept)
    after: tuple[str, str] = ("print(0)", "0")


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


def _dropped(folder: Path) -> Callable[[bytes], None]:
    """Files with names of their own, as a share or an FTP server gets them."""
    count = itertools.count(1)

    def put(thing: bytes) -> None:
        (folder / f"{next(count):04}.dat").write_bytes(thing)

    return put


@contextmanager
def orders(folder: Path) -> Iterator[Stand]:
    place = folder / "in"
    place.mkdir()
    row = {
        "name": "hotline",
        "adapter": "orders",
        "organ": "qc-xfj",
        "folder": str(place),
        "settle": 0,
        "mapping": "12345",
    }
    said = [{"工单编号": f"G{n}", "来电时间": "2026-11-02 08:00", "诉求内容": f"路灯{n}不亮"} for n in range(1, 4)]
    as_lines = "工单编号,来电时间,诉求内容\nG8,2026-11-02 08:00,井盖坏了\n".encode("gb18030")
    things = (
        json.dumps(said).encode(),
        as_lines,
        workbook(["工单编号", "来电时间", "诉求内容"], ["G9", "2026-11-03 09:00", "噪音"]),
    )
    after = "from huiyin.cases.models import ExternalNumber as E; print(E.objects.filter(system='12345热线').count())"
    yield Stand(row, {**row, "folder": str(folder / "nowhere")}, things, _dropped(place), after=(after, "5"))


def workbook(*rows: list[str]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@contextmanager
def scans(folder: Path) -> Iterator[Stand]:
    place = folder / "in"
    place.mkdir()
    row = {"name": "scanner", "adapter": "scans", "organ": "qc-xfj", "folder": str(place), "settle": 0}
    after = "from huiyin.channels.models import LetterFile as F; print(F.objects.count())"
    things = tuple(picture(shade) for shade in (10, 120, 250))
    yield Stand(row, {**row, "folder": str(folder / "nowhere")}, things, _dropped(place), after=(after, "3"))


def picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (60, 80), shade).save(out, "PNG")
    return out.getvalue()


#: Adapter → its other side. A new adapter that brings things in needs a line here, or the contract fails.
INWARD: dict[str, Callable[[Path], AbstractContextManager[Stand]]] = {"mail": mail, "orders": orders, "scans": scans}
