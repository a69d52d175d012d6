"""Every instrument says what the law demands, and is refused with the missing items when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from huiyin.law.matter.forms import PAPER_CONTENTS
from huiyin.law.papers import Paper
from huiyin.law.terms import ClockKind, Outcome
from huiyin.papers.document import Document, Heading
from huiyin.papers.facts import OrganText, PaperFacts
from huiyin.papers.instruments import INSTRUMENTS, compose, compose_plain
from huiyin.papers.kinds import KINDS, Kind
from huiyin.papers.needs import Incomplete
from huiyin.papers.samples import sample
from tests.papers.drawn import instrument

EMPTY: dict[str, Any] = {
    "case_number": "", "received_on": None, "people": (), "claims": (), "said": {}, "to": None, "handler": "",
    "approver": "", "dues": {}, "next_organ": None, "history": (), "earlier": (), "query_code": "", "figures": {},
}  # fmt: skip
TO_PETITIONER = [kind for kind in KINDS if INSTRUMENTS[kind].plain]


def text_of(document: Document) -> str:
    return "\n".join(document.texts())


def needs() -> Iterator[Any]:
    for kind in KINDS:
        for need in INSTRUMENTS[kind].all_needs:
            yield pytest.param(kind, need, id=f"{kind.value}-{need.what}")


def test_every_kind_of_the_law_has_an_instrument() -> None:
    assert set(INSTRUMENTS) == set(KINDS) >= set(Paper)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_a_complete_one_lacks_nothing(kind: Kind) -> None:
    assert INSTRUMENTS[kind].missing(sample(kind)) == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_an_empty_one_is_refused_with_everything_it_lacks(kind: Kind) -> None:
    nothing = replace(sample(kind), organ=OrganText(""), act="", **EMPTY)
    with pytest.raises(Incomplete) as refused:
        compose(nothing)
    assert refused.value.missing == INSTRUMENTS[kind].all_needs


@pytest.mark.parametrize(("kind", "need"), list(needs()))
def test_what_is_missing_comes_with_its_article(kind: Kind, need: Any) -> None:
    assert need.citation.label() in str(Incomplete((need,)))


@pytest.mark.parametrize(
    ("paper", "name"), [(paper, name) for paper, names in PAPER_CONTENTS.items() for name in names]
)
def test_what_the_law_room_demands_is_on_the_paper(paper: Paper, name: str) -> None:
    facts = sample(paper)
    words = {"to_organ": facts.to.name if facts.to else "", "to_person": facts.handler}
    value = words.get(name) or facts.word(name)
    if name in ("routes", "outcomes", "consent", "ground", "ruling", "method", "relief", "signed") or name.endswith(
        ("until", "on")
    ):
        value = ""  # told in other words; the needs above see to them
    assert value.split("\n")[0][:20] in text_of(compose(facts))


@pytest.mark.parametrize("kind", TO_PETITIONER, ids=lambda kind: kind.value)
def test_a_notice_says_in_plain_words_what_why_what_you_can_do_and_until_when(kind: Kind) -> None:
    document = compose_plain(sample(kind))
    assert document is not None
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["定了什么", "为什么", "您可以做什么", "到什么时候"]


@pytest.mark.parametrize("kind", [each for each in KINDS if INSTRUMENTS[each].plain], ids=lambda kind: kind.value)
def test_a_notice_speaks_to_the_person_without_office_talk(kind: Kind) -> None:
    words = text_of(instrument(kind))
    assert [word for word in ("贵方", "予以受理", "相关部门", "有关部门") if word in words] == []


@pytest.mark.parametrize("promised", [True, False], ids=["something is promised", "nothing is"])
def test_only_where_something_is_promised_one_is_asked_whether_it_was_done(promised: bool) -> None:
    facts = sample(Paper.OPINION)
    if not promised:
        refused = {"outcome": Outcome.NOT_SUPPORTED, "execute_by": None}
        facts = replace(facts, claims=tuple(replace(claim, **refused) for claim in facts.claims))
    document = compose_plain(facts)
    assert document is not None
    assert ("没有办到的" in text_of(document)) is promised


def test_the_opinion_answers_every_claim_by_itself() -> None:
    headings = [
        block.text for block in instrument(Paper.OPINION).blocks if isinstance(block, Heading) and block.level == 2
    ]
    assert len(headings) == len(sample(Paper.OPINION).claims)


def test_the_opinion_names_the_next_organ_its_address_and_the_30_days() -> None:
    words = text_of(instrument(Paper.OPINION))
    assert all(part in words for part in ("柳溪县人民政府", "柳溪县城关镇府前街1号", "30日", "第三十五条"))


def test_the_opinion_says_who_carries_it_out_and_until_when() -> None:
    assert "由柳溪县水利局在2027年1月29日（星期五）以前办到" in text_of(instrument(Paper.OPINION))


def test_a_supported_claim_without_a_date_is_refused() -> None:
    facts = sample(Paper.OPINION)
    claims = (replace(facts.claims[0], execute_by=None), facts.claims[1])
    with pytest.raises(Incomplete, match="何时落实"):
        compose(replace(facts, claims=claims))


def test_an_opinion_without_a_next_organ_is_refused() -> None:
    with pytest.raises(Incomplete, match="第三十五条"):
        compose(replace(sample(Paper.OPINION), next_organ=None))


def test_a_reply_in_performance_of_a_duty_names_reconsideration_first_by_its_organ_and_then_suit() -> None:
    words = text_of(instrument(Paper.REPLY_LETTER))
    assert "先申请行政复议" in words and "60日内，向柳溪县人民政府提出" in words and "15日内" in words


def test_a_reply_to_a_suggestion_names_no_suit() -> None:
    facts = sample(Paper.REPLY_LETTER)
    adopted = replace(facts.claims[0], outcome=Outcome.ADOPTED)
    assert "行政诉讼" not in text_of(compose(replace(facts, claims=(adopted,))))


def test_the_re_review_says_that_it_is_final() -> None:
    assert "最后意见" in text_of(instrument(Paper.REREVIEW_OPINION))


def test_a_paper_cites_the_rule_book_of_its_matter() -> None:
    words = text_of(instrument(Paper.EXTENSION_NOTICE, book_key="zhejiang-2016"))
    assert "《浙江省信访条例》第二十三条第一款" in words


def test_a_transfer_tells_the_receiver_its_two_dates() -> None:
    words = text_of(instrument(Paper.TRANSFER_LETTER))
    assert "2026年11月18日（星期三）以前" in words and "2026年11月10日（星期二）以前" in words


def test_many_petitioners_are_greeted_by_three_names_and_their_number() -> None:
    base = sample(Paper.OPINION)
    people = tuple(replace(base.people[0], name=name) for name in ("陈大山", "吴桂兰", "何永", "李静"))
    assert compose(replace(base, people=people)).to == "陈大山、吴桂兰、何永等4人："


def test_an_anonymous_matter_is_greeted_without_a_name() -> None:
    assert compose(replace(sample(Paper.OPINION), people=())).to == "信访人："


def test_a_review_notice_tells_of_the_review_and_not_of_the_first_handling() -> None:
    facts: PaperFacts = replace(sample(Paper.ACCEPTANCE_NOTICE), act="admit_review", said={})
    due = {ClockKind.REVIEW: facts.dues[ClockKind.REVIEW]}
    assert "没有参加过原来办理的人员" in text_of(compose(replace(facts, dues=due)))


def test_after_a_quashed_opinion_there_is_nothing_to_review_again_yet() -> None:
    facts = sample(Paper.REVIEW_OPINION)
    redo = replace(facts, said={**facts.said, "ruling": "redo"}, next_organ=None)
    words = text_of(compose(redo))
    assert "重新办理并书面答复您" in words and "申请复核" not in words


def test_an_answer_to_a_suggestion_on_the_spot_offers_no_suit() -> None:
    facts = sample(Paper.REPLY_LETTER)
    claim = replace(facts.claims[0], kind="建议意见", outcome=Outcome.ANSWERED)
    assert "行政复议" not in text_of(compose(replace(facts, claims=(claim,))))


def test_a_guided_claim_is_answered_by_its_route() -> None:
    facts = sample(Paper.OPINION)
    guided = replace(
        facts.claims[1], outcome=None, finding="", basis="", route=sample(Paper.GUIDANCE_NOTICE).claims[1].route
    )
    assert "通过民事诉讼解决" in text_of(compose(replace(facts, claims=(facts.claims[0], guided))))


@pytest.mark.parametrize("kind", [Paper.ANNUAL_REPORT, Paper.ASSESSMENT_CIRCULAR], ids=str)
def test_what_is_about_a_year_is_called_by_it(kind: Paper) -> None:
    assert instrument(kind).title.startswith(f"{sample(kind).word('year')}年")
