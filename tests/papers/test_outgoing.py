"""Letters of no single matter: drafted, signed, numbered, sent, answered, counted in the yearly report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.papers import outgoing
from huiyin.papers.kinds import ADVICE, Extra
from huiyin.papers.models import Outgoing, Paper
from huiyin.papers.needs import Incomplete
from huiyin.papers.outgoing import Adoption, NotNow
from tests.city import MONDAY, actor, at_organ, organ

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
SAID = {
    "account": "三个月里有二十一件反映公交末班车提前收班。",
    "basis": "《城市公共汽车和电车客运管理规定》第三十一条",
    "demand": "按公布的时间发车，提前收班的要事先公告。",
    "until": "2026-12-02",
}


def head(key: str = "qc-xfj") -> Actor:
    return at_organ(organ(key), "head")


def drafted(kind: Extra = Extra.ADVICE_ON_WORK, **changes: str) -> Outgoing:
    return outgoing.draft(kind, actor("wuxia"), organ("qc-slj"), {**SAID, **changes}, {}, MONDAY)


def sent(kind: Extra = Extra.ADVICE_ON_WORK) -> Outgoing:
    row = drafted(kind)
    outgoing.submit(row, TODAY)
    outgoing.approve(row, head(), TODAY, MONDAY)
    return row


@pytest.mark.parametrize("kind", ADVICE)
def test_an_advice_is_numbered_and_drawn_when_the_head_signs(kind: Extra) -> None:
    paper = sent(kind).paper
    assert paper is not None and paper.seq == 1 and (paper.file("pdf") or b"")[:4] == b"%PDF"


def test_a_draft_has_no_number() -> None:
    drafted()
    assert not Paper.objects.exists()


@pytest.mark.parametrize("left_out", SAID)
def test_what_the_law_demands_cannot_be_left_out(left_out: str) -> None:
    row = drafted(**{left_out: ""})
    assert outgoing.submit(row, TODAY) and row.state == "draft"


def test_only_the_head_of_the_organ_signs() -> None:
    row = drafted()
    outgoing.submit(row, TODAY)
    for other in (actor("wuxia"), head("lx-xfj")):
        with pytest.raises(NotNow):
            outgoing.approve(row, other, TODAY, MONDAY)


def test_what_was_not_submitted_is_not_signed() -> None:
    with pytest.raises(NotNow):
        outgoing.approve(drafted(), head(), TODAY, MONDAY)
    assert not Paper.objects.exists()


def test_signed_twice_it_keeps_its_number() -> None:
    row = sent()
    with pytest.raises(NotNow):
        outgoing.submit(row, TODAY)
    again = outgoing.approve(row, head(), TODAY, MONDAY)
    assert again == row.paper and Paper.objects.count() == 1


def test_a_crash_before_the_drawing_is_made_good() -> None:
    row = sent()
    Paper.objects.update(drawn_at=None, pdf="")
    row = Outgoing.objects.get(id=row.id)
    assert outgoing.approve(row, head(), TODAY, MONDAY).pdf and Paper.objects.count() == 1


def test_the_head_sends_a_draft_back_with_a_word() -> None:
    row = drafted()
    outgoing.submit(row, TODAY)
    outgoing.send_back(row, head(), "依据写到哪一款")
    assert (row.state, row.remark) == ("draft", "依据写到哪一款")


def test_the_organ_receives_it_when_it_was_sent() -> None:
    theirs = at_organ(organ("qc-slj"), "head")
    row = drafted()
    before = list(outgoing.received(theirs))
    outgoing.submit(row, TODAY)
    outgoing.approve(row, head(), TODAY, MONDAY)
    assert (before, list(outgoing.received(theirs))) == ([], [row])


def test_other_organs_do_not_see_it() -> None:
    sent()
    assert not outgoing.received(at_organ(organ("lx-slj"), "head"))
    assert not outgoing.ours(head("lx-xfj"))


def test_a_handler_of_the_organ_does_not_see_it() -> None:
    sent()
    theirs = at_organ(organ("qc-slj"), "head")
    assert not outgoing.received(replace(theirs, roles=frozenset({Role.HANDLER})))


def test_it_is_answered_once() -> None:
    row, theirs = sent(), at_organ(organ("qc-slj"), "head")
    outgoing.answer(row, theirs, TODAY, Adoption.PARTLY, "末班车改到二十二点。")
    assert (row.state, row.adopted) == ("answered", "partly")
    with pytest.raises(NotNow):
        outgoing.answer(row, theirs, TODAY, Adoption.NOT, "再想想")


def test_only_the_organ_it_was_sent_to_answers() -> None:
    with pytest.raises(NotNow):
        outgoing.answer(sent(), head(), TODAY, Adoption.WHOLLY, "好")


def test_the_yearly_report_counts_advice_and_what_was_adopted() -> None:
    row = sent()
    outgoing.answer(row, at_organ(organ("qc-slj"), "head"), TODAY, Adoption.WHOLLY, "照办。")
    lines = outgoing.advice_in(organ("qc-xfj"), 2026)
    assert lines[:2] == (("改进工作建议书（份）", "1"), ("其中被采纳、部分采纳（份）", "1"))


def test_the_yearly_report_is_drawn_from_its_figures() -> None:
    figures = {
        "1": (("收到信访事项（件）", "12"),),
        "2": (("转送函（份）", "3"),),
        "3": (("改进工作建议书（份）", "1"),),
    }
    row = outgoing.draft(Extra.ANNUAL_REPORT, actor("wuxia"), organ("sf-xfj"), {"year": "2026"}, figures, MONDAY)
    assert outgoing.submit(row, TODAY) == ()
    assert outgoing.approve(row, head(), TODAY, MONDAY).number == "青信年〔2026〕1号"


def test_a_report_without_figures_and_words_is_refused() -> None:
    row = outgoing.draft(Extra.ANNUAL_REPORT, actor("wuxia"), organ("sf-xfj"), {"year": "2026"}, {}, MONDAY)
    assert outgoing.submit(row, TODAY)
    Outgoing.objects.update(state="submitted")
    row.refresh_from_db()
    with pytest.raises(Incomplete):
        outgoing.approve(row, head(), TODAY, MONDAY)
    assert not Paper.objects.exists()


def test_an_advice_that_waits_for_its_answer_has_a_last_day() -> None:
    assert sent().answer_by == date(2026, 12, 2)
