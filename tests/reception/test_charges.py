"""A leader's charge by the one door: by which rule, what was promised, handed on, solved when the record shows it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import SITE, Matter, actor, days, handler_of, lodge, organ, person
from tests.reception.test_visits import matter, reads, refused

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db

PROMISE = {"promise": "每三天送一次水", "promise_until": days(20).date().isoformat()}


def take_on(about: Matter, at: datetime, by: str = "qianwei", **said: Any) -> Any:
    from huiyin.reception.charges import CHARGES
    from huiyin.record.door import open_record

    given = {
        "matter": about.lodged.case.number, "leader": "柏松", "post": "县长", "rule": "other", "why": "三年没有水",
        "plan": "年底以前把渠挖通，开春放水", "until": (at + timedelta(days=30)).date().isoformat(), **said,
    }  # fmt: skip
    return open_record(CHARGES, by=actor(by, at), at=at, given=given)


def do(row: Any, act: str, by: str | Actor, at: datetime, **given: Any) -> Any:
    from huiyin.law.charge.vocabulary import ChargeAct
    from huiyin.law.frame.facts import SYSTEM
    from huiyin.reception.charges import CHARGES
    from huiyin.record.door import perform

    who = SYSTEM if by == "system" else actor(by, at) if isinstance(by, str) else by
    perform(CHARGES, record=row.id, act=ChargeAct(act), by=who, at=at, given=given)
    row.refresh_from_db()
    return row


def facts(row: Any) -> Any:
    from huiyin.law.charge.procedure import CHARGE
    from huiyin.record.snapshots import facts_from

    return facts_from(CHARGE, row.facts)


def meet(row: Any, at: datetime, **said: Any) -> Any:
    when = {"met_on": at.date().isoformat(), "place": "石桥镇"}
    return do(row, "meet", "qianwei", at, **when, said="春灌没有水", answer="这个月送水", **said)


def sees(who: Actor, row: Any, at: datetime) -> bool:
    from huiyin.reception.charges import CHARGES
    from huiyin.record.reading import find

    return find(CHARGES, who, at.date(), row.number) is not None


def test_the_leader_has_it_and_the_matters_own_journal_says_who_answers_for_it() -> None:
    about = matter()
    row = take_on(about, days(1))
    assert (row.owner, row.holder, row.leader) == (person("baisong"), actor("baisong").organ, person("baisong"))
    assert about.row.events.order_by("seq").last().act == "note_charge" and reads(actor("baisong"), about, days(1))
    assert [each.kind for each in row.owed_papers] == ["charge_notice"]
    assert [(clock.kind, clock.due_on) for clock in row.clocks.order_by("kind")] == [
        ("B1", days(31).date()), ("B2", days(31).date()),
    ]  # fmt: skip


def test_one_leader_answers_for_a_matter_at_a_time() -> None:
    about = matter()
    row = take_on(about, days(1))
    assert row.number in refused(lambda: take_on(about, days(2)))


def test_which_leader_is_said_by_rules_that_the_record_bears_out() -> None:
    young, old = matter(), matter(days(-400))
    assert "没有“办了很久" in refused(lambda: take_on(young, days(2), rule="long_open"))
    assert "写明为什么" in refused(lambda: take_on(young, days(2), why=""))
    assert facts(take_on(old, days(2), rule="long_open")).asked == "county"


def test_a_leader_lower_than_the_rules_ask_for_is_refused() -> None:
    old = matter(days(-800))
    assert "由市或者更高" in refused(lambda: take_on(old, days(2), rule="long_open"))
    assert take_on(old, days(2), by="chenhao", leader="陶书航", post="市长", rule="long_open").level == "city"


def test_what_is_promised_at_a_talk_is_an_undertaking_of_its_own() -> None:
    about = matter()
    row = meet(take_on(about, days(1)), days(3), **PROMISE, to_organ=organ("lx-slj"))
    (promised,) = about.promises
    assert (promised.source, promised.holder, promised.stage) == ("leader", organ("lx-slj"), "promised")
    assert (facts(row).met, row.met_on) == (1, days(3).date()) and not row.clocks.filter(kind="B2").exists()
    assert "哪天以前" in refused(lambda: meet(row, days(4), promise="再修一座桥"))


def test_it_is_solved_when_the_record_shows_it_and_not_when_somebody_says_so() -> None:
    about = matter()
    row = meet(take_on(about, days(1)), days(3), **PROMISE)
    assert "还没有办结" in refused(lambda: do(row, "solve", "qianwei", days(4), summary="水已经通了"))
    served = Matter(lodge()).served()
    other = take_on(served, days(1))
    served.word("report", handler_of(served), days(3), **SITE)
    assert "信访人也没有确认" in refused(lambda: do(other, "solve", "qianwei", days(4), summary="水已经通了"))
    served.word("confirm", "petitioner", days(4))
    do(other, "solve", "qianwei", days(5), summary="水通了，本人确认")
    assert (other.stage, facts(other).kept(days(5).date())) == ("solved", True)


def test_whoever_comes_after_a_leader_has_a_charge_of_their_own() -> None:
    from huiyin.reception.models import Charge

    about = matter(days(-60))
    row = take_on(about, days(-50), by="chenhao", leader="周平", post="局长")
    said = {"until": days(60).date().isoformat(), "reason": "由分管市领导接着包"}
    assert "另一位" in refused(lambda: do(row, "hand_on", "chenhao", days(1), leader="周平", post="局长", **said))
    do(row, "hand_on", "chenhao", days(1), leader="陶书航", post="市长", **said)
    after = Charge.objects.get(matter=about.id, closed_on=None)
    assert (row.stage, after.leader, after.stage) == ("handed_on", person("taoshuhang"), "running")
    assert facts(row).kept(days(1).date()) is False and facts(after).kept(days(1).date()) is None


def test_a_leader_who_has_left_is_noticed_and_somebody_must_take_over() -> None:
    from huiyin.people import stamps
    from huiyin.people.models import Post
    from huiyin.reception.leaving import look_after

    row = take_on(matter(), days(1))
    assert look_after(days(2)) == 0
    Post.objects.filter(person=person("baisong")).update(until=days(3).date())
    stamps.touch("posts")
    assert look_after(days(5)) == 1 and look_after(days(6)) == 0
    row.refresh_from_db()
    assert (row.stage, [clock.kind for clock in row.clocks.order_by("kind")]) == ("left", ["B1", "B3"])


def test_a_report_is_nobodys_charge_and_unknown_and_unreadable_are_one_answer() -> None:
    about = Matter(lodge())
    about.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    unknown = refused(lambda: take_on(about, days(1), matter="3301822026110299999"))
    assert refused(lambda: take_on(about, days(1))) == unknown
    assert "检举控告" in refused(lambda: take_on(about, days(1), by="chenhao"))


def test_a_charge_and_its_promise_close_with_a_matter_that_becomes_a_report() -> None:
    about = matter()
    row = meet(take_on(about, days(1)), days(2), **PROMISE)
    assert sees(actor("baisong"), row, days(3))
    about.do("classify", handler_of(about), days(3), classes={"1": {"kind": "accusation"}},
             accused_organ=organ("lx-zf"))  # fmt: skip
    assert not sees(actor("baisong"), row, days(4)) and not sees(actor("qianwei"), row, days(4))


def test_words_that_make_no_sense_are_refused_and_not_stored() -> None:
    from huiyin.reception.models import Charge

    about = matter()
    for hostile in ({"until": "2020-01-01"}, {"leader": "没有这个人"}, {"rule": "'; DROP"}, {"plan": ""},
                    {"leader": "<script>"}, {"matter": "1' OR 1=1"}):  # fmt: skip
        refused(lambda said=hostile: take_on(about, days(1), **said))
    assert not Charge.objects.exists()


def test_a_day_changed_beside_the_journal_is_found() -> None:
    from huiyin.reception.models import Charge
    from huiyin.record.checking import verify

    row = take_on(matter(), days(1))

    def found() -> list[str]:
        return [str(fault) for fault in verify().rows if "reception_charge" in str(fault)]

    assert found() == []
    Charge.objects.filter(id=row.id).update(until=days(90).date(), leader_name="别人")
    assert found()


def test_matters_taken_on_under_earlier_versions_become_charges_once() -> None:
    from django.db import connection

    from huiyin.reception.carrying import TABLE, carry_charges_over
    from huiyin.reception.models import Charge

    about, other = matter(), matter()
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TABLE {TABLE} (id bigint, organ bigint, leader bigint, "case" bigint, day_id bigint,'
            " taken_at timestamp, until date, note text, ended_at timestamp, result text)"
        )
        for number, (case, ended) in enumerate(((about.id, None), (other.id, "2026-11-04 01:00:00"))):
            cursor.execute(
                f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, NULL, %s, %s, %s, %s, %s)",
                [number, organ("qc-xfj"), person("zhouping"), case, "2026-11-03 01:00:00", "2026-12-01", "开现场会",
                 ended, "说好了" if ended else ""],
            )  # fmt: skip
    assert carry_charges_over() == 2 and carry_charges_over() == 0
    rows = {row.matter: row for row in Charge.objects.all()}
    assert {(row.leader, row.until.isoformat()) for row in rows.values()} == {(person("zhouping"), "2026-12-01")}
    # What its leader called finished, and the record does not bear out, is not finished.
    assert [rows[each.id].stage for each in (about, other)] == ["running", "running"] and rows[other.id].seq == 2


def test_what_the_person_says_of_it_is_answered_by_its_day_and_an_office_above_is_told() -> None:
    from huiyin.law.frame.facts import PETITIONER
    from huiyin.reception.charges import CHARGES

    about = matter()
    row = take_on(about, days(1))
    supervisor = actor("chenhao")
    do(row, "deny", PETITIONER, days(3), word="到现在没有人来量过")
    assert row.clocks.get(kind="B4").due_on == days(18).date()
    assert about.row.events.order_by("seq").last().act == "note_charge"
    assert [organ for _, organ, _ in CHARGES.tells(row, row.events.order_by("seq").last())] == [supervisor.organ]
    assert "以前答复" in refused(lambda: do(row, "deny", PETITIONER, days(4), word="还是没有"))
    assert "还没有答复" in "".join(str(each.label) for each in _unsolved(about))
    do(row, "answer", "qianwei", days(5), answer="后天上午到现场量，请您到场")
    assert not row.clocks.filter(kind="B4").exists()
    assert "没有要答复的" in refused(lambda: do(row, "answer", "qianwei", days(6), answer="再答复一次"))


def _unsolved(about: Matter) -> list[Any]:
    from huiyin.reception.charges import unsolved

    return list(unsolved(about.row))
