"""How the text of a variable of the environment is read: what is allowed, and what it becomes."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from huiyin.vault.points import POINTS

ROOT = Path(__file__).resolve().parent.parent.parent
T = TypeVar("T")
Mode = Literal["demo", "production", "test"]


@dataclass(frozen=True)
class Database:
    """Where the record lives. `path` is set for SQLite, the other fields for PostgreSQL."""

    vendor: Literal["sqlite", "postgresql"]
    path: Path = Path()
    name: str = ""
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Smtp:
    """An outgoing mail server; `tls` is "ssl" (smtps), "starttls" (smtp with ?tls=starttls) or "none"."""

    host: str
    port: int
    user: str
    password: str
    tls: str


def one_of(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError(value)
        return value

    return parse


def number(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            raise ValueError(value)
        return int(value)

    return parse


def yes_or_no(value: str) -> bool:
    return {"1": True, "true": True, "0": False, "false": False}[value.lower()]


def origin(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise ValueError(value)
    return value.rstrip("/")


def model_address(value: str) -> str:
    """An address without a person, a query or a fragment in it; empty for none."""
    parts = urlsplit(value)
    plain = (
        parts.scheme in ("http", "https") and parts.hostname and not (parts.username or parts.query or parts.fragment)
    )
    if value and not plain:
        raise ValueError(value)
    return value


def items(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def origins(value: str) -> tuple[str, ...]:
    if not all(origin.startswith(("https://", "http://")) for origin in items(value)):
        raise ValueError(value)
    return items(value)


def ip_networks(value: str) -> tuple[str, ...]:
    return tuple(str(ipaddress.ip_network(each)) for each in items(value))


def path(value: str) -> Path:
    """A path; a relative one is taken from the project's own folder, wherever the command was typed."""
    return ROOT / Path(value).expanduser()


def optional(parse: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda value: parse(value) if value else None


def database(value: str) -> Database:
    url = urlsplit(value)
    if url.scheme == "sqlite" and not url.netloc and len(url.path) > 1:
        return Database("sqlite", path=path(unquote(url.path[1:])))
    return postgresql(value)


def postgresql(value: str) -> Database:
    url = urlsplit(value)
    query = dict(parse_qsl(url.query))
    if url.scheme not in {"postgresql", "postgres"} or len(url.path) < 2:
        raise ValueError(value)
    return Database(
        "postgresql",
        name=unquote(url.path[1:]),
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        host=query.pop("host", unquote(url.hostname or "")),
        port=query.pop("port", str(url.port or "")),
        options=tuple(query.items()),
    )


def smtp(value: str) -> Smtp:
    url = urlsplit(value)
    tls = dict(parse_qsl(url.query)).get("tls", "ssl" if url.scheme == "smtps" else "none")
    if url.scheme not in {"smtp", "smtps"} or not url.hostname or tls not in {"ssl", "starttls", "none"}:
        raise ValueError(value)
    port = url.port or (465 if tls == "ssl" else 25)
    return Smtp(url.hostname, port, unquote(url.username or ""), unquote(url.password or ""), tls)


def hours(value: str) -> tuple[time, time]:
    begins, _, ends = value.partition("-")
    return time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())


def optional_point(value: str) -> str:
    name, _, times = value.partition(":")
    if value and (name not in POINTS or not (times or "1").isascii() or not (times or "1").isdigit()):
        raise ValueError(value)
    return value
