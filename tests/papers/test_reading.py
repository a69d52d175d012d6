"""Reading a draft: the checker points at what is missing, empty or cited wrongly; the redline at what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from huiyin.law.papers import Paper
from huiyin.law.terms import Outcome
from huiyin.papers.checker import cited, remarks
from huiyin.papers.redline import Change, changed, redline
from huiyin.papers.sample_matter import CLAIMS
from tests.papers.drawn import instrument

GOOD = replace(CLAIMS[0], basis="《信访工作条例》第三十二条第一款")


def said(**changes: object) -> list[str]:
    return [str(remark.what) for remark in remarks([replace(GOOD, **changes)])]  # type: ignore[arg-type]


def test_a_good_opinion_gets_no_remark() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"finding": ""}, "没有写查明的事实。"),
        ({"finding": "情况属实"}, "查明的事实太笼统：写出何时、何地、查了什么、结果是多少。"),
        ({"outcome": None}, "没有写处理意见：支持、解释说明还是不予支持。"),
        ({"basis": ""}, "没有写依据。"),
        ({"basis": "有关规定"}, "依据没有写出法规的名称和条文。"),
        ({"execute_by": None}, "支持了，没有写何时办到。"),
        ({"executor": ""}, "支持了，没有写由谁去办。"),
        ({"basis": "《信访工作条例》"}, "只写了《信访工作条例》，没有写到哪一条。"),
        ({"basis": "《不存在的办法》第三条"}, "法规库里没有《不存在的办法》，请核对名称和条文。"),
        ({"basis": "《信访工作条例》第九十九条"}, "《信访工作条例》里没有找到第99条，请核对。"),
        ({"basis": "《信访条例》第三十二条"}, "《信访条例》已在2022年5月1日废止。"),
    ],
)
def test_it_points_out(changes: dict[str, object], remark: str) -> None:
    assert remark in said(**changes)


@pytest.mark.parametrize("phrase", ["已责成有关部门处理", "依法依规办理", "将积极协调"])
def test_it_points_out_empty_phrases(phrase: str) -> None:
    assert any(phrase in remark for remark in said(finding=f"{GOOD.finding}，{phrase}"))


def test_it_believes_the_loaded_text_of_a_law() -> None:
    claim = replace(GOOD, basis="《信访工作条例》第四十九条")
    assert remarks([claim], {"xf2022": {49}}) == []


def test_an_opinion_without_claims_is_nothing() -> None:
    assert [str(remark.what) for remark in remarks([])] == ["没有一项请求。"]


def test_it_reads_the_articles_of_a_text() -> None:
    places = cited("依据《信访工作条例》第三十二条第一款和《水法》第五十七条")
    assert [place.key for place in places] == ["xf2022:32.1"]


@pytest.mark.parametrize("article", ["0", "〇", "3十", "三2", "9" * 5000, "٣十"])
def test_an_article_that_is_no_number_is_pointed_out_and_not_cited(article: str) -> None:
    basis = f"《信访工作条例》第{article}条"
    assert any("请核对" in remark for remark in said(basis=basis)) and cited(basis) == []


@pytest.mark.parametrize("article", ["32", "３２", "三十二", "٣٢"])
def test_an_article_is_read_in_digits_of_any_kind(article: str) -> None:
    assert [place.key for place in cited(f"《信访工作条例》第{article}条第²款")] == ["xf2022:32"]


def test_two_equal_versions_show_no_change() -> None:
    assert not changed(redline(instrument(Paper.OPINION), instrument(Paper.OPINION)))


def test_the_redline_shows_what_came_and_what_went() -> None:
    later = (replace(CLAIMS[0], execute_by=date(2027, 1, 15), outcome=Outcome.SUPPORTED), CLAIMS[1])
    rows = redline(instrument(Paper.OPINION), instrument(Paper.OPINION, claims=later))
    pieces = [(piece.change, piece.text) for row in rows for piece in row if piece.change is not Change.SAME]
    assert (Change.REMOVED, "29") in pieces and (Change.ADDED, "15") in pieces
