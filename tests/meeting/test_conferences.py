"""The joint conference by the one door: seats, a meeting with its quorum, topics, what comes of what is decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from huiyin.papers.document import long_day
from tests.city import MONDAY, actor, at_organ, days, organ
from tests.meeting.conference import (
    CONVENER,
    MEMBERS,
    OFFICE,
    call,
    do,
    listed,
    matter,
    opened,
    propose,
    refused,
    resolution,
    seat,
    seated,
    sheet,
)

pytestmark = pytest.mark.django_db


def told(about: Any, act: str) -> list[dict[str, Any]]:
    """What the matter's own journal says of the conference."""
    import json

    return [json.loads(event.payload)["said"] for event in about.row.events.filter(act=act).order_by("seq")]


def sees(kind: str, who: Any, row: Any, at: Any) -> bool:
    from huiyin.record.kinds import KINDS
    from huiyin.record.reading import find

    return find(KINDS[kind], who, at.date(), row.number) is not None


def test_an_organ_has_one_seat_and_is_known_to_all_who_work_there() -> None:
    row = seat("qc-slj")
    assert row.title == "青川市水利局" and sees("membership", at_organ(organ("lx-slj"), "handler"), row, MONDAY)
    assert "已经是成员单位" in refused(lambda: seat("qc-slj"))
    do(row, "leave", OFFICE, days(1), reason="机构改革")
    assert seat("qc-slj", days(2)).stage == "seated"


def test_nobody_is_called_together_without_members_and_an_agenda() -> None:
    meeting = call(MONDAY, days(3))
    assert "没有成员单位" in refused(lambda: do(meeting, "notify", OFFICE, MONDAY))
    seated()
    assert "还没有议题" in refused(lambda: do(meeting, "notify", OFFICE, MONDAY))


def test_what_is_raised_waits_at_the_office_with_its_sheet_before_it_goes_on_an_agenda() -> None:
    about = matter()
    row, meeting = propose(about, MONDAY), call(MONDAY, days(3))
    assert (row.stage, row.holder, row.owner) == ("proposed", organ("qc-lxb"), actor(OFFICE).person)
    assert told(about, "note_conference")[0]["what"] == "raised"
    assert "议题单" in refused(lambda: do(row, "list", OFFICE, MONDAY, meeting=meeting.number))
    assert "没有找到这次会议" in refused(lambda: do(sheet(row, MONDAY), "list", OFFICE, MONDAY, meeting="C1"))
    assert "编号" in refused(lambda: propose(about, MONDAY)) and do(
        row, "list", OFFICE, MONDAY, meeting=meeting.number
    ).conference == meeting.id  # fmt: skip


def test_members_read_the_sheet_once_it_is_listed_and_say_what_they_think() -> None:
    police = at_organ(organ("qc-gaj"), "handler")
    about, row, _ = listed()
    assert sees("topic", police, row, MONDAY)
    do(row, "opine", police, MONDAY, opinion="治安上没有问题")
    from huiyin.cases.queries import visible_to

    assert not visible_to(police, MONDAY.date()).filter(id=about.id).exists()


def test_a_meeting_opens_on_its_day_with_its_quorum_of_those_who_were_invited() -> None:
    _, _, meeting = listed()
    do(meeting, "notify", OFFICE, MONDAY)
    assert sees("conference", at_organ(organ("qc-nyj"), "head"), meeting, MONDAY)
    do(meeting, "answer", at_organ(organ("qc-nyj"), "head"), MONDAY, coming="comes", attendee="局长")
    assert "经手机关" in refused(lambda: do(meeting, "answer", "chenhao", MONDAY, coming="comes"))
    assert "还没有到" in refused(lambda: do(meeting, "start", CONVENER, days(1), present="市水利局"))
    assert "至少要3个" in refused(lambda: do(meeting, "start", CONVENER, days(3), present="市水利局、市农业农村局"))
    assert "不是收到通知" in refused(lambda: do(meeting, "start", CONVENER, days(3), present="市水利局、市教育局"))


