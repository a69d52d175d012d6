"""What rests on a report says its words in the report's envelope, whatever kind it is (密封).

Orders, hearings, visits, undertakings, advice, checks and disputes are linked to matters (:class:`Link`). Whoever may
not read the report reads none of them (huiyin.record.reading); whoever keeps the machine reads no word of them either.
No kind is known by name here: entries, facts, columns and papers follow from its procedure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import Model, Q

from huiyin.cases import materials, screens
from huiyin.cases.above import INDEXING, ask
from huiyin.cases.envelopes import Envelope, envelope_of, particulars_in
from huiyin.cases.models import Case, MatterKey, Screen
from huiyin.law.frame.verdict import Decision
from huiyin.law.reading import WHOLE
from huiyin.papers.models import Paper
from huiyin.papers.store import put_in
from huiyin.people import ledgers
from huiyin.record.bindings import ENTRY, tie_entry
from huiyin.record.door import COMMITTED, ORIGINAL, as_law, body_of
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, Link
from huiyin.record.projection import in_columns
from huiyin.record.rows import called, history
from huiyin.record.snapshots import canonical, dump_facts
from huiyin.store.locks import writing
from huiyin.vault.opening import Shut

#: Numbers of other records, which are no words of anybody's.
NUMBERS: Final = frozenset({"matter", "matters", "round", "evidence"})
#: How the ledger calls it.
ENVELOPE: Final = "envelope"


def conceal(kind: Kind, row: Any, decision: Decision, brought: Sequence[Model] = ()) -> Decision:
    """An act to a record that rests on a report, with its words in that report's envelope.

    :param brought: rows that come with the act; its links are among them and not yet written.
    """
    if kind.withheld is not None:  # it is, or is not, a report by itself
        return decision
    links = [*Link.objects.filter(record=row.id), *(each for each in brought if isinstance(each, Link))]
    envelope = _behind(links) if links else None
    if envelope is None:
        return decision
    said = particulars_in(kind.procedure, decision.act, dict(decision.particulars), envelope, NUMBERS)
    materials.leave(envelope.left)
    return replace(decision, particulars=said)


def envelope_behind(record: int) -> Envelope | None:
    """The envelope in which the words of a record lie that rests on a report."""
    return _behind(list(Link.objects.filter(record=record)))


def _behind(links: Sequence[Link]) -> Envelope | None:
    """Of several reports that of the one that came first: one envelope is enough, and it never changes."""
    reports, seen, asked = set[int](), set[int](), list(links)
    while asked:
        seen |= {each.other for each in asked}
        near = Q(report=True) | Q(screened__gt=0)
        found = dict(Case.objects.filter(near, id__in=[each.other for each in asked]).values_list("id", "report"))
        reports |= {case for case, report in found.items() if report}
        reports |= screens.reports_behind(each for each in asked if each.other in found)
        others = [each.other for each in asked if not _is_a_source(each.other_kind)]
        asked = list(Link.objects.filter(record__in=others).exclude(other__in=seen)) if others else []
    return next((envelope for each in sorted(reports) if (envelope := envelope_of(each)) is not None), None)


def _is_a_source(key: str) -> bool:
    """Whether records of this kind are reports by themselves and rest on nothing."""
    kind = KINDS.get(key)
    return kind is not None and kind.withheld is not None


# When a matter becomes a report --------------------------------------------------------------------------------------


def close_up(case: Case, envelope: Envelope, upto: int) -> None:
    """Put into an envelope what was said in records that rest on a matter as it was up to one of its entries."""
    for kind, row in list(_resting_on(case.id, upto)):
        _close(kind, row, envelope)
        ask(INDEXING, kind, [row.id])


def carry_what_rests() -> None:
    """Called after migrating: what rests on reports of before goes into their envelopes; what is in one stays there."""
    behind = Case.objects.filter(id__in=MatterKey.objects.values("case"), report=True)
    marks = [(case, case, WHOLE) for case in behind.values_list("id", flat=True)]
    marks += Screen.objects.filter(upto__lt=WHOLE).values_list("case", "report", "upto")
    known = set(Link.objects.filter(other__in={case for case, _, _ in marks}).values_list("other", flat=True))
    for case, report, upto in marks:
        envelope = envelope_of(report) if case in known else None
        if envelope is not None:
            with writing():
                close_up(Case.objects.get(id=case), envelope, upto)


def _resting_on(case: int, upto: int) -> Iterator[tuple[Kind, Any]]:
    """These records, and whatever rests on them."""
    seen, asked = set[int](), list(Link.objects.filter(other=case).order_by("record"))
    asked = [each for each in asked if (each.seq or each.entry) <= upto]
    while asked:
        fresh = {each.record: each.record_kind for each in asked if each.record not in seen}
        seen |= fresh.keys()
        for record, key in fresh.items():
            kind = KINDS.get(key)
            row = kind.model.objects.filter(id=record).first() if kind is not None else None
            if kind is not None and row is not None and kind.withheld is None:
                yield kind, row
        asked = list(Link.objects.filter(other__in=fresh).order_by("record")) if fresh else []


def _close(kind: Kind, row: Any, envelope: Envelope) -> None:
    """Entries first; the row is drawn anew from them, so that nothing of it says what they say no more."""
    events = list(Event.objects.filter(record=row.id).order_by("seq"))
    changed = [event for event in events if _entry(kind, event, envelope)]
    for event in changed:
        Event.objects.filter(id=event.id).update(payload=event.payload)
    if changed:
        ledgers.append(ledgers.MATTERS, ENVELOPE, {ENTRY: {str(event.id): tie_entry(event) for event in changed}})
        _drawn_anew(kind, row, events)
    for paper in Paper.objects.filter(matter=row.id, drawn_at__isnull=False):
        put_in(paper, envelope.file)
    materials.leave(envelope.left)


def _entry(kind: Kind, event: Event, envelope: Envelope) -> bool:
    """Whether the entry has words that are in no envelope yet; then they are, and all it said before beside them."""
    payload: dict[str, Any] = json.loads(event.payload)
    act = kind.procedure.acts(event.act)
    said = particulars_in(kind.procedure, act, payload["said"], envelope, NUMBERS)
    if said == payload["said"]:
        return False
    event.payload = closed_entry(event, payload, said, envelope)
    return True


def closed_entry(event: Event, payload: dict[str, Any], said: dict[str, Any], envelope: Envelope) -> str:
    """The payload of an entry whose words went into an envelope: what the chain covers stays beside what is left."""
    anew = {**payload, "said": said, ORIGINAL: envelope.words(payload.get(ORIGINAL, event.payload))}
    if anew.pop("salt", None) is not None:
        anew[COMMITTED] = body_of(event)["particulars"]
    return canonical(anew)


def _drawn_anew(kind: Kind, row: Any, events: Iterable[Event]) -> None:
    """Facts, title and the kind's own columns, as the entries make them now."""
    pasts = history(kind.procedure, [(event, as_law(event)) for event in events])
    columns = {"facts": dump_facts(pasts[-1].after), **in_columns(kind.columns(pasts[-1].after))}
    if "title" in pasts[0].law.particulars:
        columns["title"] = called(kind.procedure, pasts)
    kind.model.objects.filter(id=row.id).update(**columns)


def laid_into(record: int) -> Callable[[bytes], bytes]:
    """How the files of a record's papers are laid.

    :raises Shut: the record rests on a report whose envelope the keys at hand do not open.
    """
    envelope = envelope_behind(record)
    if envelope is None:
        return bytes
    if envelope.private is None:
        raise Shut
    return envelope.file
