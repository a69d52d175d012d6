"""Which directory that is, and what its words mean here: one file of the office's own, ``HUIYIN_LDAP``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml
from django.conf import settings

from huiyin.gate.provider.settings import HERE, Given, Misread, given, needed

_NAMES: Final = frozenset(
    {"kind", "url", "certificates", "search_as", "password", "base", "filter", "id", "user", "name", "posts",
     "second_factor"}
)  # fmt: skip
#: What kind of directory → the attribute that never changes, the user name, how somebody is found by it.
USUAL: Final[Mapping[str, tuple[str, str, str]]] = {
    "active-directory": ("objectGUID", "sAMAccountName", "(&(objectCategory=person)(sAMAccountName={name}))"),
    "ldap": ("entryUUID", "uid", "(uid={name})"),
}


class Silent(Exception):
    """The directory does not answer, or not to us; the message says what went wrong, and holds no password."""


@dataclass(frozen=True)
class Directory:
    """The directory.

    :param host: with ``port``; ``tls`` says that the line is encrypted from its first byte, else it is by StartTLS.
    :param plain: no TLS at all, which is possible on this machine alone.
    :param search_as: the account that looks people up, with its password.
    :param find: the filter, with ``{name}`` for what was typed.
    :param issuer: under which name people of this directory are known; it stays when another server answers for it.
    """

    host: str
    port: int
    tls: bool
    plain: bool
    certificates: str
    search_as: str
    password: str
    base: str
    find: str
    id: str
    name: str
    issuer: str
    user: str
    claim: str = ""
    posts: tuple[Given, ...] = ()
    trusted: bool = False


def directory() -> Directory | None:
    """The directory this installation signs in with; nothing where there is none.

    :raises Misread: the file is wrong.
    """
    path = settings.HUIYIN_LDAP
    return _read(path, path.stat().st_mtime_ns) if path else None


def directory_name() -> str:
    """What the button to it says; empty where there is none, or its file is wrong."""
    try:
        found = directory()
    except (Misread, OSError):
        return ""
    return found.name if found else ""


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Directory:
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as fault:
        raise Misread(f"{path.name} cannot be read as YAML: {str(fault).splitlines()[0]}") from None
    if not isinstance(said, dict) or (unknown := said.keys() - _NAMES):
        raise Misread(f"{path.name}: unknown names: {', '.join(sorted(map(str, unknown)))}")
    kind = str(said.get("kind") or "ldap")
    if kind not in USUAL:
        raise Misread(f"{path.name}: kind is {' or '.join(USUAL)}, not {kind!r}")
    never_changes, user, find = USUAL[kind]
    claim, posts = given(said, path.name)
    base = needed(said, "base")
    return Directory(
        **_where(said),
        certificates=str(said.get("certificates") or ""),
        search_as=needed(said, "search_as"),
        password=needed(said, "password"),
        base=base,
        find=_filter(str(said.get("filter") or find)),
        id=str(said.get("id") or never_changes),
        name=str(said.get("name") or "单位账号登录")[:40],
        issuer=f"ldap:{base}"[:200],
        user=str(said.get("user") or user),
        claim=claim,
        posts=posts,
        trusted=said.get("second_factor") == "theirs",
    )


def _where(said: Mapping[str, Any]) -> dict[str, Any]:
    """A password never goes over a line that others read."""
    url = urlsplit(needed(said, "url"))
    if url.scheme not in ("ldaps", "ldap", "ldap+plain") or not url.hostname or url.path.strip("/"):
        raise Misread(f"url: {said['url']!r} is neither ldaps://host nor ldap://host")
    plain = url.scheme == "ldap+plain"
    if plain and url.hostname not in HERE:
        raise Misread("url: without TLS only a directory on this machine is asked")
    tls = url.scheme == "ldaps"
    return {"host": url.hostname, "port": url.port or (636 if tls else 389), "tls": tls, "plain": plain}


def _filter(text: str) -> str:
    if "{name}" not in text:
        raise Misread("filter: {name} is lacking, where the user name goes")
    return text
