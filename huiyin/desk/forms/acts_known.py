"""The acts of the desk by the names in its addresses."""

from __future__ import annotations

from django.http import Http404

from huiyin.desk.matter.buttons import NOT_AT_THE_DESK
from huiyin.law.terms import Act


def known(name: str) -> Act:
    """The act of this name, if it is one of the desk's."""
    if name not in set(Act) - NOT_AT_THE_DESK:
        raise Http404
    return Act(name)
