"""Where a matter goes that is not for petition work, and by when."""

from datetime import date

import pytest

from huiyin.law.chart.routes import ROUTES, Span, TimeLimit, suggest_routes
from huiyin.law.sources.articles import cite
from huiyin.law.sources.tongues import told
from huiyin.law.terms import Ground
from huiyin.law.words import P


def first_route(text: str) -> str:
    suggestions = suggest_routes(text)
    return suggestions[0].route.key if suggestions else ""


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("公司拖欠工资三个月，还违法辞退，老板说没签劳动合同不算", "labour_arbitration"),
        ("包工头跑了，农民工工资没有着落", "labour_inspection"),
        ("我不服行政处罚，交警罚款两千", "reconsideration"),
        ("村里土地承包合同没到期，承包地被占", "land_arbitration"),
        ("有人在群里被诈骗，派出所报案没人管", "police"),
        ("楼下烧烤店噪音扰民，无证经营", "duty"),
        ("村支书贪污低保，收钱办事", "discipline"),
        ("我不服判决，要求再审", "court_supervision"),
        ("请求公开征地批文", "open_information"),
    ],
)
def test_it_points_to_the_route_the_words_speak_of(text: str, route: str) -> None:
    assert first_route(text) == route


@pytest.mark.parametrize(
    "text",
    ["", "希望门口装一盏路灯", "谢谢你们", "建议增加公交班次", "退休教师的绩效工资什么时候调", "小区物业不打扫楼道"],
)
def test_it_keeps_silent_when_unsure(text: str) -> None:
    assert suggest_routes(text) == ()


def test_it_shows_the_words_it_found() -> None:
    assert suggest_routes("单位拖欠\n工资")[0].found == ("拖欠工资",)


def test_it_names_three_routes_at_most() -> None:
    assert len(suggest_routes("欠薪 贪污 违建 诈骗 报案 行政复议 信息公开 工伤认定 判决不公 不服判决")) == 3


def test_every_ground_of_the_article_has_a_route() -> None:
    assert {route.ground for route in ROUTES.values()} == {*Ground} - {Ground.PETITION} | {None}


def test_reports_rest_on_their_own_article() -> None:
    assert ROUTES["discipline"].basis == cite("xf2022", 22, 2)


@pytest.mark.parametrize(
    ("amount", "span", "last"),
    [(60, Span.DAY, date(2026, 3, 1)), (6, Span.MONTH, date(2026, 6, 30)), (1, Span.YEAR, date(2026, 12, 31))],
)
def test_it_counts_from_the_day_after(amount: int, span: Span, last: date) -> None:
    assert TimeLimit(amount, span, P("")).last_day(date(2025, 12, 31)) == last


def test_a_limit_from_memory_says_so() -> None:
    assert TimeLimit(2, Span.YEAR, P("")).unverified


def test_every_time_limit_comes_with_its_consequence() -> None:
    assert all(route.missed for route in ROUTES.values() if route.limits)


def test_every_sentence_has_its_english() -> None:
    ours = (
        phrase.text
        for route in ROUTES.values()
        for phrase in (route.name, route.where, route.explanation, route.missed, *(lim.words for lim in route.limits))
        if phrase
    )
    assert [text for text in ours if not told(text, "en")] == []
