"""What goes into an envelope when a matter becomes a report, or its beginning comes to lie behind one (密封).

In the transaction of the act: rows, entries of the journal, files and papers, the query code. An entry keeps its hash,
which covers what it said; that rests in the envelope too, so the chain can be followed by everybody and the words held
against it by whoever has the key. From then on the ledger of matters holds the entry as it lies.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Model, Q

from huiyin.cases import exhibits, materials, resting, screens
from huiyin.cases.above import PUTTING_IN, ask
from huiyin.cases.content import WORDS, mark_of
from huiyin.cases.envelopes import (
    CODE,
    Envelope,
    code_wrap,
    envelope_of,
    file_put_in,
    key_row,
    new_envelope,
    particulars_in,
    readers_of_report,
    wrap_anew,
)
from huiyin.cases.identity import (
    FIELDS,
    decrypt_code,
    further_phones,
    known_of,
    lies_open,
    open_identity,
    seal_identity,
)
from huiyin.cases.lodging import File, digest
from huiyin.cases.models import (
    Case,
    Claim,
    FurtherPhone,
    KeyWrap,
    Material,
    MatterKey,
    Party,
    Rating,
    Screen,
    Submission,
)
from huiyin.cases.snapshots import load_facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.reading import WHOLE
from huiyin.law.terms import Act
from huiyin.papers.models import Paper
from huiyin.papers.service import put_in
from huiyin.people import ledgers
from huiyin.record.bindings import ENTRY, tie_entry
from huiyin.record.kinds import Step
from huiyin.record.models import Event
from huiyin.store.locks import writing
from huiyin.store.rows import insert
from huiyin.vault import opening
from huiyin.vault.boxes import is_enveloped, whose, words_out

#: How the ledger calls it.
ENVELOPE: Final = "envelope"


def settle(step: Step) -> None:
    """After every act: who may read what, and then which keys and envelopes follow from it."""
    changed = screens.settle(step)
    if step.row.report or step.before.report or step.after.report:
        changed = {*changed, step.row.id}
    for case in sorted(changed):
        follow(Case.objects.get(id=case))


def follow(case: Case) -> None:
    """Make envelope and wraps of a matter say what its facts and screens say."""
    if case.report and not MatterKey.objects.filter(case=case.id).exists():
        _become_report(case)
    wrap_anew(case, readers_now(case), report=case.report)
    if case.report:
        return
    _people_out(case)
    for screen in Screen.objects.filter(case=case, upto__lt=WHOLE).exclude(report=case.id):
        if (envelope := envelope_of(screen.report)) is not None:
            envelope.moves = case.id
            close_up(case, envelope, screen.upto)


def readers_now(case: Case) -> frozenset[int]:
    """Those that may read it; of what lies wholly behind reports those that may read one of these."""
    facts = load_facts(case.facts)
    if facts.report or case.screened != WHOLE:
        return readers_of_report(case, facts)
    behind = Case.objects.filter(id__in=case.screens.filter(upto=WHOLE).values("report"))
    return frozenset().union(*(readers_of_report(row, load_facts(row.facts)) for row in behind))


def _become_report(case: Case) -> None:
    envelope = new_envelope(case.id)
    key = key_row(envelope)
    key.save(force_insert=True)
    close_up(case, envelope, WHOLE)
    _put_people_in(case, envelope)
    _code_put_in(case, envelope)
    ledgers.bind(ledgers.MATTERS, ENVELOPE, [key])


# Who has to do with it -----------------------------------------------------------------------------------------------


def carry_people() -> int:
    """Called after migrating: reports of before lie in envelopes, and who filed them does not yet; of how many."""
    indexed = Q(name_index__isnull=False) | Q(id_index__isnull=False) | Q(phone_index__isnull=False)
    rows = Party.objects.filter(indexed, case__report=True).values_list("case", flat=True).distinct()
    cases = list(Case.objects.filter(id__in=list(rows)))
    for case in cases:
        with writing():
            if (envelope := envelope_of(case.id)) is not None:
                _put_people_in(case, envelope)
    return len(cases)


def _put_people_in(case: Case, envelope: Envelope) -> None:
    """Who filed a report, and whom it names, goes into its envelope and out of every index."""
    changed = [party for party in Party.objects.filter(case=case) if _person_in(party, envelope)]
    gone = list(FurtherPhone.objects.filter(party__case=case))
    FurtherPhone.objects.filter(id__in=[each.id for each in gone]).delete()
    for party in changed:
        party.save()
    if changed or gone:
        ledgers.bind(ledgers.MATTERS, ENVELOPE, changed, gone=gone)


def _person_in(party: Party, envelope: Envelope) -> bool:
    open_ones = [name for name in FIELDS if getattr(party, name) and not lies_open(party, name)]
    put = any(not is_enveloped(getattr(party, name)) for name in open_ones)
    if put:
        seal_identity(party, known_of(party), envelope.file)
    return _put(party, ("authority", "needs"), envelope) or put


def _people_out(case: Case) -> None:
    """It is no report after all: its people are found again like everybody, if whoever says so can open it."""
    closed = Party.objects.filter(case=case)
    changed = [party for party in closed if any(is_enveloped(getattr(party, name)) for name in FIELDS)]
    if not changed or opening.private_of(case.id) is None:
        return
    phones: list[FurtherPhone] = []
    for party in changed:
        who = open_identity(party)
        seal_identity(party, who)
        party.authority, party.needs = opening.bare(party.authority), opening.bare(party.needs)
        party.save()
        phones += further_phones(party, who)
    insert(phones)
    ledgers.bind(ledgers.MATTERS, ENVELOPE, [*changed, *phones])


def _code_put_in(case: Case, envelope: Envelope) -> None:
    """From now on the code opens the envelope, and nobody but who can open that learns the code."""
    assert envelope.private is not None
    code = decrypt_code(case.id, case.query_code)
    if not KeyWrap.objects.filter(case=case.id, of=case.id, holder=CODE).exists():
        code_wrap(case.id, case.id, envelope.private, code).save(force_insert=True)
    case.query_code = envelope.file(code.encode())
    Case.objects.filter(id=case.id).update(query_code=case.query_code)


def share_code(parent: Case, child: int, envelope: Envelope) -> None:
    """The code with which the whole was filed opens the report that is split off from it; it rests with that."""
    try:
        code = decrypt_code(parent.id, parent.query_code)
    except opening.Shut:
        return  # it rests with another report, which whoever splits this one off may not read
    assert envelope.private is not None
    known = KeyWrap.objects.filter(of=parent.id, holder=CODE).values_list("salt", flat=True).first()
    code_wrap(child, parent.id, envelope.private, code, bytes(known or b"")).save(force_insert=True)
    if not parent.report:
        parent.query_code = envelope.file(code.encode())
        Case.objects.filter(id=parent.id).update(query_code=parent.query_code)


# Rows and entries ---------------------------------------------------------------------------------------------------


def close_up(case: Case, envelope: Envelope, upto: int) -> None:
    """Put a matter's words and files up to one of its entries into an envelope; what is in one stays where it is."""
    rows = list(_rows(case, envelope, upto))
    for row in rows:
        row.save()
    ledgers.bind(ledgers.MATTERS, ENVELOPE, rows)
    entries = [event for event in Event.objects.filter(record=case.id, seq__lte=upto) if _entry(event, case, envelope)]
    for event in entries:
        Event.objects.filter(id=event.id).update(payload=event.payload)
    exhibits.follow(entries)
    if entries:
        found: dict[str, str | None] = {str(event.id): tie_entry(event) for event in entries}
        ledgers.append(ledgers.MATTERS, ENVELOPE, {ENTRY: found})
    for paper in Paper.objects.filter(matter=case.id, event_seq__lte=upto, drawn_at__isnull=False):
        put_in(paper, envelope.file)
    materials.leave(envelope.left)
    resting.close_up(case, envelope, upto)
    ask(PUTTING_IN, case.id, upto, envelope)


