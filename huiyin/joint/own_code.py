"""The query code as a text message to whoever has it before them and presses (把查询码发到手机).

A text message is read by whoever holds the telephone. So it goes only when the person presses, only to the number that
they gave, holds the code and neither the number of the matter nor a word of it, and of a report of wrongdoing there is
none. Nobody calls instead: a clerk who reads codes aloud would know them.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final

from huiyin.cases.identity import known_of
from huiyin.cases.models import Case, Party
from huiyin.cases.reaching import petitioner_of
from huiyin.record.models import Message
from huiyin.store.rows import fresh, insert
from huiyin.typed.phones import mobile_in

TOPIC: Final = "own-code"
_SEEDS: Final = 2**28


def mobile_of(case: Case) -> str:
    """The mobile number to which its petitioner may have the code sent; empty where that may not be."""
    if case.report or case.screened:
        return ""
    party = petitioner_of(case)
    return mobile_in(known_of(party).phone) if party is not None else ""


def send(case: Case, at: datetime) -> None:
    """Have the code sent; it is read where it lies only when it goes out."""
    party = petitioner_of(case)
    assert party is not None
    insert([fresh(Message, topic=TOPIC, record=party.id, seq=secrets.randbelow(_SEEDS) + 1, ready_at=at)])


def still_may(party: Party) -> bool:
    """Whether the matter has not become a report, or part of one, since it was asked for."""
    return not party.case.report and not party.case.screened