def test_what_is_decided_sends_the_matter_sets_promises_with_days_and_is_told_to_the_person() -> None:
    from huiyin.meeting.topics import undertakings_of

    about, row, meeting = opened()
    do(row, "decide", CONVENER, days(3), **resolution(days(3), helper=organ("qc-nyj"), part="查清占渠的承包合同"))
    assert (row.stage, row.queue_clock) == ("decided", "T2")
    moved = about.row.events.get(act="coordinate")
    assert (about.row.stage, about.row.holder) == ("transferred", organ("lx-slj")) and moved.organ == organ("qc-lxb")
    tasks = undertakings_of(row.id)
    assert [each.to_organ for each in tasks] == [organ("lx-slj"), organ("qc-nyj")]
    assert [each.source for each in tasks] == ["conference"] * 2
    assert told(about, "note_conference")[-1]["account"] == "由县水利局受理，恢复渠道"
    assert len(told(about, "note_promise")) == 2
    assert set(row.owed_papers.values_list("kind", flat=True)) == {"resolution_letter"}
    do(meeting, "finish", CONVENER, days(3), until=days(8).date().isoformat())


def test_the_page_of_a_topic_says_what_stands_in_the_way_and_what_was_set() -> None:
    from tests.desk.staff import Desk, words

    _, row, meeting = listed()
    do(meeting, "notify", OFFICE, MONDAY)
    office = Desk(OFFICE)
    where = f"/desk/records/topic/{row.number}"
    assert "下一步“议定”还不能做" in words(office.open(where))
    do(meeting, "start", CONVENER, days(3), present="市水利局、市农业农村局、市自然资源局")
    assert "还不能做" not in words(Desk(CONVENER).open(where))
    do(row, "decide", CONVENER, days(3), **resolution(days(3)))
    assert "到现场量清楚，恢复渠道" in words(office.open(where))


def test_nothing_falls_off_the_table_and_the_minutes_wait_for_a_draft() -> None:
    _, row, meeting = opened()
    until = days(8).date().isoformat()
    assert row.number in refused(lambda: do(meeting, "finish", CONVENER, days(3), until=until))
    do(row, "defer", OFFICE, days(3), reason="还要查承包合同")
    assert row.stage == "proposed" and row.conference == 0
    do(meeting, "finish", CONVENER, days(3), until=until)
    assert "还没有拟写" in refused(lambda: do(meeting, "sign", CONVENER, days(4), checked=True))
    do(meeting, "draft", OFFICE, days(4), said="大家讨论了渠道的权属，要再查合同")
    do(meeting, "sign", CONVENER, days(5), checked=True)
    do(meeting, "close", OFFICE, days(5), summary="没有议定的事")
    assert (meeting.stage, meeting.closed_on) == ("closed", days(5).date())


def sitting_on(at: datetime) -> Any:
    """The next meeting, with something of its own to decide."""
    before = at - timedelta(days=10)
    meeting = call(before, at)
    row = sheet(propose(matter(before), before), before)
    do(row, "list", OFFICE, before, meeting=meeting.number)
    do(meeting, "notify", OFFICE, before)
    do(meeting, "start", CONVENER, at, present="市水利局、市农业农村局、市自然资源局", absent="市公安局请了假")
    do(row, "defer", OFFICE, at, reason="还要再查")
    return meeting


def minutes_of(meeting: Any, at: datetime) -> str:
    """The words of the minutes, written down and signed."""
    from huiyin.record.instruments import debts_of, facts_of
    from huiyin.record.kinds import KINDS

    do(meeting, "finish", CONVENER, at, until=(at + timedelta(days=5)).date().isoformat())
    do(meeting, "draft", OFFICE, at, said="逐件回头看了以前议定的事")
    do(meeting, "sign", CONVENER, at, checked=True)
    debt = next(each for each in debts_of(KINDS["conference"], meeting) if "纪要" in str(each.label))
    said = facts_of(debt, at.date()).said
    assert said["absent"] == "市公安局请了假"
    return str(said["followed"])


