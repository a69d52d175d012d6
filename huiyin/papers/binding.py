"""What of this room is bound to the ledger of papers: each issued paper by its digests, and how it was served."""

from __future__ import annotations

from typing import Final

from huiyin.papers.models import Opening, Paper, Service
from huiyin.papers.service import context_of
from huiyin.people.bound import Bound
from huiyin.people.ledgers import PAPERS, READINGS

BOUND: Final = (
    Bound(Paper, ledger=PAPERS),
    Bound(Service, secret={"words": context_of}, ledger=PAPERS),
    Bound(Opening, ledger=READINGS),
)
