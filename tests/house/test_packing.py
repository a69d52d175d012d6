"""Pages go out packed to whoever takes them, and tell nothing by their length."""

import gzip
from pathlib import Path

import pytest
from django.test import Client
from whitenoise.compress import Compressor

pytestmark = pytest.mark.django_db
TAKES = {"Accept-Encoding": "gzip, br"}


def test_a_page_goes_out_packed_and_says_the_same(client: Client) -> None:
    plain, packed = client.get("/"), client.get("/", headers=TAKES)
    assert packed["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < 0.6 * len(plain.content)
    assert "<h1" in gzip.decompress(packed.content).decode()


def test_whoever_does_not_take_it_gets_the_page_as_it_is(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/")


def test_the_same_page_has_another_length_each_time(client: Client) -> None:
    assert len({len(client.get("/", headers=TAKES).content) for _ in range(12)}) > 1


def test_a_file_is_not_packed(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/manifest.webmanifest", headers=TAKES)


def test_static_files_are_packed_by_brotli_and_by_gzip_for_whoever_has_no_better(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.css"
    sheet.write_text(".a { color: red; }\n" * 500, encoding="utf-8")
    made = {Path(each).suffix for each in Compressor(quiet=True).compress(str(sheet))}
    assert made == {".br", ".gz"}
