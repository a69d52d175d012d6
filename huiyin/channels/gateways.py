"""Gateways of text messages and voice calls (网关): an HTTP interface, described in its settings and not in code.

Gateways in China send only templates that were approved beforehand: each step has the number of its own, or the one
for all, and is filled with number, day and address. A gateway that takes free words gets the sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import quote, urlencode

from huiyin.channels.adapter import Connection, Looked, Message, Result, Send, Setting
from huiyin.channels.asking import ask, at, silent
from huiyin.channels.reaching import reachable
from huiyin.channels.reports import reports
from huiyin.channels.settings import address, pairs, whole, words, yes_or_no
from huiyin.law.words import P
from huiyin.store.mail import Became

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("url", "https address", address, "The gateway's interface for one message.", needed=True),
    Setting("headers", "a mapping", pairs, "Headers, such as Authorization with the key."),
    Setting(
        "body", "a mapping", pairs,
        "What is sent. In its words {phone}, {text}, {template}, {number}, {day}, {address} and {mark} are filled in; "
        "{mark} is the same for the same message, for gateways that recognise repetitions.", needed=True,
    ),
    Setting("form", "true or false", yes_or_no, "Sent as a form and not as JSON.", "false"),
    Setting("templates", "a mapping", pairs, "For each step, or “default”, the gateway's number of its template."),
    Setting("ok", "path=value", words, "Where the answer says that it was taken, such as code=0; else any 2xx is."),
    Setting("never", "values separated by commas", words, "By these it will never be taken: wrong number."),
    Setting("reference", "path", words, "Where the answer has the gateway's own number, for delivery reports."),
    Setting(
        "reports", "a mapping", reports,
        "Where the gateway reports what became of a message: the word in our address, where its report has the list, "
        "reference and state, which states say delivered and failed, and what it wants to hear.",
    ),
    Setting("price", "whole fen", whole, "What one message costs, for the account.", "0"),
)  # fmt: skip


@contextmanager
def sending(connection: Connection | None) -> Iterator[Send]:
    """The line to the gateway."""
    assert connection is not None

    def send(message: Message) -> Result:
        return _sent(connection, message)

    yield send


def _sent(connection: Connection, message: Message) -> Result:
    body, kind = _body(connection, message)
    headers = {"Content-Type": kind, **{name: str(value) for name, value in connection["headers"].items()}}
    answer = ask(connection["url"], body, headers)
    if quiet := silent(answer):
        return quiet
    path, _, wanted = connection["ok"].partition("=")
    said = str(at(answer.body, path)) if path else wanted
    if said == wanted:
        reference = at(answer.body, connection["reference"]) if connection["reference"] else ""
        return Result(Became.SENT, reference=str(reference or ""), cost=connection["price"])
    if said in [each.strip() for each in connection["never"].split(",")]:
        return Result(Became.REFUSED, f"gateway {said[:20]}")
    return Result(Became.PUT_OFF, f"gateway {said[:20]}")


def _body(connection: Connection, message: Message) -> tuple[bytes, str]:
    templates = connection["templates"]
    known = {
        "phone": message.to, "text": message.body, "mark": message.mark,
        "template": str(templates.get(message.act, templates.get("default", ""))),
        **{name: message.fields.get(name, "") for name in ("number", "day", "address")},
    }  # fmt: skip
    filled = _filled(connection["body"], known)
    if connection["form"]:
        return urlencode(filled, quote_via=quote).encode(), "application/x-www-form-urlencoded"
    return json.dumps(filled, ensure_ascii=False).encode(), "application/json; charset=utf-8"


def _filled(value: Any, known: Mapping[str, str]) -> Any:
    """Every text with its holes filled; braces that are no hole of ours stay."""
    if isinstance(value, Mapping):
        return {name: _filled(each, known) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, known) for each in value]
    if isinstance(value, str):
        for name, word in known.items():
            value = value.replace(f"{{{name}}}", word)
    return value


def check(connection: Connection) -> Iterator[Looked]:
    """Whether the gateway's host answers; no message is sent, for each costs."""
    yield reachable(connection["url"])
    body = json.dumps(connection["body"], ensure_ascii=False)
    if "{phone}" not in body:
        yield Looked(False, P("body 里没有 {{phone}}，发不到人。"), P("请在 body 里放号码的那一项写 {{phone}}。"))
    if "{text}" not in body and "{template}" not in body:
        yield Looked(False, P("body 里没有 {{text}}，也没有 {{template}}。"), P("请写上其中一个，不然发出去是空的。"))
    if "{template}" in body and "default" not in connection["templates"]:
        yield Looked(False, P("templates 里没有 default。"), P("请写上一个各个环节都能用的模板号。"))
