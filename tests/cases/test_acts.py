"""The one door: an act is done whole or not at all, once, by those the law names."""

from __future__ import annotations

import pytest

from tests.city import MONDAY, PETITION_CLASS, Matter, days, handler_of, holder_as, lodge, organ

pytestmark = pytest.mark.django_db


def refused(matter: Matter, act: str, by: object, **given: object) -> str:
    from huiyin.cases.acts import Refused

    with pytest.raises(Refused) as caught:
        matter.do(act, by, **given)  # type: ignore[arg-type]
    return str(caught.value.refusal.reason)


def test_an_act_moves_the_stage() -> None:
    assert Matter(lodge()).transferred().row.stage == "transferred"


def test_an_act_of_the_wrong_role_is_refused_and_leaves_no_event() -> None:
    matter = Matter(lodge())
    assert "分流员" in refused(matter, "transfer", "wanglan", to_organ=organ("lx-slj"), reason="归它管")
    assert matter.row.seq == 1


def test_the_same_request_twice_gives_one_event() -> None:
    matter = Matter(lodge())
    first = matter.do("classify", "chenhao", classes=PETITION_CLASS, _key="k")
    second = matter.do("classify", "chenhao", classes=PETITION_CLASS, _key="k")
    assert (first.id, matter.row.seq) == (second.id, 2)


def test_a_repeated_request_whose_act_is_no_longer_open_still_gets_its_first_answer() -> None:
    matter = Matter(lodge())
    matter.do("classify", "chenhao", classes=PETITION_CLASS)
    given = {"to_organ": organ("lx-slj"), "reason": "水渠归县水利局管"}
    first = matter.do("transfer", "chenhao", _key="t", **given)
    assert matter.do("transfer", "chenhao", _key="t", **given).id == first.id


def test_who_acts_on_what_has_changed_since_is_told_and_nothing_is_written() -> None:
    matter = Matter(lodge())
    matter.do("contact", "chenhao", way="电话", account="核对了地址")
    assert "又有了新的进展" in refused(matter, "classify", "chenhao", classes=PETITION_CLASS, _seen=1)


def test_an_act_cannot_lie_in_the_future() -> None:
    assert "不能在现在以后" in refused(Matter(lodge()), "classify", "chenhao", at=days(400), classes=PETITION_CLASS)


def test_a_step_cannot_come_before_the_last_one() -> None:
    matter = Matter(lodge(at=MONDAY)).transferred()
    assert "不能早于" in refused(
        matter,
        "accept",
        handler_of(matter),
        at=days(-1),
        to_person=handler_of(matter).person,
        procedure="调查核实后书面答复您",
    )


def test_a_contact_may_be_entered_late_and_shows_when_it_was_written() -> None:
    matter = Matter(lodge(at=days(-5)))
    matter.do("classify", "chenhao", classes=PETITION_CLASS)
    event = matter.do("contact", "chenhao", at=days(-2), way="电话", account="问清了地点")
    assert event.at < event.recorded_at


def test_missing_particulars_are_named_field_by_field() -> None:
    from huiyin.cases.acts import Refused

    with pytest.raises(Refused) as caught:
        Matter(lodge()).do("transfer", "chenhao")
    assert set(caught.value.refusal.wrong) == {"to_organ", "reason"}


def test_the_papers_the_law_demands_are_owed() -> None:
    matter = Matter(lodge()).transferred()
    owed = set(matter.row.owed_papers.values_list("kind", flat=True))
    assert owed == {"receipt", "transfer_letter", "destination_notice"}


def test_the_clock_rows_say_what_the_facts_say() -> None:
    matter = Matter(lodge()).transferred()
    rows = dict(matter.row.clocks.values_list("kind", "due_on"))
    assert {kind: day.isoformat() for kind, day in rows.items()} == {"C3": "2026-11-17", "C4": "2026-11-09"}


def test_every_act_leaves_word_for_the_other_rooms() -> None:
    from huiyin.record.models import Message

    matter = Matter(lodge())
    matter.do("classify", "chenhao", classes=PETITION_CLASS)
    assert Message.objects.filter(record=matter.id, seq=2, topic="index").count() == 1


def test_a_served_answer_is_dated_by_its_service() -> None:
    assert Matter(lodge()).served().row.answered_on.isoformat() == "2026-11-02"


def test_the_whole_road_from_letter_to_archive_with_review_and_rereview() -> None:
    matter = Matter(lodge()).served()
    for seek in ("seek_review", "seek_rereview"):
        matter.do(seek, "petitioner", reason="四十二米只恢复了三十米")
        reviewer = reviewer_of(matter)
        matter.do("admit_review", reviewer, to_person=reviewer.person)
        matter.do("decide_review", holder_as(matter, "head"), ruling="uphold", reason="事实清楚，依据充分，程序合法")
        matter.issue()
        matter.do("serve", reviewer, method="post", receiver="陈大山", served_on="2026-11-02", proof="EMS 1")
    handler = handler_of(matter)
    matter.carried_out()
    matter.word("confirm", "petitioner")
    matter.issue()
    matter.do("close", handler)
    matter.do("archive", handler)
    assert (matter.row.stage, matter.facts.closure) == ("archived", "final")


