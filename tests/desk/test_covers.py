"""What is pinned to a file: drawn in both sizes, from the record, and nothing of a report or of who petitions."""

from __future__ import annotations

import io

import pytest
from pdfminer.high_level import extract_text

from huiyin.papers.covers import KINDS, SIZES
from tests.desk.life import Life, report_on
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db


def text_of(username: str, matter: Life, kind: str, size: str = "a4") -> str:
    answer = Desk(username).open(f"{matter.url}/covers/{kind}-{size}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return extract_text(io.BytesIO(answer.content)).replace("\n", "").replace(" ", "").replace("\u3000", "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_is_drawn_in_both_sizes(letter: Life, kind: str, size: str) -> None:
    assert letter.number in text_of("chenhao", letter, kind, size)


@pytest.mark.parametrize("size", SIZES)
def test_on_a_label_the_number_is_on_one_line(letter: Life, size: str) -> None:
    answer = Desk("chenhao").open(f"{letter.url}/covers/label-{size}.pdf")
    lines = {line.replace(" ", "") for line in extract_text(io.BytesIO(answer.content)).split("\n")}
    assert letter.number in lines


def test_a_cover_says_the_matter_and_leaves_the_person_to_the_hand(letter: Life) -> None:
    said = text_of("chenhao", letter, "cover")
    assert "恢复灌溉渠四十二米" in said and "信访人" in said and "陈大山" not in said


def test_the_slip_says_who_handed_it_to_whom(letter: Life) -> None:
    letter.transferred()
    said = text_of("chenhao", letter, "slip")
    assert "转送" in said and "柳溪县水利局" in said and "签收" in said
    letter.do(
        "object", letter.at("dispatcher"), reason="这条渠不属于本机关的职权范围，应当由农业部门来管", basis="《水法》"
    )
    letter.do("agree_objection", "chenhao", reason="异议成立")
    assert "提出异议" in text_of("chenhao", letter, "slip").replace("\n", "")


def test_of_a_report_a_cover_says_its_number_alone() -> None:
    report = report_on("lx-slj")
    for kind in KINDS:
        said = text_of("chenhao", report, kind)
        assert report.row.title not in said and report.number in said
    assert "检举控告，密封" in text_of("chenhao", report, "cover")


def test_nothing_is_printed_for_who_may_not_read_the_matter() -> None:
    report, accused = report_on("lx-slj"), Desk("qianwei")
    assert accused.open(f"{report.url}/covers").status_code == 404
    assert accused.open(f"{report.url}/covers/cover-a4.pdf").status_code == 404


def test_what_is_no_sheet_is_not_there(letter: Life) -> None:
    assert Desk("chenhao").open(f"{letter.url}/covers/cover-a3.pdf").status_code == 404
    assert "流转单" in words(Desk("chenhao").open(f"{letter.url}/covers"))
