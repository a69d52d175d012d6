"""The adapter of work orders (12345 and other registers): files in a folder or pushed, by a mapping; results back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from huiyin.channels import folders
from huiyin.channels.adapter import LIMITS, Adapter, Connection, Inward, Looked, Setting
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.orders.columns import headings_of
from huiyin.channels.orders.ordering import go_on, latest, order
from huiyin.channels.orders.taking import known_sheets, mappings
from huiyin.channels.reaching import reachable
from huiyin.channels.registry import connection
from huiyin.channels.settings import address, pairs, words, yes_or_no
from huiyin.channels.sheets.mapping import WrongMapping
from huiyin.law.words import P


def url(value: Any) -> str:
    """Where results are posted; nothing for nowhere."""
    return address(value) if value else ""


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("folder", "absolute path", folders.folder, "Where the other register, or somebody, puts files."),
    Setting("mapping", "name in data/mappings, or a path", words, "How columns are read; else whichever fits."),
    Setting("auto", "true or false", yes_or_no, "Registered without a person where the mapping recognises it.", "true"),
    Setting("results", "absolute path", folders.folder, "Where results are put for the other register to fetch."),
    Setting("results_url", "https address", url, "Where results are posted, one for each step."),
    Setting("results_headers", "a mapping", pairs, "Headers of these posts, such as Authorization with a key."),
    folders.SETTLE,
    folders.POLL,
)  # fmt: skip


def settle(arrival: Arrival, read: Mapping[str, Any], at: datetime) -> None:
    """Registered where it is known what the columns mean; else, and for every row refused, it waits for a person."""
    channel = connection(arrival.connection)
    if channel is None or not channel["auto"] or arrival.organ is None or arrival.settled_at is not None:
        return
    if not known_sheets(read, mappings(channel["mapping"])):
        return
    earlier = latest(arrival)
    if earlier is None:
        order(arrival, None, at)
    else:
        go_on(earlier, at)


def check(connection: Connection) -> Iterator[Looked]:
    """The folders and the mapping."""
    yield from folders.check(connection)
    if connection["folder"] is None:
        yield Looked(True, P("没有写 folder：只收别的系统用接口推送来的文件。"))
    try:
        mappings(connection["mapping"])
    except WrongMapping:
        yield Looked(False, P("映射读不了。"), P("请核对 mapping；样子见 docs/import.md。"))
    if connection["results_url"]:
        yield reachable(connection["results_url"])
    place = connection["results"]
    if place is not None and not os.access(place, os.W_OK):
        yield Looked(False, P("结果文件夹不在，或者不能写。"), P("请核对 results 和它的权限。"))


def no_key(read: Mapping[str, Any]) -> str:
    """Two files are the same only by their bytes; orders in them are known by their numbers."""
    return ""


def words_of(read: Mapping[str, Any]) -> str:
    """What is shown of a sheet besides its rows; each is placed by its own (huiyin.channels.sheets.placing)."""
    return "\n".join([*(each["sheet"] for each in read.get("sheets", ())), *headings_of(read)])


ORDERS: Final = Adapter(
    "orders", P("工单"), SETTINGS, check,
    Inward(folders.fetch, "huiyin.channels.orders.reading", no_key, settle, words_of, LIMITS),
)  # fmt: skip