def test_a_meeting_is_followed_up_until_what_it_set_is_carried_out() -> None:
    from huiyin.meeting.topics import undertakings_of

    _, row, meeting = opened()
    do(row, "decide", CONVENER, days(3), **resolution(days(3)))
    do(meeting, "finish", CONVENER, days(3), until=days(8).date().isoformat())
    do(meeting, "draft", OFFICE, days(4), said="大家讨论了渠道的权属，意见一致")
    do(meeting, "sign", CONVENER, days(5), checked=True)
    assert row.number in refused(lambda: do(meeting, "close", OFFICE, days(6), summary="还没有落实"))
    later = sitting_on(days(20))
    do(row, "follow", OFFICE, days(20), meeting=later.number, finding="渠道还差十米", until=days(26).date().isoformat())
    assert row.queue_on == days(26).date()
    assert f"渠道还差十米。重新限定{long_day(days(26).date())}" in minutes_of(later, days(21))
    (promise,) = undertakings_of(row.id)
    assert promise.number in refused(lambda: do(row, "settle", OFFICE, days(21), account="渠道恢复了"))
    do(promise, "report", at_organ(organ("lx-slj"), "handler"), days(22), account="渠道已经恢复，放了水", kind="none")
    do(row, "settle", OFFICE, days(23), account="渠道恢复了")
    do(meeting, "close", OFFICE, days(23), summary="议定的一件已经落实")
    assert (row.stage, meeting.stage) == ("settled", "closed")


def test_what_belongs_to_the_organs_of_law_goes_there_and_comes_back_with_a_receipt_and_a_result() -> None:
    seated()
    about = matter()
    row, court = propose(about, MONDAY, cause="law"), at_organ(organ("qc-fy"), "handler")
    until, account = days(9).date().isoformat(), "已经起诉，涉及执行异议"
    to_water = {"to_organ": organ("qc-slj"), "account": account, "until": until}
    assert "政法单位" in refused(lambda: do(row, "hand_over", OFFICE, MONDAY, **to_water))
    do(row, "hand_over", OFFICE, MONDAY, to_organ=organ("qc-fy"), account=account, until=until)
    assert (row.holder, row.queue_clock) == (organ("qc-fy"), "T3") and sees("topic", court, row, MONDAY)
    said = {"way": "enforced", "file": "（2026）示01执异12号", "taken_on": days(2).date().isoformat()}
    do(row, "take", court, days(2), **said, until=days(60).date().isoformat())
    do(row, "conclude", court, days(20), became="carried_out", account="执行款已经发还")
    assert (row.stage, row.holder) == ("settled", organ("qc-lxb"))
    assert [each["what"] for each in told(about, "note_conference")] == ["raised", "guided", "taken", "answered"]
    assert {each.get("organ") for each in told(about, "note_conference")[2:]} == {organ("qc-fy")}
    assert set(row.owed_papers.values_list("kind", flat=True)) == {"law_referral", "law_receipt"}


def test_what_is_urgent_goes_on_the_agenda_at_once_and_only_once() -> None:
    from huiyin.meeting.models import Topic

    seated()
    meeting, about, waits = call(MONDAY, days(3)), matter(), matter()
    assert "报告过" in refused(lambda: propose(waits, MONDAY, cause="urgent"))
    for words in ("渠水倒灌，几户人家被淹", "水还在涨"):
        about.do("report_urgent", at_organ(organ("lx-slj"), "handler"), days(1), reason=words, measures="人已经撤出")
    row = Topic.objects.get(matter=about.id)
    # The county has an office of its own; it is the one its matters are put before.
    assert (row.cause, row.office, row.stage, row.queue_on) == ("urgent", organ("lx-lxb"), "proposed", days(1).date())
    assert meeting.id != row.conference


def test_a_meeting_that_is_cancelled_gives_its_topics_back() -> None:
    _, row, meeting = listed()
    assert "自动移出" in refused(lambda: do(row, "unlist", OFFICE, MONDAY))
    do(meeting, "cancel", OFFICE, days(1), reason="召集人外出")
    row.refresh_from_db()
    assert (row.stage, row.conference, meeting.stage) == ("proposed", 0, "cancelled")


def test_a_report_of_wrongdoing_is_on_no_agenda() -> None:
    about = matter()
    row = propose(about, MONDAY)
    about.do("classify", at_organ(organ("lx-slj"), "handler"), days(1), classes={"1": {"kind": "accusation"}},
             accused_organ=organ("qc-nyj"))  # fmt: skip
    assert "检举控告不上" in refused(
        lambda: do(row, "sheet", OFFICE, days(2), background="虚报工程款的一件事", proposal="请大家议一议")
    )


