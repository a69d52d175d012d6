"""All kinds of record there are: the only place where names point upward."""

from __future__ import annotations

from huiyin.cases.acts import MATTERS
from huiyin.oversight.advice import ADVICES
from huiyin.record.kinds import KINDS


def register() -> None:
    """Called when the applications are ready, before anybody asks."""
    KINDS.fill((MATTERS, ADVICES))
