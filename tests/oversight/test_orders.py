"""A supervision order by the one door: found or raised, sent, answered, carried higher, solved by facts; who reads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, PETITION_CLASS, PROOF, Matter, actor, at_organ, days, lodge, organ

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db


def late(at: datetime = MONDAY) -> Matter:
    """A letter that 柳溪县水利局 has had for weeks and not taken up."""
    matter = Matter(lodge(at=at))
    matter.do("classify", "chenhao", at, classes=PETITION_CLASS)
    matter.do("transfer", "chenhao", at, to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    return matter


def watch(at: datetime) -> list[Any]:
    from huiyin.oversight.models import Order
    from huiyin.oversight.watching import watch

    watch(at)
    return list(Order.objects.order_by("id"))


def do(row: Any, act: str, by: Actor, at: datetime, **given: Any) -> Any:
    from huiyin.law.order.vocabulary import OrderAct
    from huiyin.oversight.orders import ORDERS
    from huiyin.record.door import perform

    perform(ORDERS, record=row.id, act=OrderAct(act), by=by, at=at, given=given)
    row.refresh_from_db()
    return row


def letter(at: datetime, **said: Any) -> dict[str, Any]:
    return {
        "account": "收到以后二十天没有告知信访人", "confirmed": True, "demand": "请尽快办理并反馈",
        "until": (at + timedelta(days=10)).date().isoformat(), **said,
    }  # fmt: skip


def sees(who: Actor, row: Any, at: datetime) -> bool:
    from huiyin.oversight.orders import ORDERS
    from huiyin.record.reading import find

    return find(ORDERS, who, at.date(), row.number) is not None


def supervisor(row: Any, at: datetime) -> Actor:
    from huiyin.people.posts import actor_of

    return actor_of(row.owner, on=at.date(), organ=row.holder)


def sent(at: datetime) -> tuple[Matter, Any]:
    """A late matter, and the order for it that somebody sent."""
    matter = late(at - timedelta(days=16))
    row = next(each for each in watch(at) if each.cause == "overdue")
    return matter, do(row, "issue", supervisor(row, at), at, **letter(at))


def test_what_is_late_is_found_by_itself_and_waits_for_somebody_of_the_office_above() -> None:
    matter = late()
    assert {row.cause for row in watch(days(16))} == {"overdue", "silence"}
    assert {(row.stage, row.holder) for row in watch(days(16))} == {("proposed", organ("lx-xfj"))}
    assert {row.matter for row in watch(days(16))} == {matter.id}


def test_nothing_is_found_twice_whatever_became_of_it() -> None:
    late()
    first = watch(days(16))
    assert len(watch(days(17))) == len(first)
    for row in first:
        do(row, "dismiss", supervisor(row, days(17)), days(17), reason="已经电话核实，明天就办")
    assert len(watch(days(18))) == len(first)


def test_what_nobody_sent_falls_away_when_it_is_no_longer_so() -> None:
    matter = late()
    watch(days(16))
    there = at_organ(organ("lx-slj"), "handler")
    matter.do("accept", there, days(16), to_person=there.person, procedure="调查核实后，六十天内书面答复您")
    assert {row.stage for row in watch(days(17))} == {"revoked"}


def test_one_key_sends_it_to_the_organ_and_into_the_journal_of_the_matter_with_its_letter() -> None:
    matter, row = sent(days(16))
    assert (row.stage, row.holder, str(row.queue_on)) == ("issued", organ("lx-slj"), "2026-11-28")
    last = matter.row.events.order_by("-seq").first()
    assert last.act == "supervise"
    assert [(paper.kind, paper.organ) for paper in matter.row.owed_papers.filter(event_seq=last.seq)] == [
        ("supervision_letter", organ("lx-xfj"))
    ]


def test_of_one_cause_only_one_order_is_open_and_another_cause_may_stand_beside_it() -> None:
    from huiyin.record.door import Refused

    matter, row = sent(days(16))
    with pytest.raises(Refused, match=row.number):
        matter.supervised(at=days(17), cause="overdue")
    assert matter.supervised(at=days(17)).stage == "issued"


def test_raised_twice_in_the_same_moment_the_second_is_told_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.oversight import orders
    from huiyin.record.door import Refused

    matter, asked, known = Matter(lodge()).transferred(), iter([None, None]), orders._taken
    monkeypatch.setattr(orders, "_taken", lambda case, cause: next(asked, known(case, cause)))
    row = matter.supervised(by="wuxia")
    with pytest.raises(Refused, match=row.number):
        matter.supervised(by="wuxia")


def test_the_letter_about_one_who_came_again_does_not_call_the_matter_the_earlier_organs() -> None:
    from dataclasses import replace

    from huiyin.law.papers import Paper
    from huiyin.papers.instruments import compose
    from huiyin.papers.samples import sample

    facts = sample(Paper.SUPERVISION_LETTER)
    assert "由你单位办理" in str(compose(facts).blocks)
    again = str(compose(replace(facts, said={**facts.said, "cause": "came_again"})).blocks)
    assert "由你单位办理" not in again and "信访人又来反映" in again


def test_what_the_record_does_not_show_is_no_cause() -> None:
    from huiyin.record.door import Refused

    with pytest.raises(Refused, match="没有“超过期限没有办”的情形"):
        late().supervised(cause="overdue")


def test_nobody_supervises_upward_or_beside() -> None:
    from huiyin.record.door import Refused

    matter = Matter(lodge())
    with pytest.raises(Refused, match="不归本机关督办"):
        matter.supervised(by="wuxia")
    assert late().supervised(by="wuxia").holder == organ("lx-slj")


def test_feedback_alone_solves_nothing_the_record_must_show_it() -> None:
    from huiyin.record.door import Refused

    matter, row = sent(days(16))
    water, chief = at_organ(organ("lx-slj"), "head"), at_organ(organ("lx-xfj"), "supervisor")
    do(row, "feed_back", water, days(18), answer="人手不够，下周一定接收办理")
    assert (row.stage, row.holder) == ("answered", organ("lx-xfj"))
    do(row, "accept", chief, days(18), note="继续盯到接收为止")
    with pytest.raises(Refused, match="反馈代替不了解决"):
        do(row, "solve", chief, days(19), summary="对方说会办")
    there = at_organ(organ("lx-slj"), "handler")
    matter.do("accept", there, days(19), to_person=there.person, procedure="调查核实后，六十天内书面答复您")
    do(row, "solve", chief, days(20), summary="已经接收，告知了信访人")
    assert row.stage == "solved" and row.closed_on == days(20).date()


def test_a_silent_organ_is_pressed_again_and_then_carried_to_the_conference() -> None:
    from huiyin.record.clockwork import run_clocks
    from huiyin.record.door import Refused

    _, row = sent(days(0))
    chief = at_organ(organ("lx-xfj"), "supervisor")
    with pytest.raises(Refused, match="还没有超过"):
        do(row, "press", chief, days(4), demand="请尽快反馈", until="2026-11-20")
    run_clocks(days(11))
    assert row.events.order_by("-seq").first().act == "note_overdue"
    do(row, "press", chief, days(12), demand="请三天内反馈", until="2026-11-17")
    with pytest.raises(Refused, match="联席会议"):
        do(
            row,
            "summon",
            chief,
            days(16),
            whom="水利局局长",
            said="为什么两次都不反馈",
            demand="限期整改",
            until="2026-12-01",
        )
    do(row, "hand_up", chief, days(16), to_organ=organ("lx-lxb"), reason="两次督办都没有反馈")
    assert (row.stage, row.holder) == ("handed_up", organ("lx-lxb"))
    convener = at_organ(organ("lx-lxb"), "convener")
    again = {"demand": "十日内整改到位", "until": "2026-12-04"}
    do(row, "summon", convener, days(17), whom="水利局局长", said="为什么两次都不反馈", **again)
    do(row, "list", convener, days(18), listing="灌溉渠恢复一事挂牌督办", **again)
    assert (row.stage, row.holder) == ("issued", organ("lx-slj"))
    assert paper_of(row, convener, days(18)) == ["约谈整改通知书", "挂牌督办通知书"]
    assert who_answers_questions(row) == {person_name(convener)}, "not whoever raised it at the office below"


def who_answers_questions(row: Any) -> set[str]:
    """Whom the papers of a record name for questions."""
    from huiyin.oversight.orders import ORDERS
    from huiyin.record.instruments import debts_of, facts_of

    return {facts_of(debt, days(18).date()).handler for debt in debts_of(ORDERS, row)}


def person_name(by: Actor) -> str:
    from huiyin.people.models import Person

    return str(Person.objects.get(id=by.person).name)


def paper_of(row: Any, by: Actor, at: datetime) -> list[str]:
    """The papers that the record owed, issued and drawn."""
    from huiyin.oversight.orders import ORDERS
    from huiyin.record.instruments import debts_of, issue

    debts = debts_of(ORDERS, row)
    assert all(issue(debt.row.id, by, at).drawn_at for debt in debts)
    return [str(debt.label) for debt in debts]


def test_nobody_supervised_by_it_reads_what_waits_to_be_sent() -> None:
    late()
    row = watch(days(16))[0]
    water = at_organ(organ("lx-slj"), "head")
    assert not sees(water, row, days(16)) and sees(actor("wuxia", days(16)), row, days(16))
    do(row, "issue", supervisor(row, days(16)), days(16), **letter(days(16)))
    assert sees(water, row, days(16))


def test_its_journal_is_whole_and_its_columns_are_held_against_it() -> None:
    from huiyin.record.checking import verify
    from huiyin.record.journal import seal_day

    _, row = sent(days(16))
    assert seal_day(days(16).date(), made_at=days(17)) and verify().sound
    type(row).objects.filter(id=row.id).update(cause="unheard", mark="3")
    assert any("oversight_order" in str(fault) for fault in verify().rows)


def test_nothing_is_archived_while_an_order_is_open() -> None:
    from huiyin.record.door import Refused

    matter = Matter(lodge(at=days(-20)))
    matter.do("classify", "chenhao", days(-20), classes={"1": {"kind": "suggestion"}})
    matter.do("transfer", "chenhao", days(-20), to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    water = at_organ(organ("lx-slj"), "dispatcher")
    outcome = {"1": {"outcome": "noted", "finding": "建议已经研究", "basis": "《水法》"}}
    matter.do("reply", water, days(-18), outcomes=outcome, answer="建议已经收到，感谢您", **PROOF)
    matter.issue(days(-18))
    matter.do("close", water, days(-17))
    row = matter.supervised(at=days(-16))
    matter.issue(days(-16))
    with pytest.raises(Refused, match=row.number):
        matter.do("archive", water, days(-15))
    do(row, "revoke", actor("wuxia"), days(-15), reason="事实有出入，另外核实")
    matter.do("archive", water, days(-15))


# Reports --------------------------------------------------------------------------------------------------------------


def report(at: datetime = MONDAY) -> Matter:
    from huiyin.cases.lodging import Capacity, ClaimText, PartyText
    from huiyin.law.terms import ClaimKind

    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    return Matter(lodge(at=at, claims=(ClaimText("查处虚报工程款", kind=ClaimKind.ACCUSATION),), parties=(accused,)))


def test_an_order_about_a_report_is_read_only_by_who_may_read_the_report_and_never_reaches_the_accused() -> None:
    from huiyin.law.sources.articles import cite
    from huiyin.record.door import Refused

    matter = report()
    rows = watch(days(26))
    water = at_organ(organ("lx-slj"), "head")
    assert not any(sees(water, row, days(26)) for row in rows)
    assert all(row.holder != organ("lx-xfj") for row in rows)
    with pytest.raises(Refused) as no:
        matter.supervised(by="zhouping", at=days(26), to_organ=organ("lx-slj"))
    assert no.value.refusal.citation == cite("xf2022", 30, 3)


def test_when_a_matter_turns_out_to_be_a_report_the_supervised_organ_reads_its_order_no_more() -> None:
    matter, row = sent(days(16))
    water = at_organ(organ("lx-slj"), "head")
    assert sees(water, row, days(16))
    matter.do(
        "classify", at_organ(organ("lx-slj"), "handler"), days(16),
        classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"),
    )  # fmt: skip
    assert not sees(water, row, days(16))


def remainder(accused: str, at: datetime = MONDAY) -> Matter:
    """What is left at 柳溪县农业农村局 of a letter from which a report on another organ was split off."""
    from dataclasses import replace

    from huiyin.cases.lodging import Capacity, PartyText
    from huiyin.law.terms import ClaimKind
    from tests.desk.life import TWO_CLAIMS

    claims = (TWO_CLAIMS[0], replace(TWO_CLAIMS[1], kind=ClaimKind.ACCUSATION))
    parties = (PartyText(Capacity.PETITIONER), PartyText(Capacity.ACCUSED_ORGAN, organ=organ(accused)))
    matter = Matter(lodge(at=at, claims=claims, parties=parties))
    matter.do("split", "chenhao", at, claims=[2], reason="检举控告要分开")
    matter.do("classify", "chenhao", at, classes=PETITION_CLASS)
    matter.do("transfer", "chenhao", at, to_organ=organ("lx-nyj"), reason="水渠归它管")
    return matter


def answered(matter: Matter, key: str) -> str:
    """What the county's petition office is told when it would supervise an organ over the matter."""
    from huiyin.oversight.orders import ORDERS
    from huiyin.record.door import Refused, open_record

    office = at_organ(organ("lx-xfj"), "dispatcher")
    given = {"matter": matter.row.number, "cause": "other", "ground": "shirking", "to_organ": organ(key)}
    try:
        row = open_record(ORDERS, by=office, at=MONDAY, given={**given, **letter(MONDAY)})
    except Refused as no:
        return f"{no.refusal.reason.text} {no.refusal.citation}"
    return f"{row.stage} {sees(office, row, MONDAY)} {sees(at_organ(organ(key), 'head'), row, MONDAY)} {row.queue_on}"


