"""The frame around every page of the desk: navigation, who is there, the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.desk.links import link
from huiyin.desk.staff import Desk
from huiyin.law.terms import Channel, Role
from huiyin.law.words import P, Phrase

Item = dict[str, Any]

WATCHES_ORGAN = frozenset({Role.DISPATCHER, Role.HEAD, Role.SUPERVISOR, Role.CONVENER, Role.RECEPTION, Role.REVIEWER})
INTAKE_KEYS = (
    (Channel.VISIT, "N"),
    (Channel.LETTER, "L"),
    (Channel.PHONE, "P"),
    (Channel.EMAIL, ""),
    (Channel.TELEGRAM, ""),
    (Channel.WEB, ""),
)
#: The one word under which a channel stands in the navigation.
INTAKE_NAMES = {Channel.WEB: P("网上代填")}
ROLE_ORDER = tuple(Role)
#: Lists for those who answer for others' work: who sees them, their address, name and key.
WATCHING = (
    (frozenset({Role.HEAD}), "approvals", P("需要我批"), "A"),
    (frozenset({Role.SUPERVISOR, Role.DISPATCHER}), "oversight", P("督办"), "D"),
    (frozenset({Role.HEAD, Role.SUPERVISOR, Role.CONVENER}), "trouble", P("哪里慢、哪里回来了"), "W"),
    (frozenset({Role.HEAD, Role.DISPATCHER}), "hand-over", P("整体移交"), ""),
)


def page(
    request: HttpRequest, desk: Desk, template: str, context: Mapping[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """Render a page of the desk.

    :param here: the name of the navigation item the page belongs to.
    """
    framed = {"nav": navigation(desk, here, context.get("counts", {})), "me": me(desk), "today": desk.today, **context}
    return render(request, template, framed, status=status)


def me(desk: Desk) -> Item:
    roles = [role for role in ROLE_ORDER if role in desk.actor.roles]
    return {"name": desk.person.name, "organ": desk.organ.short, "role": roles}


def navigation(desk: Desk, here: str, counts: Mapping[str, str]) -> list[Item]:
    groups: list[Item] = [{"items": _lists(desk)}]
    if desk.takes_in:
        groups.append({"heading": P("登记"), "items": [_intake(channel, key) for channel, key in INTAKE_KEYS]})
    groups.append({"heading": P("查找与统计"), "items": _finding(desk)})
    for item in (item for group in groups for item in group["items"]):
        item["current"] = item["name"] == here
        item["count"] = counts.get(item["name"])
    return groups


def _lists(desk: Desk) -> list[Item]:
    items = [{"name": "mine", "label": P("我的办件"), "url": link("home"), "key": "M"}]
    if desk.actor.roles & WATCHES_ORGAN:
        items.append({"name": "organ", "label": P("本机关"), "url": link("organ-queue"), "key": "O"})
    items += [_item(name, label, key) for roles, name, label, key in WATCHING if desk.actor.roles & roles]
    return items


def _item(name: str, label: Phrase, key: str) -> Item:
    return {"name": name, "label": label, "url": link(name), "key": key}


def _intake(channel: Channel, key: str) -> Item:
    label = INTAKE_NAMES.get(channel, channel.label)
    return {"name": channel.value, "label": label, "url": link("intake", channel.value), "key": key}


def _finding(desk: Desk) -> list[Item]:
    items = [
        {"name": "search", "label": P("查找"), "url": link("search"), "key": "/"},
        {"name": "figures", "label": P("统计"), "url": link("figures"), "key": "T"},
        _item("answers", P("知识库"), "K"),
        _item("calendar", P("日历订阅"), ""),
    ]
    if desk.several:
        items.append({"name": "posts", "label": P("换一个岗位"), "url": link("posts"), "key": ""})
    return items