def test_the_rows_beside_the_journals_are_as_their_events_say() -> None:
    from huiyin.record.door import as_law
    from huiyin.record.kinds import KINDS
    from huiyin.record.models import Event
    from huiyin.record.rows import history

    _, row, meeting = opened()
    do(row, "decide", CONVENER, days(3), **resolution(days(3)))
    for kind, each in (("topic", row), ("conference", meeting)):
        events = list(Event.objects.filter(record=each.id).order_by("seq"))
        pasts = history(KINDS[kind].procedure, [(event, as_law(event)) for event in events])
        assert list(KINDS[kind].derive(each, pasts)) == []


def _page(who: str, path: str) -> Any:
    from tests.desk.staff import Desk

    return Desk(who).open(path)


def test_office_convener_and_member_each_have_a_page_of_what_waits_for_them() -> None:
    from tests.desk.staff import words

    _, row, meeting = listed()
    do(meeting, "notify", OFFICE, MONDAY)
    assert _page(OFFICE, "/desk/conference")["Location"].endswith("/desk/conference/office")
    assert row.number in words(_page(OFFICE, "/desk/conference/office"))
    assert row.number in words(_page(CONVENER, "/desk/conference/convener"))
    there = words(_page("minjianguo", "/desk/conference/member"))
    assert "没有要答复的会议通知" in there and row.number not in there
    assert _page("minjianguo", "/desk/conference/office").status_code == 403


def test_what_waits_for_the_conference_is_found_and_a_report_is_not() -> None:
    from huiyin.meeting.candidates import candidates

    pressing, wrong = matter(), matter()
    for about in (pressing, wrong):
        about.do(
            "report_urgent", at_organ(organ("lx-slj"), "handler"), MONDAY, reason="渠水倒灌", measures="人已经撤出"
        )  # fmt: skip
    from huiyin.meeting.models import Topic

    for row in Topic.objects.filter(matter__in=(pressing.id, wrong.id)):
        do(row, "drop", "pandeng", MONDAY, reason="当天已经处置")
    wrong.do("classify", at_organ(organ("lx-slj"), "handler"), days(1), classes={"1": {"kind": "accusation"}},
             accused_organ=organ("qc-nyj"))  # fmt: skip
    found = [each.case.id for each in candidates(actor("pandeng"), days(1).date())]
    assert pressing.id in found and wrong.id not in found


def test_whom_a_report_accuses_sees_no_word_and_no_count_of_the_topic_behind_it() -> None:
    from tests.desk.staff import words

    about, row, meeting = listed()
    do(meeting, "notify", OFFICE, MONDAY)
    pages = ("/desk/conference/member", "/desk/records/topic?shelf=all", f"/desk/records/conference/{meeting.number}")
    accused = at_organ(organ("qc-nyj"), "head")
    from huiyin.people.models import Person

    name = Person.objects.get(id=accused.person).username
    assert all(
        row.number in words(_page(name, page)) or about.lodged.case.number in words(_page(name, page)) for page in pages
    )
    about.do("classify", at_organ(organ("lx-slj"), "handler"), days(1), classes={"1": {"kind": "accusation"}},
             accused_organ=organ("qc-nyj"))  # fmt: skip
    shown = [words(_page(name, page)) for page in pages]
    assert not [each for each in shown if row.number in each or about.lodged.case.number in each]
    assert not sees("topic", accused, row, days(1))
    do(meeting, "start", CONVENER, days(3), present="市水利局、市农业农村局、市自然资源局")
    do(meeting, "finish", CONVENER, days(3), until=days(8).date().isoformat())
    do(meeting, "draft", OFFICE, days(4), said="大家讨论了渠道的权属，意见一致")
    do(meeting, "sign", CONVENER, days(5), checked=True)
    assert sees("conference", accused, meeting, days(5))


