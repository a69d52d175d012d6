"""A leader's visit by the one door: chosen, arranged, held, what was set there, what the person is told; who reads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, PETITION_CLASS, Matter, actor, at_organ, days, handler_of, lodge, organ

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db

PLACE = {"time": "9:00—11:00", "place": "柳溪县信访局接待大厅"}


def matter(at: datetime = MONDAY) -> Matter:
    """A letter that 柳溪县水利局 has."""
    found = Matter(lodge(at=at))
    found.do("classify", "chenhao", at, classes=PETITION_CLASS)
    found.do("transfer", "chenhao", at, to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    return found


def arrange(about: Matter, at: datetime, by: str = "qianwei", **said: Any) -> Any:
    from huiyin.reception.visits import VISITS
    from huiyin.record.door import open_record

    given = {
        "matter": about.lodged.case.number, "manner": "receives", "leader": "柏松", "post": "县长",
        "on": (at + timedelta(days=3)).date().isoformat(), **PLACE, **said,
    }  # fmt: skip
    return open_record(VISITS, by=actor(by, at), at=at, given=given)


def do(row: Any, act: str, by: str | Actor, at: datetime, **given: Any) -> Any:
    from huiyin.law.visit.vocabulary import VisitAct
    from huiyin.reception.visits import VISITS
    from huiyin.record.door import perform

    who = actor(by, at) if isinstance(by, str) else by
    perform(VISITS, record=row.id, act=VisitAct(act), by=who, at=at, given=given)
    row.refresh_from_db()
    return row


def refused(call: Any) -> str:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as why:
        call()
    refusal = why.value.refusal
    return str(refusal.reason) + "".join(map(str, refusal.wrong.values()))


def task(at: datetime, **said: Any) -> dict[str, Any]:
    until = (at + timedelta(days=10)).date().isoformat()
    return {"task_text": "到现场量清楚，恢复渠道", "to_organ": organ("lx-slj"), "whose": "何敏", "until": until, **said}


def sees(who: Actor, row: Any, at: datetime) -> bool:
    from huiyin.reception.visits import VISITS
    from huiyin.record.reading import find

    return find(VISITS, who, at.date(), row.number) is not None


def reads(who: Actor, about: Matter, at: datetime) -> bool:
    from huiyin.cases.queries import visible_to

    return visible_to(who, at.date()).filter(id=about.id).exists()


def facts(row: Any) -> Any:
    from huiyin.law.visit.procedure import VISIT
    from huiyin.record.snapshots import facts_from

    return facts_from(VISIT, row.facts)


def held(at: datetime, **said: Any) -> Any:
    row = arrange(matter(at - timedelta(days=5)), at - timedelta(days=3))
    return do(row, "hold", "qianwei", at, said="渠道被占，春灌没有水", answer="一周内到现场定下来", **said)


def test_the_matters_own_journal_says_that_a_leader_will_hear_the_person_and_the_leader_may_read_it() -> None:
    about = matter()
    row = arrange(about, days(1))
    assert row.stage == "planned" and about.row.events.order_by("seq").last().act == "note_visit"
    assert sees(actor("baisong"), row, days(1)) and reads(actor("baisong"), about, days(1))
    assert row.leader == actor("baisong").person


def test_what_is_set_is_the_organs_until_it_reports_and_then_the_person_is_told() -> None:
    at = days(6)
    row = held(at, **task(at))
    assert (row.stage, row.holder, row.queue_clock) == ("working", organ("lx-slj"), "V2")
    assert "承担的机关" in refused(lambda: do(row, "report", "qianwei", days(8), task=1, done="已经恢复了渠道，放了水"))
    do(row, "report", at_organ(organ("lx-slj"), "handler"), days(8), task=1, done="已经恢复了渠道，放了水")
    assert (row.stage, row.holder) == ("reported", organ("lx-xfj")) and facts(row).tasks[0].kept(days(8).date())
    do(row, "tell", "qianwei", days(9), result="渠道已经恢复", way="by_hand")
    assert row.stage == "done" and row.closed_on == days(9).date()


def test_the_clock_runs_to_the_nearest_day_of_all_that_is_open() -> None:
    at = days(6)
    row = held(at, **task(at))
    do(row, "set_task", "qianwei", at, **task(at, to_organ=organ("lx-nyj"), until=days(9).date().isoformat()))
    assert (row.queue_on, row.holder) == (days(9).date(), organ("lx-nyj"))
    do(row, "report", at_organ(organ("lx-nyj"), "head"), days(7), task=2, done="已经通知承包户停止占用")
    assert (row.queue_on, row.holder, row.stage) == (days(16).date(), organ("lx-slj"), "working")


def test_who_is_invited_is_chosen_by_what_the_record_shows_or_by_a_reason_that_is_written_down() -> None:
    about = matter()
    invite = {"manner": "invites", "cause": "long_open"}
    assert "没有“办了很久" in refused(lambda: arrange(about, days(10), **invite))
    assert "写明为什么" in refused(lambda: arrange(about, days(10), manner="invites", cause="other"))
    row = arrange(matter(days(-190)), days(10), **invite)
    assert row.stage == "invited" and [each.kind for each in row.owed_papers] == ["visit_invitation"]


def test_nobody_must_come_and_whoever_declines_loses_nothing() -> None:
    from huiyin.law.frame.facts import PETITIONER

    about = matter(days(-190))
    row = arrange(about, days(10), manner="invites", cause="long_open")
    before = [(clock.kind, clock.due_on) for clock in about.row.clocks.order_by("kind")]
    do(row, "decline", PETITIONER, days(11))
    assert row.stage == "not_held" and facts(row).not_held == "person"
    assert [(clock.kind, clock.due_on) for clock in about.row.clocks.order_by("kind")] == before


def test_a_leaders_note_on_a_letter_binds_the_organ_it_names() -> None:
    from huiyin.record.clockwork import run_clocks

    row = arrange(matter(), days(1), manner="reads", cause="other", why="信里说三年没有水")
    assert row.stage == "laid" and not row.day
    do(row, "instruct", "baisong", days(2), note="请水利局本月内解决", **task(days(2)))
    assert (row.holder, row.stage) == (organ("lx-slj"), "working")
    assert [each.kind for each in row.owed_papers] == ["visit_instruction"]
    run_clocks(days(13))
    assert row.events.order_by("seq").last().act == "note_overdue" and not facts_now(row).tasks[0].kept(days(13).date())


def facts_now(row: Any) -> Any:
    row.refresh_from_db()
    return facts(row)


def test_a_report_of_wrongdoing_is_not_heard_here_and_unknown_and_unreadable_are_one_answer() -> None:
    about = Matter(lodge())
    about.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    unknown = refused(lambda: arrange(about, days(1), matter="3301822026110299999"))
    assert refused(lambda: arrange(about, days(1))) == unknown
    assert "检举控告" in refused(lambda: arrange(about, days(1), by="chenhao"))


def test_a_visit_closes_with_its_matter() -> None:
    about = matter()
    row = arrange(about, days(1))
    assert sees(actor("baisong"), row, days(2))
    about.do("classify", handler_of(about), days(2), classes={"1": {"kind": "accusation"}},
             accused_organ=organ("lx-zf"))  # fmt: skip
    assert not sees(actor("baisong"), row, days(3)) and not sees(actor("qianwei"), row, days(3))


def test_a_day_changed_beside_the_journal_is_found() -> None:
    from huiyin.reception.models import Visit
    from huiyin.record.checking import verify

    at = days(6)
    row = held(at, **task(at))

    def found() -> list[str]:
        return [str(fault) for fault in verify().rows if "reception_visit" in str(fault)]

    assert found() == []
    Visit.objects.filter(id=row.id).update(held_on=days(3).date(), leader_name="别人")
    assert found()
