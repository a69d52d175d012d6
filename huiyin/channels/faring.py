"""How a connection fares (好不好用): what it brings, and what goes out by it; in plain words, with what to do.

Of what goes out only the failing is kept, never that something went; and nothing of what a report of wrongdoing sends,
for the time of a failure would tell whoever keeps the machine that something was said to somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from huiyin.channels.adapter import Connection, Fault, Result
from huiyin.channels.arrivals.models import Watched
from huiyin.law.words import P, Phrase
from huiyin.store.mail import Became

#: Behind the name of a connection, what goes out by it; names are ASCII, so none is another's.
_OUT: Final = "→"
#: The way into the folder of results.
FOLDER: Final = "folder"
_AGAIN: Final = P("会自己再试；请看网络、防火墙和对方的服务。")
_SILENT: Final[Mapping[str, tuple[Phrase, Phrase]]] = {
    FOLDER: (P("结果写不进文件夹。"), P("请核对 results，看磁盘满没满、有没有写的权限；会自己再试。")),
    "certificate": (P("对方的证书不对。"), P("请核对 url 和对方的证书；会自己再试。")),
    "timeout": (P("对方太久没有答完。"), _AGAIN),
    "gaierror": (P("找不到对方的主机。"), P("请核对 url；会自己再试。")),
}
_SAID: Final[Mapping[str, tuple[Phrase, Phrase]]] = {
    "3": (P("对方让我们到别的地址去，我们没有跟去。"), P("请向对方问新的地址，写进 url；等着的会自己再发。")),
    "401": (P("对方不认我们的钥匙。"), P("请核对 url 和 headers 里的钥匙，是不是过期了；等着的会自己再发。")),
    "403": (P("对方不认我们的钥匙。"), P("请核对 url 和 headers 里的钥匙，是不是过期了；等着的会自己再发。")),
    "404": (P("对方没有这个地址。"), P("请核对 url；等着的会自己再发。")),
    "429": (P("对方说我们发得太多。"), P("会自己再试；一直这样，请对方放宽。")),
    "4": (P("对方说我们问得不对。"), P("请照对方的说明核对设置；等着的会自己再发。")),
    "5": (P("对方自己出了错。"), P("会自己再试；一直这样，请告诉对方。")),
}
_NO: Final = (P("对方没有收。"), P("请照对方的说明，查它说的是什么意思，核对设置；会自己再试。"))
_QUIET: Final = (P("对方没有应答。"), _AGAIN)


@dataclass(frozen=True, slots=True)
class Failing:
    """What does not go out, since when, and what to do. ``word`` is the kind of fault, or the other side's own code."""

    name: str
    since: datetime
    said: Phrase
    todo: Phrase
    word: str


def well(name: str, at: datetime) -> None:
    """What it brings comes."""
    Watched.objects.update_or_create(
        connection=name, defaults={"well_at": at, "failing_since": None, "said": "", "todo": ""}
    )


def failing(name: str, fault: Fault, at: datetime) -> None:
    """It brings nothing; since when is kept from the first time."""
    said = {"said": fault.said.text[:300], "todo": fault.todo.text[:300]}
    Watched.objects.update_or_create(connection=name, defaults=said)
    Watched.objects.filter(connection=name, failing_since=None).update(failing_since=at)


def went_out(connection: Connection | None, result: Result, at: datetime) -> None:
    """What became of something that went out by it; nothing is written while all goes as it should."""
    row = Watched.objects.filter(connection=_key(connection))
    if result.became in (Became.PUT_OFF, Became.AWAY):
        Watched.objects.get_or_create(connection=_key(connection))
        row.update(place=result.why[:200])
        row.filter(failing_since=None).update(failing_since=at)
    elif row.filter(failing_since__isnull=False).exists():
        row.update(place="", failing_since=None)


def not_going_out(connections: Iterable[Connection | None]) -> dict[str, Failing]:
    """Those of them by which nothing goes out now, by name; the outgoing mail server, which all share, has none."""
    keys = {_key(each): "" if each is None or each.adapter == "mail" else each.name for each in connections}
    rows = Watched.objects.filter(connection__in=keys, failing_since__isnull=False)
    return {keys[row.connection]: _failing(keys[row.connection], row) for row in rows}


def _key(connection: Connection | None) -> str:
    """Mail goes out by one server, whichever mailbox the answers come back to."""
    return _OUT if connection is None or connection.adapter == "mail" else f"{connection.name[:39]}{_OUT}"


def _failing(name: str, row: Watched) -> Failing:
    assert row.failing_since is not None
    said, todo = words_of(row.place)
    return Failing(name, row.failing_since, said, todo, row.place)


def words_of(why: str) -> tuple[Phrase, Phrase]:
    """What a fault of a way out means, and what to do."""
    kind, _, code = why.partition(" ")
    if kind == "HTTP":
        return _SAID.get(code) or _SAID.get(code[:1]) or _NO
    if code:
        return _NO
    return _SILENT.get(why, _QUIET)
