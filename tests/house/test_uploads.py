"""Uploads too large for memory: whole, encrypted on the disk, bounded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory

from huiyin.cases.materials import LARGEST

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
    upload = received(bytes(2 * LARGEST))
    (held,) = on_disk(tmp_path)
    assert upload.size == 2 * LARGEST and len(held) < LARGEST + 2**20


def test_a_closed_upload_gives_its_file_back() -> None:
    before = open_files()
    received(LARGE).close()
    assert open_files() <= before | {"0"}


@pytest.mark.django_db
def test_a_large_material_is_stored_bit_for_bit(settings: Any, tmp_path: Path) -> None:
    from huiyin.cases.materials import open_material, store

    settings.HUIYIN_DATA_DIR = tmp_path
    assert open_material(store(received(LARGE)).sha256).read() == LARGE
