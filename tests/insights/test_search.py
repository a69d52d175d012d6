"""Search: words of title, letters, claims and answers, newest first, and never what the seeker may not read."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.insights.indexing import index
from huiyin.insights.search import search
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import ClaimKind
from huiyin.record.models import Message
from tests.city import GROUNDS, IDEA_CLASS, MONDAY, Matter, actor, at_organ, lodge, organ

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()


def indexed(matter: Matter) -> Matter:
    """As the worker does it: from the messages of the matter."""
    index(list(Message.objects.filter(record=matter.id, topic="index")))
    return matter


def lodged(text: str = "学校食堂的饭菜变质。", **changes: Any) -> Matter:
    return indexed(Matter(lodge(text=text, **changes)))


def found(words: str, who: Actor | str = "chenhao") -> list[int]:
    return [case.id for case in search(actor(who) if isinstance(who, str) else who, DAY, words).cases]


def report(**changes: Any) -> Matter:
    """A report on the county's water bureau, received by the city's petition office."""
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    claim = ClaimText("查处虚报工程款", kind=ClaimKind.ACCUSATION)
    return indexed(Matter(lodge(claims=(claim,), parties=(accused,), **changes)))


@pytest.mark.parametrize("words", ["食堂", "学校食堂", "变质 饭菜", "恢复灌溉渠", "去年十月", "集体"])
def test_a_matter_is_found_by_words_of_its_letter_and_its_claims(words: str) -> None:
    matter = lodged()
    assert found(words) == [matter.id]


def test_a_matter_is_found_by_its_number() -> None:
    matter = lodged()
    assert found(matter.row.number) == [matter.id]


def test_a_matter_is_found_by_what_was_answered() -> None:
    matter = lodged()
    matter.do("classify", "chenhao", classes=IDEA_CLASS)
    matter.do("answer_on_spot", "chenhao", answer="食堂已停业整顿，罚款五千元。")
    indexed(matter)
    assert found("停业整顿") == [matter.id]


def test_an_opinion_is_found_only_once_it_was_served() -> None:
    matter = Matter(lodge()).handled()
    matter.do("propose", at_organ(organ("lx-slj"), "handler"), outcomes={"1": OPINION}, **GROUNDS)
    indexed(matter)
    before = found("勘界")
    matter.do("sign", at_organ(organ("lx-slj"), "head"))
    matter.issue()
    matter.do("serve", at_organ(organ("lx-slj"), "handler"), **PROOF)
    indexed(matter)
    assert (before, found("勘界")) == ([], [matter.id])


OPINION = {"finding": "经勘界，渠道属实被占", "outcome": "not_supported", "lacking": "facts", "basis": "《水法》"}
PROOF = {"method": "by_hand", "receiver": "陈大山", "served_on": "2026-11-02", "proof": "签名"}


@pytest.mark.parametrize("words", ["陈大山", "19900007710", "990101195001010011"])
def test_nobody_is_found_by_name_telephone_or_identity_number(words: str) -> None:
    lodged()
    assert found(words) == []


def test_the_newest_comes_first() -> None:
    first, second = lodged(), lodged()
    assert found("食堂") == [second.id, first.id]


def test_a_long_list_comes_in_pages() -> None:
    matters = [lodged().id for _ in range(5)]
    page = search(actor("chenhao"), DAY, "食堂", limit=3)
    rest = search(actor("chenhao"), DAY, "食堂", before=page.before, limit=3)
    assert ([case.id for case in (*page.cases, *rest.cases)], page.more, rest.more) == (matters[::-1], True, False)


@pytest.mark.parametrize(
    "words", ['食堂"', "食堂' OR 1=1 --", "食堂*", "(食堂", "食堂 &|!:*<->", "NEAR(食堂", "^食堂", "\\食堂"]
)
def test_quotes_and_operators_are_harmless(words: str) -> None:
    matter = lodged()
    assert set(found(words)) <= {matter.id} and found("食堂") == [matter.id], words


def test_a_mark_of_visibility_cannot_be_typed() -> None:
    lodged()
    assert found("_a9901") == []


def test_doing_it_twice_changes_nothing() -> None:
    matter = indexed(lodged())
    assert found("食堂") == [matter.id]


def test_words_that_are_gone_are_not_found_any_more() -> None:
    matter = lodged()
    matter.row.submissions.update(text="操场的跑道开裂。")
    indexed(matter)
    assert (found("食堂"), found("跑道")) == ([], [matter.id])


# Who finds what -------------------------------------------------------------------------------------------------------


def test_another_organ_does_not_find_it() -> None:
    lodged()
    assert found("食堂", at_organ(organ("lx-slj"), "handler")) == []


def test_an_organ_finds_it_once_it_is_transferred_to_it() -> None:
    matter = indexed(Matter(lodge()).transferred())
    assert found("灌溉渠", at_organ(organ("lx-slj"), "handler")) == [matter.id]


def test_the_petition_office_finds_what_lies_in_its_area() -> None:
    matter = indexed(Matter(lodge()).transferred())
    assert found("灌溉渠", at_organ(organ("lx-xfj"), "dispatcher")) == [matter.id]


@pytest.mark.parametrize("username", ["zhengyu", "fangqing", "heshan"])
def test_analysts_administrators_and_auditors_find_nothing(username: str) -> None:
    lodged()
    assert found("食堂", username) == []


def test_a_report_is_found_by_its_number_alone_for_its_words_are_sealed() -> None:
    matter = report()
    assert (found(matter.row.number), found("虚报工程款")) == ([matter.id], [])


@pytest.mark.parametrize("who", ["lx-slj", "lx-xfj"])
def test_a_report_is_found_neither_by_the_accused_nor_by_an_office_beside_it(who: str) -> None:
    report()
    assert found("虚报工程款", at_organ(organ(who), "head")) == []


def test_a_report_is_not_found_by_colleagues_who_only_receive() -> None:
    report()
    assert found("虚报工程款", "wanglan") == []


def test_what_the_index_proposes_is_still_checked_against_the_record() -> None:
    """Standing that was taken away since the worker's last round counts at once."""
    matter = lodged()
    matter.row.standings.all().delete()
    type(matter.row).objects.filter(id=matter.id).update(holder_code="990121000000", report=True)
    assert found("食堂") == []