def reviewer_of(matter: Matter) -> object:
    from huiyin.people.posts import actor_of

    return actor_of(matter.row.owner, on=MONDAY.date(), organ=matter.row.holder)


def test_the_stored_facts_are_the_fold_of_the_events() -> None:
    from huiyin.law.frame.fold import replay
    from huiyin.law.matter.procedure import MATTER
    from huiyin.record.door import as_law

    matter = Matter(lodge()).served()
    assert replay(MATTER, map(as_law, matter.row.events.order_by("seq"))) == matter.facts


def test_a_rating_can_be_changed_and_silence_stays_silence() -> None:
    matter = Matter(lodge()).served()
    matter.do("rate", "petitioner", unit="dissatisfied", reason="水还没通")
    matter.do("rate", "petitioner", unit="fair")
    rating = matter.row.rating
    assert (rating.office, rating.unit) == ("", "fair")


def test_more_material_becomes_a_submission_of_the_matter() -> None:
    matter = Matter(lodge())
    matter.do("supplement", "petitioner", text="补充：照片是上周拍的")
    assert matter.row.submissions.order_by("event_seq").last().text == "补充：照片是上周拍的"


def test_who_joins_is_a_party_and_no_word_of_the_journal() -> None:
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, PartyText

    matter = Matter(lodge())
    who = PartyText(Capacity.COSIGNER, Identity("王二梅", phone="13200007711"))
    event = matter.do("join", "petitioner", _joining=who)
    assert matter.row.parties.filter(capacity="cosigner").count() == 1
    assert "王二梅" not in event.payload


# Splitting and merging


def test_a_split_matter_keeps_the_day_it_was_received() -> None:
    matter = two_claims(at=days(-4))
    matter.do("split", "chenhao", claims=[2], reason="分属两个单位")
    assert child_of(matter).lodged_at == days(-4)


def test_the_receipt_of_what_was_split_off_is_owed_from_that_day() -> None:
    matter = two_claims(at=days(-4))
    event = matter.do("split", "chenhao", claims=[2], reason="分属两个单位")
    assert {row.owed_on for row in child_of(matter).owed_papers.all()} == {event.at.date()}


def test_a_split_claim_is_answered_in_its_own_matter() -> None:
    from huiyin.cases.models import Claim

    matter = two_claims()
    matter.do("split", "chenhao", claims=[2], reason="分属两个单位")
    assert Claim.objects.get(case=child_of(matter)).request == "修村口的路"


def two_claims(**changes: object) -> Matter:
    from huiyin.cases.lodging import ClaimText

    return Matter(lodge(claims=(ClaimText("恢复灌溉渠"), ClaimText("修村口的路")), **changes))  # type: ignore[arg-type]


def child_of(matter: Matter):  # type: ignore[no-untyped-def]
    from huiyin.cases.models import Case, Claim

    return Case.objects.get(id=Claim.objects.get(case=matter.id, seq=2).split_to)


def test_merging_closes_the_one_and_tells_the_other() -> None:
    kept, gone = Matter(lodge()), Matter(lodge())
    gone.do("merge", "chenhao", into=kept.row.number, reason="同一人同一事")
    assert (gone.row.stage, kept.row.events.order_by("seq").last().act) == ("closed", "absorb")


def test_a_matter_gathers_the_submissions_of_those_merged_into_it() -> None:
    from huiyin.cases.queries import submissions_of

    kept, gone = Matter(lodge()), Matter(lodge(text="再说一遍"))
    gone.do("merge", "chenhao", into=kept.row.number, reason="同一人同一事")
    assert "再说一遍" in {submission.text for submission in submissions_of(kept.row, None, MONDAY.date())}


def test_nothing_is_merged_into_a_number_that_does_not_exist() -> None:
    assert "没有找到" in refused(Matter(lodge()), "merge", "chenhao", into="123", reason="同一人同一事")


def test_no_further_acceptance_needs_an_earlier_matter_that_ended() -> None:
    earlier, later = Matter(lodge()), Matter(lodge())
    later.do("classify", "chenhao", classes=PETITION_CLASS)
    assert "没有终结" in refused(
        later, "no_further", "chenhao", earlier=earlier.row.number, reason="和原来反映的是同一事实和理由"
    )


def test_a_later_contact_binds_no_step_to_its_date() -> None:
    matter = Matter(lodge(at=days(-9)))
    matter.do("contact", "chenhao", at=days(-2), way="电话", account="问清了地点")
    assert matter.do("classify", "chenhao", at=days(-5), classes=PETITION_CLASS).act == "classify"


def test_a_late_entry_does_not_make_the_matter_look_silent() -> None:
    matter = Matter(lodge(at=days(-9)))
    matter.do("classify", "chenhao", at=days(-2), classes=PETITION_CLASS)
    matter.do("contact", "chenhao", at=days(-6), way="电话", account="问清了地点")
    assert matter.row.last_on == days(-2).date()
