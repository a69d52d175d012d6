"""The outbox: nothing is lost when a worker dies, and one bad message does not hold up the others."""

from __future__ import annotations

import time

import pytest

from huiyin.record.models import Message
from tests.city import days, lodge

pytestmark = pytest.mark.django_db

NOW = days(4000)


def waiting() -> int:

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
    from huiyin.record.outbox import deliver

    def broken(batch: object) -> None:
        raise ValueError("no index")

    lodge()
    deliver({"index": broken}, NOW)
    assert set(Message.objects.filter(topic="index").values_list("fault", flat=True)) == {"ValueError: no index"}


def test_one_failing_topic_does_not_hold_up_another() -> None:
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
    from huiyin.record.outbox import deliver

    bad = lodge().case.id
    lodge()

    def picky(batch: list[Message]) -> None:
        if bad in {row.record for row in batch}:
            raise ValueError

    deliver({"index": picky}, NOW)
    assert set(Message.objects.filter(topic="index").values_list("record", flat=True)) == {bad}


def test_a_lease_is_renewed_while_somebody_works_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.record.outbox import LEASE, deliver, keep, take

    taken_meanwhile: list[Message] = []

    def slow(batch: list[Message]) -> None:
        later = time.monotonic() + 50
        monkeypatch.setattr(time, "monotonic", lambda: later)
        keep()
        taken_meanwhile.extend(take(["index"], NOW + LEASE))

    lodge()
    deliver({"index": slow}, NOW)
    assert (taken_meanwhile, waiting()) == ([], 0)


def test_who_finds_the_lease_taken_over_stops_and_leaves_the_rest_alone() -> None:
    from huiyin.record.outbox import LEASE, deliver

    def overtaken(batch: list[Message]) -> None:
        Message.objects.filter(id__in=[row.id for row in batch]).update(ready_at=NOW + 2 * LEASE)

    lodge()
    deliver({"index": overtaken}, NOW)
    assert waiting() == 1


def test_what_always_fails_is_set_aside_and_tried_again_when_somebody_says_so() -> None:
    from huiyin.record import setting_aside
    from huiyin.record.outbox import TRIES, deliver, take

    def broken(batch: object) -> None:
        raise ValueError("words that nobody should see")

    lodge()
    Message.objects.exclude(topic="index").delete()
    for count in range(TRIES + 5):
        deliver({"index": broken}, days(4000 + count))
    (row,) = setting_aside.waiting()
    assert (row.what, row.fault, take(["index"], days(5000))) == ("index", "ValueError", [])
    setting_aside.try_again(row, NOW)
    assert len(take(["index"], NOW)) == 1


def test_a_server_that_is_away_is_waited_for_as_long_as_it_takes() -> None:
    from huiyin.record import setting_aside
    from huiyin.record.outbox import TRIES, Later, deliver

    def away(batch: object) -> None:
        raise Later

    lodge()
    for count in range(3 * TRIES):
        deliver({"index": away}, days(4000 + count))
    assert (setting_aside.waiting(), waiting()) == ([], 1)
