"""The parts every page is made of, seen through Django's test client."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from huiyin.house import parts_page, preferences
from huiyin.law.frame.deadlines import Due
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Stage
from huiyin.law.words import P
from huiyin.wording import pills
from huiyin.wording import words as wording

TODAY = date(2026, 11, 23)
EVENING = datetime(2026, 11, 19, 17, 20, tzinfo=UTC)  # already the 20th in Shanghai


def shown(source: str, **context: object) -> str:
    return Template("{% load huiyin %}" + source).render(Context(context))


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "on", "words"),
    [
        ("zh-hans", date(2026, 11, 2), "11月2日（周一）"),
        ("zh-hans", date(2027, 1, 8), "2027年1月8日（周五）"),
        ("zh-hans", EVENING, "11月20日（周五）"),
        ("en", date(2026, 11, 2), "Mon 2 Nov"),
        ("en", date(2027, 1, 8), "Fri 8 Jan 2027"),
        ("en", None, ""),
    ],
)
def test_a_day_has_its_weekday_and_a_foreign_year(language: str, on: date | None, words: str) -> None:
    with translation.override(language):
        assert wording.day(on, TODAY) == words


def test_a_moment_is_told_in_local_time() -> None:
    assert wording.moment(EVENING, TODAY) == "11月20日（周五）01:20"
    with translation.override("en"):
        assert wording.moment(EVENING, TODAY) == "Fri 20 Nov, 01:20"


def test_a_phrase_fills_its_holes_in_the_readers_language() -> None:
    phrase = P("量了占渠的 {n} 米，拍了照片，听了您和邻居的说明。", n=1)
    assert wording.say(phrase).startswith("量了占渠的 1 米")
    with translation.override("en"):
        assert wording.say(phrase).startswith("They measured the 1 metre taken")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("没有人译过的话", "没有人译过的话"),
        (Stage.HANDLING, "办理中"),
        (cite("xf2022", 34), "《信访工作条例》第三十四条"),
        (["甲", "乙"], "甲、乙"),
        (P("{what}到{on}", what=P("延期"), on=date(2026, 11, 2)), "延期到11月2日（周一）"),
    ],
)
def test_it_says_each_kind_of_value(value: object, words: str) -> None:
    assert wording.say(value) == words


def test_a_phrase_is_escaped_on_the_page() -> None:
    assert shown("{{ p|say }}", p=P("{who}", who="<b>")) == "&lt;b&gt;"


@pytest.mark.parametrize("number", ["3301822026110200017", "330182-20261102-00017", "330182 20261102 00017"])
def test_a_case_number_is_grouped(number: str) -> None:
    assert shown("{{ n|casenumber }}", n=number) == '<span class="number">330182 20261102 00017</span>'


@pytest.mark.parametrize(("octets", "words"), [(900, "900 B"), (2048, "2 KB"), (1_843_200, "1.8 MB"), (None, "")])
def test_a_size_is_told_in_the_largest_unit(octets: int | None, words: str) -> None:
    assert wording.size(octets) == words


# -- pills ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "done", "state", "words"),
    [
        (date(2027, 1, 8), None, "ok", "剩 46 天"),
        (date(2026, 11, 30), None, "soon", "剩 7 天"),
        (TODAY, None, "soon", "今天到期"),
        (date(2026, 11, 20), None, "late", "超期 3 天"),
        (date(2026, 11, 20), date(2026, 11, 20), "done", "已完成"),
        (date(2026, 11, 9), date(2026, 11, 12), "late", "迟了 3 天完成"),
        (Due(date(2027, 2, 10), P("因为"), True), None, "ok", "剩 79 天（暂定）"),
        (None, None, "none", "没有时限"),
    ],
)
def test_a_pill_tells_state_in_words(item: object, done: date | None, state: str, words: str) -> None:
    pill = pills.pill(item, TODAY, done)
    assert (pill.state, pill.words) == (state, words)


def test_a_pill_shows_sign_words_and_date() -> None:
    html = shown("{% due d today %}", d=date(2026, 11, 29), today=TODAY)
    assert "▲" in html
    assert "剩 6 天" in html
    assert "11月29日（周日）" in html


def test_english_counts_one_day() -> None:
    with translation.override("en"):
        assert pills.pill(date(2026, 11, 24), TODAY).words == "1 day left"


# -- the law link -----------------------------------------------------------------------------------------------------


def test_the_law_link_names_its_article() -> None:
    html = shown("{% law c %}", c=cite("xf2022", 34))
    assert 'class="law"' in html
    assert "《信访工作条例》第三十四条" in html


def test_the_law_link_takes_the_compact_form_and_goes_short() -> None:
    assert "第31条" in shown('{% law "xf2022:31..6" "" True %}')


def test_no_citation_makes_no_link() -> None:
    assert shown("{% law c %}", c=None) == ""


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/parts", "/parts/desk"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_parts_page_shows_in_both_languages(client: Client, page: str, language: str) -> None:
    client.cookies["django_language"] = language
    response = client.get(page)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == ("en" if language == "en" else "zh-Hans")


def test_every_label_belongs_to_one_field(client: Client) -> None:
    html = client.get("/parts").content.decode()
    assert 'for="id_phone"' in html
    assert 'aria-describedby="id_phone_error"' in html
    assert 'id="id_phone_error"' in html


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500"])
def test_an_error_page_needs_no_context(name: str) -> None:
    assert "<h1>" in render_to_string(f"{name}.html")


def test_a_field_says_its_error_beside_it() -> None:
    form = parts_page.sample_form()
    html = render_to_string("parts/field.html", {"field": form["phone"]})
    assert 'aria-invalid="true"' in html
    assert html.index("请填写这一项") < html.index("<input")


def test_a_refusal_shows_reason_way_out_and_article() -> None:
    html = render_to_string("parts/refusal.html", {"refusal": parts_page.REFUSAL})
    assert "还没有送达证明" in html
    assert "先把意见书送到" in html
    assert "第三十五条" in html


# -- preferences ------------------------------------------------------------------------------------------------------


def test_a_wish_is_kept_and_the_reader_stays_on_the_page(client: Client) -> None:
    response = client.post("/preferences/", {"edition": "large", "next": "/parts"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/parts"
    assert 'data-edition="large"' in client.get("/parts").content.decode()


def test_it_does_not_send_the_reader_elsewhere(client: Client) -> None:
    response = client.post("/preferences/", {"theme": "dark", "next": "https://example.com/"})
    assert response.headers["Location"] == "/"


def test_an_unknown_wish_is_not_kept(client: Client) -> None:
    assert not client.post("/preferences/", {"theme": "pink"}).cookies


def test_the_browsers_language_does_not_decide(client: Client) -> None:
    assert 'lang="zh-Hans"' in client.get("/parts", headers={"accept-language": "en"}).content.decode()


def test_a_page_varies_with_its_cookies(client: Client) -> None:
    assert "Cookie" in client.get("/parts").headers["Vary"]


def test_every_choice_has_a_default() -> None:
    assert all(getattr(preferences.Preferences(), wish) == first for wish, (first, *_) in preferences.CHOICES.items())
