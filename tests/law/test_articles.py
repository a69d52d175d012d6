"""Laws and citations: how they print, how they are read back, what we say of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.law.sources.articles import LAWS, Citation, chinese_numeral, cite
from huiyin.law.sources.summaries import SUMMARIES, summary
from huiyin.law.sources.tongues import told

small = st.integers(min_value=1, max_value=99)
citations = st.builds(cite, st.sampled_from(sorted(LAWS)), small, st.none() | small, st.none() | small)


@pytest.mark.parametrize(
    ("place", "label"),
    [
        (cite("xf2022", 34), "《信访工作条例》第三十四条"),
        (cite("xf2022", 22, 1, 3), "《信访工作条例》第二十二条第一款第（三）项"),
        (cite("xf2022", 31, item=6), "《信访工作条例》第三十一条第（六）项"),
        (cite("susong2017", 102), "《行政诉讼法》第一百零二条"),
        (cite("zj2016", 10), "《浙江省信访条例》第十条"),
    ],
)
def test_it_prints_a_citation_as_a_clerk_writes_it(place: Citation, label: str) -> None:
    assert place.label() == label


def test_it_prints_a_citation_in_english() -> None:
    assert cite("xf2022", 22, 1, 3).label_en() == "Regulations on Petition Work (2022), Art. 22 para. 1 item (3)"


def test_its_short_label_names_the_article_alone() -> None:
    assert cite("xf2022", 36, 2).short_label() == "第36条"


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (19, "十九"), (20, "二十"), (102, "一百零二"), (110, "一百一十")]
)
def test_it_writes_numerals_as_the_law_does(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral


@given(citations)
def test_a_key_reads_back_as_the_same_citation(place: Citation) -> None:
    assert Citation.parse(place.key) == place


@pytest.mark.parametrize("key", ["xf2022", "xf2022:", "xf2022:34.1.2.3", "34", "nolaw:1", "xf2022:0"])
def test_it_refuses_a_key_that_is_no_citation(key: str) -> None:
    with pytest.raises(ValueError):
        Citation.parse(key)


def test_it_refuses_a_law_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="unknown law"):
        cite("xf1995", 1)


def test_the_old_regulations_end_on_the_day_the_new_ones_begin() -> None:
    day = LAWS["xf2022"].in_force
    assert (LAWS["xf2005"].in_force_on(day), LAWS["xf2022"].in_force_on(day)) == (False, True)


def test_a_law_does_not_bind_before_it_is_in_force() -> None:
    assert not LAWS["fuyi2023"].in_force_on(date(2023, 12, 31))


@pytest.mark.parametrize("article", range(17, 48))
def test_every_article_on_handling_has_a_summary(article: int) -> None:
    assert cite("xf2022", article) in SUMMARIES


def test_a_place_without_words_of_its_own_takes_those_of_its_article() -> None:
    assert summary(cite("xf2022", 26, 1, 2)) == SUMMARIES[cite("xf2022", 26)]


def test_an_only_paragraph_may_be_named_or_left_out() -> None:
    assert summary(cite("xf2022", 31, 1, 6)) == summary(cite("xf2022", 31, None, 6))


def test_it_has_no_words_for_an_article_nobody_cites() -> None:
    assert summary(cite("susong2017", 99)) is None


def test_every_summary_has_its_english() -> None:
    assert [phrase.text for phrase in SUMMARIES.values() if not told(phrase.text, "en")] == []
