"""Files that came with an act (凭据): which entries of a matter's journal have some, by their hash.

An entry keeps name, kind, size and hash of each; the rows here are drawn from that, so that a file that somebody may
need is never taken for one of a draft (huiyin.cases.tidying), whatever act it came with.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from huiyin.cases.models import Case, Exhibit
from huiyin.law.terms import Act
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event
from huiyin.record.rows import EXTRA, MISSING, RowFault
from huiyin.store.ahead import rows_of

#: With these a submission comes, which has its materials.
SUBMITTED = frozenset({Act.LODGE, Act.SUPPLEMENT})


def exhibits_of(case: int, seq: int, act: str, said: Mapping[str, Any]) -> list[Exhibit]:
    """The rows of one entry."""
    if act in SUBMITTED:
        return []
    return [Exhibit(case_id=case, event_seq=seq, sha256=file["sha256"]) for file in said.get("files") or ()]


def elsewhere(sha256: str) -> bool:
    """Whether an entry of a record of another kind names this file: a step of a plan, a visit about what is archived.

    The few acts that take files are looked through, so this is for the worker's night and no page.
    """
    for kind in KINDS:
        acts = [act for act in kind.procedure.acts if any(each.kind == "files" for each in kind.procedure.needs(act))]
        if kind.model is Case or not acts:
            continue
        named = Event.objects.filter(record__in=kind.model.objects.values("id"), act__in=acts, payload__contains=sha256)
        if named.exists():
            return True
    return False


def follow(events: Iterable[Event]) -> None:
    """After entries were put into an envelope: their files lie under other hashes now."""
    for event in events:
        rows = exhibits_of(event.record, event.seq, event.act, json.loads(event.payload)["said"])
        if rows:
            Exhibit.objects.filter(case=event.record, event_seq=event.seq).delete()
            Exhibit.objects.bulk_create(rows)


def differing(case: Case, events: Iterable[Event]) -> Iterator[RowFault]:
    """Rows that are not as the entries say."""
    wanted = Counter(
        (row.event_seq, row.sha256)
        for event in events
        for row in exhibits_of(case.id, event.seq, event.act, json.loads(event.payload)["said"])
    )
    stored = Counter((row.event_seq, row.sha256) for row in rows_of(Exhibit, "case_id", case.id))
    for kind, rows in ((MISSING, wanted - stored), (EXTRA, stored - wanted)):
        for seq, sha256 in sorted(rows):
            yield RowFault(Exhibit._meta.db_table, f"{case.id} {seq} {sha256[:8]}", kind, (), case.id)
