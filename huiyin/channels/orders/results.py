"""Results back to the register an order came from (结果反馈): one file or post for each step, as its mapping says.

A file is written whole or not at all, under the same name however often it is written; a post has that name as its
Idempotency-Key, and is sent again until the other side takes it. Of a report of wrongdoing nothing goes
back: who reads it there nobody here knows.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from huiyin.cases.models import Case, ExternalNumber
from huiyin.channels.adapter import Connection, Result
from huiyin.channels.asking import ask, silent
from huiyin.channels.faring import FOLDER, went_out
from huiyin.channels.orders.taking import mappings
from huiyin.channels.registry import WrongChannels, connections
from huiyin.channels.sheets.mapping import SheetMapping, WrongMapping
from huiyin.law.terms import Act, Stage
from huiyin.people.models import Organ
from huiyin.record.models import Event
from huiyin.record.outbox import keep
from huiyin.store.mail import Became
from huiyin.typed.formulas import guarded
from huiyin.vault.points import reach
from huiyin.wording.words import moment

#: What a register is told unless its mapping has other columns.
USUAL: Final[Mapping[str, str]] = {
    "工单编号": "number", "办理编号": "case", "办理单位": "organ", "办理状态": "stage", "办理环节": "act",
    "办理时间": "at", "答复内容": "answer",
}  # fmt: skip


def give_results(wanted: Iterable[tuple[int, int]], now: datetime) -> list[str]:
    """A file or post for each step of a matter that came from a register that wants results; what went wrong."""
    givers = _givers()
    steps = set(wanted)
    if not givers or not steps:
        return []
    numbers = ExternalNumber.objects.filter(
        system__in=givers, case__in={case for case, _ in steps}, case__report=False
    ).select_related("case")
    found: dict[int, list[ExternalNumber]] = {}
    for number in numbers:
        found.setdefault(number.case_id, []).append(number)
    away: dict[str, str] = {}
    for event in Event.objects.filter(record__in=found).exclude(act=Act.LODGE.value).order_by("record", "seq"):
        for number in found[event.record] if (event.record, event.seq) in steps else ():
            connection, mapping = givers[number.system]
            keep()
            if connection.name in away:
                continue  # the others would only wait for the same server
            result = _given(connection, mapping, number, event)
            reach("result.given")
            went_out(connection, result, now)
            if result.became is not Became.SENT:
                away[connection.name] = result.why
    return list(away.values())


def _givers() -> dict[str, tuple[Connection, SheetMapping]]:
    try:
        there = [each for each in connections() if each.adapter == "orders" and _wants(each)]
        return {known.system: (each, known) for each in there for known in mappings(each["mapping"])}
    except (WrongChannels, WrongMapping):
        return {}


def _wants(connection: Connection) -> bool:
    return connection["results"] is not None or bool(connection["results_url"])


def _given(connection: Connection, mapping: SheetMapping, number: ExternalNumber, event: Event) -> Result:
    """What became of it."""
    columns = mapping.results or USUAL
    row = {heading: _value(name, number, event) for heading, name in columns.items()}
    place: Path | None = connection["results"]
    ending = mapping.results_as
    safe = "".join(sign if sign.isalnum() else "_" for sign in number.number)[:60]
    name, data = f"{safe}-{event.record % 10**9:09}-{event.seq:04}.{ending}", _bytes(row, ending)
    try:
        if place is not None:
            _put(place / name, data)
    except OSError:
        return Result(Became.AWAY, FOLDER)
    return _posted(connection, name, data, ending) if connection["results_url"] else Result(Became.SENT)


def _posted(connection: Connection, name: str, data: bytes, ending: str) -> Result:
    kind = "application/json; charset=utf-8" if ending == "json" else "text/csv; charset=utf-8"
    headers = {name: str(value) for name, value in connection["results_headers"].items()}
    answer = ask(connection["results_url"], data, {"Content-Type": kind, "Idempotency-Key": name, **headers})
    return silent(answer) or Result(Became.SENT)


def _value(name: str, number: ExternalNumber, event: Event) -> str:
    case: Case = number.case
    match name:
        case "number":
            return number.number
        case "case":
            return case.number
        case "stage":
            return str(Stage(case.stage).label)
        case "act":
            return str(Act(event.act).label)
        case "at":
            return event.at.isoformat(timespec="seconds")
        case "day":
            return moment(event.at)
        case "organ":
            return Organ.objects.filter(id=event.organ or case.holder).values_list("name", flat=True).first() or ""
        case "answer":
            return str(json.loads(event.payload)["said"].get("answer", ""))
    return ""


def _bytes(row: Mapping[str, Any], ending: str) -> bytes:
    if ending == "json":
        return json.dumps(row, ensure_ascii=False, indent=1).encode()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([list(row), [guarded(str(each)) for each in row.values()]])
    return text.getvalue().encode("utf-8-sig")


def _put(path: Path, data: bytes) -> None:
    if path.exists():
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(file.name, 0o640)
    os.replace(file.name, path)
