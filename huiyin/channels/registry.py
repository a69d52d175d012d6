"""Which adapters there are (接口一览), and which channels are connected by them (接通的渠道): one file.

``HUIYIN_CHANNELS`` names the file, a list of connections; docs/channels/README.md shows one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings
from django.utils.module_loading import import_string

from huiyin.channels.adapter import Adapter, Connection

#: Name → where the adapter stands. Imported when it is asked for, so that nobody pays for a library nobody uses.
ADAPTERS: Final[Mapping[str, str]] = {
    "mail": "huiyin.channels.mail.adapter.MAIL",
    "sms": "huiyin.channels.sms.adapter.SMS_ADAPTER",
    "voice": "huiyin.channels.voice.adapter.VOICE_ADAPTER",
    "wecom": "huiyin.channels.wecom.adapter.WECOM",
    "dingtalk": "huiyin.channels.dingtalk.adapter.DINGTALK",
    "feishu": "huiyin.channels.feishu.adapter.FEISHU",
    "http": "huiyin.channels.http.adapter.HTTP",
    "orders": "huiyin.channels.orders.adapter.ORDERS",
    "scans": "huiyin.channels.scans.adapter.SCANS",
    "exchange": "huiyin.channels.exchange.adapter.ADAPTER",
}
_COMMON: Final = ("name", "adapter", "organ")


class WrongChannels(Exception):
    """The file of channels cannot be used; ``faults`` holds one plain sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def adapter(name: str) -> Adapter:
    """The adapter of this name.

    :raises KeyError: there is none.
    """
    found: Adapter = import_string(ADAPTERS[name])
    return found


def adapters() -> list[Adapter]:
    """All of them."""
    return [adapter(name) for name in ADAPTERS]


def connections() -> tuple[Connection, ...]:
    """What is connected, as the file says now.

    :raises WrongChannels: with every fault found.
    """
    path: Path = settings.HUIYIN_CHANNELS
    try:
        age = path.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return _read(path, age)


def connection(name: str) -> Connection | None:
    """The connection of this name."""
    return next((each for each in connections() if each.name == name), None)


def known(name: str) -> Connection | None:
    """The connection of this name, for a page that must open also while the file of channels is wrong."""
    try:
        return connection(name)
    except WrongChannels:
        return None


def is_connected(kind: str) -> bool:
    """Whether something is connected by this adapter."""
    try:
        return any(each.adapter == kind for each in connections())
    except WrongChannels:
        return False


def carrying(way: str, organ: str = "") -> Connection | None:
    """The connection that carries this way out; of several the one of the organ first."""
    found = [each for each in connections() if (out := adapter(each.adapter).outward) and out.way == way]
    return next((each for each in found if each.organ == organ), found[0] if found else None)


@cache
def _read(path: Path, age: int) -> tuple[Connection, ...]:
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeError, yaml.YAMLError) as fault:
        raise WrongChannels([f"{path} cannot be read as YAML: {str(fault).splitlines()[0]}"]) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise WrongChannels([f"{path} must be a list of connections, each beginning with “- name: …”."])
    faults: list[str] = []
    found = [_connection(row, faults) for row in rows]
    names = [each.name for each in found]
    faults += [f"{name}: this name stands there twice." for name in sorted(set(names)) if names.count(name) > 1]
    if faults:
        raise WrongChannels(faults)
    return tuple(found)


def _connection(row: Mapping[str, Any], faults: list[str]) -> Connection:
    name, kind = str(row.get("name") or ""), str(row.get("adapter") or "")
    if not name or not name.isascii() or len(name) > 40:
        faults.append(f"A connection needs a name of at most 40 ASCII characters, not {name!r}.")
    if kind not in ADAPTERS:
        faults.append(f"{name}: there is no adapter {kind!r}; there are {', '.join(ADAPTERS)}.")
        return Connection(name, kind)
    known = adapter(kind)
    faults += [f"{name}: {each}" for each in _unknown(row, known)]
    values = dict(_values(row, known, name, faults))
    return Connection(name, kind, str(row.get("organ") or ""), values)


def _unknown(row: Mapping[str, Any], known: Adapter) -> Iterator[str]:
    names = [*_COMMON, *(each.name for each in known.settings)]
    for each in (str(key) for key in row if str(key) not in names):
        nearest = difflib.get_close_matches(each, names, n=1, cutoff=0.5)
        yield f"{each!r} is no setting of {known.name}" + (f"; did you mean {nearest[0]!r}?" if nearest else ".")


def _values(row: Mapping[str, Any], known: Adapter, name: str, faults: list[str]) -> Iterator[tuple[str, Any]]:
    for each in known.settings:
        given = row.get(each.name)
        if given is None and each.needed:
            faults.append(f"{name}: {each.name} is missing; it is {each.kind}.")
            continue
        try:
            yield each.name, each.parse(given if isinstance(given, (dict, list)) else _text(given, each.default))
        except (ValueError, KeyError, TypeError):
            faults.append(f"{name}: {each.name} is wrong; allowed is {each.kind}.")


def _text(given: Any, default: str) -> str:
    if given is None:
        return default
    return {True: "true", False: "false"}.get(given, str(given)) if isinstance(given, bool) else str(given)
