"""Every paper in every legal variant: its articles, its remedies, its words; and the proof sheet that shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from huiyin.law.chart.remedies import DUTY
from huiyin.law.papers import Paper
from huiyin.law.sources.address import address
from huiyin.law.sources.articles import LAWS, Citation
from huiyin.law.sources.books import RuleBook
from huiyin.law.sources.meanings import CITED
from huiyin.law.sources.statutes import read_numeral
from huiyin.law.sources.summaries import summary
from huiyin.law.terms import Channel, ClockKind, Ruling
from huiyin.papers.clauses import owes_reconsideration
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instruments import INSTRUMENTS, compose, compose_plain
from huiyin.papers.kinds import GOING_UP, KINDS
from huiyin.papers.proof import as_markdown, lines
from huiyin.papers.samples import sample
from huiyin.papers.variants import Variant, everything

ALL = list(everything())
IDS = [f"{book.key}-{each.kind.value}-{each.name}" for book, each in ALL]
REGULATIONS = ("xf2022", "xf2005", "zj2016")
SHORT = {name: law.key for law in LAWS.values() for name in (law.short, law.title)}
#: One law with the places cited in it: 《信访工作条例》第二十三条第一款、第二十三条第二款.
_N = "[一二三四五六七八九十百零]+"
PLACE = re.compile(rf"第({_N})条(?:第({_N})款)?(?:第（({_N})）项)?")
CITATION = re.compile(rf"《([^》]+)》((?:、?第{_N}条(?:第{_N}款)?(?:第（{_N}）项)?)+)")
#: What stands in no paper: rules that no text has, words of the clerks, words that were cut.
FORBIDDEN = (
    "改期", "不得以同一事实和理由", "分类定性", "记录落实情况", "委托一至二人", "延期只有这一次", "…", "过了这个期限",
    "原处理意见",
)  # fmt: skip
#: Words of the clerks, which nobody need know who gets a paper from them.
CLERKS = (
    "申诉求决（", "派单", "工单", "首问", "签收件", "经办岗", "分流", "归口", "C5", "超期", "环节", "节点",
    "审批流", "责任主体", "承办岗位", "业务类", "程序性", "实体性", "诉访分离", "三到位", "息诉", "罢访", "缠访",
    "闹访", "重复访", "初信初访",
)  # fmt: skip
HOLES = re.compile(r"（）|《》|：。|，。|。。|；。|、。|，，|：：|None|[{}]|于通过|在以前")


def said(facts: PaperFacts) -> str:
    plain = compose_plain(facts)
    return "\n".join((*compose(facts).texts(), *(plain.texts() if plain else ())))


def citations(text: str) -> set[Citation]:
    found = set()
    for law, places in CITATION.findall(text):
        for article, paragraph, item in PLACE.findall(places) if law in SHORT else ():
            rest = [read_numeral(each) if each else None for each in (paragraph, item)]
            found.add(Citation(SHORT[law], read_numeral(article), *rest))
    return found


def typed(facts: PaperFacts) -> set[Citation]:
    """What somebody cited in what they wrote."""
    claims = (f"{claim.basis}{claim.finding}" for claim in facts.claims)
    return citations("\n".join((*claims, *map(str, facts.said.values()))))


def own_places(book: RuleBook) -> set[Citation | None]:
    periods = {each for period in book.periods.values() for each in (period.citation, period.extension_citation)}
    return {book.own(place) for place in CITED} | periods | set(book.basis.values()) | {book.rights, book.own_rules}


def every(test: Callable[..., None]) -> Any:
    return pytest.mark.parametrize(("book", "each"), ALL, ids=IDS)(test)


def test_every_instrument_is_among_them() -> None:
    assert {each.kind for _, each in ALL} == set(KINDS)


@every
def test_every_article_a_paper_cites_can_be_explained(book: RuleBook, each: Variant) -> None:
    assert [place.key for place in citations(said(each.facts)) if summary(place) is None] == []


@every
def test_a_paper_cites_the_regulation_of_its_own_book(book: RuleBook, each: Variant) -> None:
    cited = citations(said(each.facts)) - typed(each.facts)
    strange = {place for place in cited if place.law in REGULATIONS} - own_places(book)
    assert [place.label() for place in strange] == []


@every
def test_a_paper_has_no_empty_place_and_none_of_the_forbidden_words(book: RuleBook, each: Variant) -> None:
    words = said(each.facts)
    found = [match[0] for match in HOLES.finditer(words)] + [phrase for phrase in FORBIDDEN if phrase in words]
    assert found == []


@every
def test_a_letter_to_people_speaks_no_jargon(book: RuleBook, each: Variant) -> None:
    row = INSTRUMENTS[each.kind]
    words = "" if row.to_organ or row.to_nobody else said(each.facts)
    assert [word for word in CLERKS if word in words] == []


@every
def test_what_was_asked_for_stands_in_it_whole(book: RuleBook, each: Variant) -> None:
    words = said(each.facts)
    cut = [claim.request for claim in each.facts.claims if words.count(claim.request[:8]) > words.count(claim.request)]
    assert cut == [] or each.facts.title[:8] in words


@pytest.mark.parametrize("channel", list(Channel), ids=lambda channel: channel.value)
def test_they_say_the_same_whichever_way_the_matter_came(channel: Channel) -> None:
    for _, each in ALL:
        other = replace(each, facts=replace(each.facts, channel=channel.label))
        assert len(lines(other)) == len(lines(each))


def remedied(kind: Paper, clock: ClockKind) -> list[tuple[RuleBook, Variant, ClockKind]]:
    return [(book, each, clock) for book, each in ALL if each.kind is kind and each.facts.word("ruling") != Ruling.REDO]


REVIEWS = [
    *remedied(Paper.OPINION, ClockKind.SEEK_REVIEW),
    *remedied(Paper.REVIEW_OPINION, ClockKind.SEEK_REREVIEW),
]


@pytest.mark.parametrize(("book", "each", "clock"), REVIEWS)
def test_an_opinion_names_organ_days_and_law_of_its_remedy(book: RuleBook, each: Variant, clock: ClockKind) -> None:
    assert each.facts.next_organ is not None
    wanted = (each.facts.next_organ.name, each.facts.length(clock), book.periods[clock].citation.label())
    assert [part for part in wanted if part not in said(each.facts)] == []


DUTIES = [each for _, each in ALL if each.kind is Paper.REPLY_LETTER and owes_reconsideration(each.facts)]


@pytest.mark.parametrize("each", DUTIES, ids=lambda each: each.name)
def test_an_answer_to_a_duty_names_reconsideration_first_its_organ_days_and_law(each: Variant) -> None:
    assert each.facts.next_organ is not None
    words = said(each.facts)
    wanted = (each.facts.next_organ.name, "60日", "15日", DUTY.first.label(), DUTY.told.label())
    assert [part for part in wanted if part not in words] == []
    assert words.index("行政复议") < words.index("行政诉讼")


def test_an_organ_above_is_not_spoken_to_as_one_below() -> None:
    said = {each.kind: "\n".join(lines(each)) for _, each in ALL}
    for kind in KINDS:
        you = address().organs["below" if kind in GOING_UP else "above"]
        typed_in = [str(value) for value in sample(kind).said.values()]
        assert you not in said[kind] or any(you in each for each in typed_in), kind
    assert "贵单位转来的" in said[Paper.OBJECTION] and "转送你单位" in said[Paper.TRANSFER_LETTER]


def test_people_are_named_up_to_a_number() -> None:
    named = [address().people(names) for names in ((), ("甲",), tuple("甲乙丙丁"))]
    assert named == ["信访人", "甲", "甲、乙、丙等4人"]


def test_a_re_review_upholds_the_review_and_not_the_first_opinion() -> None:
    upheld = [each for _, each in ALL if each.kind is Paper.REREVIEW_OPINION and each.name == Ruling.UPHOLD.label]
    assert upheld and all("维持复查意见。" in said(each.facts) for each in upheld)


@pytest.mark.parametrize("lacking", ["缺乏事实根据", "不符合法律、法规、规章或者其他有关规定"])
def test_a_claim_that_is_not_supported_is_told_its_one_ground(lacking: str) -> None:
    refused = [each for _, each in ALL if each.name == f"不予支持：{lacking}"]
    assert refused and all(f"这项请求{lacking}（" in said(each.facts) for each in refused)


def test_the_sheet_in_the_docs_is_as_it_would_be_printed_now() -> None:
    kept = Path(__file__).parents[2] / "docs" / "papers" / "proof.md"
    assert kept.read_text() == as_markdown(), "print it anew: ./run papers --proof docs/papers/proof.md"


def test_the_command_prints_it(tmp_path: Path) -> None:
    call_command("papers", "--proof", str(tmp_path / "proof.md"))
    assert (tmp_path / "proof.md").read_text() == as_markdown()
