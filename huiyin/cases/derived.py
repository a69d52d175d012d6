"""What the rows of a matter must be after its events; compared with what is stored by ``./run verify``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, Model, OuterRef

from huiyin.cases import exhibits, screens
from huiyin.cases.envelopes import ORGAN, PERSON
from huiyin.cases.identity import decrypt_code
from huiyin.cases.lodging import digest
from huiyin.cases.models import (
    Case,
    Claim,
    ExternalNumber,
    FurtherPhone,
    KeyWrap,
    Material,
    MatterKey,
    Party,
    Rating,
    Screen,
    Submission,
)
from huiyin.cases.projections import ANSWERS, listed_of, standing_of
from huiyin.law.matter.endings import RATED
from huiyin.law.matter.procedure import MATTER
from huiyin.law.reading import WHOLE
from huiyin.law.reading import Screen as Behind
from huiyin.law.terms import Act
from huiyin.record import rows
from huiyin.record.door import as_law
from huiyin.record.rows import CHANGED, EXTRA, MISSING, Past, RowFault, differing, history
from huiyin.record.worlds import beijing_day
from huiyin.store.ahead import rows_of
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.errors import VaultError

_COLUMNS = (
    "report", "urgent", "repeat", "asks_time", "sender", "waits_for", "helped", "answered_on", "merged_into",
    "screened", "lodged_at", "channel",
)  # fmt: skip
_LEGAL = ("kind", "ground", "route", "outcome", "execution", "execute_by", "split_to")


def derive(case: Case, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """Everything about a matter that is not as its journal has it."""
    family = screens.family_of(case.id)
    closed = screens.wanted(family, _ceased(case, family, pasts))
    facts, own = pasts[-1].after, [each for each in closed if each.record == case.id]
    yield from rows.shared(case, MATTER, pasts)
    upto = max((each.upto for each in own), default=0)
    yield from differing(
        [case], [_wanted(case, pasts, upto or _took_in(case, family, closed))], ("pk",), _COLUMNS, case.id
    )
    yield from rows.standing(case.id, () if upto == WHOLE else sorted(facts.organs))
    yield from rows.owed(case.id, pasts, _first_owed(case, family))
    yield from rows.paid(case.id)
    yield from _claims(case, pasts, family)
    wanted = [Screen(case_id=case.id, report=each.report, upto=each.upto) for each in own]
    yield from differing(rows_of(Screen, "case_id", case.id), wanted, ("case_id", "report", "upto"), (), case.id)
    yield from _submissions(case, pasts)
    yield from exhibits.differing(case, (past.event for past in pasts))
    yield from _locked_out(case)
    if not _opens(case):
        yield RowFault(Case._meta.db_table, str(case.pk), CHANGED, ("query_code",), case.id)
    yield from _rating(case, pasts)


def _ceased(case: Case, family: screens.Family, pasts: Sequence[Past]) -> dict[int, int]:
    """Which matters of a family were reports and are none now, each with the event by which it ceased to be one."""
    found = {case.id: pasts}
    for other in family.cases.keys() - found.keys():
        found[other] = history(MATTER, [(event, as_law(event)) for event in Case(id=other).events.order_by("seq")])
    ends = {
        number: [past for past in each if past.before and past.before.report and not past.after.report]
        for number, each in found.items()
    }
    return {number: each[-1].event.seq for number, each in ends.items() if each and not found[number][-1].after.report}


def _took_in(case: Case, family: screens.Family, closed: Iterable[Behind]) -> int:
    """It took in a matter that is closed, or was in part."""
    behind = {each.record for each in closed} | {number for number in family.cases if family.facts(number).report}
    took = any(each.target == case.id and each.source in behind for each in family.mergers)
    return screens.TOOK_IN if took else 0


def _wanted(case: Case, pasts: Sequence[Past], screened: int) -> Case:
    facts, first = pasts[-1].after, pasts[0].event
    said = _said(first)["channel"]
    wanted = Case(pk=case.pk, lodged_at=first.at, channel=said, screened=screened, **listed_of(facts))
    wanted.report = facts.report or screened == WHOLE
    wanted.answered_on = next((_answered(past) for past in pasts if past.event.act in ANSWERS), None)
    mergers = [_said(past.event)["into_id"] for past in pasts if past.event.act == Act.MERGE]
    wanted.merged_into = mergers[-1] if mergers else None
    return wanted


def _locked_out(case: Case) -> Iterator[RowFault]:
    """An envelope that nobody of the staff opens any more: its last wraps are gone."""
    closed = any(key.ring is None for key in rows_of(MatterKey, "case", case.id))
    if closed and not KeyWrap.objects.filter(case=case.id, holder__in=(ORGAN, PERSON)).exists():
        yield RowFault(KeyWrap._meta.db_table, str(case.id), MISSING, (), case.id)


def _opens(case: Case) -> bool:
    """Whether the query code is one that this office wrote for this matter."""
    try:
        return is_enveloped(case.query_code) or bool(decrypt_code(case.id, case.query_code))
    except VaultError:
        return False


def _answered(past: Past) -> date | None:
    day: date | None = past.after.served_on or past.after.last_on
    return day


def _said(event: Any) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(event.payload)["said"]
    return said


def _first_owed(case: Case, family: screens.Family) -> dict[int, date]:
    """What was split off owes its receipt from the day of the split on."""
    split = next((each for each in family.splits if each.child == case.id), None)
    return {1: beijing_day(Case(id=split.parent).events.get(seq=split.at).at)} if split else {}


def _claims(case: Case, pasts: Sequence[Past], family: screens.Family) -> Iterator[RowFault]:
    first = _said(pasts[0].event)["claims"]
    children = {split.at: split.child for split in family.splits if split.parent == case.id}
    gone = {
        claim: children.get(past.event.seq)
        for past in pasts
        if past.event.act == Act.SPLIT
        for claim in _said(past.event)["claims"]
    }
    facts = {claim.id: claim for claim in pasts[-1].after.claims}
    stored = rows_of(Claim, "case_id", case.id)
    wanted = [
        Claim(case_id=case.id, seq=seq, split_to=gone.get(seq), **(standing_of(facts[seq]) if seq in facts else {}))
        for seq in (row["id"] for row in first)
    ]
    for row in stored:
        if row.seq not in facts:
            # What was split off stands on as it was; its own matter moves it now.
            same = next((each for each in wanted if each.seq == row.seq), None)
            for name in _LEGAL[:-1] if same else ():
                setattr(same, name, getattr(row, name))
    yield from differing(stored, wanted, ("case_id", "seq"), _LEGAL, case.id)
    hashes = {row["id"]: row["sha256"] for row in first}
    for row in stored:
        if digest(row.request, row.facts, row.reasons) != hashes.get(row.seq):
            yield RowFault(Claim._meta.db_table, str(row.pk), CHANGED, ("request", "facts", "reasons"), case.id)


def _submissions(case: Case, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """Its letters and what was sent after: as many as there are events that brought one, with their words."""
    events = {past.event.seq: past.event for past in pasts if past.event.act in (Act.LODGE, Act.SUPPLEMENT)}
    brought = rows_of(Submission, "case_id", case.id)
    stored = {row.event_seq: row for row in reversed(brought)}
    for row in brought:
        if row.event_seq not in events or stored[row.event_seq].id != row.id:
            yield RowFault(Submission._meta.db_table, str(row.pk), EXTRA, (), case.id)
    for seq, event in events.items():
        if seq not in stored:
            yield RowFault(Submission._meta.db_table, f"{case.id} {seq}", MISSING, (), case.id)
            continue
        yield from _one_submission(stored[seq], event)


def _one_submission(row: Submission, event: Any) -> Iterator[RowFault]:
    said, wrong = _said(event), []
    if digest(row.text) != said.get("text_sha256", digest(said.get("text", ""))):
        wrong.append("text")
    if row.received_at != event.at:
        wrong.append("received_at")
    if "channel" in said and row.channel != said["channel"]:
        wrong.append("channel")
    if wrong:
        yield RowFault(Submission._meta.db_table, str(row.pk), CHANGED, tuple(wrong), row.case_id)
    kept = sorted(each.sha256 for each in materials_of(row.case_id) if each.submission_id == row.id)
    files = said.get("files_sha256") if event.seq == 1 else [file["sha256"] for file in said.get("files", ())]
    if kept != sorted(files or ()):
        kind = MISSING if len(kept) < len(files or ()) else EXTRA
        yield RowFault("cases_material", f"{row.case_id} {row.event_seq}", kind, (), row.case_id)


def _rating(case: Case, pasts: Sequence[Past]) -> Iterator[RowFault]:
    rates = [past.event for past in pasts if past.event.act == Act.RATE]
    wanted = []
    if rates:
        said = _said(rates[-1])
        wanted = [Rating(case_id=case.id, at=rates[-1].at, **{name: said.get(name, "") for name in RATED})]
    stored = rows_of(Rating, "case_id", case.id)
    yield from differing(stored, wanted, ("case_id",), (*RATED, "at"), case.id)


def strays() -> Iterator[RowFault]:
    """Keys of no matter: one that is put in before its matter becomes a report would be somebody else's."""
    of_none = MatterKey.objects.filter(~Exists(Case.objects.filter(id=OuterRef("case"))))
    for case in of_none.values_list("case", flat=True):
        yield RowFault(MatterKey._meta.db_table, str(case), EXTRA)


def belongings(case: Case) -> Iterator[Model]:
    """The rows that the events of a matter bring."""
    yield case
    yield from rows_of(Submission, "case_id", case.id)
    yield from materials_of(case.id)
    yield from rows_of(Claim, "case_id", case.id)
    yield from rows_of(Party, "case_id", case.id)
    yield from rows_of(FurtherPhone, "party__case_id", case.id)
    yield from rows_of(ExternalNumber, "case_id", case.id)
    yield from rows_of(MatterKey, "case", case.id)


def materials_of(case: int) -> list[Material]:
    """All that was handed in with its letters."""
    return rows_of(Material, "submission__case_id", case)
