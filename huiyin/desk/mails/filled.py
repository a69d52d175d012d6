"""What a letter by e-mail fills into the registration form (预填): a proposal; the clerk has the last word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.cases.lodging import File, shortened
from huiyin.cases.materials import MOST, Unwelcome, store
from huiyin.channels.arrivals.keeping import Lost, fetch, read_of
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.letters.finding import find_fields
from huiyin.channels.mail.parts import part_of
from huiyin.law.words import Phrase
from huiyin.record.worlds import BEIJING

#: So much of a letter is searched for its writer's name and number.
LOOKED_AT: Final = 20_000


def begun(mail: Arrival, places: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What the form begins with."""
    read = read_of(mail)
    subject, text = str(read.get("subject", "")), str(read.get("text", ""))
    codes = {path: code for code, path in places}
    found = find_fields(text[:LOOKED_AT], codes)
    said: dict[str, Any] = {
        name: found[name].value for name in ("name", "phone", "id_number", "address") if name in found
    }
    start: dict[str, Any] = {
        "text": text or subject,
        "title": shortened(subject),
        "email": _address(read),
        "received_at": mail.arrived_at.astimezone(BEIJING),
        **_named(read),
        **said,
    }
    if "place" in found:
        start["place"] = codes[found["place"].value]
    return start


def _named(read: Mapping[str, Any]) -> dict[str, str]:
    """The name somebody's mail program puts before their address, where it looks like one."""
    called = str((read.get("from") or [["", ""]])[0][0])
    return {"name": called} if re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", called) else {}


def files_of(mail: Arrival) -> tuple[list[File], list[Phrase]]:
    """What hangs on it, as materials; the second list says what is not kept with a matter, and why."""
    kept: list[File] = []
    unwelcome: list[Phrase] = []
    try:
        data = fetch(mail)
    except Lost:
        return kept, unwelcome
    for number, told in enumerate(_worth_keeping(read_of(mail))):
        try:
            kept.append(store(SimpleUploadedFile(told["name"], part_of(data, told["number"]), told["kind"])))
        except Unwelcome as no:
            unwelcome.append(no.phrase)
        if number + 1 == MOST:
            break
    return kept, unwelcome


def _worth_keeping(read: Mapping[str, Any]) -> list[dict[str, Any]]:
    """No signatures and no mails inside mails: the original, which is kept, has them."""
    files = [{**told, "number": number} for number, told in enumerate(read.get("files", []))]
    return [each for each in files if not each["kind"].endswith("-signature") and each["kind"] != "message/rfc822"]


def _address(read: Mapping[str, Any]) -> str:
    found = read.get("from") or []
    return str(found[0][1])[:120] if found else ""
