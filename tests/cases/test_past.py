"""Matters with a past elsewhere: many in one transaction, under the same law and in the same journal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.city import MONDAY, days, organ

pytestmark = pytest.mark.django_db


def past(number: str = "1", **changes: Any):  # type: ignore[no-untyped-def]
    """A message of that Monday, answered ten days later."""
    from huiyin.cases.acts import Past
    from huiyin.cases.lodging import ClaimText, Lodging
    from huiyin.law.frame.facts import SYSTEM
    from huiyin.law.terms import Channel

    lodging = Lodging(
        Channel.WEB, organ("qc-xfj"), "990100000000", MONDAY, "路灯不亮", (ClaimText("修好路灯"),),
        external=(("留言板", number),),
    )  # fmt: skip
    answer = {"answer": "已经修好。", "method": "electronic"}
    return Past(**{"lodging": lodging, "by": SYSTEM, "answer": answer, "answered_at": days(10), **changes})


def take(*pasts: Any) -> list[Any]:
    from huiyin.cases.acts import take_in

    return take_in(pasts)


def test_an_answered_matter_comes_in_as_answered_on_that_day() -> None:
    (taken,) = take(past())
    case = taken.lodged.case
    assert (case.stage, case.answered_on, case.seq) == ("served", days(10).date(), 2)


def test_its_rows_say_what_its_facts_say() -> None:
    from huiyin.record.checking import verify

    take(past(), past("2", answer=None))
    assert verify().sound


def test_a_claim_that_was_answered_shows_its_outcome() -> None:
    (taken,) = take(past())
    assert taken.lodged.case.claims.get().outcome == "answered"


def test_the_papers_of_every_step_are_owed_from_their_day() -> None:
    (taken,) = take(past())
    owed = taken.lodged.case.owed_papers.order_by("event_seq").values_list("kind", "owed_on")
    assert list(owed) == [("receipt", MONDAY.date()), ("reply_letter", days(10).date())]


def test_an_answered_matter_has_no_running_clock_and_an_open_one_has() -> None:
    answered, waiting = take(past(), past("2", answer=None))
    assert (answered.lodged.case.clocks.count(), waiting.lodged.case.clocks.count()) == (0, 1)


def test_an_answer_that_is_refused_leaves_the_matter_open_and_says_why() -> None:
    (taken,) = take(past(answered_at=days(-3)))
    assert (taken.lodged.case.stage, "不能早于" in str(taken.refusal.reason)) == ("registered", True)


def test_what_the_law_refuses_does_not_hold_up_its_neighbours() -> None:
    from dataclasses import replace

    from huiyin.cases.lodging import Capacity, ClaimText, PartyText
    from huiyin.law.terms import ClaimKind

    against = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("qc-xfj"))
    claims = (ClaimText("查处", kind=ClaimKind.ACCUSATION),)
    report = past("2", lodging=replace(past("2").lodging, parties=(against,), claims=claims))
    refused, taken = take(report, past())
    assert (refused.lodged, bool(refused.refusal), bool(taken.lodged)) == (None, True, True)


def test_the_same_number_of_the_other_system_twice_writes_nothing() -> None:
    from django.db import IntegrityError

    from huiyin.cases.models import Case

    with pytest.raises(IntegrityError):
        take(past(), past())
    assert not Case.objects.exists()
