"""What was done on the other site is done here too (照做), through the same door and under the same law.

Each entry is kept as it came, in its order. Where the law here says no, the entry stays, marked, and a person decides:
two sites that were cut off from each other may both have acted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from huiyin.cases.acts import perform
from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.channels.exchange.models import Exchanged, Line
from huiyin.channels.exchange.pairing import Peer, actor_at
from huiyin.channels.exchange.words import CARRIED_OUT, ELSEWHERE, PASSING, YOURS, heard
from huiyin.law.frame.facts import PETITIONER, Actor
from huiyin.law.terms import Act, Role
from huiyin.people.models import Organ
from huiyin.record import door
from huiyin.record.door import Refused
from huiyin.record.kinds import KINDS
from huiyin.typed.times import BEIJING, beijing_day

DONE: Final = "done"
KEPT: Final = "kept"
REFUSED: Final = "refused"
SEEN: Final = "seen"
UNDERTAKING: Final = "undertaking"


class Organs:
    """How they write an organ → its id here: theirs as our file of channels has it, ours by its handle."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    def get(self, written: Any, default: int | None = None) -> int | None:
        if not isinstance(written, str) or not written:
            return default
        if written.startswith(YOURS):
            found = Organ.objects.filter(key=written[1:]).values_list("id", flat=True).first()
            return found if found is not None and found not in self._peer.ids else default
        found = self._peer.here(written)
        return default if found is None else found


def repeat(row: Exchanged, line: Line, peer: Peer, at: datetime) -> None:
    """Do what the line says, if it says something that can be done here; sets ``became``, ``reason``, ``here``."""
    wanted: dict[str, Any] = json.loads(line.repeat) if line.repeat else {}
    line.became = KEPT
    if not wanted:
        return
    case = Case.objects.get(id=row.case)
    by = _who(case, wanted, peer, at)
    if by is None:
        return
    try:
        act = Act(wanted["act"])
        line.here = _done(row, line, case, act, by, wanted, peer, at)
        line.became, line.reason = DONE, ""
    except Refused as refused:
        line.became, line.reason = REFUSED, str(refused.refusal.reason)[:300]
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        line.became, line.reason = REFUSED, f"{type(fault).__name__}"[:300]


def _who(case: Case, wanted: Mapping[str, Any], peer: Peer, at: datetime) -> Actor | None:
    """As whom it is done here: the petitioner, or the organ that did it; ``None`` where it stays among themselves."""
    organs, facts = Organs(peer), load_facts(case.facts)
    if wanted["role"] == Role.PETITIONER:
        return PETITIONER
    organ = organs.get(wanted["organ"])
    if wanted["act"] in {each.value for each in PASSING}:
        before, after = organs.get(wanted["before"]), organs.get(wanted["after"])
        if organ is None or after is None or before != facts.holder:
            return None
    elif organ not in peer.ids:
        # One below the organ that we know; here the matter is that one's.
        organ = facts.holder if facts.holder in peer.ids else None
    return None if organ is None or organ not in peer.ids else actor_at(peer, organ, at)


def _done(
    row: Exchanged, line: Line, case: Case, act: Act, by: Actor, wanted: Mapping[str, Any], peer: Peer, now: datetime
) -> int:
    """The entry of our journal in which it stands."""
    claims = {str(theirs): int(ours) for theirs, ours in json.loads(row.claims or "{}").items()}
    given = heard(act, wanted["given"], Organs(peer), claims, by.person)  # type: ignore[arg-type]
    at = _when(case, line.at, now)
    said = {**given, ELSEWHERE: {"site": peer.name, "seq": line.seq, "hash": _hash(line)}}
    key = f"exchange {row.id} {line.seq}"
    if act in CARRIED_OUT:
        return _carried_out(case, act, by, at, given, key)
    return perform(case=case.id, act=act, by=by, at=at, given=said, key=key).seq


def _hash(line: Line) -> str:
    return str(json.loads(line.text)["hash"])


def _when(case: Case, at: datetime, now: datetime) -> datetime:
    """When it was done, as far as the clock here lets it: never ahead of it, nor before a step that was done here."""
    moved = load_facts(case.facts).moved_on
    if moved is not None and beijing_day(at) < moved:
        at = datetime.combine(moved, datetime.min.time(), BEIJING)
    return min(at, now)


#: What an undertaking must say that its matter does not.
_FILED: Final = {True: "paper", False: "site"}


def _carried_out(case: Case, act: Act, by: Actor, at: datetime, given: Mapping[str, Any], key: str) -> int:
    """What became of a promise is written by the undertaking here, which tells the matter."""
    kind = KINDS[UNDERTAKING]
    claims = set(given.get("claims") or ())
    said: dict[str, Any] = {
        name: given[name] for name in ("note", "reason", "until", "party", "proof") if name in given
    }
    if act is Act.EXECUTE:
        files = given.get("files") or []
        said = {"account": given["evidence"], "kind": _FILED[bool(files)], **({"files": files} if files else {})}
    rows = kind.model.objects.filter(matter=case.id, closed_on=None).order_by("id")
    for found in [each for each in rows if not claims or each.claim in claims]:
        known = kind.procedure.acts(CARRIED_OUT[act])
        door.perform(kind, record=found.id, act=known, by=by, at=at, given=said, key=f"{key} {found.id}")
    case.refresh_from_db(fields=["seq"])
    return case.seq
