"""What records are called that were amended under an earlier version, which kept the title of their opening."""

from __future__ import annotations

from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event
from huiyin.record.projection import names_it, title_of
from huiyin.vault.opening import read_out


def carry_titles_over() -> int:
    """Call every record what its last amendment says; how many were called otherwise. Once, after migrating."""
    return sum(_carry(kind) for kind in KINDS)


def _carry(kind: Kind) -> int:
    procedure = kind.procedure
    acts = [act.value for act in procedure.acts if act is not procedure.opening and names_it(procedure, act)]
    events = Event.objects.filter(record_kind=kind.key, act__in=acts).order_by("record", "seq") if acts else ()
    titles = {event.record: title_of(read_out(event.payload)["said"]) for event in events}
    return sum(
        kind.model.objects.filter(id=record).exclude(title=title).update(title=title)
        for record, title in titles.items()
    )
