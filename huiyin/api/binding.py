"""What of this room is bound to the ledger of accounts: the keys, as their account's posts and factors are."""

from __future__ import annotations

from typing import Final

from huiyin.api.models import Key
from huiyin.people.bound import Bound
from huiyin.people.ledgers import ACCOUNTS

BOUND: Final = (
    # The day of the last use opens nothing.
    Bound(Key, frozenset({"used_on"}), ledger=ACCOUNTS, whose="person"),
)
