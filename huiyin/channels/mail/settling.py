"""What becomes of a mail that was read (来信的去向): a letter for the clerk, an answer to a notice, one that came back.

Whatever cannot be placed for certain is a letter for the clerk: nothing is thrown away for what it says of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.cases import materials
from huiyin.cases.acts import Refused, perform
from huiyin.cases.identity import ring
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Party
from huiyin.channels.arrivals.enveloped import settled
from huiyin.channels.arrivals.keeping import fetch
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.mail.addresses import NOTICE, RECEIPT, Mark, mark_in
from huiyin.channels.mail.attaching import words_in
from huiyin.channels.mail.parts import part_of
from huiyin.channels.models import Sent
from huiyin.channels.undelivered import came_back
from huiyin.law.accused.heard import heard
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.terms import Act, Channel
from huiyin.record.models import Message
from huiyin.store.locks import writing
from huiyin.typed.times import beijing_day
from huiyin.vault.blind import email_index
from huiyin.vault.errors import NothingToIndex

#: The topic under which the worker sends receipts.
TOPIC: Final = "receipt"
#: So many receipts one address gets within a day, whatever it sends.
MOST_RECEIPTS: Final = 3


def key_of(read: Mapping[str, Any]) -> str:
    """What makes two mails the same although they took different ways: who, which, and the same words."""
    if not read["message_id"]:
        return ""
    return "\x1f".join([read["message_id"], *map(str, read["from"]), read["subject"], read["text"][:2000]])


def words_of(read: Mapping[str, Any]) -> str:
    """Subject, text, and what hangs on it: its names, and what was read in it."""
    return "\n".join([read["subject"], read["text"], *words_in(read["files"])])


def settle(arrival: Arrival, read: Mapping[str, Any], at: datetime) -> None:
    """Find out what it is; again after a crash, to the same effect."""
    mark = mark_in([*read["to"], *read["follows"], (read["failure"] or {}).get("of", "")])
    if read["failure"] and mark and mark.kind == NOTICE:
        _came_back(arrival, mark, read["failure"], at)
    elif read["automatic"]:
        _done(arrival, "automatic", read["automatic"], at)
    elif not (mark and _added(arrival, mark, read, at)):
        _for_the_clerk(arrival, mark, read, at)


def _done(arrival: Arrival, became: str, reason: str, at: datetime, case: int | None = None) -> None:
    Arrival.objects.filter(id=arrival.id, settled_at=None).update(
        became=became, reason=reason[:200], settled_at=at, case=case
    )


def _came_back(arrival: Arrival, mark: Mark, failure: Mapping[str, str], at: datetime) -> None:
    """A notice that did not arrive: noted with it, and another way is looked for."""
    if failure["action"] == "failed" or failure["status"].startswith("5"):
        came_back(mark.row, failure["status"] or "5", at)
    _done(arrival, "bounced", failure["status"], at)


# An answer to a notice -----------------------------------------------------------------------------------------------


def _added(arrival: Arrival, mark: Mark, read: Mapping[str, Any], at: datetime) -> bool:
    """What the person themselves answers belongs to their matter; whether it was added to it.

    Whoever else answers, with a mark they were sent or found, has written a letter like any other: nothing of the
    matter is touched, and nothing of it is told. What accuses somebody, or is like it, is no addition to a matter that
    they may have in hand: it waits for a clerk like any other letter, kept from whom it may mean.
    """
    party = _party(mark, _index_of(read))
    if party is None or (not party.case.report and (arrival.report or heard(words_of(read)).like)):
        return False
    given: dict[str, Any] = {
        "channel": Channel.EMAIL.value,
        "text": read["own"] or read["subject"] or "（邮件没有正文）",
    }
    if party.capacity != Capacity.PETITIONER:
        given["party"] = party.id
    if files := _materials(arrival, read):
        given["files"] = files
    try:
        perform(case=party.case_id, act=Act.SUPPLEMENT, by=PETITIONER, at=at, given=given, key=f"arrival:{arrival.id}")
    except Refused:
        return False  # it is closed, or the law wants something else: a person decides
    _done(arrival, "added", "", at, party.case_id)
    settled(party.case_id)
    return True


def _party(mark: Mark, index: bytes | None) -> Party | None:
    """The party that the mark was sent to, if it is their address that answers."""
    if index is None:
        return None
    if mark.kind == NOTICE:
        sent = Sent.objects.filter(id=mark.row).first()
        return Party.objects.filter(id=sent.party, email_index=index).first() if sent else None
    case = Arrival.objects.filter(id=mark.row).values_list("case", flat=True).first()
    own = Party.objects.filter(case=case or 0, email_index=index)
    return own.exclude(capacity__in=(Capacity.ACCUSED_ORGAN, Capacity.ACCUSED_PERSON, Capacity.CONCERNED)).first()


def _materials(arrival: Arrival, read: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What hangs on it, as far as it is of a kind that is kept with a matter; the mail itself has all of it."""
    kept = []
    for number, told in enumerate(read["files"][: materials.MOST]):
        data = part_of(fetch(arrival), number)
        try:
            kept.append(asdict(materials.store(SimpleUploadedFile(told["name"], data, told["kind"]))))
        except materials.Unwelcome:
            continue
    return kept


# A letter for the clerk ----------------------------------------------------------------------------------------------


def _for_the_clerk(arrival: Arrival, mark: Mark | None, read: Mapping[str, Any], at: datetime) -> None:
    index = _index_of(read)
    with writing():
        row = Arrival.objects.select_for_update().get(id=arrival.id)
        if row.settled_at is not None:
            return
        row.sender_index = index
        row.follows = mark.row if mark and mark.kind == RECEIPT and _same_writer(mark.row, index) else None
        row.reason = "stranger" if mark and row.follows is None else ""
        if row.receipt == "" and _wants_receipt(row, read, index):
            row.receipt = "wanted"
            Message.objects.create(topic=TOPIC, record=row.id, seq=0, ready_at=at)
        row.save(update_fields=["sender_index", "follows", "reason", "receipt"])


def _same_writer(first: int, index: bytes | None) -> bool:
    return index is not None and Arrival.objects.filter(id=first, sender_index=index).exists()


def _wants_receipt(row: Arrival, read: Mapping[str, Any], index: bytes | None) -> bool:
    """Somebody who can be written to, and who has not been written to again and again today."""
    from huiyin.channels.registry import connection

    channel = connection(row.connection)
    if channel is None or not channel["receipts"] or index is None:
        return False
    own = channel["address"].partition("@")
    writer = read["from"][0][1].lower()
    local, _, domain = writer.partition("@")
    if domain == own[2] and local.split(channel["delimiter"] or "\0")[0] == own[0]:
        return False
    today = Arrival.objects.filter(
        sender_index=index, arrived_at__date=beijing_day(row.arrived_at), receipt__in=("wanted", "sent")
    )
    return today.count() < MOST_RECEIPTS


def _index_of(read: Mapping[str, Any]) -> bytes | None:
    try:
        return email_index(ring(), read["from"][0][1]) if read["from"] else None
    except NothingToIndex:
        return None
