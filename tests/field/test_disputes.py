"""A dispute by the one door: found, graded by data, mediated, agreed on, followed up; who reads it; what it becomes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, at_organ, lodge, organ

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
#: Long enough ago for a last visit.
FIRST = MONDAY - timedelta(days=110)
VILLAGE, TOWN, PLACE = "sq-sq-cwh", "sq-zf", "990121101201"
CHEN = {"side": "a", "name": "陈大山", "phone": "19900007710", "address": "上桥村三组"}
WU = {"side": "b", "name": "吴桂兰", "phone": "19900007711"}


def worker(role: str = "handler", at: str = VILLAGE) -> Actor:
    return at_organ(organ(at), role)


def found(*, by: Actor | None = None, at: datetime = FIRST, key: str | None = None, **said: Any) -> Any:
    from huiyin.field.disputes import DISPUTES
    from huiyin.record.door import open_record

    given = {
        "place": PLACE, "sort": "water", "account": "甲方的田浇不上水，乙方修路填了沟", "parties": [CHEN, WU], **said
    }  # fmt: skip
    return open_record(DISPUTES, by=by or worker(), at=at, given=given, key=key)


def do(row: Any, act: str, by: Actor | None = None, at: datetime = FIRST, **given: Any) -> Any:
    from huiyin.field.disputes import DISPUTES
    from huiyin.law.dispute.vocabulary import DisputeAct
    from huiyin.record.door import perform

    perform(DISPUTES, record=row.id, act=DisputeAct(act), by=by or worker(), at=at, given=given)
    row.refresh_from_db()
    return row


def no(call: Any, *args: Any, **given: Any) -> str:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as refused:
        call(*args, **given)
    return "".join(map(str, (refused.value.refusal.reason, *refused.value.refusal.wrong.values())))


def days(count: int) -> datetime:
    return FIRST + timedelta(days=count)


def day(count: int) -> str:
    return days(count).date().isoformat()


def mediating(**said: Any) -> Any:
    row = found(**said)
    return do(row, "assign", worker("head"), to_person=worker().person, mediators="雷春旺", until=day(3))


TALK = {"where": "村委会", "present": "甲方、乙方", "account": "双方都说愿意谈，水沟要恢复"}
WORDS = {"facts": "水沟被填窄", "duties": "乙方应当恢复", "terms": "乙方恢复水沟，补秧苗钱", "consent": True}


def agreed(instalments: int = 2, form: str = "written", **said: Any) -> Any:
    row = do(mediating(**said), "mediate", at=days(3), on=day(3), until=day(6), **TALK)
    rows = [{"on": day(10 * n), "what": f"第{n}期", "amount": "600"} for n in range(1, instalments + 1)]
    given = {**WORDS, "form": form, "agreed_on": day(4), "instalments": rows}
    return do(row, "agree", at=days(4), **given)


def sees(by: Actor, row: Any) -> bool:
    from huiyin.field.disputes import DISPUTES
    from huiyin.record.reading import find

    return find(DISPUTES, by, MONDAY.date(), row.number) is not None


def test_a_dispute_walks_from_the_round_to_the_last_visit() -> None:
    from huiyin.record.models import RunningClock

    row = agreed()
    assert (row.stage, row.queue_clock, row.queue_on.isoformat()) == ("agreed", "J2", day(10))
    do(row, "perform", at=days(9), which=1, done_on=day(9), proof="收条")
    assert (row.stage, row.queue_on.isoformat()) == ("agreed", day(20))
    assert "已经" in no(do, row, "perform", at=days(19), which=1, done_on=day(19), proof="收条")
    do(row, "confirm", at=days(12), court="valid", where="柳溪县人民法院", on=day(12))
    do(row, "perform", at=days(19), which=2, done_on=day(19), proof="收条")
    assert (row.stage, row.queue_on.isoformat()) == ("followed", day(49))
    do(row, "visit", at=days(49), on=day(49), manner="at_home", account="路也通了，水也通了", calm=True)
    assert (row.stage, row.queue_on.isoformat()) == ("followed", day(109))
    do(row, "visit", at=days(100), on=day(100), manner="call", account="没有再争", calm=True)
    assert (row.stage, row.settled_on) == ("solved", days(19).date())
    assert not RunningClock.objects.filter(record=row.id).exists()


@pytest.mark.parametrize(
    ("said", "grade"),
    [({}, "ordinary"), ({"people": 30}, "grave"), ({"signs": ["cut_off"]}, "greater"), ({"amount": 60000}, "greater"),
     ({"amount": 60000, "signs": ["self"]}, "grave")],
)  # fmt: skip
def test_the_grade_follows_from_data(said: dict[str, Any], grade: str) -> None:
    assert found(**said).grade == grade


def test_nobody_can_look_for_a_person() -> None:
    from huiyin.field.models import Involved
    from huiyin.insights.indexing import refresh_others
    from huiyin.insights.others import find_others
    from huiyin.record.kinds import KINDS
    from huiyin.record.models import Event

    row = found()
    refresh_others(KINDS["dispute"], [row.id])
    assert [each for _, each in find_others(worker("head"), MONDAY.date(), "上桥村用水纠纷", 9)] == [row]
    assert find_others(worker("head"), MONDAY.date(), "陈大山", 9) == []
    kept = row.facts + row.title + "".join(Event.objects.filter(record=row.id).values_list("payload", flat=True))
    assert not [said for said in ("陈大山", "吴桂兰", "19900007710", "三组") if said in kept]
    assert Involved.objects.filter(record=row.id).count() == 2
    assert not [each for each in Involved._meta.get_fields() if each.name.endswith("_index")]


def test_it_is_read_by_its_mediator_who_leads_there_and_who_oversees_the_area() -> None:
    row = found(by=worker("head"))
    readers = [worker("head"), worker("head", TOWN), worker("head", "sq-xfb"), worker("head", "lx-xfj")]
    assert all(sees(each, row) for each in readers)
    others = [worker("handler"), worker("head", "sq-xq-cwh"), worker("head", "sq-pcs"), worker("head", "yh-xfj")]
    assert not any(sees(each, row) for each in others)


def test_what_reads_like_a_report_of_wrongdoing_is_not_laid_before_the_village() -> None:
    said = {"account": "村主任贪污公款，我要举报村主任"}
    assert "检举控告" in no(found, **said)
    assert found(**said, no_report=True).stage == "found"


def test_the_same_words_under_one_key_are_one_dispute_and_others_are_not_taken_for_it() -> None:
    assert found(key="k").id == found(key="k").id
    assert "已经提交过一次" in no(found, key="k", parties=[CHEN])


def test_without_both_sides_or_a_talk_there_is_no_agreement() -> None:
    row = mediating(parties=[CHEN])
    given = {**WORDS, "form": "oral", "agreed_on": day(3)}
    assert "双方" in no(do, row, "agree", at=days(3), **given)
    do(row, "name_parties", parties=[WU])
    assert "调解记录" in no(do, row, "agree", at=days(3), **given)


def test_of_an_oral_agreement_performed_at_once_no_paper_is_owed_and_it_is_followed() -> None:
    row = agreed(instalments=0, form="oral")
    assert row.stage == "followed" and not row.owed_papers.exists()


def test_the_agreement_names_the_parties_the_dates_and_the_committee() -> None:
    from huiyin.papers.instruments import compose
    from huiyin.record.instruments import debts_of, facts_of
    from huiyin.record.kinds import KINDS

    row = agreed()
    (debt,) = debts_of(KINDS["dispute"], row)
    assert not debt.missing(days(4).date())
    words = "\n".join(compose(facts_of(debt, days(4).date())).texts())
    wanted = ("陈大山", "吴桂兰", "上桥村人民调解委员会", "雷春旺", "第1期（600元）", "三十三条", "30日内")
    assert not [each for each in wanted if each not in words]


def test_it_becomes_a_petition_without_typing_anything_twice_once() -> None:
    from huiyin.cases.identity import open_identity
    from huiyin.cases.models import Case, Party

    row = do(mediating(), "stop", ending="failed", ways="可以向柳溪县人民法院起诉，三年以内")
    assert "本人同意" in no(do, row, "become", side="a", request="恢复水沟")
    assert not Case.objects.filter(id=row.matter).exists()
    do(row, "become", side="a", request="恢复水沟", read_back=True)
    case = Case.objects.get(id=row.matter)
    people = {(each.capacity, open_identity(each).name) for each in Party.objects.filter(case=case)}
    assert people == {("petitioner", "陈大山"), ("concerned", "吴桂兰")}
    assert (row.stage, case.place, case.submissions.get().text.splitlines()[0]) == ("petitioned", PLACE, "恢复水沟")


def test_a_petition_becomes_a_dispute_and_keeps_its_clock() -> None:
    from huiyin.field.people import clear, involved_in
    from huiyin.field.shown import shows

    head = worker("head", "sq-xfb")
    case = lodge(at=FIRST, by="cenxi", organ=organ("sq-xfb"), place=PLACE).case
    row = found(by=head, matter=case.number, account="", parties=[])
    words = json.loads(row.events.get(seq=1).payload)["said"]
    assert words["account"] and [clear(each)["name"] for each in involved_in(row.id)] == ["陈大山"]
    case.refresh_from_db()
    assert case.queue_clock == "C1"
    shown = next(each for each in shows(row, head, FIRST.date()) if str(each.title) == "信访事项")
    assert (shown.rows[1][1], shown.rows[0][1]) == (case.queue_on, case.number)
    assert "没有找到" in no(found, by=worker(), matter="no such number")


def test_verify_finds_the_row_that_says_something_else() -> None:
    from huiyin.field.models import Dispute, Involved
    from huiyin.record.checking import verify

    row = agreed()
    assert verify().sound
    Dispute.objects.filter(id=row.id).update(grade="grave")
    assert not verify().sound
    Dispute.objects.filter(id=row.id).update(grade="ordinary")
    Involved.objects.filter(record=row.id, side="a").update(side="b")
    assert not verify().sound


def test_two_disputes_of_one_person_show_no_mark_in_common_and_a_mark_is_no_name() -> None:
    said = [json.loads(found().events.get(seq=1).payload)["said"]["parties"] for _ in range(2)]
    assert not {row["mark"] for row in said[0]} & {row["mark"] for row in said[1]}
    assert "姓名" in no(found, parties=[{"side": "a", "mark": "1:00"}, WU])


def test_what_was_agreed_in_the_dispute_stands_in_the_form_of_the_petition_behind_it() -> None:
    from huiyin.cases.models import Case
    from huiyin.desk.matter.mediated import agreed_there, way_to_mediate
    from huiyin.law.terms import Act
    from huiyin.people.models import Person
    from tests.desk.staff import Desk

    case = lodge(by="cenxi", organ=organ("sq-xfb"), place=PLACE).case
    head = worker("head", "sq-xfb")
    browser = Desk(Person.objects.get(id=head.person).username)
    url = f"/desk/cases/{case.number}"
    assert "当作纠纷调解" in browser.open(url).content.decode()
    start = browser.open(f"/desk/records/dispute/new?matter={case.number}&place={PLACE}").content.decode()
    assert case.number in start and f'value="{PLACE}" selected' in start
    row = found(by=head, matter=case.number, account="", parties=[CHEN, WU])
    do(row, "assign", head, to_person=head.person, mediators="岑溪", until=day(3))
    do(row, "mediate", head, days(3), on=day(3), until=day(6), **TALK)
    given = {**WORDS, "form": "written", "agreed_on": day(4), "instalments": [{"on": day(9), "what": "恢复水沟"}]}
    do(row, "agree", head, days(4), **given)
    assert "当作纠纷调解" not in browser.open(url).content.decode()
    desk = browser_desk(head)
    told = agreed_there(Case.objects.get(id=case.id), Act.MEDIATE, desk)
    assert told == {"terms": WORDS["terms"], "until": day(9)} and not way_to_mediate(case, desk)


def browser_desk(by: Actor) -> Any:
    from django.utils import timezone

    from huiyin.desk.staff import Desk as Seat
    from huiyin.people.charts import chart_on
    from huiyin.people.models import Person
    from huiyin.record.worlds import beijing_day

    now = timezone.now()
    assert by.organ is not None
    return Seat(Person.objects.get(id=by.person), by, chart_on(beijing_day(now)).organ(by.organ), now, False)
