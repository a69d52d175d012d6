"""The frame around every page of the desk: navigation, who is there, the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.channels.registry import is_connected
from huiyin.desk.links import link
from huiyin.desk.lists.counting import counts
from huiyin.desk.staff import Desk
from huiyin.desk.undoable import offered
from huiyin.field.coverage import may_see
from huiyin.law.dispute.guards import near_the_people
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Channel, Role
from huiyin.law.words import P, Phrase
from huiyin.record.kinds import KINDS

Item = dict[str, Any]

#: Whoever may put something on a list of destruction, or hold it.
LOOKS_AFTER = frozenset({Role.DISPATCHER, Role.HANDLER, Role.RECEPTION, Role.HEAD, Role.SUPERVISOR, Role.REVIEWER})
WATCHES_ORGAN = frozenset({Role.DISPATCHER, Role.HEAD, Role.SUPERVISOR, Role.CONVENER, Role.RECEPTION, Role.REVIEWER})
INTAKE_KEYS = ((Channel.VISIT, "N"), (Channel.LETTER, "L"), (Channel.PHONE, "P"))
SELDOM_TAKEN_IN = (Channel.EMAIL, Channel.TELEGRAM, Channel.WEB)
#: The one word under which a channel stands in the navigation.
INTAKE_NAMES = {Channel.WEB: P("网上代填")}
ROLE_ORDER = tuple(Role)
#: Lists for those who answer for others' work: who sees them, their address, name and key.
WATCHING = (
    (frozenset({Role.DISPATCHER, Role.HEAD, Role.CONVENER}), "dispatch", P("分流"), "F"),
    (frozenset({Role.HEAD}), "approvals", P("需要我批"), "A"),
    (frozenset({Role.SUPERVISOR, Role.DISPATCHER}), "oversight", P("督办"), "D"),
    (frozenset({Role.HEAD, Role.SUPERVISOR, Role.CONVENER}), "trouble", P("哪里慢、哪里回来了"), "W"),
    (frozenset({Role.HEAD, Role.SUPERVISOR, Role.CONVENER, Role.ANALYST}), "quality", P("办理质量"), "Q"),
)
#: For those who keep the house in order and have no matters of their own; every letter is taken, so figures are keys.
KEEPING = (
    (frozenset({Role.AUDITOR}), "audit", P("审计"), "8"),
    (frozenset({Role.ADMIN}), "accounts", P("账号"), "9"),
    (frozenset({Role.ADMIN}), "place", P("本地资料"), "7"),
)
#: Who goes to where it happened; in villages and townships everybody who works does.
GO_THERE = frozenset({Role.HANDLER, Role.REVIEWER})
#: What is not opened every day; folded away, so that the whole navigation stands on an office screen.
SELDOM = (
    (frozenset({Role.HEAD, Role.DISPATCHER, Role.RECEPTION}), "reception-days", P("领导接访"), ""),
    (frozenset({Role.HEAD, Role.DISPATCHER, Role.RECEPTION, Role.SUPERVISOR}), "rooms", P("接待室"), ""),
    (frozenset({Role.HEAD, Role.DISPATCHER, Role.HANDLER, Role.CONVENER}), "conference", P("联席会议工作"), ""),
    (LOOKS_AFTER, "keeping", P("档案保管"), ""),
    (frozenset({Role.HEAD, Role.DISPATCHER}), "hand-over", P("整体移交"), ""),
    (frozenset({Role.RECEPTION, Role.DISPATCHER}), "postings", P("待寄信件"), ""),
    (frozenset({Role.RECEPTION, Role.DISPATCHER}), "sheets", P("表格登记"), ""),
    (frozenset({Role.HEAD, Role.DISPATCHER, Role.SUPERVISOR, Role.CONVENER, Role.ADMIN}), "trial", P("试算"), ""),
    (frozenset({Role.ADMIN}), "machine", P("运行情况"), ""),
    (frozenset({Role.AUDITOR}), "changes", P("改过什么"), ""),
)

#: A kind whose list stands among pages that have a place of their own: whoever has that finds it there, and only there.
AT_HOME = {"records-visit": "reception-days", "records-hold": "keeping", "records-disposal": "keeping"}


def page(
    request: HttpRequest, desk: Desk, template: str, context: Mapping[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """Render a page of the desk.

    :param here: the name of the navigation item the page belongs to.
    """
    waits = {**counts(desk), **context.get("counts", {})}
    framed: Item = {"nav": navigation(desk, here, waits), "me": me(desk), "today": desk.today, "desk": desk}
    framed["undo"] = offered(request, desk.now)
    framed |= {"waits": waits, "bell": waits.get("notifications", ""), **context}
    return render(request, template, framed, status=status)


def me(desk: Desk) -> Item:
    roles = [role for role in ROLE_ORDER if role in desk.actor.roles]
    return {"name": desk.person.name, "organ": desk.organ.short, "role": roles}


def navigation(desk: Desk, here: str, waits: Mapping[str, str]) -> list[Item]:
    groups: list[Item] = [{"items": _lists(desk, waits)}]
    if desk.takes_in:
        channels = [_intake(channel, key) for channel, key in INTAKE_KEYS]
        groups.append(
            {
                "heading": P("登记"),
                "items": [
                    _item("waiting", P("候访室"), "H"),
                    *channels,
                    _item("letters", P("来信扫描"), "Y"),
                    *_mails(),
                ],
            }
        )
    groups.append({"heading": P("查找与统计"), "items": _finding(desk)})
    if records := _kinds(desk):
        groups.append({"heading": P("专项工作"), "folded": True, "items": records})
    groups.append({"heading": P("更多"), "folded": True, "items": _seldom(desk)})
    home = AT_HOME.get(here, "")
    here = home if home in _named(desk) else here
    for item in (item for group in groups for item in group["items"]):
        item["current"] = item["name"] == here
        item["count"] = waits.get(item["name"])
    return groups


def _named(desk: Desk) -> set[str]:
    """The pages of :data:`SELDOM` that somebody has."""
    return {name for roles, name, *_ in SELDOM if desk.actor.roles & roles}


def _mails() -> list[Item]:
    """Letters by e-mail, where a mailbox is connected."""
    return [_item("mails", P("来件"), "")] if is_connected("mail") else []


def _lists(desk: Desk, waits: Mapping[str, str]) -> list[Item]:
    items = _of_role(desk, KEEPING)
    if desk.actor.roles & WORKERS:
        # Seldom anybody is asked to help; then it must not be a list that one only finds by going there.
        helping = {"name": "helping", "label": P("协办"), "url": f"{link('home')}?view=plain#helping", "key": ""}
        mine = {"name": "mine", "label": P("我的办件"), "url": link("home"), "key": "M"}
        items = [mine, *([helping] if "helping" in waits else []), *items]
    if desk.actor.roles & WATCHES_ORGAN:
        items.append({"name": "organ", "label": P("本机关"), "url": link("organ-queue"), "key": "O"})
    items.append(_item("notifications", P("提醒"), "J"))
    if near_the_people(desk.actor, desk.world) and desk.actor.roles & WORKERS:
        items.append(_item("field", P("到现场"), ""))
    if desk.actor.roles & WORKERS:
        items.append(_item("papers-owed", P("文书"), "I"))
    return items + _of_role(desk, WATCHING)


def _of_role(desk: Desk, pages: Iterable[tuple[frozenset[Role], str, Phrase, str]]) -> list[Item]:
    return [_item(name, label, key) for roles, name, label, key in pages if desk.actor.roles & roles]


def _seldom(desk: Desk) -> list[Item]:
    items = _of_role(desk, SELDOM)
    if desk.actor.roles & GO_THERE and not near_the_people(desk.actor, desk.world):
        items.append(_item("field", P("到现场"), ""))
    if may_see(desk.actor, desk.organ):
        items.append(_item("field-coverage", P("走访到了哪里"), ""))
    if desk.takes_in:
        items += [_intake(channel, "") for channel in SELDOM_TAKEN_IN]
    items.append(_item("calendar", P("日历订阅"), ""))
    if desk.several:
        items.append(_item("posts", P("换一个岗位"), ""))
    return items


def _kinds(desk: Desk) -> list[Item]:
    """The kinds of record that share the pages of huiyin.desk.records, for whoever may read any."""
    shared = [kind for kind in KINDS if not kind.page]
    if not desk.actor.roles & WORKERS:
        shared = [kind for kind in shared if kind.readable and kind.readable(desk.actor, desk.today) is not None]
    named = _named(desk)
    return [
        {"name": f"records-{kind.key}", "label": kind.procedure.label, "url": link("records", kind.key), "key": ""}
        for kind in shared
        if AT_HOME.get(f"records-{kind.key}") not in named
    ]


def _item(name: str, label: Phrase, key: str) -> Item:
    return {"name": name, "label": label, "url": link(name), "key": key}


def _intake(channel: Channel, key: str) -> Item:
    label = INTAKE_NAMES.get(channel, channel.label)
    return {"name": channel.value, "label": label, "url": link("intake", channel.value), "key": key}


def home_of(desk: Desk) -> str:
    """The name of the page with which the day begins; empty for one's own matters, of which some never have any."""
    if desk.actor.roles & WORKERS:
        return ""
    return next((name for roles, name, *_ in KEEPING if desk.actor.roles & roles), "pictures")


def _finding(desk: Desk) -> list[Item]:
    search = [{"name": "search", "label": P("查找"), "url": link("search"), "key": "/"}]
    return [
        *(search if desk.actor.roles & WORKERS else []),
        {"name": "pictures", "label": P("看图"), "url": link("pictures"), "key": ""},
        _item("topics", P("热点"), ""),
        {"name": "figures", "label": P("统计"), "url": link("figures"), "key": "T"},
        {"name": "organ-figures", "label": P("我们办得怎样"), "url": link("organ-figures"), "key": ""},
        _item("answers", P("知识库"), "K"),
    ]
