"""A claim that is reasonable and not yet possible: beside its answer, looked at, reported up, opened when it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.city import Matter, actor, at_organ, days, handler_of, lodge, organ
from tests.reception.test_visits import refused

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db

WATER = {
    "claim": 1, "lack": "plan", "why": "请求合理，这一段没有列入今年的改造", "condition": "下一批计划下达", "every": 3,
}  # fmt: skip


LONG_AGO = days(-60)


def answered(at: datetime = LONG_AGO) -> Matter:
    """A matter whose claim was explained and served, at 柳溪县水利局, so long ago that no period runs."""
    about = Matter(lodge(at=at))
    about.do("classify", "chenhao", at, classes={"1": {"kind": "grievance", "ground": "6"}})
    about.do("transfer", "chenhao", at, to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    handler = handler_of(about)
    about.do("accept", handler, at, to_person=handler.person, procedure="调查核实后，六十天内书面答复您")
    outcome = {"finding": "现场丈量，占渠属实", "outcome": "explained", "basis": "《水法》"}
    about.do("propose", handler, at, outcomes={"1": outcome}, heard="当面听取", suffices="有丈量图和照片，事实清楚")
    about.do("sign", head(), at)
    about.issue(at)
    about.do("serve", handler, at, method="by_hand", receiver="陈大山", served_on=at.date().isoformat(), proof="签名")
    return about


def head() -> Actor:
    return at_organ(organ("lx-slj"), "head")


def keep(about: Matter, at: datetime, by: Actor | None = None, **said: Any) -> Any:
    from huiyin.oversight.notyet import NOTYETS
    from huiyin.record.door import open_record

    given = {"matter": about.lodged.case.number, **WATER, **said}
    return open_record(NOTYETS, by=by or head(), at=at, given=given)


def do(row: Any, act: str, by: Actor, at: datetime, **given: Any) -> Any:
    from huiyin.law.notyet.vocabulary import NotYetAct
    from huiyin.oversight.notyet import NOTYETS
    from huiyin.record.door import perform

    perform(NOTYETS, record=row.id, act=NotYetAct(act), by=by, at=at, given=given)
    row.refresh_from_db()
    return row


def last(about: Matter) -> str:
    return str(about.row.events.order_by("seq").last().act)


def sees(who: Actor, row: Any, at: datetime) -> bool:
    from huiyin.oversight.notyet import NOTYETS
    from huiyin.record.reading import find

    return find(NOTYETS, who, at.date(), row.number) is not None


def test_it_stands_beside_the_answer_and_the_person_is_told() -> None:
    about = answered()
    row = keep(about, days(1))
    assert (row.stage, row.queue_on, row.holder) == (
        "watched",
        days(1).date().replace(year=2027, month=2),
        head().organ,
    )
    assert last(about) == "note_condition" and [each.kind for each in row.owed_papers] == ["condition_notice"]
    assert about.row.stage == "served"


def test_nothing_is_closed_with_it_that_was_not_answered_and_served() -> None:
    unanswered, supported = Matter(lodge()).handled(), Matter(lodge()).served()
    assert "还没有答复并送达" in refused(lambda: keep(unanswered, days(1)))
    assert "要落实" in refused(lambda: keep(supported, days(1)))
    assert "没有第9项" in refused(lambda: keep(answered(), days(1), claim=9))


def test_each_claim_is_kept_once_and_looked_at_often_enough() -> None:
    about = answered()
    assert "至少每6个月" in refused(lambda: keep(about, days(1), every=12))
    row = keep(about, days(1))
    assert row.number in refused(lambda: keep(about, days(2)))


def test_every_look_is_told_and_sets_the_next_one() -> None:
    about = answered()
    row = do(keep(about, days(-20)), "look", head(), days(2), found="第二批计划还没有下达")
    assert (row.looked_on, row.queue_on.isoformat()) == (days(2).date(), "2027-02-04")
    assert [each.kind for each in row.owed_papers] == ["condition_notice"] * 2 and last(about) == "note_condition"


def test_what_the_person_says_has_its_own_day_and_the_look_that_answers_it() -> None:
    from huiyin.law.frame.facts import PETITIONER

    row = keep(answered(), days(1))
    assert "凭证" in refused(lambda: do(row, "say", head(), days(2), word="听说计划下来了"))
    do(row, "say", head(), days(2), word="听说计划下来了", proof="电话记录7号")
    assert (row.queue_on, row.queue_clock) == (days(17).date(), "T3")
    assert "以前去看了答复" in refused(lambda: do(row, "say", head(), days(9), word="真的下来了", proof="电话8号"))
    do(row, "look", head(), days(10), found="第二批计划还没有下达")
    assert row.queue_clock == "T1"
    do(row, "say", PETITIONER, days(11), word="镇里贴了公告")
    assert row.queue_clock == "T3"


def test_it_is_reported_upward_alone_and_comes_back_with_the_answer() -> None:
    row = keep(answered(), days(1))
    need = {"need": "请把这一段列入明年的改造计划"}
    assert "上级机关" in refused(lambda: do(row, "raise", head(), days(2), to_organ=organ("lx-nyj"), **need))
    do(row, "raise", head(), days(2), to_organ=organ("lx-zf"), **need)
    assert (row.stage, row.holder, row.queue_clock) == ("raised", organ("lx-zf"), "T2")
    do(row, "answer", at_organ(organ("lx-zf"), "head"), days(5), answer="列入下一批申报")
    assert (row.stage, row.holder) == ("watched", organ("lx-slj"))


def test_when_the_condition_comes_one_act_opens_the_matter_again() -> None:
    about = answered()
    row = keep(about, days(1))
    do(row, "reopen", head(), days(3), come="第二批计划下达，包括这一段")
    assert (row.stage, about.row.stage, last(about)) == ("reopened", "handling", "reopen")


def test_a_matter_in_which_something_waits_is_not_put_away() -> None:
    about = answered()
    row = keep(about, days(1))
    about.do("close", head(), days(2))
    clerk = handler_of(about)
    about.issue(days(2))
    assert row.number in refused(lambda: about.do("archive", clerk, days(3), retention="30年"))


def test_it_ends_with_a_reason_and_the_persons_word_needs_proof() -> None:
    row = keep(answered(), days(1))
    clerk = at_organ(organ("lx-slj"), "dispatcher")
    assert "凭证" in refused(lambda: do(row, "end", head(), days(2), because="withdrawn", reason="本人说不等了"))
    if "head" not in clerk.roles:
        assert "负责人" in refused(lambda: do(row, "end", clerk, days(2), because="never", reason="规划已经取消"))
    do(row, "end", head(), days(2), because="solved", reason="村里用集体资金修好了")
    assert (row.stage, row.closed_on) == ("ended", days(2).date())


def test_it_closes_with_a_matter_that_becomes_a_report_and_words_that_make_no_sense_are_refused() -> None:
    from huiyin.oversight.models import NotYet

    about = answered()
    for hostile in ({"claim": "1 OR 1=1"}, {"every": 0}, {"lack": "<script>"}, {"matter": "'"}, {"why": ""}):
        refused(lambda said=hostile: keep(about, days(1), **said))
    assert not NotYet.objects.exists()
    row = keep(about, days(1))
    assert sees(actor("chenhao"), row, days(1))
    unknown = refused(lambda: keep(about, days(1), by=at_organ(organ("lx-nyj"), "head"), matter="3301822026110299999"))
    assert refused(lambda: keep(about, days(1), by=at_organ(organ("lx-nyj"), "head"))) == unknown


def test_a_day_changed_beside_the_journal_is_found() -> None:
    from huiyin.oversight.models import NotYet
    from huiyin.record.checking import verify

    row = keep(answered(), days(1))

    def found() -> list[str]:
        return [str(fault) for fault in verify().rows if "oversight_notyet" in str(fault)]

    assert found() == []
    NotYet.objects.filter(id=row.id).update(looked_on=days(2).date(), lack="money")
    assert found()
