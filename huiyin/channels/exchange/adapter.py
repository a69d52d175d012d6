"""The adapter of the exchange: another Huiyin site, and which organs live there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils import timezone

from huiyin.channels.adapter import Adapter, Connection, Fault, Looked, Setting
from huiyin.channels.exchange.models import Exchanged, Site
from huiyin.channels.exchange.pairing import own_key, peer
from huiyin.channels.exchange.protocol import card_of
from huiyin.channels.reaching import reachable
from huiyin.channels.settings import address
from huiyin.law.words import P
from huiyin.people.models import Organ, Post, in_force
from huiyin.people.posts import ELSEWHERE
from huiyin.typed.times import beijing_day
from huiyin.vault.errors import EnvelopeRefused


def organs(value: Any) -> dict[str, str]:
    """Which organs live there: a list of handles, or a mapping of ours to theirs where they differ."""
    if isinstance(value, dict) and value:
        return {str(ours): str(theirs) for ours, theirs in value.items()}
    if isinstance(value, list) and value:
        return {str(each): str(each) for each in value}
    raise ValueError(value)


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("url", "https address", address, "Where the other site is, without a path.", needed=True),
    Setting("organs", "a list of handles, or a mapping", organs, "Which organs live there.", needed=True),
)


def check(connection: Connection) -> Iterator[Looked]:
    """Keys, organs, and whether the other site answers, believes us, and speaks a version that we know."""
    yield from _keys()
    yield from _organs(connection)
    yield reachable(connection["url"])
    found = peer(connection.name)
    if found is None:
        shut = Site.objects.filter(name=connection.name, revoked_at__isnull=False).exists()
        said = P("已经断开：不收它的，也不发给它。") if shut else P("还没有结对。")
        yield Looked(False, said, P("请运行 ./run exchange pair {name}，照它说的做。", name=connection.name))
        return
    yield _answers(found)
    if stuck := Exchanged.objects.filter(site=connection.name, ready_at=None).exclude(fault="").count():
        yield Looked(
            False, P("{n}件停下来了，等人处理。", n=stuck), P("请运行 ./run exchange list，看每一件该怎么办。")
        )


def _answers(found: Any) -> Looked:
    # The client stands above this file: sending asks whether a connection is paired.
    from huiyin.channels.exchange.asking import hello

    try:
        version = hello(found)
    except Fault as fault:
        return Looked(False, fault.said, fault.todo)
    return Looked(True, P("对方认得我们，说第{n}版。", n=version))


def _keys() -> Iterator[Looked]:
    try:
        yield Looked(True, P("本站的指纹：{print}", print=card_of(own_key()).fingerprint))
    except EnvelopeRefused as fault:
        yield Looked(False, P(str(fault)))


def _organs(connection: Connection) -> Iterator[Looked]:
    known = {row.key: row for row in Organ.objects.filter(key__in=connection["organs"])}
    for key in connection["organs"]:
        if key not in known:
            yield Looked(False, P("没有代号是“{key}”的机关。", key=key), P("请在 organs 里写机关表里的代号。"))
    if connection.organ in connection["organs"]:
        yield Looked(False, P("{key}既是本站的，又写在对方的机关里。", key=connection.organ), P("请从 organs 里去掉。"))
    for row in known.values():
        yield from _own_people(row)


def _own_people(row: Organ) -> Iterator[Looked]:
    """Two hands in one matter: whoever has a post here for an organ that lives there acts beside those there."""
    here = Post.objects.filter(in_force(beijing_day(timezone.now())), organ=row, person__is_active=True)
    if here.exclude(person__username__startswith=ELSEWHERE).exists():
        yield Looked(True, P("提醒：{organ}在本站还有自己的人员，他们办的会和对方办的撞在一起。", organ=row.name))


ADAPTER: Final = Adapter("exchange", P("互通（另一套回音）"), SETTINGS, check)
