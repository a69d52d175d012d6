"""Which service that is, and what its words mean here: one file of the office's own, ``HUIYIN_OIDC``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml
from django.conf import settings

from huiyin.law.terms import OUTSIDE, Role

#: Whoever administers or audits is named by a person, never by another machine.
NEVER: Final = OUTSIDE | {Role.ADMIN, Role.AUDITOR}
HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_NAMES: Final = frozenset({"issuer", "client_id", "client_secret", "name", "scopes", "user", "posts", "second_factor"})


class Misread(ValueError):
    """The file cannot be used; the message says which line of it is wrong, in plain words."""


@dataclass(frozen=True, slots=True)
class Given:
    """A post that a value of the claim gives: the organ by its handle, the role."""

    value: str
    organ: str
    role: Role


@dataclass(frozen=True)
class Provider:
    """The service.

    :param issuer: as it calls itself; everything else is asked there.
    :param user: the claim that holds the user name here.
    :param claim: the claim that tells of posts; empty where posts are given at the desk, from files or by SCIM.
    :param trusted: its own second factor is enough.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str
    scopes: str
    user: str
    claim: str = ""
    posts: tuple[Given, ...] = ()
    trusted: bool = False


def provider() -> Provider | None:
    """The service this installation signs in with; nothing where there is none.

    :raises Misread: the file is wrong.
    """
    path = settings.HUIYIN_OIDC
    return _read(path, path.stat().st_mtime_ns) if path else None


def provider_name() -> str:
    """What the button to it says; empty where there is none, or its file is wrong."""
    try:
        found = provider()
    except (Misread, OSError):
        return ""
    return found.name if found else ""


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Provider:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(said, dict) or (unknown := said.keys() - _NAMES):
        raise Misread(f"{path.name}: unknown names: {', '.join(sorted(map(str, unknown)))}")
    claim, posts = given(said, path.name)
    return Provider(
        issuer=_issuer(said.get("issuer")),
        client_id=needed(said, "client_id"),
        client_secret=needed(said, "client_secret"),
        name=str(said.get("name") or "统一登录")[:40],
        scopes=" ".join(dict.fromkeys(["openid", *str(said.get("scopes") or "profile").split()])),
        user=str(said.get("user") or "preferred_username"),
        claim=claim,
        posts=posts,
        trusted=said.get("second_factor") == "theirs",
    )


def _issuer(value: Any) -> str:
    url = urlsplit(str(value or ""))
    inside = url.scheme == "http" and url.hostname in HERE
    if not url.hostname or not (url.scheme == "https" or inside):
        raise Misread(f"issuer: {value!r} is no https address")
    return str(value)


def given(said: Mapping[str, Any], file: str) -> tuple[str, tuple[Given, ...]]:
    """Which claim tells of posts, and the post that each of its values gives.

    :raises Misread: it cannot be understood, or would make an administrator.
    """
    posts = said.get("posts") or {}
    if not isinstance(posts, dict) or not isinstance(posts.get("map", []), list):
        raise Misread(f"{file}: posts has a claim and a map, which is a list")
    return (needed(posts, "claim") if posts else ""), tuple(map(_post, posts.get("map", ())))


def needed(said: Mapping[str, Any], name: str) -> str:
    """:raises Misread: it is lacking."""
    value = str(said.get(name) or "")
    if not value:
        raise Misread(f"{name} is lacking")
    return value


def _post(said: Any) -> Given:
    try:
        given = Given(str(said["value"]), str(said["organ"]), Role(said["role"]))
    except (KeyError, TypeError, ValueError):
        raise Misread(f"posts: {said!r} needs value, organ (its handle) and role") from None
    if given.role in NEVER:
        raise Misread(f"posts: {given.role.value} is given by a person, never by another service")
    return given
