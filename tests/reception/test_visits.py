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
    what = "到现场量清楚，恢复渠道"
    return {"promise": what, "to_organ": organ("lx-slj"), "whose": "何敏", "promise_until": until, **said}


def set_there(row: Any) -> list[Any]:
    """The undertakings that a visit opened."""
    from huiyin.oversight.models import Undertaking
    from huiyin.record.models import Link

    links = Link.objects.filter(other=row.id, record_kind="undertaking", how="from")
    return list(Undertaking.objects.filter(id__in=links.values("record")).order_by("id"))


def word(promised: Any, act: str, by: Actor, at: datetime, **given: Any) -> Any:
    from huiyin.law.undertaking.vocabulary import UndertakingAct
    from huiyin.oversight.undertakings import UNDERTAKINGS
    from huiyin.record.door import perform

    perform(UNDERTAKINGS, record=promised.id, act=UndertakingAct(act), by=by, at=at, given=given)
    promised.refresh_from_db()
    return promised


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


def test_what_is_set_is_a_promise_of_its_organ_that_the_person_confirms_and_then_the_leader_kept_it() -> None:
    from huiyin.law.frame.facts import PETITIONER
    from huiyin.reception.visits import kept_on

    at = days(6)
    row = held(at, **task(at))
    (promised,) = set_there(row)
    assert (row.stage, row.holder) == ("working", organ("lx-xfj"))
    assert (promised.source, promised.holder, promised.by) == ("visit", organ("lx-slj"), days(16).date())
    assert sees(at_organ(organ("lx-slj"), "handler"), row, at) and kept_on(promised, at.date()) is None
    assert promised.number in refused(lambda: do(row, "tell", "qianwei", days(7), result="渠道已经恢复", way="by_hand"))
    by = at_organ(organ("lx-slj"), "handler")
    word(promised, "report", by, days(8), account="已经恢复了渠道，放了水", kind="site")
    word(promised, "confirm", PETITIONER, days(9))
    assert kept_on(promised, days(9).date()) is True
    do(row, "tell", "qianwei", days(9), result="渠道已经恢复", way="by_hand")
    assert row.stage == "done" and row.closed_on == days(9).date()


def test_each_thing_set_has_its_own_organ_and_day_and_what_the_person_denies_was_not_kept() -> None:
    from huiyin.law.frame.facts import PETITIONER
    from huiyin.reception.visits import kept_on

    at = days(6)
    row = held(at, **task(at))
    do(row, "set_task", "qianwei", at, **task(at, to_organ=organ("lx-nyj"), promise_until=days(9).date().isoformat()))
    first, second = set_there(row)
    assert (first.holder, second.holder, second.by) == (organ("lx-slj"), organ("lx-nyj"), days(9).date())
    word(second, "report", at_organ(organ("lx-nyj"), "head"), days(7), account="已经通知承包户停止占用", kind="site")
    assert kept_on(second, days(8).date()) is None
    word(second, "deny", PETITIONER, days(8), reason="还占着")
    assert kept_on(second, days(8).date()) is False and kept_on(first, days(17).date()) is False


def test_what_an_earlier_version_kept_in_the_visit_becomes_undertakings_once_with_its_past() -> None:
    from huiyin.oversight.carrying_visits import carry_visits_over
    from huiyin.record.checking import verify

    at = days(6)
    row = as_before(held(at), at)
    old = [(event.seq, bytes(event.hash)) for event in row.events.order_by("seq")]
    assert len(facts(row).tasks) == 2
    assert carry_visits_over() == 2 and carry_visits_over() == 0
    row.refresh_from_db()
    first, second = set_there(row)
    assert (first.stage, first.holder, first.reported_on) == ("reported", organ("lx-slj"), days(8).date())
    assert (second.stage, second.by) == ("promised", days(9).date())
    assert facts(row).tasks == () and (row.stage, row.holder) == ("working", organ("lx-xfj"))
    assert [(event.seq, bytes(event.hash)) for event in row.events.order_by("seq")][:-1] == old
    assert not list(verify().rows)


def as_before(row: Any, at: datetime) -> Any:
    """Two things set, and one of them done, as the version before wrote it."""
    from huiyin.law.frame.verdict import Decision
    from huiyin.law.terms import Role
    from huiyin.law.visit.table import LAW
    from huiyin.law.visit.vocabulary import VisitAct, VisitStage
    from huiyin.reception.visits import VISITS
    from huiyin.record.door import append
    from huiyin.record.kinds import Moment, Step
    from huiyin.record.worlds import world_on

    worker = at_organ(organ("lx-slj"), "handler")
    told = {"task_text": "恢复渠道", "to_organ": organ("lx-slj"), "until": days(16).date().isoformat()}
    steps = (
        (VisitAct.SET_TASK, "qianwei", at, told),
        (VisitAct.SET_TASK, "qianwei", at, {**told, "to_organ": organ("lx-nyj"), "until": days(9).date().isoformat()}),
        (VisitAct.REPORT, worker, days(8), {"task": 1, "done": "已经恢复了渠道，放了水"}),
    )
    for act, by, when, said in steps:
        before, who = facts(row), actor(by) if isinstance(by, str) else by
        decision = Decision(act=act, role=Role.HEAD, to=VisitStage.WORKING, citation=LAW, holder=organ("lx-slj"),
                            owner=worker.person, particulars=said)  # fmt: skip
        event, after = append(VISITS, row, before, decision, who, Moment(when, when, None))
        VISITS.project(Step(row, before, after, decision, event, world_on(when.date()), ()))
    row.refresh_from_db()
    return row


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
    from huiyin.reception.visits import kept_on
    from huiyin.record.clockwork import run_clocks

    row = arrange(matter(), days(1), manner="reads", cause="other", why="信里说三年没有水")
    assert row.stage == "laid" and not row.day
    do(row, "instruct", "baisong", days(2), note="请水利局本月内解决", **task(days(2)))
    (promised,) = set_there(row)
    assert (promised.holder, row.stage) == (organ("lx-slj"), "working")
    assert [each.kind for each in row.owed_papers] == ["visit_instruction"]
    run_clocks(days(13))
    assert promised.events.order_by("seq").last().act == "note_overdue" and not kept_on(promised, days(13).date())


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
