"""An undertaking by the one door: opened by the matter, reported with evidence, confirmed or denied by the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.city import MONDAY, OUTCOME, SITE, Matter, actor, at_organ, days, handler_of, lodge, organ, word

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
BESIDE = {"what": "渠修通以前每三天送一次水", "until": "2026-11-30", "source": "visit"}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path


def promised() -> tuple[Matter, Any]:
    matter = Matter(lodge()).served()
    (row,) = matter.promises
    return matter, row


def beside(matter: Matter, by: Actor, at: datetime = MONDAY, **said: Any) -> Any:
    """Something that somebody promised beside the claims."""
    from huiyin.oversight.undertakings import UNDERTAKINGS
    from huiyin.record.door import open_record

    return open_record(UNDERTAKINGS, by=by, at=at, given={"matter": matter.row.number, **BESIDE, **said})


def execution(matter: Matter) -> str:
    return str(matter.facts.claims[0].execution)


def sees(who: Actor, row: Any, at: datetime = MONDAY) -> bool:
    from huiyin.oversight.undertakings import UNDERTAKINGS
    from huiyin.record.reading import find

    return find(UNDERTAKINGS, who, at.date(), row.number) is not None


def refused(row: Any, act: str, by: str | Actor, at: datetime = MONDAY, **given: Any) -> str:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as no:
        word(row, act, by, at, **given)
    return str(no.value)


def test_serving_an_opinion_that_supports_a_claim_opens_the_undertaking_at_the_organ_that_promised() -> None:
    matter, row = promised()
    assert (row.stage, row.holder, row.claim, str(row.by)) == ("promised", organ("lx-slj"), 1, "2026-12-30")
    assert (row.owner, str(row.queue_on)) == (matter.facts.handler, "2026-12-30")
    assert sees(at_organ(organ("lx-slj"), "head"), row) and sees(actor("chenhao"), row)
    assert not sees(at_organ(organ("lx-nyj"), "head"), row)


def test_answered_carried_out_and_confirmed_are_three_states() -> None:
    matter, row = promised()
    assert execution(matter) == "due"
    word(row, "report", handler_of(matter), days(3), **SITE)
    assert (row.stage, execution(matter)) == ("reported", "done")
    word(row, "confirm", "petitioner", days(4))
    assert (row.stage, execution(matter), matter.facts.content) == ("kept", "confirmed", True)
    assert row.closed_on == days(4).date()


def test_silence_is_never_a_yes() -> None:
    from huiyin.house.demo.clock import clock_at
    from huiyin.record.clockwork import run_clocks

    matter, row = promised()
    word(row, "report", handler_of(matter), days(3), **SITE)
    with clock_at(days(34)):
        run_clocks(days(34))
    row.refresh_from_db()
    assert (row.stage, row.confirmed_on, execution(matter)) == ("unconfirmed", None, "done")
    with clock_at(days(50)):
        word(row, "deny", "petitioner", days(50), reason="根本没有挖")
    assert (row.stage, row.closed_on, execution(matter)) == ("denied", None, "denied")


def test_what_is_named_as_evidence_is_handed_in_and_kept_with_the_matter() -> None:
    from dataclasses import asdict

    from huiyin.cases import materials
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words

    matter, row = promised()
    photo = asdict(materials.store(SimpleUploadedFile("回单.txt", "转账回单".encode())))
    assert "请附上" in refused(row, "report", handler_of(matter), days(3), **{**SITE, "kind": "payment"})
    word(row, "report", handler_of(matter), days(3), **{**SITE, "kind": "payment", "files": [photo]})
    # The record keeps hashes alone: its page must open all the same (it failed for everybody from then on).
    handler = Person.objects.get(id=handler_of(matter).person)
    page = Desk(handler.username).open(f"/desk/records/undertaking/{row.number}")
    assert page.status_code == 200 and "报告落实" in words(page)
    (exhibit,) = matter.row.exhibits.all()
    assert exhibit.sha256 == photo["sha256"] and photo["sha256"] in row.events.order_by("-seq").first().payload


def test_at_a_counter_the_persons_word_needs_proof_and_is_not_taken_by_who_reported_it() -> None:
    matter, row = promised()
    handler, clerk = handler_of(matter), actor("chenhao", days(4))
    word(row, "report", handler, days(3), **SITE)
    assert "不能替信访人" in refused(row, "confirm", handler, days(4), proof="签名的字条")
    assert "凭证" in refused(row, "confirm", clerk, days(4))
    word(row, "confirm", clerk, days(4), proof="到窗口签名的字条")
    assert row.stage == "kept" and matter.row.events.order_by("-seq").first().organ == organ("qc-xfj")


def test_each_promised_thing_has_its_own_word() -> None:
    from tests.desk.life import TWO_CLAIMS

    matter = Matter(lodge(claims=TWO_CLAIMS))
    petition = {"kind": "grievance", "ground": "6"}
    matter.do("classify", "chenhao", classes={"1": petition, "2": petition})
    matter.do("transfer", "chenhao", to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    handler = handler_of(matter)
    matter.do("accept", handler, to_person=handler.person, procedure="六十天内书面答复您")
    grounds = {"heard": "当面听取，本人说水渠被占", "suffices": "已有丈量图和照片，事实清楚"}
    matter.do("propose", handler, outcomes={"1": OUTCOME, "2": {**OUTCOME, "execute_by": "2026-12-01"}}, **grounds)
    matter.do("sign", at_organ(matter.row.holder, "head"))
    matter.issue()
    matter.do("serve", handler, method="by_hand", receiver="陈大山", served_on="2026-11-02", proof="签名")
    for which in (0, 1):
        matter.word("report", handler, days(2), which, **SITE)
    matter.word("confirm", "petitioner", days(3), 0)
    matter.word("deny", "petitioner", days(3), 1, reason="钱没有到")
    assert [claim.execution for claim in matter.facts.claims] == ["confirmed", "denied"]
    assert [row.stage for row in matter.promises] == ["kept", "denied"]


def test_put_off_with_a_reason_the_person_is_told_of_it_on_paper() -> None:
    matter, row = promised()
    assert "要比它晚" in refused(row, "extend", at_organ(row.holder, "head"), until="2026-12-01", reason="下雨没法施工")
    word(row, "extend", at_organ(row.holder, "head"), days(9), until="2027-01-31", reason="下雨没法施工")
    last = matter.row.events.order_by("-seq").first()
    assert (last.act, str(matter.facts.claims[0].execute_by), str(row.by)) == (
        "change_promise", "2027-01-31", "2027-01-31",
    )  # fmt: skip
    assert [paper.kind for paper in matter.row.owed_papers.filter(event_seq=last.seq)] == ["promise_changed"]


def test_nobody_gets_a_promise_who_did_not_take_it_over() -> None:
    matter, row = promised()
    other = organ("lx-nyj")
    word(row, "offer", at_organ(row.holder, "head"), days(1), to_organ=other, reason="渠系已移交农业农村局")
    assert (row.stage, row.holder, row.to_organ) == ("offered", other, organ("lx-slj"))
    word(row, "decline", at_organ(other, "head"), days(2), reason="没有移交手续")
    assert (row.stage, row.holder) == ("promised", organ("lx-slj"))
    word(row, "offer", at_organ(row.holder, "head"), days(3), to_organ=other, reason="手续已经补上，请接手")
    word(row, "take_over", at_organ(other, "head"), days(4), note="我们下周开工")
    assert (row.stage, row.to_organ) == ("promised", other)
    assert matter.row.events.order_by("-seq").first().act == "change_promise"
    word(row, "report", at_organ(other, "handler"), days(5), **SITE)
    assert execution(matter) == "done"


def test_an_agreement_promises_too_and_broken_it_binds_no_more() -> None:
    matter = Matter(lodge()).handled()
    agreed = {"terms": "砂场十日内恢复水渠", "parties": "陈大山；砂场", "until": "2026-11-20", "consent": True}
    matter.do("mediate", handler_of(matter), **agreed)
    (row,) = matter.promises
    assert (row.source, str(row.by)) == ("agreement", "2026-11-20")
    matter.do("break_agreement", "petitioner", days(20), reason="没有恢复")
    row.refresh_from_db()
    assert row.stage == "released" and execution(matter) == "none"


def test_an_opinion_that_a_review_revokes_promises_nothing_any_more() -> None:
    matter, row = promised()
    matter.do("seek_review", "petitioner", days(1), reason="期限太晚，请改")
    reviewer = at_organ(matter.row.holder, "reviewer")
    matter.do("admit_review", reviewer, days(1), to_person=reviewer.person)
    matter.do(
        "decide_review", at_organ(matter.row.holder, "head"), days(2), ruling="redo", reason="事实没有查清，责令重办"
    )
    matter.issue(days(2))
    matter.do("serve", reviewer, days(2), method="post", receiver="陈大山", served_on="2026-11-04", proof="EMS 1")
    row.refresh_from_db()
    assert row.stage == "released"


def test_what_is_promised_beside_the_claims_keeps_the_matter_open_until_it_is_kept_or_taken_back() -> None:
    from huiyin.house.demo.clock import clock_at
    from huiyin.record.door import Refused

    matter = Matter(lodge()).served(outcome="explained", execute_by="")
    row = beside(matter, at_organ(organ("lx-slj"), "head"))
    matter.issue()
    with clock_at(days(40)):
        with pytest.raises(Refused, match=row.number):
            matter.do("close", handler_of(matter), days(40))
        word(row, "take_back", at_organ(organ("lx-slj"), "head"), days(40), reason="渠已经修通，不用再送水")
        matter.issue(days(40))
        matter.do("close", handler_of(matter), days(40))
    assert matter.row.stage == "closed"


def test_a_promise_unkept_and_one_denied_are_orders_proposed_by_themselves() -> None:
    from huiyin.oversight.models import Order
    from huiyin.oversight.watching import watch

    matter = Matter(lodge()).served(execute_by="2026-11-10")
    (row,) = matter.promises
    watch(days(9))
    assert [order.cause for order in Order.objects.all()] == ["promise"]
    word(row, "report", at_organ(row.holder, "handler"), days(9), **SITE)
    word(row, "deny", "petitioner", days(10), reason="只挖了十米")
    watch(days(11))
    assert {(order.cause, order.stage) for order in Order.objects.all()} == {
        ("promise", "revoked"), ("denied", "proposed"),
    }  # fmt: skip


def test_nobody_promises_for_an_organ_that_is_not_theirs_and_nobody_by_hand_to_who_reported() -> None:
    from huiyin.record.door import Refused
    from tests.oversight.test_orders import report

    matter = Matter(lodge()).transferred()
    with pytest.raises(Refused, match="只能替本单位"):
        beside(matter, at_organ(organ("lx-slj"), "head"), to_organ=organ("lx-nyj"))
    secret = report()
    with pytest.raises(Refused) as no:
        beside(secret, at_organ(organ("lx-slj"), "head"))
    assert "没有找到" in str(no.value.refusal.wrong["matter"])
    with pytest.raises(Refused, match="不另立"):
        beside(secret, actor("zhouping"))


def test_when_its_matter_becomes_a_report_the_promise_closes_with_it() -> None:
    matter = Matter(lodge()).handled()
    agreed = {"terms": "砂场十日内恢复水渠", "parties": "陈大山；砂场", "until": "2026-11-20", "consent": True}
    matter.do("mediate", handler_of(matter), **agreed)
    (row,), water = matter.promises, at_organ(organ("lx-slj"), "handler")
    matter.do("break_agreement", "petitioner", days(20), reason="没有恢复")
    assert sees(water, row, days(20))
    matter.do("classify", water, days(20), classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    assert not sees(water, row, days(20))


def test_what_is_said_of_a_promise_to_who_reported_goes_into_the_sealed_journal_alone() -> None:
    from huiyin.cases.models import Case

    matter, row = promised()
    Case.objects.filter(id=matter.id).update(report=True)
    word(row, "report", handler_of(matter), days(1), account="独一句的落实经过写在这里", kind="site")
    assert "独一句" not in row.events.order_by("-seq").first().payload
    assert "独一句" in matter.row.events.order_by("-seq").first().payload


def test_of_what_is_left_after_a_split_the_next_organ_keeps_its_promise_though_the_report_is_about_it() -> None:
    """The promise came after the report was split off: it lies behind nothing."""
    from tests.oversight.test_orders import remainder

    matter = remainder("lx-nyj")
    handler = handler_of(matter)
    matter.do("accept", handler, to_person=handler.person, procedure="六十天内书面答复您")
    grounds = {"heard": "当面听取，本人说水渠被占", "suffices": "已有丈量图和照片，事实清楚"}
    matter.do("propose", handler, outcomes={"1": OUTCOME}, **grounds)
    matter.do("sign", at_organ(matter.row.holder, "head"))
    matter.issue()
    matter.do("serve", handler, method="by_hand", receiver="陈大山", served_on="2026-11-02", proof="签名")
    (row,) = matter.promises
    assert sees(handler, row) and sees(at_organ(organ("lx-nyj"), "head"), row)
    word(row, "report", handler, days(1), **SITE)
    assert row.stage == "reported"


def test_its_journal_is_whole_and_its_columns_are_held_against_it() -> None:
    from huiyin.record.checking import verify

    matter, row = promised()
    word(row, "report", handler_of(matter), days(3), **SITE)
    assert not list(verify().rows)
    type(row).objects.filter(id=row.id).update(claim=2, by="2027-05-05")
    assert any("oversight_undertaking" in str(fault) for fault in verify().rows)


def test_promises_of_an_earlier_version_become_undertakings_once_with_their_past() -> None:
    from huiyin.oversight.carrying_promises import carry_promises_over
    from huiyin.oversight.models import Undertaking
    from huiyin.record.checking import verify
    from huiyin.record.models import Event, Link, Message, RunningClock, Standing

    first, second = Matter(lodge()).served(), Matter(lodge()).served()
    first.carried_out(days(2))
    first.word("deny", "petitioner", days(3), reason="只挖了十米")
    gone = list(Undertaking.objects.values_list("id", flat=True))
    for model in (Event, Link, Message, RunningClock, Standing):
        model._default_manager.filter(record__in=gone).delete()
    Undertaking.objects.all().delete()
    for event in Event.objects.filter(act__in=("execute", "deny_execution")):
        assert '"from":' in event.payload
    assert carry_promises_over() == 2 and carry_promises_over() == 0
    assert [(row.stage, str(row.by)) for row in (*first.promises, *second.promises)] == [
        ("denied", "2026-12-30"), ("promised", "2026-12-30"),
    ]  # fmt: skip
    assert not list(verify().rows)
    first.carried_out(days(5))
    assert execution(first) == "done"


def test_the_page_of_the_matter_says_what_was_promised_beside_the_claims() -> None:
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words

    matter, _ = promised()
    beside(matter, at_organ(organ("lx-slj"), "head"))
    handler = Person.objects.get(id=handler_of(matter).person).username
    assert BESIDE["what"] in words(Desk(handler).open(f"/desk/cases/{matter.row.number}"))
