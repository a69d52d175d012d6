"""What a record waits for while no period binds an organ, and since when or until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from huiyin.law.words import Phrase


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is waited for.

    :param since: the day from which an organ is waited for; ``until`` the day something was promised for. Neither is
        set while only the petitioner may move.
    """

    what: Phrase
    since: date | None = None
    until: date | None = None
