"""A hearing by the one door: asked for or called, prepared, told of in time, held, read back, concluded; who reads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.city import MONDAY, Matter, actor, days, issue_owed, organ, person
from tests.meeting.hearing import Hearing, called, enrol, handled, wished

pytestmark = pytest.mark.django_db


def refused(hearing: Hearing, act: str, by: Any, at: Any = MONDAY, **given: Any) -> str:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as no:
        hearing.do(act, by, at, **given)
    return str(no.value)


def test_its_notice_and_its_conclusion_are_written_into_the_journal_of_the_matter_with_their_papers() -> None:
    hearing = called().concluded()
    events = list(hearing.matter.row.events.order_by("seq").values_list("act", flat=True))
    papers = list(hearing.matter.row.owed_papers.values_list("kind", flat=True))
    assert events[-2:] == ["open_hearing", "close_hearing"]
    assert {"hearing_notice", "hearing_report"} <= set(papers)
    assert [paper.kind for paper in hearing.row.owed_papers] == ["hearing_record"]
    assert (hearing.row.stage, hearing.matter.facts.hearing_since) == ("concluded", None)


def test_nobody_writes_the_day_or_the_end_of_a_hearing_past_its_record() -> None:
    from huiyin.record.door import Refused

    matter = handled()
    by = actor("gaolei")
    said = {"on": days(9).date().isoformat(), "place": "县政府", "panel": "王主持"}
    with pytest.raises(Refused, match="另开一份记录"):
        matter.do("open_hearing", by, **said)
    with pytest.raises(Refused, match="另开一份记录"):
        matter.do("open_hearing", by, **said, **{"from": "H990100202611020001"})


def test_who_wishes_for_one_has_a_request_of_record_that_is_answered_before_any_opinion() -> None:
    from huiyin.record.door import Refused
    from tests.city import GROUNDS, OUTCOME

    matter = handled()
    hearing = wished(matter)
    assert (hearing.row.stage, hearing.row.owner) == ("asked", matter.row.owner)
    matter.do("supplement", "petitioner", text="再说一遍，我要听证", wish="hearing")
    with pytest.raises(Refused, match=hearing.row.number):
        matter.do("propose", actor("gaolei"), outcomes={"1": OUTCOME}, **GROUNDS)
    hearing.do("refuse", actor("tangyun"), reason="事实双方没有争议，不需要听证")
    matter.do("propose", actor("gaolei"), outcomes={"1": OUTCOME}, **GROUNDS)
    assert [paper.kind for paper in hearing.row.owed_papers] == ["hearing_refusal"]


def test_whoever_looked_into_the_matter_does_not_lead() -> None:
    hearing = called()
    handler = actor("gaolei")
    said = {"recorder": person("maxiaojun"), "day": days(8).date().isoformat(), "hour": "九时"}
    said |= {"place": "三楼", "openness": "public", "subject": "占渠", "attends": "各方", "host": handler.person}
    assert "没有参与调查办理" in refused(hearing, "arrange", handler, **said)


def test_a_panel_is_drawn_from_the_list_of_the_place_and_whoever_withdrew_stays_away() -> None:
    hearing = called()
    enrol("李静", "赵一鸣", by="qianwei")
    enrol("外县人甲", "外县人乙", by="zhuming")
    hearing.do("draw", actor("gaolei"), count=9)
    assert {each.name for each in hearing.facts.panel} == {"李静", "赵一鸣"}
    assert "没有“外县人甲”" in refused_field(hearing, "named", named="外县人甲")


def refused_field(hearing: Hearing, name: str, **given: Any) -> str:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as no:
        hearing.do("draw", actor("gaolei"), **given)
    return str(no.value.refusal.wrong[name])


@pytest.mark.parametrize(
    ("words", "book", "day", "said", "allowed"),
    [
        ("seven days before", "", 7, {}, True),
        ("six days before", "", 6, {}, False),
        ("six days before, agreed", "", 6, {"early": True, "proof": "11月2日电话"}, True),
        ("six days before, agreed without proof", "", 6, {"early": True}, False),
        ("an office asks for ten", "+hearing_notice=10", 9, {}, False),
    ],
)
def test_notice_is_given_in_time(words: str, book: str, day: int, said: Any, allowed: bool) -> None:
    from huiyin.law.frame.decide import decide
    from huiyin.law.hearing.procedure import HEARING
    from huiyin.law.hearing.vocabulary import HearingAct
    from huiyin.record.worlds import world_on

    hearing = called().arranged(day=day)
    facts = hearing.facts.changed({"book_key": f"cn-2022{book}"})
    found = decide(HEARING, HearingAct.NOTIFY, facts, actor("gaolei"), MONDAY.date(), world_on(MONDAY.date()), said)
    assert found.allowed is allowed, words


def test_an_objection_is_decided_before_anything_goes_on_and_a_host_who_withdraws_has_an_heir() -> None:
    hearing = called().noticed()
    hearing.do("object", PETITIONER(), whom="主持人", reason="他和砂场老板是亲戚")
    at = days(7)
    assert "还没有决定" in refused(hearing, "start", hearing.host, at, present="各方到场", checked=True, told=True)
    name, reviewer = named(hearing.host.person), actor("miaoqing")
    granted = {"ruling": "granted", "whom": name, "reason": "确有亲属关系"}
    assert "自己的回避" in refused(hearing, "rule", hearing.host, **granted, heir=reviewer.person)
    another = sole_head(hearing)
    assert "指定接替的人" in refused(hearing, "rule", another, **granted)
    hearing.do("rule", another, **granted, heir=reviewer.person)
    assert (hearing.facts.host, hearing.row.owner) == (reviewer.person, reviewer.person)
    assert "recusal_decision" in [paper.kind for paper in hearing.row.owed_papers]


def PETITIONER() -> Any:
    from huiyin.law.frame.facts import PETITIONER

    return PETITIONER


def named(person: int | None) -> str:
    from huiyin.people.posts import names_of

    return names_of([person])[person]


def sole_head(hearing: Hearing) -> Any:
    """A second head of the bureau."""
    from dataclasses import replace

    from huiyin.law.terms import Role

    return replace(actor("maxiaojun"), roles=frozenset({Role.HEAD}))


def test_it_begins_and_ends_on_its_day_or_after_and_not_before_the_record_was_read_back() -> None:
    hearing = called().noticed()
    come = {"present": "各方到场", "checked": True, "told": True}
    assert "还没有到" in refused(hearing, "start", hearing.host, days(6), **come)
    hearing.do("start", hearing.host, days(7), **come)
    assert "还没有记录任何发言" in refused(hearing, "finish", hearing.host, days(7), asked=True)
    hearing.do("speak", hearing.host, days(7), part="statement", speaker="陈大山", words="渠是集体的")
    hearing.do("finish", hearing.host, days(7), asked=True)
    end = {"opinions": "一致认为属实", "conclusion": "占渠属实，应当恢复"}
    assert "还没有核对笔录" in refused(hearing, "conclude", hearing.host, days(7), **end)
    hearing.do("read", PETITIONER(), days(7), reader="陈大山", reading="corrected", remarks="是四十二米，不是四十米")
    assert "要求更正" in refused(hearing, "conclude", hearing.host, days(7), **end)
    hearing.do("speak", hearing.host, days(7), part="last", speaker="记录更正", words="四十二米")
    hearing.do("read", PETITIONER(), days(7), reader="陈大山", reading="confirmed")
    hearing.do("conclude", hearing.host, days(8), **end)


def test_a_hearing_that_is_moved_or_called_off_leaves_its_mark_on_no_period() -> None:
    matter = rereviewing()
    hearing = called(matter).noticed()
    before = clock(matter)
    hearing.do("postpone", actor("gaolei"), days(1), day=days(12).date().isoformat(), hour="九时", place="五楼",
               reason="信访人住院")  # fmt: skip
    assert str(clock(matter).paused) == str(days(12).date()) and matter.facts.hearing_on == days(12).date()
    hearing.do("cancel", actor("gaolei"), days(2), reason="信访人撤回听证申请")
    after = clock(matter)
    assert (after.excluded, after.paused, after.length) == (0, None, before.length)
    assert (matter.facts.heard_in_rereview, matter.facts.hearing_since) == (False, None)


def rereviewing() -> Matter:
    """A matter in re-review by the bureau itself, as far as its clock is concerned."""
    from huiyin.cases.models import Case
    from huiyin.law.terms import ClockKind, Stage
    from huiyin.record.snapshots import dump_facts

    matter = handled()
    facts = matter.facts
    clocks = (facts.book.start(ClockKind.REREVIEW, MONDAY.date()),)
    facts = facts.changed({"stage": Stage.REREVIEWING, "clocks": clocks, "handled_by": frozenset()})
    Case.objects.filter(id=matter.id).update(stage="rereviewing", facts=dump_facts(facts))
    return matter


def clock(matter: Matter) -> Any:
    from huiyin.law.terms import ClockKind

    return next(each for each in matter.facts.clocks if each.kind is ClockKind.REREVIEW)


def test_its_days_go_to_the_period_of_re_review_alone() -> None:
    matter = rereviewing()
    called(matter).concluded(days(8))
    assert (clock(matter).excluded, matter.facts.heard_in_rereview) == (2, True)


def test_it_ends_with_the_matter_that_leaves() -> None:
    matter = handled()
    hearing = called(matter).noticed()
    matter.do("withdraw", "petitioner", days(1), reason="已经和村里谈好了")
    assert hearing.row.stage == "cancelled" and hearing.row.closed_on == days(1).date()


def test_no_report_is_heard_and_what_becomes_one_closes_its_hearing() -> None:
    from huiyin.meeting.hearings import HEARINGS
    from huiyin.record.reading import find

    matter = handled()
    hearing = called(matter)
    matter.do("classify", actor("gaolei"), classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-zrzy"))
    land, zhou = actor("tangyun"), actor("zhouping")
    assert hearing.row.stage == "cancelled"
    reads = [find(HEARINGS, who, MONDAY.date(), hearing.row.number) is not None for who in (land, zhou)]
    assert reads == [False, True]


def test_what_is_handed_in_stands_with_the_materials_of_the_matter() -> None:
    from huiyin.cases.models import Material

    hearing = called().noticed()
    file = {"name": "签名页.jpg", "media_type": "image/jpeg", "size": 3, "sha256": "0" * 64}
    hearing.do("attach", hearing.host, days(7), piece="signatures", files=[file])
    assert list(Material.objects.filter(submission__case=hearing.matter.id).values_list("name", flat=True)) == [
        "签名页.jpg"
    ]


def test_its_record_says_who_came_and_what_was_said_part_by_part() -> None:
    from huiyin.papers.instruments import compose
    from huiyin.record.instruments import debts_of, facts_of
    from huiyin.record.kinds import KINDS

    hearing = called().concluded()
    (debt,) = debts_of(KINDS["hearing"], hearing.row)
    facts = facts_of(debt, days(8).date())
    assert "渠是集体的" in facts.word("part2") and "信访人、砂场负责人" in facts.word("part1")
    assert facts.petitioner == "陈大山" and compose(facts).title == "听证笔录"


def test_rows_beside_the_journal_are_as_it_says() -> None:
    from huiyin.meeting.models import Hearing as Row
    from huiyin.record.checking import verify
    from huiyin.record.journal import seal_day

    hearing = called().noticed()
    issue_owed(hearing.matter.id, days(1))
    seal_day(MONDAY.date(), made_at=days(1))
    assert verify().sound
    Row.objects.filter(id=hearing.id).update(subject="写上了姓名")
    assert not verify().sound
