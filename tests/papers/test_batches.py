"""Many papers in one go: each once, no number lost, whatever dies on the way."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.cases.lodging import ClaimText
from huiyin.cases.papers import batches
from huiyin.cases.papers.batches import draw, order_again, progress, refusals, start
from huiyin.cases.papers.instruments import owed_rows
from huiyin.law.papers import Paper as Kind
from huiyin.papers.models import BatchItem, Paper
from huiyin.record.models import Message, OwedPaper
from huiyin.record.outbox import deliver
from tests.city import MONDAY, Matter, actor, at_organ, days, lodge, organ

pytestmark = pytest.mark.django_db
LATER = days(1)


@pytest.fixture
def matters(db: None) -> list[Matter]:
    """Three letters sorted by the city's petition office."""
    return [Matter(lodge()).transferred() for _ in range(3)]


def notices() -> list[int]:
    rows = owed_rows(actor("chenhao"), MONDAY.date()).filter(kind=Kind.DESTINATION_NOTICE.value)
    return list(rows.values_list("id", flat=True))


def ordered() -> Any:
    return start(notices(), actor("chenhao"), MONDAY)


def work() -> None:
    while deliver({"draw": draw}, LATER):
        pass


def numbers() -> list[int]:
    return sorted(Paper.objects.filter(kind=Kind.DESTINATION_NOTICE.value).values_list("seq", flat=True))


def test_ordering_draws_nothing_yet(matters: list[Matter]) -> None:
    assert progress(ordered()).waiting == 3 and not Paper.objects.exists()


def test_the_worker_draws_them_all(matters: list[Matter]) -> None:
    batch = ordered()
    work()
    found = progress(batch)
    assert (found.drawn, found.waiting, found.refused) == (3, 0, 0)


def test_the_papers_are_in_the_name_of_whoever_ordered_them(matters: list[Matter]) -> None:
    ordered()
    work()
    assert set(Paper.objects.values_list("issued_by", flat=True)) == {actor("chenhao").person}


def test_a_message_that_comes_twice_gives_one_paper(matters: list[Matter]) -> None:
    ordered()
    messages = list(Message.objects.filter(topic="draw"))
    draw(messages)
    draw(messages)
    assert numbers() == [1, 2, 3]


def test_a_worker_that_dies_in_the_middle_leaves_no_gap(matters: list[Matter], monkeypatch: Any) -> None:
    """It has numbered and drawn a paper, and dies before it could say so."""
    batch = ordered()

    class Killed(BaseException):
        pass

    def dies(*args: Any) -> None:
        issue(*args)
        raise Killed

    issue = batches.issue
    monkeypatch.setattr(batches, "issue", dies)
    with pytest.raises(Killed):
        deliver({"draw": draw}, MONDAY + batches.PACE * 5)
    monkeypatch.undo()
    work()
    assert numbers() == [1, 2, 3] and progress(batch).drawn == 3


def test_the_same_paper_is_not_ordered_twice(matters: list[Matter]) -> None:
    ordered()
    assert progress(ordered()).whole == 0


def test_what_is_asked_for_again_is_drawn_once(matters: list[Matter]) -> None:
    batch = ordered()
    order_again(batch, MONDAY)
    work()
    assert numbers() == [1, 2, 3]


def test_nobody_orders_the_papers_of_another_organ(matters: list[Matter]) -> None:
    assert progress(start(notices(), at_organ(organ("lx-slj"), "handler"), MONDAY)).whole == 0


def test_a_paper_that_lacks_something_is_named_and_takes_no_number(matters: list[Matter]) -> None:
    rare = Matter(lodge(claims=(ClaimText("修路\U0003fffd"),)))
    owed = OwedPaper.objects.get(record=rare.id, kind=Kind.RECEIPT.value)
    broken = lodge(claims=(ClaimText("名字里有\U000323b0"),))
    also = OwedPaper.objects.get(record=broken.case.id, kind=Kind.RECEIPT.value)
    batch = start([owed.id, also.id], actor("chenhao"), MONDAY)
    work()
    found = progress(batch)
    assert found.drawn + found.refused == 2 and Paper.objects.count() == found.drawn
    assert all("字体" in why for _, why in refusals(batch))


def test_messages_are_spread_so_that_others_are_not_kept_waiting(matters: list[Matter]) -> None:
    ordered()
    at = list(Message.objects.filter(topic="draw").order_by("ready_at").values_list("ready_at", flat=True))
    assert at == [MONDAY + batches.PACE * n for n in range(3)]


def test_an_item_is_a_paper_afterwards(matters: list[Matter]) -> None:
    ordered()
    work()
    papers = set(Paper.objects.values_list("id", flat=True))
    assert set(BatchItem.objects.values_list("paper", flat=True)) == papers
