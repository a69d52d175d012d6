"""What of this room is bound to the ledger of readings: codes given anew, and who may look by which code."""

from __future__ import annotations

from typing import Final

from huiyin.joint.models import Cosigner, Reissued
from huiyin.joint.renewing import RENEWED
from huiyin.people.bound import Bound
from huiyin.people.ledgers import READINGS

BOUND: Final = (Bound(Reissued, secret=RENEWED.columns, ledger=READINGS), Bound(Cosigner, ledger=READINGS))
