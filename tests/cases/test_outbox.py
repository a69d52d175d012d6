"""The outbox: nothing is lost when a worker dies, and one bad message does not hold up the others."""

from __future__ import annotations

import pytest

from tests.city import days, lodge

pytestmark = pytest.mark.django_db

NOW = days(4000)


def waiting() -> int:
    from huiyin.record.models import Message

    return Message.objects.filter(topic="index").count()


def test_a_message_is_taken_by_one_worker_at_a_time() -> None:
    from huiyin.record.outbox import take

    lodge()
    assert (len(take(["index"], NOW)) > 0, take(["index"], NOW)) == (True, [])


def test_a_message_of_a_dead_worker_comes_back_after_its_lease() -> None:
    from huiyin.record.outbox import LEASE, take

    lodge()
    first = take(["index"], NOW)
    assert {row.id for row in take(["index"], NOW + LEASE)} == {row.id for row in first}


def test_a_delivered_message_is_gone() -> None:
    from huiyin.record.outbox import deliver

    lodge()
    deliver({"index": lambda batch: None}, NOW)
    assert waiting() == 0


def test_a_message_whose_handler_fails_stays_and_says_why() -> None:
    from huiyin.record.models import Message
    from huiyin.record.outbox import deliver

    def broken(batch: object) -> None:
        raise ValueError("no index")

    lodge()
    deliver({"index": broken}, NOW)
    assert set(Message.objects.filter(topic="index").values_list("fault", flat=True)) == {"ValueError: no index"}


def test_one_failing_topic_does_not_hold_up_another() -> None:
    from huiyin.record.models import Message
    from huiyin.record.outbox import deliver

    def broken(batch: object) -> None:
        raise ValueError

    lodge()
    deliver({"index": broken, "notice": lambda batch: None}, NOW)
    assert not Message.objects.filter(topic="notice").exists()


def test_a_refused_act_leaves_no_message() -> None:
    from huiyin.cases.acts import Refused
    from tests.city import Matter

    matter = Matter(lodge())
    before = waiting()
    with pytest.raises(Refused):
        matter.do("transfer", "wanglan")
    assert waiting() == before


def test_one_bad_message_does_not_hold_up_the_others_of_its_batch() -> None:
    from huiyin.record.models import Message
    from huiyin.record.outbox import deliver

    bad = lodge().case.id
    lodge()

    def picky(batch: list[Message]) -> None:
        if bad in {row.record for row in batch}:
            raise ValueError

    deliver({"index": picky}, NOW)
    assert set(Message.objects.filter(topic="index").values_list("record", flat=True)) == {bad}
