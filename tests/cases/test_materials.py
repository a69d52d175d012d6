"""Papers and photos handed in: what is taken, what is refused, and what a photo no longer tells."""

import hashlib
import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huiyin.cases import materials
from huiyin.media import limits, photos

PLACE = b"\x00\x00\x00\x1e\x00\x00\x00\x01\x00\x00\x00\x0f\x00\x00\x00\x01"


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path  # type: ignore[attr-defined]


def upload(data: bytes, name: str = "现场.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def tiff(*, orientation: int = 6) -> bytes:
    """A directory with the way the camera was held and a pointer to a position (30 degrees, 15 minutes)."""
    head = struct.pack(">2sHI", b"MM", 42, 8)
    first = struct.pack(">HHHIHHHHIII", 2, 0x0112, 3, 1, orientation, 0, 0x8825, 4, 1, 38, 0)
    position = struct.pack(">HHHIII", 1, 2, 5, 2, 56, 0)
    return head + first + position + PLACE


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"


def jpeg(*apps: bytes, tail: bytes = b"") -> bytes:
    return b"\xff\xd8" + segment(0xE0, b"JFIF\x00") + b"".join(apps) + SCAN + b"\xff\xd9" + tail


def exif(**held: int) -> bytes:
    return segment(0xE1, b"Exif\x00\x00" + tiff(**held))


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + b"\x00\x00\x00\x00"


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"x" * 13) + chunk(b"eXIf", tiff()) + chunk(b"IDAT", b"y") + chunk(b"IEND")


def zipped(**entries: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name.replace("__", "/"), body)
    return held.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>", **more})


def stored(data: bytes, name: str = "现场.jpg", **wish: bool) -> bytes:
    with materials.open_material(materials.store(upload(data, name), **wish).sha256) as file:
        return file.read()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LISTED = f'<Types><Override PartName="/word/document2.xml" ContentType="{WORD}.main+xml"/></Types>'.encode()


# -- what is taken --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (jpeg(), "image/jpeg"),
        (PNG, "image/png"),
        (b"RIFF\x0c\x00\x00\x00WEBPVP8 \x00\x00\x00\x00", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "image/heic"),
        (tiff(), "image/tiff"),
        (b"%PDF-1.7\n", "application/pdf"),
        (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        ("去年十月被占。\n".encode(), "text/plain"),
        ("去年十月被占。".encode("gb18030"), "text/plain"),
        ("去年十月被占。".encode("utf-16"), "text/plain"),
        ("field no 2\n".encode("utf-16-le"), "text/plain"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "application/pdf"),
        (b"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\n", "application/pdf"),
        (zipped(**{"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<D/>"}), "application/ofd"),
        (zipped(**{"[Content_Types].xml": LISTED, "word/document2.xml": b"<w/>"}), WORD),
    ],
)
def test_it_judges_a_file_by_its_content(data: bytes, media_type: str) -> None:
    assert materials.store(upload(data, "什么.exe")).media_type == media_type


def test_it_is_found_again_under_its_hash() -> None:
    kept = materials.store(upload(b"%PDF-1.7\n", "意见.pdf"))
    assert kept.sha256 == hashlib.sha256(b"%PDF-1.7\n").hexdigest()
    assert (kept.name, kept.size) == ("意见.pdf", 9)


def test_nothing_handed_in_lies_in_the_clear(tmp_path: Path) -> None:
    materials.store(upload("陈大山，身份证990121195001010011".encode(), "证明.txt"))
    (lying,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert b"990121195001010011" not in lying.read_bytes()


def test_what_was_changed_on_the_disk_is_not_handed_out() -> None:
    kept = materials.store(upload(b"%PDF-1.7\n", "意见.pdf"))
    place = materials.place_of(kept.sha256)
    lying = place.read_bytes()
    place.write_bytes(lying[:-1] + bytes([lying[-1] ^ 1]))
    with pytest.raises(FileNotFoundError):
        materials.open_material(kept.sha256)


def test_the_same_file_twice_lies_there_once(tmp_path: Path) -> None:
    first, second = (materials.store(upload(b"%PDF-1.7\n", name)) for name in ("甲.pdf", "乙.pdf"))
    assert first.sha256 == second.sha256
    assert len([path for path in (tmp_path / "uploads").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", "A" * 64, "a" * 64])
def test_nothing_is_opened_that_was_not_stored(sha256: str) -> None:
    with pytest.raises(FileNotFoundError):
        materials.open_material(sha256)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\照片\\渠.jpg", "渠.jpg"),
        ("../../x.pdf", "x.pdf"),
        ("\x00\n", "材料"),
        ("长" * 200 + ".jpg", "长" * 156 + ".jpg"),
    ],
)
def test_a_name_is_only_a_name(name: str, plain: str) -> None:
    assert materials.plain_name(name) == plain


# -- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "是空的"),
        (b"MZ\x90\x00" + b"\x00" * 60, "不是能收的类型"),
        (b"\x1b[2J", "不是能收的类型"),
        (zipped(a=b"1"), "压缩包"),
        (docx(big=b"\x00" * 3_000_000), "大得不正常"),
        (docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "宏程序"),
        (b"PK\x03\x04broken", "打不开"),
        (jpeg()[:-20][:25] + b"\xff\xc4\xff\xff", "打不开"),
        (PNG[:-12], "打不开"),
    ],
)
def test_it_says_why_a_file_is_not_taken(data: bytes, why: str) -> None:
    with pytest.raises(materials.Unwelcome, match=why):
        materials.store(upload(data))


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE", 1024 * 1024)
    with pytest.raises(materials.Unwelcome, match="超过1 MB"):
        materials.store(upload(b"%PDF-" + b"0" * 1024 * 1024))


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(materials.Unwelcome):
        materials.store(upload(b"\x00\x01\x02"))
    assert list(tmp_path.rglob("*")) == []


