"""What of this room is bound to the ledger of accounts: which other sites are believed, by which keys."""

from __future__ import annotations

from typing import Final

from huiyin.channels.exchange.models import Site
from huiyin.people.bound import Bound
from huiyin.people.ledgers import ACCOUNTS

BOUND: Final = (
    # When it was heard last, and which of our own keys it knows, opens nothing.
    Bound(Site, frozenset({"seen_at", "ours"}), ledger=ACCOUNTS, later=True),
)
