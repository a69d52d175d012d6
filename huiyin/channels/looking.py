"""Whether a channel works (接通检查): what can be seen here, and what the other side says when it is asked."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from django.conf import settings

from huiyin.channels.adapter import Connection, Looked
from huiyin.channels.registry import adapter
from huiyin.law.words import P
from huiyin.people.models import Organ


def looked(each: Connection) -> list[Looked]:
    """Everything a check finds, what is not well among it."""
    return [*_about(each), *adapter(each.adapter).check(each)]


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
