"""Real files through the real reading process: however a page was held, it is read; what is no page is refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from huiyin.channels.letters.faults import MEMORY, Fault, NotReadable
from huiyin.channels.letters.finding import find_fields
from huiyin.channels.letters.lines import text_of
from huiyin.channels.letters.reader import LIMITS, PageRead, Reader
from huiyin.media.apart.limits import MB
from tests.channels.bombs import pdf_with_a_huge_picture
from tests.channels.drawn_letters import ID, NAME, PHONE, drawn, packed


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@cache
def read(reader: Reader, media_type: str, data: bytes) -> list[PageRead]:
    """Reading costs a second a page; the same file is read once for all tests."""
    return list(reader.read(media_type, data))


def words(pages: list[PageRead]) -> str:
    return text_of([page.lines for page in pages])[0]


def fault(reader: Reader, media_type: str, data: bytes) -> Fault:
    with pytest.raises(NotReadable) as no:
        read(reader, media_type, data)
    return no.value.fault


@pytest.mark.parametrize(
    "held",
    [{}, {"slant": 4, "noise": 14}, {"turn": 90, "slant": -3}, {"turn": 180}],
    ids=["straight", "slanted and noisy", "on its side", "upside down"],
)
def test_name_phone_and_request_are_found_however_the_page_was_held(reader: Reader, held: dict[str, int]) -> None:
    found = find_fields(words(read(reader, "image/jpeg", packed(drawn(**held)))))
    values = {field: found[field].value for field in ("name", "phone", "id_number")}
    assert values == {"name": NAME, "phone": PHONE, "id_number": ID}
    assert found["request"].value.startswith("恢复三组的灌溉渠\n赔偿减产损失")


def test_the_picture_that_is_shown_is_upright(reader: Reader) -> None:
    (page,) = read(reader, "image/jpeg", packed(drawn(turn=180)))
    first, last = page.lines[0], page.lines[-1]
    assert page.turned == 180 and first.box[1] < last.box[1] and "来信" in first.words


def test_a_line_stands_where_its_box_is(reader: Reader) -> None:
    from PIL import Image

    (page,) = read(reader, "image/jpeg", packed(drawn()))
    line = next(line for line in page.lines if PHONE in line.words)
    left, top, width, height = line.box
    picture = Image.open(io.BytesIO(page.picture)).convert("L")
    inside = picture.crop((left, top, left + width, top + height))
    assert inside.getextrema()[0] < 80 and picture.crop((0, top, left - 5, top + height)).getextrema()[0] > 200


def test_a_photo_of_a_telephone_is_read_from_heic(reader: Reader) -> None:
    photo = (Path(__file__).parent / "letter.heic").read_bytes()
    assert PHONE in words(read(reader, "image/heic", photo))


@pytest.mark.parametrize(("kind", "media_type"), [("TIFF", "image/tiff"), ("PDF", "application/pdf")])
def test_every_page_of_a_file_is_read(reader: Reader, kind: str, media_type: str) -> None:
    pages = read(reader, media_type, packed(drawn("第一页的话"), drawn("第二页的话"), kind=kind))
    assert [(page.number, page.of) for page in pages] == [(1, 2), (2, 2)]
    assert ["第一页" in words([pages[0]]), "第二页" in words([pages[1]])] == [True, True]


def test_what_is_hard_to_read_is_marked_character_by_character(reader: Reader) -> None:
    dirty = text_of([page.lines for page in read(reader, "image/jpeg", packed(drawn(noise=95, size=24)))])[1]
    assert any(line.unsure for line in dirty)


def test_a_blank_sheet_has_no_lines(reader: Reader) -> None:
    (page,) = read(reader, "image/png", packed(drawn(""), kind="PNG"))
    assert page.lines == ()


def test_a_broken_file_is_told_and_the_next_one_is_read(reader: Reader) -> None:
    assert fault(reader, "application/pdf", b"%PDF-1.4 nothing") is Fault.BROKEN
    assert fault(reader, "image/jpeg", packed(drawn("甲"))[:200]) is Fault.BROKEN
    assert read(reader, "image/png", packed(drawn("收到"), kind="PNG"))


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(reader: Reader) -> None:
    assert fault(reader, "image/png", bomb()) is Fault.TOO_LARGE


def test_a_pdf_of_kilobytes_with_a_picture_of_gigabytes_is_refused_before_it_is_unpacked(reader: Reader) -> None:
    assert fault(reader, "application/pdf", pdf_with_a_huge_picture()) is Fault.TOO_LARGE
    assert memory_of(reader) < MEMORY


def test_a_decoder_that_wants_more_than_it_may_have_ends_alone() -> None:
    narrow = Reader()
    narrow._apart.limits = replace(LIMITS, memory=400 * MB)
    assert fault(narrow, "image/png", packed(drawn(), kind="PNG")) in (Fault.OUT_OF_MEMORY, Fault.CRASHED)


def memory_of(reader: Reader) -> int:
    read(reader, "image/jpeg", packed(drawn()))
    return int(reader.last["memory"])


def test_a_file_of_too_many_pages_is_refused(reader: Reader) -> None:
    from PIL import Image

    sheets = [Image.new("L", (20, 20), 255)] * 41
    assert fault(reader, "image/tiff", packed(*sheets, kind="TIFF")) is Fault.TOO_MANY_PAGES


def test_a_page_that_takes_too_long_is_given_up() -> None:
    hurried = Reader(patience=0.01)
    assert fault(hurried, "image/png", packed(drawn(), kind="PNG")) is Fault.TOO_SLOW


def test_where_nothing_can_read_that_is_told_and_it_does_not_matter_where_the_worker_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rapidocr.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert fault(Reader(), "image/png", packed(drawn("甲"), kind="PNG")) is Fault.ABSENT


def test_reading_stays_within_its_memory(reader: Reader) -> None:
    read(reader, "image/jpeg", packed(drawn()))
    assert reader.last["memory"] < 500


def bomb() -> bytes:
    """A PNG of 60,000 × 60,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )
