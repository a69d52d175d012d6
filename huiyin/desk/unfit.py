"""What was typed and cannot be taken: how it is answered, and the refusal that names each field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import TO_CORRECT, Refusal
from huiyin.law.words import Phrase
from huiyin.typed.times import day_of
from huiyin.typed.wholes import row_id

#: The form again; and the same when somebody else was first.
UNFIT: Final = 422
OVERTAKEN: Final = 409


def unreadable(procedure: Procedure, act: Any, wrong: Mapping[str, Phrase]) -> Refusal:
    """A form that the law was never asked about: field by field what is wrong with it."""
    return Refusal(act, TO_CORRECT, procedure.by_act[act][0].article, None, wrong)


def place_in(text: str) -> tuple[date, int] | None:
    """Where a list goes on, as its link says it (``2026-11-02_17``); ``None`` for anything else."""
    on, _, last = text.partition("_")
    day, entry = day_of(on), row_id(last)
    return (day, entry) if day and entry else None
