"""What words sound like (听起来): plainly a report of wrongdoing, only like one, or neither. One question at all doors.

Where somebody can be asked (the portal, the counter, a letter that is typed, open words of the public) both are asked
about once. Where nobody can (a row of a sheet, a machine) both wait with whoever cannot be meant, until a person says.
What is like one among words that were read already is told to whoever sorts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from huiyin.law.accused.lines import reads_like_report
from huiyin.law.accused.signs import reads_as_report


@dataclass(frozen=True, slots=True)
class Heard:
    """What words sound like.

    :ivar signs: the words by which they are plainly a report.
    :ivar like: no word says so, and the story is like one.
    """

    signs: tuple[str, ...] = ()
    like: bool = False

    def __bool__(self) -> bool:
        return bool(self.signs) or self.like


NOTHING: Final = Heard()


def heard(text: str) -> Heard:
    """What a text sounds like."""
    signs = reads_as_report(text)
    return Heard(signs, not signs and reads_like_report(text))
