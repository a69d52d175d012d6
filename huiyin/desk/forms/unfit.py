"""What was typed and cannot be taken: how it is answered, and the refusal that names each field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Refusal, to_correct
from huiyin.law.words import Phrase

#: The form again; and the same when somebody else was first.
UNFIT: Final = 422
OVERTAKEN: Final = 409


def unreadable(procedure: Procedure, act: Any, wrong: Mapping[str, Phrase]) -> Refusal:
    """A form that the law was never asked about: field by field what is wrong with it."""
    return to_correct(act, procedure.by_act[act][0].article, wrong)
