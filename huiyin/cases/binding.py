"""What of a matter is bound to its journal: words, claims, parties, materials, and who read what."""

from __future__ import annotations

from typing import Final

from huiyin.cases.models import Case, Claim, ExternalNumber, FurtherPhone, Material, MatterKey, Party, Submission
from huiyin.cases.rotation import PARTIES
from huiyin.people.bound import Bound
from huiyin.people.ledgers import READINGS
from huiyin.record.models import Reading

_BROUGHT: Final = frozenset({"id", "channel", "place", "title", "follows"})
#: What the law moves of a claim is what replay gives.
_LEGAL: Final = frozenset({"kind", "ground", "route", "outcome", "execution", "execute_by"})

BOUND: Final = (
    # Everything else of a matter is what replay gives (huiyin.cases.derived), or its number, given after its event.
    Bound(Case, frozenset(each.attname for each in Case._meta.concrete_fields) - _BROUGHT),
    Bound(Submission),
    Bound(Material),
    Bound(Claim, _LEGAL),
    Bound(Party, secret=PARTIES.columns, once={"way": "notify_by"}),
    Bound(FurtherPhone),
    Bound(ExternalNumber),
    # To which key the words of a report are put; the private half belongs to it or opens nothing.
    Bound(MatterKey, frozenset({"ring"})),
    Bound(Reading, ledger=READINGS),
)
