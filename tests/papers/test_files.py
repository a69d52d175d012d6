"""DOCX beside the PDF, seals by provider, and files that lie encrypted."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx

from huiyin.law.papers import Paper
from huiyin.papers.document import Document, Finish
from huiyin.papers.kinds import KINDS, Kind
from huiyin.papers.models import Paper as Issued
from huiyin.papers.seals import DemoSeal, Impression, NoSuchProvider, Unsealed, provider
from huiyin.papers.store import fetch, keep
from huiyin.papers.verification import address
from huiyin.papers.wordfile import as_docx
from huiyin.vault.errors import FieldRefused
from tests.papers.drawn import instrument, measured

MM = 36000
GIVEN = Issued(number="青信去〔2026〕1号", code="A")


def docx(kind: Kind) -> Any:
    return read_docx(io.BytesIO(as_docx(instrument(kind))))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_every_instrument_exists_as_docx_with_the_same_words(kind: Kind) -> None:
    word = docx(kind)
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    text = "\n".join([*(line.text for line in word.paragraphs), *cells])
    document = instrument(kind)
    assert [said for said in document.texts() if said != document.organ and said not in text] == []


def test_the_docx_has_the_page_of_the_standard() -> None:
    section = docx(Paper.OPINION).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    assert [round(side / MM) for side in sides] == [210, 297, 37, 28, 26]


def test_the_docx_names_the_official_typefaces() -> None:
    assert docx(Paper.OPINION).styles["Normal"].font.name == "仿宋_GB2312"


def test_an_unsealed_docx_says_so() -> None:
    assert docx(Paper.OPINION).sections[0].header.paragraphs[0].text == "未盖章草稿"


def test_an_office_can_open_it(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("absent: LibreOffice (apt-get install libreoffice-writer)")
    (tmp_path / "opinion.docx").write_bytes(as_docx(instrument(Paper.OPINION)))
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "opinion.docx")]
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env={"HOME": str(tmp_path), "PATH": "/usr/bin"}
    )
    assert (tmp_path / "opinion.pdf").read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_a_document_comes_back_from_its_data(kind: Kind) -> None:
    assert Document.load(instrument(kind).dump()) == instrument(kind)


def test_without_a_provider_nothing_is_sealed() -> None:
    assert isinstance(provider(), Unsealed)


def test_the_demonstration_seal_is_refused_outside_the_demonstration(settings: Any) -> None:
    settings.HUIYIN_SEAL = "demo"
    assert isinstance(provider(), Unsealed)


def test_the_demonstration_seal_says_what_it_is(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_MODE = "demo"
    impression = provider().impression("柳溪县水利局", "柳水信意〔2026〕3号", "0" * 64)
    assert isinstance(provider(), DemoSeal) and impression is not None
    finish = Finish(draft="", seal=impression.svg, seal_alt=impression.says)
    assert (
        "演示" in "".join(sorted(set(measured(instrument(Paper.OPINION), tmp_path, finish).text), key="演示".find))[-2:]
    )


def test_a_sealed_paper_is_still_archivable_and_accessible(tmp_path: Path) -> None:
    impression = DemoSeal().impression("中共示范省纪律检查委员会、示范省监察委员会", "", "")
    finish = Finish(draft="", seal=impression.svg, seal_alt=impression.says)
    assert measured(instrument(Paper.OPINION), tmp_path, finish).claims == ("PDF/A-2a", "PDF/UA-1")


def test_a_kept_file_comes_back() -> None:
    assert fetch(keep(b"paper")) == b"paper"


def test_a_kept_file_lies_encrypted(settings: Any) -> None:
    sha256 = keep("陈大山".encode())
    lying = (Path(settings.HUIYIN_DATA_DIR) / "uploads" / "papers" / sha256[:2] / sha256).read_bytes()
    assert "陈大山".encode() not in lying


def test_a_changed_file_is_refused(settings: Any) -> None:
    sha256 = keep(b"changed later")
    place = Path(settings.HUIYIN_DATA_DIR) / "uploads" / "papers" / sha256[:2] / sha256
    lying = place.read_bytes()
    place.write_bytes(lying[:-1] + bytes([lying[-1] ^ 1]))
    with pytest.raises(FieldRefused):
        fetch(sha256)
    place.unlink()


@pytest.mark.parametrize("sha256", ["../../etc/passwd", "", "A" * 64, "0" * 64])
def test_what_is_not_kept_is_not_found(sha256: str) -> None:
    with pytest.raises(FileNotFoundError):
        fetch(sha256)


class OfficeSeal:
    """A provider as an office would install one."""

    key = "office"

    def impression(self, organ: str, number: str, digest: str) -> Impression | None:
        return Impression('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', f"印章：{organ}")

    def sign(self, pdf: bytes) -> bytes:
        return pdf + b"% signed"


def test_an_office_names_its_own_provider(settings: Any) -> None:
    settings.HUIYIN_SEAL = f"{__name__}.OfficeSeal"
    assert provider().sign(b"%PDF") == b"%PDF% signed"


def test_a_provider_that_is_not_there_stops_the_sealing(settings: Any) -> None:
    settings.HUIYIN_SEAL = "nowhere.Seal"
    with pytest.raises(NoSuchProvider, match="HUIYIN_SEAL"):
        provider()


def test_the_code_leads_to_the_public_address(settings: Any) -> None:
    settings.HUIYIN_SITE_URL = "https://xinfang.example.gov.cn"
    assert address(GIVEN).startswith("https://xinfang.example.gov.cn/papers/verify/?n=")


def test_without_a_public_address_it_says_number_and_code(settings: Any) -> None:
    settings.HUIYIN_SITE_URL = ""
    assert address(GIVEN) == "青信去〔2026〕1号 A"