def test_a_dispute_is_put_on_the_agenda_and_its_own_journal_hears_what_was_decided() -> None:
    """At the county's conference, the nearest; nobody there reads the dispute itself or who quarrels in it."""
    from tests.field.test_disputes import found, worker

    row, head, county = found(), worker("head"), at_organ(organ("lx-lxb"), "dispatcher")
    leads = at_organ(organ("lx-lxb"), "convener")
    topic = about_a_dispute(row, head)
    assert (topic.title, topic.holder) == (f"纠纷议题：{row.number}", organ("lx-lxb"))
    assert "已经提了议题" in refused(lambda: about_a_dispute(row, head))
    given = {"branch": "government", "member": "某局长", "until": days(300).date().isoformat()}
    for key in ("lx-slj", "lx-zrzy"):
        opened_by(county, "membership", {**given, "to_organ": organ(key)})
    when = {"title": "第四次会议", "day": days(3).date().isoformat(), "hour": "上午9时", "place": "一号会议室"}
    meeting = opened_by(county, "conference", {**when, "chair": "苏禾（召集人）"})
    words = {"background": "上下游两家为一条水沟争起来，村里量不清。", "proposal": "由县水利局帮助量沟"}
    do(do(topic, "sheet", county, MONDAY, **words), "list", county, MONDAY, meeting=meeting.number)
    do(meeting, "notify", county, MONDAY)
    do(meeting, "start", leads, days(3), present="柳溪县水利局、柳溪县自然资源局")
    said = {"resolution": "由县水利局帮助量沟，恢复原宽", "lead": organ("lx-slj"), "task": "到田头量清楚"}
    do(topic, "decide", leads, days(3), until=days(20).date().isoformat(), **said)
    assert f"矛盾纠纷（编号{row.number}）" in printed(topic, days(3))
    do(topic, "settle", county, days(10), account="沟已经恢复，两家都用上水了")
    assert [event.act for event in row.events.order_by("seq")] == ["find", *["confer"] * 4]
    assert sees("topic", at_organ(organ("lx-zrzy"), "head"), topic, days(10))
    assert not sees("dispute", at_organ(organ("lx-zrzy"), "head"), row, days(10))


def printed(row: Any, at: Any) -> str:
    """The words of what a record owes, as they would be printed."""
    from huiyin.papers.instruments import sketch
    from huiyin.record.instruments import facts_of, papers_of
    from huiyin.record.kinds import KINDS

    owed, _ = papers_of(KINDS["topic"], row)
    return " ".join(block.text for block in sketch(facts_of(owed[0], at.date())).blocks if hasattr(block, "text"))


def about_a_dispute(row: Any, by: Any) -> Any:
    given = {"matter": row.number, "cause": "cross", "asks": "村里量不清，请定哪个单位来帮忙量"}
    return opened_by(by, "topic", given)


def opened_by(by: Any, kind: str, given: dict[str, Any]) -> Any:
    from huiyin.record.door import open_record
    from huiyin.record.kinds import KINDS

    return open_record(KINDS[kind], by=by, at=MONDAY, given=given)


def test_a_meeting_and_those_who_came_are_chosen_not_typed() -> None:
    """Nobody types a meeting's number or the names of organs that the record knows."""
    from tests.desk.staff import Desk, words

    seated()
    row = sheet(propose(matter(), MONDAY), MONDAY)
    office, where = Desk(OFFICE), f"/desk/records/topic/{row.number}"
    assert "还没有筹备下一次会议" in words(office.open(f"{where}/acts/list"))
    meeting = call(MONDAY, days(3))
    drawn = office.open(f"{where}/acts/list").content.decode()
    assert (
        '<select id="f-meeting"' in drawn
        and f'value="{meeting.number}" selected' in drawn
        and "第四次联席会议" in drawn
    )
    assert office.fill(f"{where}/acts/list").status_code == 303
    row.refresh_from_db()
    assert row.conference == meeting.id
    do(meeting, "notify", OFFICE, MONDAY)
    start = f"/desk/records/conference/{meeting.number}/acts/start"
    come = Desk(CONVENER).fill(start, present=["市水利局", "市农业农村局"])
    assert come.status_code == 422 and "至少要3个" in words(come)
    shown = come.content.decode()
    assert shown.count('name="present"') == len(MEMBERS) and shown.count('name="present" value="市水利局" checked') == 1
