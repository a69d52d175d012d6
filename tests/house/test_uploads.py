"""Uploads too large for memory: whole, encrypted on the disk, bounded."""

from __future__ import annotations

import os
import struct
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory

from huiyin.cases.materials import Unwelcome, open_material, store
from huiyin.media.limits import MB, OF_ANY

SECRET = b"13200007710"
LARGE = b"%PDF-1.4 " + SECRET * 300_000


def received(data: bytes) -> UploadedFile[bytes]:
    request = RequestFactory().post("/", {"papers": SimpleUploadedFile("来信.pdf", data)})
    return request.FILES["papers"]  # type: ignore[return-value]


def open_files() -> set[str]:
    return set(os.listdir("/proc/self/fd"))


def on_disk(folder: Path) -> list[bytes]:
    """What the files without a name in a folder hold."""
    places = [(fd, os.readlink(f"/proc/self/fd/{fd}")) for fd in open_files() if os.path.exists(f"/proc/self/fd/{fd}")]
    return [os.pread(int(fd), 2 * len(LARGE), 0) for fd, place in places if place.startswith(str(folder))]


def test_a_large_file_arrives_whole() -> None:
    upload = received(LARGE)
    assert (upload.name, upload.size) == ("来信.pdf", len(LARGE))
    assert upload.read() == LARGE and b"".join(upload.chunks()) == LARGE


def test_while_it_is_there_the_disk_has_it_encrypted(settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    upload = received(LARGE)
    (held,) = on_disk(tmp_path)
    assert len(held) == upload.size and SECRET not in held


def test_a_small_file_never_leaves_memory(settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    assert received(SECRET).read() == SECRET


def test_of_a_file_that_no_page_takes_only_the_size_is_kept(settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    upload = received(bytes(2 * OF_ANY))
    (held,) = on_disk(tmp_path)
    assert upload.size == 2 * OF_ANY and len(held) < OF_ANY + 2**20


def test_a_closed_upload_gives_its_file_back() -> None:
    before = open_files()
    received(LARGE).close()
    assert open_files() <= before | {"0"}


@pytest.mark.django_db
def test_a_large_material_is_stored_bit_for_bit(settings: Any, tmp_path: Path) -> None:
    from huiyin.cases.materials import open_material, store

    settings.HUIYIN_DATA_DIR = tmp_path
    assert open_material(store(received(LARGE)).sha256).read() == LARGE


# What a page takes ----------------------------------------------------------------------------------------------------


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def film(megabytes: int, *, index_first: bool) -> bytes:
    handler = box(b"hdlr", struct.pack(">II4s", 0, 0, b"vide") + bytes(12) + b"v\0")
    tables = {b"stsd": 8, b"stts": 8, b"stsc": 8, b"stsz": 12, b"stco": 8}
    table = box(b"stbl", b"".join(box(kind, bytes(size)) for kind, size in tables.items()))
    media = box(b"mdia", box(b"mdhd", bytes(24)) + handler + box(b"minf", table))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"tkhd", bytes(84)) + media))
    scenes = box(b"mdat", os.urandom(MB) * megabytes)
    return box(b"ftyp", b"isom\0\0\2\0isommp41") + (moov + scenes if index_first else scenes + moov)


@pytest.mark.parametrize("index_first", [True, False])
def test_a_film_of_thirty_megabytes_is_kept_to_the_last_byte(settings: Any, tmp_path: Path, index_first: bool) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path
    sent = film(30, index_first=index_first)
    kept = store(received(sent), keep_location=True)
    stored = open_material(kept.sha256).read()
    assert (kept.media_type, kept.size, kept.sha256) == ("video/mp4", len(sent), sha256(sent).hexdigest())
    assert stored == sent


def test_a_film_beyond_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(Unwelcome, match="50 MB"):
        store(received(film(51, index_first=False)))


def test_what_arrived_short_is_never_kept(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path
    upload = received(film(1, index_first=True))
    upload.size = (upload.size or 0) + 1
    with pytest.raises(Unwelcome, match="没有传完整"):
        store(upload)
