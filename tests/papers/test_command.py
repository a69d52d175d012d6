"""./run papers: samples for anyone to look at, and a drawn paper measured."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from huiyin.law.papers import Paper as Kind
from huiyin.papers.kinds import KINDS
from huiyin.papers.models import Paper
from huiyin.record.models import OwedPaper
from tests.city import Matter, lodge


def told(*words: str) -> str:
    out = StringIO()
    call_command("papers", *words, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    told("sample", "--out", str(folder), "--invented")
    return folder


def test_it_draws_a_pdf_and_a_docx_of_every_kind(samples: Path) -> None:
    names = {f"{kind.value}.{form}" for kind in KINDS for form in ("pdf", "docx")}
    assert names <= {path.name for path in samples.iterdir()}


def test_it_measures_a_drawn_paper(samples: Path) -> None:
    words = told("check", str(samples / "opinion.pdf"))
    assert all(part in words for part in ("210.0 × 297.0 mm", "missing glyphs 0", "PDF/A-2a, PDF/UA-1; tagged"))


def test_it_says_when_a_file_is_no_pdf(samples: Path) -> None:
    with pytest.raises(CommandError, match="cannot be measured"):
        told("check", str(samples / "opinion.docx"))


def test_it_tells_the_typefaces() -> None:
    assert "Noto Serif CJK SC" in told("fonts")


@pytest.mark.django_db
def test_it_draws_from_the_record_what_the_record_owes(tmp_path: Path) -> None:
    Matter(lodge()).transferred()
    assert "3 from the record" in told("sample", "--out", str(tmp_path))


@pytest.mark.django_db
def test_it_draws_and_issues_what_records_beside_the_matters_owe(tmp_path: Path) -> None:
    from tests.keeping.old import appraised, archived, drawn

    archived()
    appraised(drawn())
    told("sample", "--out", str(tmp_path))
    assert OwedPaper.objects.filter(kind=Kind.DISPOSAL_LIST.value, issued_on=None).exists()
    told("issue", "--by", "zhouping")
    assert Paper.objects.filter(kind=Kind.DISPOSAL_LIST.value).exists()


@pytest.mark.django_db
def test_it_issues_everything_an_organ_owes() -> None:
    Matter(lodge()).transferred()
    told("issue", "--by", "chenhao")
    kinds = set(Paper.objects.values_list("kind", flat=True))
    assert kinds == {Kind.RECEIPT.value, Kind.TRANSFER_LETTER.value, Kind.DESTINATION_NOTICE.value}


@pytest.mark.django_db
def test_it_says_when_nobody_has_that_name() -> None:
    with pytest.raises(CommandError, match="Nobody called"):
        told("issue", "--by", "nobody")
