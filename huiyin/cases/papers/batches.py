"""Many papers in one go (批量出具): what was ordered stands as rows, the worker draws it through the outbox.

A dead worker loses nothing: its messages come back, and a paper that has its number keeps it. Progress is read from
the rows, so that any page of any server can show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q

from huiyin.cases.papers.instruments import issue, owed_rows
from huiyin.law.frame.facts import Actor
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.models import Batch, BatchItem
from huiyin.papers.needs import Incomplete
from huiyin.papers.seals import SealAway
from huiyin.people.posts import actor_of
from huiyin.record.instruments import NotYours
from huiyin.record.models import Message, OwedPaper
from huiyin.record.outbox import Later, keep
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.vault.opening import Shut
from huiyin.vault.points import reach

TOPIC: Final = "draw"
#: Papers are asked for one after the other at about the pace of one worker, so that notices are not kept waiting.
PACE: Final = timedelta(milliseconds=20)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch has come."""

    whole: int
    drawn: int
    refused: int

    @property
    def waiting(self) -> int:
        return self.whole - self.drawn - self.refused


def start(owed: Iterable[int], by: Actor, at: datetime) -> Batch:
    """Order these owed papers; those that are not the actor's to issue, or are under way already, are left out.

    :param at: the moment of ordering; the papers carry its day.
    """
    assert by.organ is not None and by.person is not None
    mine = owed_rows(by, beijing_day(at)).filter(id__in=list(owed)).values_list("id", flat=True)
    batch = Batch(id=new_id(), organ=by.organ, by=by.person, at=at)
    with writing():
        batch.save(force_insert=True)
        # In one order, so that two who order the same at once do not wait for each other.
        rows = [BatchItem(id=new_id(), batch=batch, owed=each) for each in sorted(mine)]
        BatchItem.objects.bulk_create(rows, ignore_conflicts=True)
        # Of two who order the same paper at once one gets it.
        taken = BatchItem.objects.filter(batch=batch).order_by("id").values_list("id", flat=True)
        Message.objects.bulk_create(_messages(list(taken), at))
    return batch


def _messages(items: Sequence[int], at: datetime) -> list[Message]:
    return [Message(topic=TOPIC, record=item, seq=0, ready_at=at + place * PACE) for place, item in enumerate(items)]


def draw(batch: list[Message]) -> None:
    """Called by the worker; the same message twice gives one paper.

    :raises Later: the provider of the seals does not answer.
    """
    items = BatchItem.objects.filter(id__in=[message.record for message in batch]).filter(BatchItem.WAITING)
    for item in items.select_related("batch").order_by("id"):
        keep()
        _draw(item)


def _draw(item: BatchItem) -> None:
    order = item.batch
    by = actor_of(order.by, on=beijing_day(order.at), organ=order.organ)
    try:
        paper = issue(item.owed, by, order.at)
    except SealAway as fault:
        raise Later(str(fault)) from fault
    except (Incomplete, Unprintable, NoFonts, NotYours, Shut, OwedPaper.DoesNotExist) as fault:
        BatchItem.objects.filter(id=item.id).update(why=_why(fault))
        return
    reach("batch.drawn")
    BatchItem.objects.filter(id=item.id).update(paper=paper.id)


def _why(fault: Exception) -> str:
    """Why not, in the words of the office's own language: it is kept, whoever reads it later."""
    match fault:
        case Incomplete():
            return ("还缺：" + "；".join(str(need.what) for need in fault.missing))[:400]
        case Unprintable():
            return f"这些字没有字体，印不出来：{fault.characters}。请管理员装上含有这些字的字体。"[:400]
        case NoFonts():
            return "这台机器没有中文字体，请管理员安装。"
        case Shut():
            return "检举控告的内容是密封的，请有钥匙的人打开这一件，逐件出具。"
    return "不是本机关要出具的文书。"


def progress(batch: Batch) -> Progress:
    """How many of a batch are drawn, refused, and still waiting."""
    found = BatchItem.objects.filter(batch=batch).aggregate(
        whole=Count("id"), drawn=Count("paper"), refused=Count("id", filter=~Q(why=""))
    )
    return Progress(**found)


def refusals(batch: Batch) -> list[tuple[OwedPaper, str]]:
    """What was not drawn, and why."""
    rows = dict(BatchItem.objects.filter(batch=batch).exclude(why="").values_list("owed", "why"))
    owed = OwedPaper.objects.filter(id__in=rows).order_by("id")
    return [(row, rows[row.id]) for row in owed]


def order_again(batch: Batch, at: datetime) -> None:
    """Send for whatever of a batch still waits; harmless while the worker is at it."""
    waiting = BatchItem.objects.filter(BatchItem.WAITING, batch=batch).order_by("id").values_list("id", flat=True)
    with writing():
        Message.objects.bulk_create(_messages(list(waiting), at))


def under_way(owed: Iterable[int]) -> set[int]:
    """Which of these debts are in a batch and wait."""
    rows = BatchItem.objects.filter(BatchItem.WAITING, owed__in=list(owed))
    return set(rows.values_list("owed", flat=True))


def latest(actor: Actor) -> list[Batch]:
    """The last batches of somebody, the newest first."""
    return list(Batch.objects.filter(by=actor.person or 0).order_by("-at")[:5])
