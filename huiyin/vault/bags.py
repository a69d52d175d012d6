"""A bag (BagIt 1.0, RFC 8493): a package of files that says of each what it must be, written as one ZIP as they come.

The usual library lays a folder in the clear and changes the folder of the whole process while it does; here nothing
lies anywhere and other requests go on. It is that library which judges what is written (tests/desk/test_taking.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Final, Protocol, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

#: Endings of what is packed already.
PACKED: Final = (".pdf", ".jpg", ".png", ".webp", ".heic", ".mp3", ".m4a", ".mp4", ".webm", ".docx", ".xlsx", ".ofd")
_DECLARED: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Sink(Protocol):
    """Where the bytes go; nothing is ever sought or read there."""

    def write(self, data: bytes, /) -> int | None: ...


class _Forward:
    """A stream that goes forward only, so that ZipFile does not try to go back and mend a header."""

    def __init__(self, out: Sink) -> None:
        self._out = out

    def write(self, data: bytes, /) -> int:
        self._out.write(data)
        return len(data)

    def flush(self) -> None: ...


class Bag:
    """One bag on its way; :meth:`close` makes it whole.

    :param name: the folder that stands in the archive, plain ASCII.
    """

    def __init__(self, out: Sink, name: str, made_at: datetime) -> None:
        self._zip = ZipFile(cast(IO[bytes], _Forward(out)), "w")  # it asks for no more than that
        self._name, self._made_at, self._size = name, made_at, 0
        self._manifest: dict[str, str] = {}

    def add(self, place: str, data: bytes) -> str:
        """One file of the contents.

        :param place: where it stands under ``data``, once only.
        :returns: its SHA-256.
        """
        place = f"data/{place}"
        assert place not in self._manifest
        self._manifest[place] = self._write(place, data)
        self._size += len(data)
        return self._manifest[place]

    def close(self, about: Mapping[str, str]) -> None:
        """Write what the bag says of itself; ``about`` are fields of ``bag-info.txt``."""
        day, oxum = f"{self._made_at:%Y-%m-%d}", f"{self._size}.{len(self._manifest)}"
        said = {**about, "Bagging-Date": day, "Payload-Oxum": oxum}
        info = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in said.items())
        tags = {"bagit.txt": _DECLARED, "bag-info.txt": info.encode(), "manifest-sha256.txt": _lines(self._manifest)}
        self._write("tagmanifest-sha256.txt", _lines({place: self._write(place, data) for place, data in tags.items()}))
        self._zip.close()

    def _write(self, place: str, data: bytes) -> str:
        file = ZipInfo(f"{self._name}/{place}", self._made_at.timetuple()[:6])
        file.compress_type = ZIP_STORED if place.endswith(PACKED) else ZIP_DEFLATED
        file.external_attr = 0o644 << 16
        self._zip.writestr(file, data)
        return hashlib.sha256(data).hexdigest()


def _lines(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {place}\n" for place, digest in sums.items()).encode()
