"""The auditor's one page, in five shelves: what was sealed, and what members of staff did beside the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.cases.ledgers import Look, Page, latest, listed, looked_most, readings, unmaskings
from huiyin.desk.audit.seals import sealed
from huiyin.desk.frame import page
from huiyin.desk.lists.exports import JOURNAL
from huiyin.desk.lists.queues import SHELVES as QUEUE_SHELVES
from huiyin.desk.models import Export
from huiyin.desk.names import Names
from huiyin.desk.staff import Desk, staff
from huiyin.desk.taking.pages import CASE
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.account_acts import Kind, named
from huiyin.people.models import AccountAct
from huiyin.store.rows import read
from huiyin.typed.times import exact_moment
from huiyin.typed.wholes import row_id

PAGE = 50
LOOKED_MOST = 10
MONTH = timedelta(days=30)
#: Who acts where no member of staff does (./run manage slip).
MACHINE = P("管服务器的人")
Place = tuple[datetime, int]
Words = tuple[str | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is shown: when, who and from where, about which matter, and what."""

    place: Place
    who: Words
    number: str = ""
    what: object = ""
    typed: bool = False

    @property
    def at(self) -> datetime:
        return self.place[0]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One ledger: its name, what it tells, the heading of its last column, and how its lines are fetched."""

    label: Phrase
    told: Phrase
    what: Phrase | None
    lines: Callable[[Desk, Page], list[Line]]
    of_matters: bool = True


@staff
@require_safe
def audit(request: HttpRequest, desk: Desk) -> HttpResponse:
    if Role.AUDITOR not in desk.actor.roles:
        raise PermissionDenied
    what = request.GET.get("what", "")
    tabs = [{"key": key, "label": label, "current": key == what} for key, label in _labels().items()]
    if what not in SHELVES:
        tabs[0]["current"] = True
        context = {"tabs": tabs, **sealed(desk, request.GET.get("after", ""), PAGE)}
        return page(request, desk, "desk/audit/seals.html", context, here="audit")
    return page(request, desk, "desk/audit/ledger.html", {"tabs": tabs, **_ledger(request, desk, what)}, here="audit")


def _labels() -> dict[str, Phrase]:
    return {"": P("封存"), **{key: shelf.label for key, shelf in SHELVES.items()}}


def _ledger(request: HttpRequest, desk: Desk, what: str) -> dict[str, Any]:
    shelf, q = SHELVES[what], request.GET.get("q", "").strip()[:40]
    after = _place(request.GET.get("after", ""))
    found = shelf.lines(desk, Page(PAGE + 1, after, named(q) if q else None))
    asked = {"what": what} | ({"q": q} if q else {})
    older = {**asked, "after": _spelt(found[PAGE - 1].place)} if len(found) > PAGE else {}
    first = after is None
    return {
        "shelf": shelf,
        "what": what,
        "q": q,
        "lines": found[:PAGE],
        "older": f"?{urlencode(older)}" if older else "",
        "newer": "" if first else f"?{urlencode(asked)}",
        "most": _looked_most(desk) if what == "unmasked" and first and not q else [],
    }


def _looked_most(desk: Desk) -> list[tuple[str, int]]:
    found = looked_most(desk.actor, desk.today, desk.now - MONTH, LOOKED_MOST)
    names = Names.of(desk.world.chart, [person for person, _ in found])
    return [(names.person(person), count) for person, count in found]


def _unmasked(desk: Desk, asked: Page) -> list[Line]:
    return _looks(desk, unmaskings(desk.actor, desk.today, asked))


def _opened(desk: Desk, asked: Page) -> list[Line]:
    return _looks(desk, readings(desk.actor, desk.today, asked))


def _looks(desk: Desk, found: Sequence[Look]) -> list[Line]:
    names = Names.of(desk.world.chart, [look.person for look in found])
    return [
        Line((look.at, look.id), names.signed(look.person, look.organ, look.role), look.number, look.purpose, True)
        for look in found
    ]


def _exported(desk: Desk, asked: Page) -> list[Line]:
    condition, values = listed(desk.actor, desk.today, asked, ["person"], machine=True)
    found = read(Export, condition, values, latest(asked)) if condition else []
    names = Names.of(desk.world.chart, [row.person for row in found])
    return [
        Line(
            (row.at, row.id),
            (names.person(row.person) if row.person else MACHINE, names.organ(row.organ) if row.organ else ""),
            what=taken(row.what, row.rows),
        )
        for row in found
    ]


def taken(address: str, rows: int) -> Phrase:
    """Which list left, in words. What somebody searched for stays untold: it may be a petitioner's name."""
    if address == JOURNAL:
        return P("整本办理日志，连同其中的文字，{n}条", n=rows)
    if address == CASE:
        return P("一件事的全部案卷，{n}个文件", n=rows)
    which, _, query = address.partition("?")
    given = dict(parse_qsl(query))
    if which == "search":
        return P("查找的结果（用了{asked}个条件），{n}行", asked=len(given), n=rows)
    if which == "organ" and given.get("shelf") in QUEUE_SHELVES:
        return P("本机关的办件，“{shelf}”一类，{n}行", shelf=QUEUE_SHELVES[given["shelf"]][0], n=rows)
    return P("本机关的办件，{n}行", n=rows) if which == "organ" else P("自己的办件，{n}行", n=rows)


def _accounts(desk: Desk, asked: Page) -> list[Line]:
    condition, values = listed(desk.actor, desk.today, asked, ["by", "person"])
    found = read(AccountAct, condition, values, latest(asked)) if condition else []
    names = Names.of(desk.world.chart, [who for row in found for who in (row.by, row.person)])
    return [
        Line((row.at, row.id), (names.person(row.by) or MACHINE, names.organ(row.organ)), what=_done(row, names))
        for row in found
    ]


def _done(row: AccountAct, names: Names) -> Phrase:
    return P("{what}：{person}", what=Kind(row.what), person=names.person(row.person))


def _place(text: str) -> Place | None:
    at, _, last = text.rpartition("_")
    moment, entry = exact_moment(at), row_id(last)
    return (moment, entry) if moment and entry else None


def _spelt(place: Place) -> str:
    return f"{place[0].isoformat()}_{place[1]}"


SHELVES: Mapping[str, Shelf] = {
    "unmasked": Shelf(
        P("查看身份"),
        P("谁在什么时候、为了什么查看了信访人的身份信息。"),
        P("用途"),
        _unmasked,
    ),
    "readings": Shelf(P("打开检举控告"), P("谁打开过检举控告。同一个人同一天只记一次。"), None, _opened),
    "exports": Shelf(P("导出"), P("谁把哪个清单导成了表格。"), P("导出了什么"), _exported, of_matters=False),
    "accounts": Shelf(
        P("账号"),
        P("谁对谁的账号做了什么：重设、同意、停用、改密码、第二重验证。"),
        P("做了什么"),
        _accounts,
        of_matters=False,
    ),
}
