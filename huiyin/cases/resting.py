"""What rests on a report says its words in the report's envelope, whatever kind it is (密封).

Orders, hearings, visits, undertakings, advice, checks and disputes are linked to matters (:class:`Link`). Whoever may
not read the report reads none of them (huiyin.record.reading); whoever keeps the machine reads no word of them either.
No kind is known by name here: entries, facts, columns and papers follow from its procedure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import Model, Q

from huiyin.cases import materials, screens
from huiyin.cases.above import INDEXING, ask
from huiyin.cases.envelopes import WRITTEN, Envelope, envelope_of, particulars_in
from huiyin.cases.models import Case, MatterKey, Screen
from huiyin.law.frame.verdict import Decision
from huiyin.law.reading import WHOLE
from huiyin.papers.models import Paper
from huiyin.papers.service import put_in
from huiyin.people import ledgers
from huiyin.people.bound import put_in as row_put_in
from huiyin.record.bindings import ENTRY, tie_entry
from huiyin.record.door import COMMITTED, ORIGINAL, as_law, body_of
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, Link
from huiyin.record.projection import in_columns
from huiyin.record.rows import called, history
from huiyin.record.snapshots import canonical, dump_facts
from huiyin.store.locks import writing
from huiyin.vault import opening
from huiyin.vault.opening import Shut

#: Numbers of other records, which are no words of anybody's.
NUMBERS: Final = frozenset({"matter", "matters", "round", "evidence"})
#: What an act says beside its form and the law reads without a key: the organs and persons who have to do with it, the
#: published sheet of questions, and a title that the program made up (see :func:`_title`).
OPENLY: Final = NUMBERS | {"leader_name", "panel_named", "drawn", "asked", "title"}
#: Fields of a form that hold words in cells, beside those that :func:`particulars_in` knows: in which ones.
NESTED: Final = {"answers": frozenset({"answer", "note"}), "instalments": frozenset({"what"})}
#: What no sentence is: keys, codes, days, digests, figures.
_NO_WORDS: Final = re.compile(r"[A-Za-z0-9_.:+-]*")
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
    said = said_in(kind, decision.act, dict(decision.particulars), envelope)
    for each in brought:
        row_put_in(each, envelope.words, envelope.file)
    materials.leave(envelope.left)
    return replace(decision, particulars=said)


def said_in(kind: Kind, act: Any, said: Mapping[str, Any], envelope: Envelope) -> dict[str, Any]:
    """What an act to a record that rests on a report said, with all of its words in the envelope.

    Of the form what holds words; of what the record added to it whatever is written in words, unless :data:`OPENLY`
    says why not: what an act takes over from another one, or reckons from what was said, would else stand open.
    """
    told = particulars_in(kind.procedure, act, said, envelope, NUMBERS)
    forms = {field.name: field.kind for field in kind.procedure.needs(act)}
    for name in told.keys() - OPENLY:
        if name not in forms:
            told[name] = _words_within(told[name], envelope)
        elif forms[name] in NESTED:
            told[name] = _cells(told[name], NESTED[forms[name]], envelope)
    if "title" in told and "title" not in forms:
        told["title"] = _title(str(told["title"]), said, forms, envelope)
    return told


def _cells(value: Any, names: frozenset[str], envelope: Envelope) -> Any:
    """The same rows with these cells in the envelope."""
    if isinstance(value, Mapping):
        within = value.items()
        return {name: envelope.words(each) if name in names else _cells(each, names, envelope) for name, each in within}
    return [_cells(each, names, envelope) for each in value] if isinstance(value, list | tuple) else value


def _words_within(value: Any, envelope: Envelope) -> Any:
    """The same value with whatever in it is written in words in the envelope."""
    if isinstance(value, str):
        return value if _NO_WORDS.fullmatch(value) else envelope.words(value)
    if isinstance(value, Mapping):
        return {name: _words_within(each, envelope) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_words_within(each, envelope) for each in value]
    return value


def _title(title: str, said: Mapping[str, Any], forms: Mapping[str, str], envelope: Envelope) -> str:
    """A title that the program made: from numbers, places and vocabulary it may stand in lists; one that repeats what
    somebody wrote may not."""
    told = opening.words(opening.stored(title))
    written = (
        opening.words(opening.stored(said[name])) for name, kind in forms.items() if kind in WRITTEN and name in said
    )
    return envelope.words(title) if any(each and each in told for each in written) else title


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
    kept = [each for each in kind.belongings(row) if row_put_in(each, envelope.words, envelope.file)]
    for each in kept:
        each.save()
    if kept:
        ledgers.bind(ledgers.MATTERS, ENVELOPE, kept)
    for paper in Paper.objects.filter(matter=row.id, drawn_at__isnull=False):
        put_in(paper, envelope.file)
    materials.leave(envelope.left)


def _entry(kind: Kind, event: Event, envelope: Envelope) -> bool:
    """Whether the entry has words that are in no envelope yet; then they are, and all it said before beside them."""
    payload: dict[str, Any] = json.loads(event.payload)
    act = kind.procedure.acts(event.act)
    said = said_in(kind, act, payload["said"], envelope)
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
