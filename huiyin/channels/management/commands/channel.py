"""./run channel: what is connected, how it fares, whether it works; in plain words, with what to do."""

from __future__ import annotations

import stat
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.channels.account import month_of
from huiyin.channels.adapter import Connection, Looked
from huiyin.channels.arrivals.lists import seen_by_nobody
from huiyin.channels.arrivals.models import Watched
from huiyin.channels.mail.settings import shown
from huiyin.channels.registry import WrongChannels, adapter, adapters, connections
from huiyin.law.words import P
from huiyin.people.models import Organ
from huiyin.wording.words import moment


class Command(BaseCommand):
    help = "list: the channels that are connected and how each fares. check NAME: ask the other side whether it works."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("list", "check"))
        parser.add_argument("name", nargs="?", default="", help="of a connection; without it check looks at all")

    def handle(self, *args: Any, what: str, name: str, **options: Any) -> None:
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
        if not all([self._check(each) for each in chosen]):
            raise CommandError("有不能用的，照上面说的做，再查一次。")

    def _list(self, there: tuple[Connection, ...]) -> None:
        path: Path = settings.HUIYIN_CHANNELS
        if not there:
            self.stdout.write(f"还没有接通任何渠道。写在 {path} 里，样子见 docs/channels/README.md。")
            self.stdout.write("可以接通的：" + "、".join(f"{each.name}（{each.label}）" for each in adapters()))
            return
        fares = {row.connection: row for row in Watched.objects.all()}
        for each in there:
            known = adapter(each.adapter)
            fare = _fares(fares.get(each.name)) if known.inward else ""
            self.stdout.write("  ".join(filter(None, [each.name, str(known.label), each.organ, fare, _sent(each)])))
        if waiting := seen_by_nobody(timezone.localdate()):
            self.stdout.write(f"{waiting} 件来件没有可以经手的机关，谁也看不到。请核对机关和值班人员。")

    def _check(self, each: Connection) -> bool:
        self.stdout.write(f"{each.name}（{adapter(each.adapter).label}）")
        for name, value in each.values.items():
            if not isinstance(value, (dict, list)) and str(value):
                self.stdout.write(f"    {name}: {shown(value)}")
        looked = [*_about(each), *adapter(each.adapter).check(each)]
        for one in looked:
            self.stdout.write(f"  {'✓' if one.well else '■'} {one.said}{f' {one.todo}' if str(one.todo) else ''}")
        return all(one.well for one in looked)


def _fares(row: Watched | None) -> str:
    if row is None or (row.well_at is None and row.failing_since is None):
        return "还没有用过"
    if row.failing_since:
        return f"■ 从{moment(row.failing_since, timezone.localdate())}起不能用：{row.said} {row.todo}"
    assert row.well_at is not None
    return f"✓ 最近一次{moment(row.well_at, timezone.localdate())}"


def _sent(each: Connection) -> str:
    """What went out by it this month, and what that cost."""
    if adapter(each.adapter).outward is None:
        return ""
    count, cost = month_of(each.name, timezone.localdate())
    return f"本月发出 {count} 条" + (f"，{cost / 100:.2f} 元" if cost else "")


def _about(each: Connection) -> Iterator[Looked]:
    """What can be seen without asking anybody: the organ, and who may read the file with its passwords."""
    if each.organ and not Organ.objects.filter(key=each.organ).exists():
        yield Looked(False, P("没有代号是“{key}”的机关。", key=each.organ), P("请在 organ 里写机关表里的代号。"))
    if not each.organ and adapter(each.adapter).inward is not None:
        yield Looked(False, P("没有写收件的机关。"), P("请加一行 organ: 机关代号，不然收到的东西谁也看不到。"))
    mode = settings.HUIYIN_CHANNELS.stat().st_mode
    if mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Looked(
            False,
            P("别的用户也能读 {path}，里面有密码。", path=settings.HUIYIN_CHANNELS),
            P("请运行 chmod 600 {path}。", path=settings.HUIYIN_CHANNELS),
        )
