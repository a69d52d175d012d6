"""./run insight repeats."""

from __future__ import annotations

from django.utils import timezone

from huiyin.house.insight.files import tell
from huiyin.insights.likeness import look


def repeats() -> None:
    """Compare what was not compared yet, to the end; the worker does the same a little at a time."""
    done = look(timezone.now(), tell)
    print(f"{done.matters:,} matters compared: {done.repeats:,} repeats of one person, {done.alike:,} of other people.")
    print("People say which of them are one matter: /desk/topics/alike.")
