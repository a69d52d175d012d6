"""An advice by the one door: raised on a journal, issued, answered late, pressed, followed; and read by the right."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, Matter, actor, at_organ, days, lodge, organ

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db

LIABILITY = {"kind": "liability", "whom": "水利局办公室主任", "clause": "42.1"}


def raised(matter: Matter, by: str | Actor = "wuxia", step: str = "", **said: Any) -> Any:
    """An advice to the county's water bureau, or to another organ, resting on a matter."""
    from huiyin.oversight.advice import ADVICES
    from huiyin.record.door import open_record

    key = said.pop("key", None)
    given = {
        "kind": "work", "title": "按期告知信访人", "to_organ": organ("lx-slj"),
        "account": "来信没有按期书面告知信访人。",
        "basis": "《信访工作条例》第二十三条", "demand": "建立收件台账",
        "evidence": f"{matter.row.number}{step}", **said,
    }  # fmt: skip
    return open_record(ADVICES, by=actor(by) if isinstance(by, str) else by, at=MONDAY, given=given, key=key)


def do(row: Any, act: str, by: Actor, at: Any = MONDAY, **given: Any) -> Any:
    from huiyin.law.advice.vocabulary import AdviceAct
    from huiyin.oversight.advice import ADVICES
    from huiyin.record.door import perform

    perform(ADVICES, record=row.id, act=AdviceAct(act), by=by, at=at, given=given)
    row.refresh_from_db()
    return row


def head() -> Actor:
    return at_organ(organ("qc-xfj"), "head")


def issued(row: Any, at: Any = MONDAY) -> Any:
    do(row, "submit", actor("wuxia"), at)
    return do(row, "issue", head(), at, until=(at + timedelta(days=10)).date().isoformat())


def sees(who: Actor, row: Any, at: Any = MONDAY) -> bool:
    from huiyin.oversight.advice import ADVICES
    from huiyin.record.reading import find, visible_to

    day = at.date()
    found = find(ADVICES, who, day, row.number) is not None
    assert visible_to(ADVICES, who, day).filter(id=row.id).exists() == found
    return found


def report(on: str = "lx-slj") -> Matter:
    from huiyin.cases.lodging import Capacity, ClaimText, PartyText
    from huiyin.law.terms import ClaimKind

    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ(on))
    return Matter(lodge(claims=(ClaimText("查处虚报工程款", kind=ClaimKind.ACCUSATION),), parties=(accused,)))


# The door ------------------------------------------------------------------------------------------------------------


def test_an_advice_has_a_number_of_its_own_row_and_a_link_to_the_step_it_rests_on() -> None:
    from huiyin.record.models import Link

    matter = Matter(lodge()).transferred()
    row = raised(matter, step=" 第3步")
    assert row.number.startswith("A99010020261102") and row.stage == "draft" and row.title == "按期告知信访人"
    assert list(Link.objects.filter(record=row.id).values_list("other", "other_kind", "how", "seq")) == [
        (matter.id, "matter", "evidence", 3)
    ]


@pytest.mark.parametrize("line", ["不知道哪一件", "990100202611029999", "{number} 第9步"])
def test_evidence_that_is_not_there_is_refused_at_its_field(line: str) -> None:
    from huiyin.record.door import Refused

    matter = Matter(lodge())
    with pytest.raises(Refused) as no:
        raised(matter, evidence=line.format(number=matter.row.number))
    assert "evidence" in no.value.refusal.wrong


def test_nobody_rests_an_advice_on_what_they_may_not_read() -> None:
    from huiyin.record.door import Refused

    with pytest.raises(Refused):
        raised(Matter(lodge()), by="qianwei", evidence=report().row.number)


def test_the_same_request_twice_gives_one_advice_and_other_words_are_told() -> None:
    from huiyin.record.door import Refused

    matter = Matter(lodge())
    first = raised(matter, key="k")
    assert raised(matter, key="k").id == first.id
    with pytest.raises(Refused, match="刚才已经提交过一次"):
        raised(matter, key="k", demand="另外的建议")


def test_it_is_issued_falls_due_is_noted_late_pressed_answered_and_followed_to_the_end() -> None:
    from huiyin.record.clockwork import run_clocks
    from huiyin.record.models import RunningClock

    row = issued(raised(Matter(lodge()).transferred()))
    assert (row.holder, row.stage, row.queue_on) == (organ("lx-slj"), "issued", days(10).date())
    run_clocks(days(11))
    assert row.events.order_by("-seq").first().act == "note_overdue"
    do(row, "press", actor("wuxia", days(12)), days(12), demand="请尽快反馈")
    water = at_organ(organ("lx-slj"), "head", days(13))
    do(row, "answer", water, days(13), adoption="partly", answer="台账已经建立，专人负责告知", promised="2026-12-01")
    assert row.queue_clock == "" and str(row.queue_on) == "2026-12-01"
    assert not RunningClock.objects.filter(record=row.id).exists()
    do(row, "follow", water, days(14), done="台账已经在用", carried_out=True)
    do(row, "finish", actor("wuxia", days(15)), days(15), summary="已经落实")
    assert row.stage == "closed" and row.closed_on == days(15).date() and row.queue_on is None


