"""Voice messages and short films: known by their content, played as before, and silent about where they were made."""

import io
import struct
import wave
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.cases import materials
from huiyin.media import limits, recordings, sounds
from huiyin.media.broken import Broken

PLACE = b"+30.2500+120.1500/"


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path  # type: ignore[attr-defined]


def wav() -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"\x01\x02" * 400)
    told = b"LIST" + struct.pack("<I", 12 + len(PLACE)) + b"INFOIPLC" + struct.pack("<I", len(PLACE)) + PLACE
    whole = held.getvalue() + told
    return whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]


FRAME = b"\xff\xfb\x10\x00" + bytes(100)  # MPEG 1 layer III, 32 kbit/s, 44.1 kHz: 104 bytes


def mp3() -> bytes:
    tag = b"ID3\x04\x00\x00" + struct.pack(">I", len(PLACE)) + PLACE
    return tag + FRAME * 20 + b"APETAGEX" + PLACE + b"TAG" + PLACE.ljust(125)


def ogg_page(body: bytes, number: int, serial: int = 7) -> bytes:
    segments = bytes([255] * (len(body) // 255) + [len(body) % 255])
    head = b"OggS\x00\x00" + struct.pack("<QIII", 0, serial, number, 0) + bytes([len(segments)]) + segments
    page = bytearray(head + body)
    page[22:26] = struct.pack("<I", sounds._crc(page))
    return bytes(page)


def ogg(serials: tuple[int, int, int] = (7, 7, 7)) -> bytes:
    comment = b"LOCATION=" + PLACE
    tags = b"OpusTags" + struct.pack("<I", 4) + b"made" + struct.pack("<II", 1, len(comment)) + comment
    bodies = (b"OpusHead" + bytes(11), tags, b"sound" * 40)
    return b"".join(
        ogg_page(body, number, serial) for number, (body, serial) in enumerate(zip(bodies, serials, strict=True))
    )


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def track(handler: bytes, start: int, length: int, *more: bytes) -> bytes:
    table = box(
        b"stbl",
        box(b"stsz", struct.pack(">III", 0, length, 1)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stco", struct.pack(">III", 0, 1, start)),
    )
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler), box(b"minf", table)), *more)


def film(*, picture: bytes = b"vide", extra: bytes = b"") -> bytes:
    """A picture, and a track of positions behind it; what is said about the whole stands in udta, meta and uuid."""
    head = box(b"ftyp", b"mp42", bytes(4))
    seen, told = b"PICTURE" * 4, PLACE * 2
    start = len(head) + 8
    told_in = (box(b"udta", box(b"\xa9xyz", PLACE)), box(b"meta", PLACE), box(b"uuid", PLACE))
    tracks = track(picture, start, len(seen), told_in[0]) + track(b"meta", start + len(seen), len(told))
    return head + box(b"mdat", seen, told) + box(b"moov", tracks, *told_in) + box(b"uuid", PLACE) + extra


MADE = {
    "audio/wav": wav(), "audio/mpeg": mp3(), "audio/ogg": ogg(), "video/mp4": film(),
    "audio/mp4": film(picture=b"soun"), "audio/amr": b"#!AMR\n" + (b"\x04" + bytes(12)) * 9 + b"\x7f" + PLACE,
}  # fmt: skip


@pytest.mark.parametrize("kind", MADE)
def test_a_recording_is_known_by_its_content(kind: str) -> None:
    kept = materials.store(SimpleUploadedFile("录音.xyz", MADE[kind]))
    assert kept.media_type == kind


@pytest.mark.parametrize("kind", MADE)
def test_no_recording_tells_where_it_was_made(kind: str) -> None:
    kept = materials.store(SimpleUploadedFile("录音.xyz", MADE[kind]))
    assert PLACE in MADE[kind] and PLACE not in materials.open_material(kept.sha256).read()


def test_whoever_wants_the_place_kept_keeps_it() -> None:
    kept = materials.store(SimpleUploadedFile("录像.mp4", film()), keep_location=True)
    assert materials.open_material(kept.sha256).read() == film()


def test_the_sound_of_a_wav_stays_as_it_was() -> None:
    with wave.open(io.BytesIO(recordings.without_place("audio/wav", wav()))) as sound:
        assert sound.readframes(1000) == b"\x01\x02" * 400


def test_an_mp3_keeps_its_frames_and_nothing_else() -> None:
    assert recordings.without_place("audio/mpeg", mp3()) == FRAME * 20


def test_an_ogg_keeps_its_length_and_its_sums_are_right() -> None:
    clean = recordings.without_place("audio/ogg", ogg())
    pages = [clean[start:end] for start, _, end, _ in sounds._pages(clean)]
    blank = [page[:22] + bytes(4) + page[26:] for page in pages]
    assert len(clean) == len(ogg()) and b"sound" * 40 in clean
    assert [page[22:26] for page in pages] == [struct.pack("<I", sounds._crc(page)) for page in blank]


def test_a_film_keeps_its_picture_in_its_place() -> None:
    clean = recordings.without_place("video/mp4", film())
    assert len(clean) == len(film()) and clean.index(b"PICTURE") == film().index(b"PICTURE")


@pytest.mark.parametrize(
    "data",
    [
        ogg((7, 7, 8)),  # a second stream nobody looked into
        film(extra=box(b"moof")),  # written in pieces, with a track of positions
        film().replace(b"stco", b"none"),  # nobody can tell where the positions lie
        b"RIFF\x04\x00\x00\x00WAVE",
        b"#!AMR\n\x58",
    ],
)
def test_what_cannot_be_cleaned_is_not_kept(data: bytes) -> None:
    with pytest.raises(materials.Unwelcome, match="去不掉"):
        materials.store(SimpleUploadedFile("录音.xyz", data))


def test_boxes_without_end_are_refused() -> None:
    deep = b""
    for _ in range(40):
        deep = box(b"moov", deep)
    with pytest.raises(Broken):
        recordings.without_place("video/mp4", box(b"ftyp", b"mp42", bytes(4)) + deep)


@pytest.mark.parametrize("kind", MADE)
def test_a_recording_cut_anywhere_is_kept_or_refused_with_a_sentence(kind: str) -> None:
    for cut in range(8, len(MADE[kind]), 7):
        try:
            kept = materials.store(SimpleUploadedFile("录音.xyz", MADE[kind][:cut]))
        except materials.Unwelcome:
            continue
        assert PLACE not in materials.open_material(kept.sha256).read()


def test_a_film_may_be_larger_than_a_photo_but_not_without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE", 100)
    assert materials.store(SimpleUploadedFile("录像.mp4", film())).media_type == "video/mp4"
    with pytest.raises(materials.Unwelcome, match="MB"):
        materials.store(SimpleUploadedFile("录音.wav", wav()))
    monkeypatch.setattr(limits, "FILM", 100)
    with pytest.raises(materials.Unwelcome, match="MB"):
        materials.store(SimpleUploadedFile("录像.mp4", film()))