def test_of_several_files_it_keeps_what_it_can() -> None:
    kept, refused = materials.store_all([upload(b"%PDF-1"), upload(b"")])
    assert len(kept) == len(refused) == 1


def test_it_takes_ten_files_and_says_so() -> None:
    kept, refused = materials.store_all([upload(b"%PDF-1")] * 3, already=8)
    assert len(kept) == 2
    assert "最多传10份" in str(refused[0])


# -- what a photo no longer tells -----------------------------------------------------------------------------------


def test_a_photo_no_longer_tells_where_it_was_taken() -> None:
    assert PLACE not in stored(jpeg(exif()))


def test_a_photo_still_tells_how_it_was_held() -> None:
    cleaned = stored(jpeg(exif(orientation=6)))
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in cleaned


def test_the_picture_itself_is_untouched() -> None:
    assert SCAN + b"\xff\xd9" in stored(jpeg(exif()))


def test_the_place_stays_if_its_owner_wants_it() -> None:
    assert PLACE in stored(jpeg(exif()), keep_location=True)


def test_nothing_hides_behind_a_photo() -> None:
    assert b"<script>" not in stored(jpeg(tail=b"<script>")) + stored(PNG + b"<script>")


@pytest.mark.parametrize("made_by", [b"http://ns.adobe.com/xap/1.0/\x00<exif:GPS>", b"Exif\x00\x00MM"])
def test_other_application_notes_go_too(made_by: bytes) -> None:
    assert made_by not in stored(jpeg(segment(0xE1, made_by), segment(0xED, made_by)))


def drawn(kind: str, **options: object) -> bytes:
    """A picture as Pillow writes it: half of it in one colour, so that it is long enough to be cut."""
    held = io.BytesIO()
    picture = Image.effect_noise((90, 70), 80).convert("P" if kind == "GIF" else "RGB")
    picture.save(held, kind, **options)
    return held.getvalue()


WHOLE = {"JPEG": {}, "PNG": {}, "GIF": {}, "BMP": {}, "WEBP": {}, "TIFF": {}, "BIGTIFF": {"big_tiff": True}}


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("keep", [True, False])
def test_a_picture_is_kept_whole_and_one_cut_short_is_refused(kind: str, keep: bool) -> None:
    whole = drawn(kind.removeprefix("BIG"), **WHOLE[kind])
    with Image.open(io.BytesIO(stored(whole, keep_location=keep))) as opened:
        opened.load()
    for cut in (len(whole) - 40, len(whole) * 2 // 3):
        with pytest.raises(materials.Unwelcome, match="没有传完整"):
            materials.store(upload(whole[:cut]), keep_location=keep)


def test_a_big_tiff_loses_the_place_on_every_page() -> None:
    entry = struct.pack("<HHQQ", 0x8825, 16, 1, 96)
    pages = struct.pack("<Q", 1) + entry + struct.pack("<Q", 56) + b"\x00" * 4
    second = struct.pack("<Q", 1) + entry + struct.pack("<Q", 0)
    head = b"II+\x00\x08\x00\x00\x00" + struct.pack("<Q", 16)
    place = struct.pack("<Q", 1) + struct.pack("<HHQQ", 2, 5, 2, 124) + PLACE
    data = head + pages + second + b"\x00" * 4 + place
    assert PLACE not in stored(data)


def test_a_gif_loses_comments_and_what_programs_added() -> None:
    whole = drawn("GIF", comment=b"where it was")
    assert b"where it was" in whole and b"where it was" not in stored(whole)


@pytest.mark.parametrize("data", [PNG, tiff(), b"\x00\x00\x00\x18ftypheic" + b"Exif\x00\x00" + tiff()])
def test_other_pictures_lose_the_place_too(data: bytes) -> None:
    assert PLACE not in stored(data)


def test_a_webp_no_longer_promises_what_is_gone() -> None:
    body = b"VP8X" + struct.pack("<I", 10) + b"\x0c" + b"\x00" * 9 + b"EXIF" + struct.pack("<I", 4) + b"GPS!"
    cleaned = photos.without_location("image/webp", b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body)
    assert cleaned[20] == 0
    assert b"GPS!" not in cleaned


# -- the process apart ------------------------------------------------------------------------------------------------


def tiff_that_points_at_itself() -> bytes:
    """Sixty thousand places, each of which says that sixty thousand places stand in it."""
    entry = struct.pack("<HHII", 0x8825, 4, 1, 8)
    return b"II*\x00" + struct.pack("<IH", 8, 60_000) + entry * 60_000


def test_a_file_that_would_be_read_for_ever_is_refused_and_says_which_limit_it_met(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(materials._APART, "limits", replace(materials.LIMITS, seconds=1))
    endless = SimpleUploadedFile("没完没了.tif", tiff_that_points_at_itself())
    kept, (why,) = materials.store_all([endless])
    assert (kept, "没有收：打开它超过" in why.text) == ([], True)


def test_the_files_beside_it_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(materials._APART, "limits", replace(materials.LIMITS, seconds=1))
    endless = SimpleUploadedFile("没完没了.tif", tiff_that_points_at_itself())
    kept, refused = materials.store_all([endless, SimpleUploadedFile("渠道.txt", "渠道被占".encode())])
    assert ([file.name for file in kept], len(refused)) == (["渠道.txt"], 1)
