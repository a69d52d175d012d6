"""What of this room is bound: accounts, posts and acts; organs, divisions and calendars from files."""

from __future__ import annotations

from typing import Final

from huiyin.people import key_models, models
from huiyin.people.bound import Bound
from huiyin.people.ledgers import ACCOUNTS, REFERENCE

#: A look at the clock and a choice of language; nobody else can do anything with them.
OWN: Final = frozenset({"last_login", "language"})
BOUND: Final = (
    Bound(models.Person, OWN, ledger=ACCOUNTS, whose="id"),
    Bound(models.Post, ledger=ACCOUNTS),
    Bound(models.AccountAct, ledger=ACCOUNTS),
    # Under what the private half rests changes with its person's password; what was changed there opens nothing.
    Bound(key_models.PersonKey, frozenset({"salt", "rounds", "memory", "box"}), ledger=ACCOUNTS),
    Bound(key_models.OrganKey, ledger=ACCOUNTS),
    Bound(key_models.HeldKey, ledger=ACCOUNTS),
    Bound(models.Division, ledger=REFERENCE, added=frozenset({"aliases", "initials", "longitude", "latitude"})),
    *(
        Bound(model, ledger=REFERENCE)
        for model in (
            models.Organ, models.Superior, models.CompetenceWord, models.Competence, models.OrganBook,
            models.RoomText, models.CalendarYear, models.CalendarDay,
        )
    ),
)  # fmt: skip
