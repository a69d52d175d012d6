"""What a record says of itself: the words of its opening, as the acts that ask for its title anew changed them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from huiyin.law.frame.procedure import Procedure
from huiyin.record.models import Event


def words_of(procedure: Procedure, events: Iterable[Event]) -> dict[str, Any]:
    """The words so far, by the names of the fields of its forms."""
    words: dict[str, Any] = {}
    for event in events:
        names = {field.name for field in procedure.needs(procedure.acts(event.act))}
        if event.seq == 1 or "title" in names:
            said = json.loads(event.payload)["said"]
            words = {name: value for name, value in words.items() if name not in names}
            words |= {name: said[name] for name in names & set(said)}
    return words
