"""Seals sent outside (封存外送): what was sent cannot be taken back, so whoever puts an older database there is found.

One line for each seal, canonical JSON: number, day, when it was made, hash. A file on another machine gets all that it
lacks; a mail brings the newest, and saved as it came it is such a file too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from huiyin.record.journal import readable_seal
from huiyin.record.models import Seal
from huiyin.record.snapshots import canonical
from huiyin.store.mail import hand_over
from huiyin.vault.faults import Fault, Kind


def send(now: datetime) -> None:
    """Called by the worker after each seal."""
    if settings.CONFIG.anchor_file:
        add_to(settings.CONFIG.anchor_file)
    newest = Seal.objects.order_by("-number").first()
    if settings.CONFIG.anchor_mail and newest is not None:
        title = f"Huiyin {settings.CONFIG.site_name} {newest.day} {newest.number}"
        hand_over(EmailMessage(title, line_of(newest), to=[settings.CONFIG.anchor_mail]), get_connection())


def add_to(file: Path) -> None:
    """Add the seals that a file lacks; what stands in it is never changed."""
    known = max((number for number, _ in _lines(file)), default=0) if file.exists() else 0
    rows = Seal.objects.filter(number__gt=known).order_by("number")
    with file.open("a", encoding="utf-8") as out:
        out.writelines(line_of(row) + "\n" for row in rows)


def line_of(row: Seal) -> str:
    return canonical({"number": row.number, "day": row.day.isoformat(), "hash": bytes(row.hash).hex()})


def check(file: Path) -> list[Fault]:
    """Every seal that was sent outside and is another here, or is not here any more.

    :raises ValueError: a line of the file is no such line.
    """
    rows = {row.number: readable_seal(row) for row in Seal.objects.all()}
    here = {number: seal.hash.hex() for number, seal in rows.items() if seal is not None}
    return [Fault(Kind.ROLLED_BACK, seal=number) for number, hash_ in _lines(file) if here.get(number) != hash_]


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(_text(file).splitlines(), 1):
        line = json.loads(text) if text.strip() else None
        if line is None:
            continue
        if not isinstance(line, dict) or not isinstance(line.get("number"), int) or "hash" not in line:
            raise ValueError(f"line {number} of {file} names no seal")
        yield line["number"], str(line["hash"])


def _text(file: Path) -> str:
    """What is in a file of lines, or in a mail that was saved as it came."""
    raw = file.read_bytes()
    if raw.lstrip()[:1] in (b"{", b""):
        return raw.decode("utf-8")
    body = message_from_bytes(raw, policy=default).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
