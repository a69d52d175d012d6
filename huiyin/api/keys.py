"""Keys of clients (接口密钥): given, turned and ended by an administrator, each time in the ledger of accounts.

A key is shown once. It reads ``hy_``, the number of its row, ``_`` and a secret of 256 bits; a digest of the secret is
all that is kept. A plain SHA-256 is enough for what nobody can guess, and costs a request nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from huiyin.api.models import Key
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Role, Term
from huiyin.people import ledgers
from huiyin.people.account_acts import Kind, write
from huiyin.people.models import Person, Post
from huiyin.people.posts import SERVICE
from huiyin.people.stamps import POSTS, touch
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.store.rows import one
from huiyin.typed.times import beijing_day
from huiyin.typed.wholes import row_id

PREFIX: Final = "hy_"
LIFE: Final = timedelta(days=365)
#: So long a secret that was turned still opens.
OVERLAP: Final = timedelta(days=7)
LONGEST: Final = 200
_TAG: Final = b"huiyin/api-key/1\0"


class Scope(Term):
    """What a key is good for; what its service account may do is for its posts to say."""

    READ = "read", "按岗位读取"
    ACT = "act", "办理"
    FILE = "file", "登记"
    UNMASK = "unmask", "查看身份信息"
    FIGURES = "figures", "读统计"
    HOOKS = "hooks", "订阅通知"
    OPEN311 = "open311", "Open311 上报"
    SCIM = "scim", "管理人员和岗位"


@dataclass(frozen=True, slots=True)
class Client:
    """A kind of client as it is usually set up: what its key is good for, and in which roles it acts."""

    name: str
    scopes: tuple[Scope, ...]
    roles: frozenset[Role]


CLIENTS: Final = {
    "office": Client("业务系统", (Scope.READ, Scope.ACT, Scope.FILE, Scope.UNMASK, Scope.HOOKS), WORKERS),
    "analyst": Client("统计分析", (Scope.READ, Scope.FIGURES), frozenset({Role.ANALYST})),
    "open311": Client("上报应用", (Scope.OPEN311,), frozenset({Role.RECEPTION})),
    "scim": Client("人员同步", (Scope.SCIM,), frozenset({Role.ADMIN})),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A key just given, with its text, which is never seen again."""

    key: Key
    text: str


def digest(secret: str) -> str:
    return hashlib.sha256(_TAG + secret.encode()).hexdigest()


def give(
    name: str, organ: int, scopes: Iterable[Scope], roles: Iterable[Role], *, by: Actor, at: datetime,
    life: timedelta = LIFE, most: int = 600, secret: str = "",
) -> Given:  # fmt: skip
    """A new key with a service account of its own at ``organ``.

    :param by: the administrator.
    :param secret: for the demonstration alone, whose keys are the same at every start.
    """
    word = secret or secrets.token_urlsafe(32)
    person = Person(username=f"{SERVICE}{new_id():x}", name=name[:40])
    person.set_unusable_password()
    key = Key(
        name=name[:40], person=person.id, organ=organ, scopes=" ".join(sorted(set(scopes))), digest=digest(word),
        most=most, made_at=at, expires_at=at + life,
    )  # fmt: skip
    posts = [Post(person=person, organ_id=organ, role=role.value, since=beijing_day(at)) for role in sorted(set(roles))]
    with writing():
        person.save(force_insert=True)
        Post.objects.bulk_create(posts)
        key.save(force_insert=True)
        ledgers.bind(ledgers.ACCOUNTS, Kind.KEY.value, posts, by=by.person, organ=by.organ)
        write(Kind.KEY, person.id, by=by, at=at)
        touch(POSTS)
    return Given(key, text_of(key, word))


def text_of(key: Key, secret: str) -> str:
    return f"{PREFIX}{key.id}_{secret}"


def turn(key: Key, *, by: Actor, at: datetime, life: timedelta = LIFE) -> Given:
    """Another secret; the old one opens for :data:`OVERLAP`, so that the client can be changed over in between."""
    word = secrets.token_urlsafe(32)
    key.former, key.former_until = key.digest, at + OVERLAP
    key.digest, key.expires_at = digest(word), at + life
    with writing():
        key.save(update_fields=["former", "former_until", "digest", "expires_at"])
        write(Kind.KEY_TURNED, key.person, by=by, at=at)
    return Given(key, text_of(key, word))


def end(key: Key, *, by: Actor, at: datetime) -> None:
    """The key opens nothing any more, at once; its account is locked, what it did stays under its name."""
    with writing():
        if Key.objects.filter(id=key.id, ended_at=None).update(ended_at=at):
            Person.objects.filter(id=key.person).update(is_active=False)
            write(Kind.KEY_ENDED, key.person, by=by, at=at)
            touch(POSTS)


def keys_of(organs: Collection[int]) -> QuerySet[Key]:
    """The keys of these organs, by organ and age."""
    return Key.objects.filter(organ__in=organs).order_by("organ", "id")


def opened_by(text: str, at: datetime) -> Key | None:
    """The key that this text is, if it is good."""
    number, _, secret = text[:LONGEST].removeprefix(PREFIX).partition("_")
    return matching(number, secret, at) if text.startswith(PREFIX) else None


def matching(number: str, secret: str, at: datetime) -> Key | None:
    """The key with this number, if the secret is its own and it has neither run out nor ended."""
    row = row_id(number)
    key = one(Key, id=row) if row else None
    told = digest(secret)
    if key is None or key.ended_at is not None or key.expires_at <= at:
        return None
    former = key.former_until is not None and at < key.former_until and constant_time_compare(told, key.former)
    return key if constant_time_compare(told, key.digest) or former else None


def used(key: Key, on: date) -> None:
    """That a key is in use is written down once a day."""
    if key.used_on != on:
        Key.objects.filter(id=key.id).update(used_on=on)
