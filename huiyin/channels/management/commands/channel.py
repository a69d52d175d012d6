"""./run channel: what is connected, how it fares, whether it works, one message to try; with what to do."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.channels.account import given_up_of, month_of
from huiyin.channels.adapter import Connection
from huiyin.channels.arrivals.lists import seen_by_nobody
from huiyin.channels.arrivals.models import Watched
from huiyin.channels.faring import Failing, not_going_out, words_of
from huiyin.channels.looking import looked
from huiyin.channels.mail.settings import shown
from huiyin.channels.registry import WrongChannels, adapter, adapters, connections
from huiyin.channels.saying import trial
from huiyin.channels.ways import WAYS
from huiyin.store.mail import Became
from huiyin.wording.words import moment


class Command(BaseCommand):
    help = (
        "list: the channels that are connected and how each fares. check NAME: ask the other side whether it works. "
        "try NAME TO: send one message of no meaning."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("list", "check", "try"))
        parser.add_argument("name", nargs="?", default="", help="of a connection; without it check looks at all")
        parser.add_argument("to", nargs="?", default="", help="number or mailbox that try sends to; a group needs none")

    def handle(self, *args: Any, what: str, name: str, to: str, **options: Any) -> None:
        try:
            there = connections()
        except WrongChannels as wrong:
            raise CommandError("\n".join(wrong.faults)) from None
        if what == "list":
            self._list(there)
            return
        chosen = [each for each in there if not name or each.name == name]
        if not chosen:
            raise CommandError(
                f"没有叫“{name}”的渠道。有：{'、'.join(each.name for each in there) or '（还没有接通）'}"
            )
        if what == "try":
            self._try(chosen, to)
            return
        if not all([self._check(each) for each in chosen]):
            raise CommandError("有不能用的，照上面说的做，再查一次。")

    def _list(self, there: tuple[Connection, ...]) -> None:
        path: Path = settings.HUIYIN_CHANNELS
        if not there:
            self.stdout.write(f"还没有接通任何渠道。写在 {path} 里，样子见 docs/channels/README.md。")
            self.stdout.write("可以接通的：" + "、".join(f"{each.name}（{each.label}）" for each in adapters()))
            return
        fares = {row.connection: row for row in Watched.objects.all()}
        stuck = not_going_out(there)
        for each in there:
            known = adapter(each.adapter)
            fare = _fares(fares.get(each.name)) if known.inward else ""
            said = [each.name, str(known.label), each.organ, fare, _sent(each), _stuck(stuck, each)]
            self.stdout.write("  ".join(filter(None, said)))
        if waiting := seen_by_nobody(timezone.now()):
            self.stdout.write(f"{waiting} 件来件没有可以经手的机关，谁也看不到。请核对机关和值班人员。")

    def _try(self, chosen: list[Connection], to: str) -> None:
        """One message to whoever tries it out; nobody else hears of it, and nothing of it is kept."""
        outward = adapter(chosen[0].adapter).outward if len(chosen) == 1 else None
        if outward is None:
            raise CommandError("请写一个往外发的渠道的名字。")
        needs = WAYS[outward.way].needs if outward.way in WAYS else ""
        if needs and not to:
            raise CommandError("请在后面写上发到哪里（您自己的号码或者邮箱）。")
        with outward.sending(chosen[0]) as send:
            result = send(trial(to))
        if result.became is not Became.SENT:
            said, todo = words_of(result.why)
            raise CommandError(f"没有发出去：{said} {todo}（{result.why}）")
        reference = f"对方的编号是 {result.reference}。" if result.reference else ""
        self.stdout.write(f"对方说收了。{reference}请看一眼到没到：没到，请核对 ok。")

    def _check(self, each: Connection) -> bool:
        self.stdout.write(f"{each.name}（{adapter(each.adapter).label}）")
        secrets = {setting.name for setting in adapter(each.adapter).settings if setting.secret}
        for name, value in each.values.items():
            if not isinstance(value, (dict, list)) and str(value):
                self.stdout.write(f"    {name}: {'（不显示）' if name in secrets else _shown(value)}")
        found = looked(each)
        for one in found:
            self.stdout.write(f"  {'✓' if one.well else '■'} {one.said}{f' {one.todo}' if str(one.todo) else ''}")
        return all(one.well for one in found)


def _shown(value: Any) -> str:
    """What is written there, as it may be copied into a letter to whoever helps: many addresses end with their key."""
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or parts.scheme not in ("http", "https"):
        return shown(value)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}/…"


def _fares(row: Watched | None) -> str:
    if row is None or (row.well_at is None and row.failing_since is None):
        return "还没有用过"
    if row.failing_since:
        return f"■ 从{moment(row.failing_since, timezone.localdate())}起不能用：{row.said} {row.todo}"
    assert row.well_at is not None
    return f"✓ 最近一次{moment(row.well_at, timezone.localdate())}"


def _stuck(stuck: Mapping[str, Failing], each: Connection) -> str:
    """What does not go out by it, since when, and what to do."""
    found = stuck.get("" if each.adapter == "mail" else each.name)
    if found is None:
        return ""
    since = moment(found.since, timezone.localdate())
    return f"■ 从{since}起发不出去：{found.said} {found.todo}（{found.word}）"


def _sent(each: Connection) -> str:
    """What went out by it this month, and what that cost."""
    if adapter(each.adapter).outward is None:
        return ""
    count, cost = month_of(each.name, timezone.localdate())
    refused, last = given_up_of(each.name, timezone.localdate())
    return "，".join(filter(None, [
        f"本月发出 {count} 条", f"{cost / 100:.2f} 元" if cost else "",
        f"■ 对方没有收 {refused} 条，最近一条说的是“{last}”；请核对 ok 和 never" if refused else "",
    ]))  # fmt: skip
