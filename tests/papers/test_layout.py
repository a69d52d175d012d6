"""The page by the numbers of GB/T 9704-2012, measured on what was drawn, within a millimetre."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTLine, LTRect

from huiyin.law.papers import Paper
from huiyin.papers.document import Finish, Format, Paragraph
from huiyin.papers.drawing import draw
from huiyin.papers.kinds import KINDS, Kind
from huiyin.papers.measuring import MM, Measured, characters
from tests.papers.drawn import NUMBER, instrument, measured, page_of, plain

FULL = "中" * 28 * 40


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return measured(page_of(FULL), tmp_path_factory.mktemp("full"))


def chars_of(data: bytes, folder: Path, page: int = 0) -> tuple[list[LTChar], list[LTRect], float]:
    file = folder / "paper.pdf"
    file.write_bytes(data)
    sheet = list(extract_pages(file))[page]
    return list(characters(sheet)), [each for each in sheet if isinstance(each, LTRect)], sheet.height


def named(chars: list[LTChar], text: str) -> list[LTChar]:
    """The characters of the first place where ``text`` stands."""
    at = "".join(char.get_text() for char in chars).index(text)
    return chars[at : at + len(text)]


def test_the_page_is_a4(full: Measured) -> None:
    assert [(round(sheet.width), round(sheet.height)) for sheet in full.sheets] == [(210, 297)] * len(full.sheets)


def test_a_full_page_has_22_lines(full: Measured) -> None:
    assert len(full.sheets[1].lines) == 22


def test_a_full_line_has_28_characters(full: Measured) -> None:
    assert set(full.sheets[1].lines) == {28}


def test_the_text_area_begins_37_mm_down_and_28_mm_in(full: Measured) -> None:
    area = full.sheets[1].area
    assert area is not None
    assert (area.top, area.left) == (pytest.approx(37, abs=1), pytest.approx(28, abs=1))


def test_the_text_area_is_156_mm_wide(full: Measured) -> None:
    area = full.sheets[1].area
    assert area is not None
    assert area.right - area.left == pytest.approx(156, abs=1)


def test_the_22_lines_fill_225_mm(full: Measured) -> None:
    tops = full.sheets[1].tops
    assert (tops[-1] - tops[0]) / 21 * 22 == pytest.approx(225, abs=1)


def test_the_first_line_of_a_paragraph_is_two_characters_in(full: Measured) -> None:
    assert full.sheets[0].lines[1] == 26


def test_the_lines_after_a_table_stand_on_the_grid_again(tmp_path: Path) -> None:
    sheet = measured(instrument(Paper.INVESTIGATION_RECORD), tmp_path).sheets[0]
    pitch = 225 / 22
    assert all((top - sheet.tops[1]) / pitch == pytest.approx(round((top - sheet.tops[1]) / pitch), abs=0.1)
               for top in sheet.tops[1:])  # fmt: skip


def test_the_organ_stands_35_mm_below_the_top_of_the_text_area(tmp_path: Path) -> None:
    chars, _, height = chars_of(draw(page_of(FULL), Finish(draft="")), tmp_path)
    big = [char for char in chars if char.size > 40]
    cap_top = height - (big[0].matrix[5] + 0.84 * big[0].size)
    assert cap_top / MM == pytest.approx(37 + 35, abs=1)


@pytest.mark.parametrize("name", ["柳溪县水利局", "中共示范省纪律检查委员会、示范省监察委员会", "示" * 40])
def test_the_red_name_of_an_organ_is_never_wider_than_the_text_area(name: str, tmp_path: Path) -> None:
    chars, _, _ = chars_of(draw(page_of("文", organ=name), Finish(draft="")), tmp_path)
    red = named(chars, name)
    assert (red[-1].x1 - red[0].x0) / MM <= 156


def test_the_title_is_22_points_and_centred(tmp_path: Path) -> None:
    chars, _, _ = chars_of(draw(page_of("文", title="信访处理意见书"), Finish()), tmp_path)
    title = named(chars, "信访处理意见书")
    middle = (title[0].x0 + title[-1].x1) / 2 / MM
    assert (round(title[0].size), middle) == (22, pytest.approx(28 + 78, abs=1))


@pytest.mark.parametrize("organ", ["局", "信访局", "市信访局", "市委市政府信访局", "市委和市政府信访工作局"])
def test_no_day_is_broken_in_a_title(organ: str, tmp_path: Path) -> None:
    title = f"{organ}2026年11月26日至12月2日信访情况"
    chars, _, _ = chars_of(draw(page_of("文", title=title), Finish()), tmp_path)
    for day in ("2026年11月26日", "12月2日"):
        assert len({round(each.y0) for each in named([each for each in chars if round(each.size) == 22], day)}) == 1


def test_a_letter_has_two_red_double_rules_of_170_mm(tmp_path: Path) -> None:
    _, rules, _ = chars_of(draw(instrument(Paper.TRANSFER_LETTER), Finish(draft="")), tmp_path)
    lengths = {round((rule.x1 - rule.x0) / MM) for rule in rules}
    lowest = min(rule.y0 for rule in rules) / MM
    assert (lengths, len(rules), lowest) == ({170}, 4, pytest.approx(20, abs=1))


def em_of(chars: list[LTChar], text: str, height: float) -> tuple[float, float]:
    """Top and bottom of the square in which a character stands, in mm from the page's top."""
    first = named(chars, text)[0]
    line = first.matrix[5]
    return (height - line - 0.88 * first.size) / MM, (height - line + 0.12 * first.size) / MM