def _rows(case: Case, envelope: Envelope, upto: int) -> Iterator[Model]:
    """The rows that change, with their words as they will lie."""
    if upto == WHOLE and _put(case, ("title",), envelope):
        yield case
    brought = list(Submission.objects.filter(case=case, event_seq__lte=upto))
    yield from (row for row in brought if _put(row, ("text", "helper", "extra"), envelope))
    for row in Material.objects.filter(submission__in=brought):
        file = file_put_in(File(row.name, row.media_type, row.size, row.sha256), envelope)
        if file.sha256 != row.sha256:
            row.name, row.sha256 = file.name, file.sha256
            yield row
    claims = Claim.objects.filter(case=case)
    for claim in claims if upto == WHOLE else claims.filter(split_to__isnull=False):
        if _put(claim, ("request", "facts", "reasons"), envelope):
            yield claim
    if upto == WHOLE:
        yield from (row for row in Rating.objects.filter(case=case) if _put(row, ("reason",), envelope))


def _put(row: Model, names: tuple[str, ...], envelope: Envelope) -> bool:
    before = [opening.stored(getattr(row, name)) for name in names]
    after = [envelope.words(text) for text in before]
    for name, text in zip(names, after, strict=True):
        setattr(row, name, text)
    return after != before


def _entry(event: Event, case: Case, envelope: Envelope) -> bool:
    """Whether the entry has words that are in no envelope yet; then they are, and all it said before beside them."""
    payload: dict[str, Any] = json.loads(event.payload)
    said = particulars_in(MATTER, Act(event.act), payload["said"], envelope)
    if event.act == Act.LODGE:
        said |= _digests(case, said, envelope)
    if said == payload["said"]:
        return False
    event.payload = resting.closed_entry(event, payload, said, envelope)
    return True


def _digests(case: Case, said: dict[str, Any], envelope: Envelope) -> dict[str, Any]:
    """What the registration holds of words and files as they lie now."""
    first = Submission.objects.filter(case=case, event_seq=1).order_by("received_at", "id").first()
    if first is None:
        return {}
    claims = {row.seq: digest(row.request, row.facts, row.reasons) for row in Claim.objects.filter(case=case)}
    token = opening.stored(first.text)
    mine = envelope.private is not None and opening.is_token(token) and whose(token)[0] == envelope.case
    return {
        **({WORDS: mark_of(words_out(envelope.private or b"", token))} if mine else {}),
        "text_sha256": digest(first.text),
        "claims": [{**row, "sha256": claims.get(row["id"], row["sha256"])} for row in said["claims"]],
        "files_sha256": list(first.materials.order_by("id").values_list("sha256", flat=True)),
    }
