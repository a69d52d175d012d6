"""The number for one use goes out as a text message, at once: the person waits for it (找回编号)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from huiyin.cases.models import Party
from huiyin.channels.notices import Notice, out
from huiyin.channels.saying import ONCE
from huiyin.channels.ways import SMS, WAYS
from huiyin.joint.way_back import number_for
from huiyin.record.models import Message


def tell(batch: list[Message]) -> None:
    """Called by the worker with messages of the topic ``way-back``; those of nobody bring nothing.

    :raises NotSent: the gateway could not be reached or put some off.
    """
    out(_notices(batch), timezone.now(), asked_for=True)


def _notices(batch: list[Message]) -> Iterator[Notice]:
    parties = Party.objects.select_related("case").in_bulk([each.record for each in batch])
    for each in batch:
        if (party := parties.get(each.record)) is not None and not party.case.report:
            act = f"{ONCE} {number_for(party.id, each.seq)}"
            yield Notice(party.case, -(2**30) - each.seq, party, party.case.holder, act, WAYS[SMS])