def test_the_number_of_a_letter_stands_seven_eighths_of_a_character_below_its_red_rule(tmp_path: Path) -> None:
    """GB/T 9704-2012, 10.1: 与该线的距离为3号汉字高度的7/8; and it ends at the right edge of the text area."""
    chars, rules, height = chars_of(draw(instrument(Paper.TRANSFER_LETTER), Finish(draft="")), tmp_path)
    upper = min((height - rule.y0) / MM for rule in sorted(rules, key=lambda each: -each.y0)[1:2])
    assert em_of(chars, NUMBER, height)[0] - upper == pytest.approx(16 / MM * 7 / 8, abs=0.3)
    assert named(chars, NUMBER)[-1].x1 / MM == pytest.approx(184, abs=0.5)


def test_the_red_rule_of_a_document_stands_4_mm_below_its_number(tmp_path: Path) -> None:
    """GB/T 9704-2012, 7.2.7: 发文字号之下4mm处印一条与版心等宽的红色分隔线."""
    data = draw(page_of("文"), Finish(draft=""))
    chars, _, height = chars_of(data, tmp_path)
    (rule,) = [each for each in next(iter(extract_pages(tmp_path / "paper.pdf"))) if isinstance(each, LTLine)]
    top = (height - rule.y1 - rule.linewidth / 2) / MM
    assert top - em_of(chars, NUMBER, height)[1] == pytest.approx(4, abs=0.5)
    assert (rule.x1 - rule.x0) / MM == pytest.approx(156, abs=0.5)


def test_the_name_on_a_letter_begins_30_mm_below_the_edge(tmp_path: Path) -> None:
    chars, _, height = chars_of(draw(instrument(Paper.TRANSFER_LETTER), Finish(draft="")), tmp_path)
    big = [char for char in chars if char.size > 28]
    assert (height - big[0].matrix[5] - 0.84 * big[0].size) / MM == pytest.approx(30, abs=1)


def test_a_letter_has_no_number_on_its_first_page(tmp_path: Path) -> None:
    chars, _, _ = chars_of(draw(instrument(Paper.TRANSFER_LETTER), Finish()), tmp_path)
    assert "— 1 —" not in "".join(char.get_text() for char in chars)


@pytest.mark.parametrize(("page", "side"), [(0, "right"), (1, "left")])
def test_page_numbers_stand_outside(page: int, side: str, tmp_path: Path) -> None:
    chars, _, _ = chars_of(draw(page_of(FULL), Finish(draft="")), tmp_path, page)
    dash = next(char for char in chars if char.get_text() == "—")
    assert ("right" if dash.x0 / MM > 105 else "left") == side


