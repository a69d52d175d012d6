"""What of this room is bound: resets, posts that wait, second factors, names elsewhere; changes made at the desk."""

from __future__ import annotations

from typing import Final

from huiyin.gate.factors.keeping import SECRETS
from huiyin.gate.models import Agreement, CalledElsewhere, Change, Factor, Naming, RecoveryCode, Reset
from huiyin.people.bound import Bound
from huiyin.people.ledgers import ACCOUNTS, REFERENCE

BOUND: Final = (
    # When the mail went out and when its person was told open nothing.
    Bound(Reset, frozenset({"sent_at", "told_at"}), ledger=ACCOUNTS, whose="person", fleeting=True),
    Bound(Agreement, ledger=ACCOUNTS, whose="reset__person", fleeting=True),
    Bound(Naming, ledger=ACCOUNTS, whose="person", fleeting=True, later=True),
    Bound(Change, ledger=REFERENCE, later=True),
    # The last step of a clock moves with every sign-in; set back it lets in only whoever has the secret.
    Bound(Factor, frozenset({"step", "used_at"}), SECRETS.columns, ACCOUNTS, whose="person"),
    Bound(CalledElsewhere, ledger=ACCOUNTS, whose="person", later=True),
    Bound(RecoveryCode, ledger=ACCOUNTS, whose="person", fleeting=True),
)
