"""An attack by what is sent: every form that an account meets, with the number of what it may not read in it.

Forms are read from the pages themselves, and what machines may send from the tables of acts, so that a new form is
attacked on the day it is made. Whatever is sent is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.law.frame.particulars import Field
from huiyin.law.matter.forms import FORMS
from huiyin.law.terms import Act
from huiyin.record.kinds import KINDS
from huiyin.record.reading import visible_to as records_of
from tests.everyform import Filled, forms_from
from tests.house.attacking import SHARED, Account, Seen, ask

#: Where an account begins to look around.
DOORS = ("/desk/", "/desk/organ", "/desk/search", "/desk/dispatch", "/desk/oversight", "/desk/notifications")
NUMBERED, ROW = re.compile(r"\d{19}"), re.compile(r"\d{15,19}")
#: What is drawn anew for whatever was sent: the mark of a record's version, its number, a key.
DRAWN = re.compile(r'"[0-9a-f]{12}"|[A-Z]?\d{14,}|calendar/[\w-]+\.ics')
#: What ends the session of whoever sends it, or is another account's way in.
LEFT_ALONE = frozenset({"desk:sign-out", "desk:session-end", "desk:posts", "desk:sign-in", "desk:password"})
WORDS_IN = frozenset({"text", "line", "case"})


@dataclass(frozen=True)
class Aimed:
    """Something that may be sent, aimed at a matter by its number and by the id of its row.

    :param said: what is sent where ``NUMBER`` and ``ROW`` stand for them.
    """

    address: str
    said: Mapping[str, Any]
    post: bool = True

    def at(self, browser: Client, number: str, row: int) -> Seen:
        said = _put(self.said, number, row)
        with taken_back(browser):
            seen = ask(browser, self.address.replace("NUMBER", number), number=number, post=self.post, said=said)
        return Seen(seen.status, *(DRAWN.sub("", each.replace(str(row), "ROW")) for each in (seen.leads, seen.body)))


@contextmanager
def taken_back(browser: Client) -> Iterator[None]:
    """Nothing stays of what is sent, neither here nor in the browser."""
    cookies = deepcopy(browser.cookies)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        browser.cookies = cookies


def _put(said: Any, number: str, row: int) -> Any:
    if isinstance(said, str):
        return said.replace("NUMBER", number).replace("ROW", str(row))
    if isinstance(said, Mapping):
        return {name: _put(value, number, row) for name, value in said.items()}
    return [_put(each, number, row) for each in said] if isinstance(said, list) else said


# What somebody sends from a page --------------------------------------------------------------------------------------


def forms_of(account: Account) -> list[Aimed]:
    """Every kind of form on the pages that the account may open, each with the number in all that it may name."""
    start = [*DOORS, *(f"/desk/records/{key}" for key in SHARED), *_own_pages(account)]
    found = forms_from(account.browser, start, "/desk/", methods=("post", "get")).values()
    return [_aimed(each) for each in found if each.kind[0] not in LEFT_ALONE]


def _own_pages(account: Account) -> Iterator[str]:
    """A matter of their own in each stage, with all its acts, and a record of each kind."""
    today = timezone.localdate()
    open_to = visible_to(account.seat, today).filter(report=False).order_by("-id")[:40]
    for case in {each.stage: each for each in open_to}.values():
        yield f"/desk/cases/{case.number}"
        yield from (f"/desk/cases/{case.number}/acts/{act.value}" for act in Act)
    for key in SHARED:
        for row in records_of(KINDS[key], account.seat, today)[:1]:
            yield f"/desk/records/{key}/{row.number}"


def _aimed(form: Filled) -> Aimed:
    said: dict[str, Any] = {name: [_name(each) for each in values] for name, values in form.marks.items()}
    said |= {name: [_name(each) for each in values] for name, values in form.chosen.items()}
    return Aimed(urlsplit(form.action).path, {**said, **dict.fromkeys(form.typed, "NUMBER")}, form.method == "post")


def _name(value: str) -> str:
    return "NUMBER" if NUMBERED.fullmatch(value) else "ROW" if ROW.fullmatch(value) else value


def acts_on(number: str = "NUMBER") -> list[Aimed]:
    """The form of every act, filled as somebody would, sent to a matter; ``{number}`` is the hidden one's."""
    found = []
    for act in Act:
        said = {name: value for field in FORMS.get(act, ()) for name, value in _typed(field)}
        found.append(Aimed(f"/desk/cases/{number}/acts/{act.value}", {**said, "_once": "x", "_seen": "1"}))
    return found


def _typed(field: Field) -> Iterator[tuple[str, Any]]:
    value = _value(field, "已经查清楚，请按规定办理，材料附后")
    if isinstance(value, dict):
        for row, cells in value.items():
            yield from ((f"{field.name}-{row}-{part}", each) for part, each in cells.items())
    else:
        yield field.name, value


# What machines send ---------------------------------------------------------------------------------------------------


def machines_of(account: Account) -> list[Aimed]:
    """Every act on a matter and on a record of each kind that the account may read, and every record it may open."""
    today, found = timezone.localdate(), list[Aimed]()
    for case in visible_to(account.seat, today).filter(report=False).order_by("-id")[:1]:
        for act in Act:
            found.append(Aimed(f"/api/v1/matters/{case.number}/acts/{act.value}", {"said": _said(FORMS.get(act, ()))}))
    for key in SHARED:
        procedure = KINDS[key].procedure
        found.append(Aimed(f"/api/v1/{KINDS[key].collection}", _said(procedure.needs(procedure.opening))))
        for row in records_of(KINDS[key], account.seat, today)[:1]:
            for act in procedure.acts:
                said = {"said": _said(procedure.needs(act))}
                found.append(Aimed(f"/api/v1/{KINDS[key].collection}/{row.number}/acts/{act.value}", said))
    found.append(Aimed("/api/v1/matters", {**FILED, "follows": "NUMBER", "external": []}))
    return found


FILED = {
    "channel": "phone", "text": "渠被占了", "place": "990121000000", "parties": [{"name": "陈大山"}],
    "claims": [{"request": "恢复水渠"}], "asked": True,
}  # fmt: skip


def _said(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {field.name: _value(field, "NUMBER") for field in fields}


def _value(field: Field, words: str) -> Any:
    """What somebody might say; ``words`` wherever words, or a number, are asked for."""
    if field.kind in WORDS_IN:
        return words
    if field.choices:
        first = next(iter(field.choices))
        return [first] if field.kind == "choices" else first
    return _VALUES.get(field.kind, 1)


_VALUES: Mapping[str, Any] = {
    "date": (timezone.localdate() + timedelta(days=10)).isoformat(), "flag": True, "claims": [1], "days": 5,
    "classes": {"1": {"kind": "grievance", "ground": "6"}}, "routes": {"1": {"route": "civil_suit"}},
    "outcomes": {"1": {"outcome": "supported", "finding": "属实", "basis": "《水法》"}}, "place": "990121000000",
    "people": [{"side": "a", "name": "张三"}], "files": [], "instalments": [],
}  # fmt: skip


def nobodys_row() -> int:
    """An id that no row has, of the same time as those of rows."""
    return int(Case.objects.order_by("-id").values_list("id", flat=True)[0]) + 3
