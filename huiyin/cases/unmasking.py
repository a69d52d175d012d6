"""Seeing who somebody is (查看身份信息): an act with a purpose, written in the journal before anything is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from huiyin.cases.acts import perform
from huiyin.cases.envelopes import must_open
from huiyin.cases.identity import Identity, open_identity
from huiyin.cases.models import Case, Party
from huiyin.cases.queries import parties_of
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Act
from huiyin.record.worlds import beijing_day


def unmask(case: Case, *, by: Actor, at: datetime, given: Mapping[str, Any]) -> list[tuple[Party, Identity]]:
    """The parties of a matter in the clear, once, as far as the actor may know of them.

    There is no idempotency key here on purpose: each look is an entry of its own.

    :param given: ``purpose``, at least four characters.
    :raises Refused: not involved, or no purpose.
    :raises Shut: it is a report's, and the keys at hand do not open it; nothing was seen and nothing is written.
    """
    if case.report:
        must_open(case.id)
    perform(case=case.id, act=Act.UNMASK, by=by, at=at, given=given)
    return [(party, open_identity(party)) for party in parties_of(case, by, beijing_day(at))]