def test_its_journal_is_sealed_and_found_whole() -> None:
    from huiyin.record.checking import verify
    from huiyin.record.journal import seal_day

    row = issued(raised(Matter(lodge()).transferred()))
    seal = seal_day(days(1).date(), made_at=days(1))
    assert seal is not None and seal.heads.filter(record=row.id, seq=row.seq).exists()
    assert verify().sound


def test_a_row_changed_past_the_door_is_found() -> None:
    from huiyin.oversight.models import Advice
    from huiyin.record.checking import verify

    row = raised(Matter(lodge()))
    Advice.objects.filter(id=row.id).update(facts=row.facts.replace("draft", "closed"))
    assert verify().drifted == [row.id]


def test_a_clause_is_borne_out_by_what_the_linked_journal_says() -> None:
    from huiyin.record.door import Refused

    matter = Matter(lodge()).transferred()
    with pytest.raises(Refused, match="没有“"):
        raised(matter, **{**LIABILITY, "clause": "44.3"})
    matter.do("note_overdue", "system", days(16), clock="C3")
    assert raised(matter, **{**LIABILITY, "clause": "44.3"}).stage == "draft"


# Reading -------------------------------------------------------------------------------------------------------------


def test_a_draft_is_read_where_it_is_written_and_by_who_oversees_not_by_whom_it_is_about() -> None:
    row = raised(Matter(lodge()).transferred())
    assert sees(actor("wuxia"), row) and not sees(at_organ(organ("lx-slj"), "head"), row)


def test_the_addressed_organ_reads_it_once_it_is_issued() -> None:
    row = issued(raised(Matter(lodge()).transferred()))
    assert sees(at_organ(organ("lx-slj"), "head"), row)


@pytest.mark.parametrize("username", ["zhengyu", "fangqing", "heshan"])
def test_analysts_administrators_and_auditors_read_none(username: str) -> None:
    assert not sees(actor(username), raised(Matter(lodge())))


def test_an_advice_that_rests_on_a_report_is_not_sent_to_the_accused() -> None:
    from huiyin.record.door import Refused

    with pytest.raises(Refused, match="不能接收"):
        raised(report(), by="chenhao")


def test_an_advice_that_rests_on_a_report_is_read_only_by_those_who_may_read_the_report() -> None:
    row = raised(report(), by="chenhao", to_organ=organ("qc-jw"))
    assert sees(actor("chenhao"), row)
    assert not sees(actor("wanglan"), row) and not sees(at_organ(organ("lx-slj"), "head"), row)


def test_when_a_matter_becomes_a_report_what_rests_on_it_closes_with_it() -> None:
    from tests.city import actor as of

    matter = Matter(lodge())
    row = raised(matter, to_organ=organ("qc-jw"))
    assert sees(of("wanglan"), row)
    accused = {"accused_organ": organ("lx-slj")}
    matter.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, **accused)
    assert not sees(of("wanglan"), row) and sees(of("chenhao"), row)


def test_what_rests_on_an_advice_that_rests_on_a_report_is_closed_too() -> None:
    first = raised(report(), by="chenhao", to_organ=organ("qc-jw"))
    second = raised(Matter(lodge()), by="chenhao", evidence=first.number, to_organ=organ("qc-jw"))
    assert sees(actor("chenhao"), second) and not sees(actor("wanglan"), second)


def test_an_advice_on_what_is_left_is_open_to_whom_it_goes_and_refused_to_nobody_for_the_report() -> None:
    from huiyin.record.models import Link
    from tests.oversight.test_orders import remainder

    for accused in ("lx-slj", "lx-nyj"):
        left = remainder(accused)
        office = at_organ(organ("lx-xfj"), "dispatcher")
        rows = [raised(left, by=office, to_organ=organ(key)) for key in ("lx-slj", "lx-nyj")]
        for row in rows:
            do(row, "submit", office)
        assert {row.stage for row in rows} == {"submitted"} and all(sees(office, row) for row in rows)
        assert not Link.objects.filter(record__in=[row.id for row in rows], entry=0).exists()


def test_a_step_is_kept_by_its_own_number_and_told_by_the_one_its_reader_knows() -> None:
    from huiyin.cases.queries import closed_upto
    from huiyin.record.models import Link
    from huiyin.record.reading import linked_to
    from tests.oversight.test_orders import remainder

    left = remainder("lx-slj")
    reader = at_organ(organ("lx-xfj"), "dispatcher")
    upto = closed_upto(left.row, reader, MONDAY.date())
    row = raised(left, by=reader, to_organ=organ("lx-nyj"), step=" 第2步")
    (link,) = Link.objects.filter(record=row.id)
    (told,) = linked_to(row, reader, MONDAY.date())
    assert upto and (link.seq, told.seq) == (upto + 1, 2)


def test_the_period_of_what_nobody_there_can_read_any_more_stands() -> None:
    from huiyin.record.clockwork import run_clocks

    matter = Matter(lodge())
    row = issued(raised(matter, to_organ=organ("lx-slj")))
    other = issued(raised(Matter(lodge()), to_organ=organ("lx-slj")))
    accused = {"accused_organ": organ("lx-slj")}
    matter.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, **accused)
    while run_clocks(days(25)):
        pass
    assert not row.events.filter(act="note_overdue").exists()
    assert other.events.filter(act="note_overdue").exists()
