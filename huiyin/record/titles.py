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
    # By the few records of the kind: a question by act alone walks through the journal of every matter.
    these = Event.objects.filter(record__in=kind.model.objects.filter(seq__gt=1).values("id"), act__in=acts)
    events = these.order_by("record", "seq") if acts else ()
    titles = {event.record: title_of(read_out(event.payload)["said"]) for event in events}
    return sum(
        kind.model.objects.filter(id=record).exclude(title=title).update(title=title)
        for record, title in titles.items()
    )