def test_what_was_written_before_a_report_was_split_off_is_not_indexed() -> None:
    claims = (ClaimText("赔偿青苗"), ClaimText("查处虚报工程款", kind=ClaimKind.ACCUSATION))
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    matter = Matter(lodge(claims=claims, parties=(accused,), text="会计老吴虚报工程款，还淹了我的青苗。"))
    matter.do("split", "chenhao", claims=[2], reason="检举控告单独办理")
    indexed(matter)
    assert (found("老吴"), found("青苗")) == ([], [matter.id])


# Every script, every part ---------------------------------------------------------------------------------------------

SCRIPTS = "ئۇيغۇرچە خەت، བོད་ཡིག་གི་ཡི་གེ། ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠪᠢᠴᠢᠭ 合同HT-20240087，fingerprint，字\ue863"


@pytest.mark.parametrize(
    "words",
    ["ئۇيغۇر", "خەت", "བོད་ཡིག", "ᠮᠣᠩᠭᠣᠯ", "ᠪᠢᠴᠢᠭ", "0087", "240087", "HT-2024008", "gerprin", "print", "字\ue863"],
)
def test_every_script_and_every_part_of_a_word_is_found_on_either_database(words: str) -> None:
    matter, _ = lodged(SCRIPTS), lodged()
    assert found(words) == [matter.id]


@pytest.mark.parametrize("last", [4, 5, 6, 9, 13])
def test_a_matter_is_found_by_the_last_figures_of_its_number(last: int) -> None:
    matter = lodged()
    assert matter.id in found(matter.row.number[-last:])