def test_the_date_ends_four_characters_from_the_right(tmp_path: Path) -> None:
    chars, _, _ = chars_of(draw(page_of("文", signed="柳溪县水利局"), Finish(draft="")), tmp_path)
    date = named(chars, "2026年11月24日")
    assert (184 - date[-1].x1 / MM) / (156 / 28) == pytest.approx(4, abs=0.3)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_every_instrument_is_archivable_accessible_and_whole(kind: Paper, tmp_path: Path) -> None:
    found = measured(instrument(kind), tmp_path)
    assert (found.claims, found.tagged, found.holes) == (("PDF/A-2a", "PDF/UA-1"), True, 0)


def test_the_text_can_be_copied(tmp_path: Path) -> None:
    assert "恢复柳溪村三组被占的灌溉渠四十二米" in measured(instrument(Paper.OPINION), tmp_path).text


def test_the_same_paper_drawn_twice_is_the_same_file() -> None:
    assert draw(instrument(Paper.OPINION), Finish()) == draw(instrument(Paper.OPINION), Finish())


@pytest.mark.parametrize("kind", [Paper.OPINION, Paper.RECEIPT, Paper.GUIDANCE_NOTICE], ids=str)
def test_a_plain_page_is_never_smaller_than_16_points(kind: Paper, tmp_path: Path) -> None:
    chars, _, _ = chars_of(draw(plain(kind), Finish(draft="")), tmp_path)
    assert min(char.size for char in chars if char.get_text() not in "— 1234") >= 16


def test_an_unsealed_paper_says_so(tmp_path: Path) -> None:
    assert "未盖章草稿" in measured(instrument(Paper.OPINION), tmp_path).text


def test_a_record_has_no_red_head() -> None:
    assert instrument(Paper.PROOF_OF_SERVICE).format is Format.RECORD


@pytest.mark.parametrize("kind", [Paper.SUPERVISION_LETTER, Paper.ADVICE_ON_POLICY], ids=str)
def test_a_signature_does_not_go_to_a_page_of_its_own_for_want_of_a_line(kind: Kind, tmp_path: Path) -> None:
    assert len(measured(instrument(kind), tmp_path).sheets) == 1


def test_the_imprint_does_not_go_to_a_page_of_its_own_either(tmp_path: Path) -> None:
    assert len(measured(instrument(Paper.ASSIGNMENT_LETTER), tmp_path).sheets) == 2


def test_where_it_spares_no_page_the_lines_stay_as_they_are(tmp_path: Path) -> None:
    assert measured(instrument(Paper.ACCEPTANCE_NOTICE), tmp_path).sheets[0].pitch == pytest.approx(225 / 22, abs=0.05)


def test_a_long_number_stays_whole_and_no_line_before_it_is_stretched(tmp_path: Path) -> None:
    """Wherever on the line it comes to stand, and whatever follows it."""
    number, after = "D990121202611020017", ("），已经办理。", "督办的事项", "。")
    blocks = tuple(Paragraph("中" * many + number + after[many % 3]) for many in range(40))
    file = tmp_path / "paper.pdf"
    file.write_bytes(draw(page_of("", blocks=blocks), Finish(draft="")))
    chars = [char for sheet in extract_pages(file) for char in characters(sheet)]
    text = "".join(char.get_text() for char in chars)
    whole = [chars[at : at + len(number)] for at in range(len(text)) if text.startswith(number, at)]
    assert len(whole) == 40 and all(each[0].y0 == pytest.approx(each[-1].y0) for each in whole)
    pairs = ((left, right) for left, right in pairwise(chars) if left.get_text() == right.get_text() == "中")
    # Half a character that is left over is shared out on every line.
    assert max((right.x0 - left.x0) / MM for left, right in pairs if right.x0 > left.x0) < 156 / 28 + 0.6
