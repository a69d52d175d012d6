"""The query code goes out as a text message to whoever asked for it beside their receipt (把查询码发到手机)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from huiyin.cases.identity import decrypt_code
from huiyin.cases.models import Party
from huiyin.channels.notices import Notice, out
from huiyin.channels.saying import OWN_CODE
from huiyin.channels.ways import SMS, WAYS
from huiyin.joint.own_code import still_may
from huiyin.record.models import Message

#: Apart from the places of events and of numbers for one use.
_PLACE: Final = -(2**29)


def tell(batch: list[Message]) -> None:
    """Called by the worker with messages of the topic ``own-code``.

    :raises NotSent: the gateway could not be reached or put some off.
    """
    out(_notices(batch), timezone.now(), asked_for=True)


def _notices(batch: list[Message]) -> Iterator[Notice]:
    parties = Party.objects.select_related("case").in_bulk([each.record for each in batch])
    for each in batch:
        if (party := parties.get(each.record)) is not None and still_may(party):
            act = f"{OWN_CODE} {decrypt_code(party.case_id, party.case.query_code)}"
            yield Notice(party.case, _PLACE - each.seq, party, party.case.holder, act, WAYS[SMS])
