"""What of this room is bound to the ledger of accounts: the keys, as their account's posts and factors are."""

from __future__ import annotations

from typing import Final

from huiyin.api.hooks.keeping import SECRETS
from huiyin.api.models import Hook, Key
from huiyin.people.bound import Bound
from huiyin.people.ledgers import ACCOUNTS

BOUND: Final = (
    # The day of the last use opens nothing. Both came after the ledger: what an older office has is bound as it is.
    Bound(Key, frozenset({"used_on"}), ledger=ACCOUNTS, whose="person", later=True),
    # How often in a row it failed opens nothing either.
    Bound(Hook, frozenset({"failing"}), SECRETS.columns, ACCOUNTS, whose="person", later=True),
)