@pytest.mark.parametrize("key", ["lx-slj", "lx-nyj", "qc-slj"])
def test_an_order_on_what_is_left_is_answered_as_if_no_report_had_been_split_off(key: str) -> None:
    plain = Matter(lodge(at=MONDAY))
    plain.do("classify", "chenhao", MONDAY, classes=PETITION_CLASS)
    plain.do("transfer", "chenhao", MONDAY, to_organ=organ("lx-nyj"), reason="水渠归它管")
    expected = answered(plain, key)
    assert {answered(remainder(accused), key) for accused in ("lx-slj", "lx-xfj", "lx-zf")} == {expected}


def test_what_the_record_finds_of_what_is_left_goes_on_like_any_order() -> None:
    remainder("lx-xfj")
    rows = watch(days(26))
    assert rows and all(sees(supervisor(row, days(26)), row, days(26)) for row in rows)


def test_an_order_from_before_a_report_was_split_off_is_taken_back_and_what_is_left_is_looked_at_anew() -> None:
    from huiyin.cases.acts import perform
    from huiyin.cases.lodging import ClaimText
    from huiyin.cases.models import Case
    from huiyin.law.terms import Act
    from huiyin.oversight.orders import under_order

    matter = Matter(lodge(claims=(ClaimText("恢复水渠"), ClaimText("查处虚报的人"))))
    row = matter.supervised(by="wuxia", to_organ=organ("lx-xfj"))
    assert under_order([matter.id])
    matter.do("split", "chenhao", days(1), claims=[2], reason="另案办理")
    split_off = Case.objects.latest("id")
    accused = {"classes": {"1": {"kind": "accusation"}}, "accused_organ": organ("lx-slj")}
    perform(case=split_off.id, act=Act.CLASSIFY, by=actor("chenhao"), at=days(1), given=accused)
    row.refresh_from_db()
    assert matter.row.screened and not under_order([matter.id])
    assert (row.stage, row.queue_on, list(row.clocks)) == ("revoked", None, [])
    matter.do("classify", "chenhao", days(1), classes=PETITION_CLASS)
    again = matter.supervised(by="wuxia", at=days(1), to_organ=organ("lx-xfj"))
    assert sees(at_organ(organ("lx-xfj"), "head"), again, days(1)) and under_order([matter.id])


def test_numbers_of_an_office_tell_nothing_of_what_came_between(monkeypatch: pytest.MonkeyPatch) -> None:
    lots = iter([70_000, 71_000, 4321, 4321, 12])  # two matters and their orders
    monkeypatch.setattr("huiyin.record.numbers.secrets.randbelow", lambda most: next(lots))
    first, second = Matter(lodge()).transferred(), Matter(lodge()).transferred()
    assert [each.supervised(by="wuxia").number[-4:] for each in (first, second)] == ["4321", "0012"]
