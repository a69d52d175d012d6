"""What is done to accounts: locked, unlocked, another password, sessions ended; each act written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role, Term
from huiyin.people import ledgers
from huiyin.people.accounts import end_sessions
from huiyin.people.charts import chart_on
from huiyin.people.hashing import hashed
from huiyin.people.models import AccountAct, Person, Post, in_force
from huiyin.people.posts import SERVICE
from huiyin.people.stamps import POSTS, touch
from huiyin.store.locks import writing
from huiyin.typed.times import beijing_day
from huiyin.vault.chain import canonical, stamp
from huiyin.vault.digests import DIGESTS, Algorithm


class Kind(Term):
    """What was done to an account."""

    #: Of before: an administrator knew the password that was issued.
    PASSWORD = "password", "发临时密码"
    #: To whoever never had a password here.
    INVITED = "invited", "请本人设第一个密码"
    MAILED = "mailed", "发重设密码的链接"
    PRINTED = "printed", "打印重设密码的信"
    AGREED = "agreed", "同意重设密码"
    CANCELLED = "cancelled", "作废重设密码"
    LOCK = "lock", "停用账号"
    UNLOCK = "unlock", "恢复账号"
    FACTOR = "factor", "加第二重验证"
    NO_FACTOR = "no-factor", "去掉第二重验证"
    CODES = "codes", "换备用码"
    RECOVERED = "recovered", "用备用码登录"
    ENDED = "ended", "从所有地方退出"
    CHANGED = "changed", "改密码"
    SEALED = "sealed", "启用本机关的密封钥匙"
    KEY_GIVEN = "key-given", "给密封钥匙"
    KEY_PAPER = "key-paper", "打印或者用过密封钥匙的两张纸"
    CALLED = "called", "连上统一登录"
    MADE = "made", "新建账号"
    RENAMED = "renamed", "改姓名或用户名"
    NAMED = "named", "提名任职"
    SECONDED = "seconded", "同意任职"
    UNNAMED = "unnamed", "不同意任职"
    POSTED = "posted", "给岗位"
    UNPOSTED = "unposted", "免岗位"
    REMOVED = "removed", "注销账号"
    KEY = "key", "发接口密钥"
    KEY_TURNED = "key-turned", "换接口密钥"
    KEY_ENDED = "key-ended", "停用接口密钥"


def administered(actor: Actor, on: date) -> frozenset[int]:
    """The organs whose accounts the actor looks after; none for whoever is no administrator (系统管理员)."""
    if Role.ADMIN not in actor.roles or actor.organ is None:
        return frozenset()
    return chart_on(on).in_charge_of(actor.organ)


def accounts_of(organs: Collection[int], on: date) -> QuerySet[Person]:
    """Everybody with a post at one of these organs on a day, by user name; also those who are locked.

    Accounts that act for machines are not among them: nobody signs in to one, and their keys are given by ./run key.
    """
    posts = Post.objects.filter(in_force(on), person=OuterRef("id"), organ__in=organs)
    return Person.objects.filter(Exists(posts)).exclude(username__startswith=SERVICE).order_by("username")


def looked_after(actor: Actor, on: date) -> QuerySet[Person]:
    """Whose accounts the actor looks after: those with a post at an organ in their charge, and those without any post
    whom their own organ made or let go."""
    here = Post.objects.filter(in_force(on), person=OuterRef("id"), organ__in=administered(actor, on))
    anywhere = Post.objects.filter(in_force(on), person=OuterRef("id"))
    known = AccountAct.objects.filter(
        person=OuterRef("id"), organ=actor.organ or 0, what__in=(Kind.MADE, Kind.UNPOSTED)
    )
    gone = AccountAct.objects.filter(person=OuterRef("id"), what=Kind.REMOVED)
    homeless = Q(Exists(known)) & ~Q(Exists(anywhere)) & ~Q(Exists(gone))
    people = Person.objects.exclude(username__startswith=SERVICE)
    return people.filter(Q(Exists(here)) | homeless).order_by("username")


def posts_of(people: Iterable[int], on: date) -> list[Post]:
    """The posts of these people on a day, also of those who are locked, by organ and role."""
    found = Post.objects.filter(in_force(on), person__in=list(people))
    return list(found.order_by("person_id", "organ_id", "role"))


def named(text: str, most: int = 200) -> list[int]:
    """Members of staff whose name holds these words, or who sign in under them; ``most`` at most."""
    found = Person.objects.filter(Q(name__icontains=text) | Q(username__iexact=text))
    return list(found.values_list("id", flat=True)[:most])


def choose_password(person: Person, password: str, *, by: Actor, at: datetime) -> None:
    """The person's own new password; every session ends with the old one, see ``stay_signed_in``."""
    person.password = hashed(password)
    with writing():
        person.save(update_fields=["password"])
        end_sessions(person)
        write(Kind.CHANGED, person.id, by=by, at=at)


def lock(person: Person, *, by: Actor, at: datetime) -> None:
    """Nobody signs in to the account any more; whoever is signed in is signed out, for good."""
    with writing():
        if Person.objects.filter(id=person.id, is_active=True).update(is_active=False):
            end_sessions(person)
            write(Kind.LOCK, person.id, by=by, at=at)
            touch(POSTS)


def unlock(person: Person, *, by: Actor, at: datetime) -> None:
    """The account opens again with the password it had."""
    with writing():
        if Person.objects.filter(id=person.id, is_active=False).update(is_active=True):
            write(Kind.UNLOCK, person.id, by=by, at=at)
            touch(POSTS)


def make(username: str, name: str, *, by: Actor, at: datetime) -> Person:
    """A new account that nobody can sign in to yet: its owner is sent a link, or given a slip.

    :raises IntegrityError: somebody has this user name.
    """
    person = Person(username=username, name=name)
    person.set_unusable_password()
    with writing():
        person.save(force_insert=True)
        write(Kind.MADE, person.id, by=by, at=at)
    return person


def rename(person: Person, username: str, name: str, *, by: Actor, at: datetime) -> None:
    """:raises IntegrityError: somebody has this user name."""
    person.username, person.name = username, name
    with writing():
        person.save(update_fields=["username", "name"])
        write(Kind.RENAMED, person.id, by=by, at=at)
        touch(POSTS)


def give_post(person: int, organ: int, role: Role, *, by: Actor, at: datetime) -> None:
    """From today on; whoever holds it already keeps it."""
    day = beijing_day(at)
    with writing():
        if Post.objects.filter(in_force(day), person=person, organ=organ, role=role.value).exists():
            return
        again = Post.objects.filter(person=person, organ=organ, role=role.value, since=day).first()
        post = again or Post(person_id=person, organ_id=organ, role=role.value, since=day)
        post.until = None
        post.save()
        ledgers.bind(ledgers.ACCOUNTS, Kind.POSTED.value, [post], by=by.person, organ=by.organ)
        write(Kind.POSTED, person, by=by, at=at)
        touch(POSTS)


def take_post(person: int, organ: int, role: Role, *, by: Actor, at: datetime) -> None:
    """From today on no more; what was done from it stays under it."""
    day = beijing_day(at)
    with writing():
        rows = list(Post.objects.filter(in_force(day), person=person, organ=organ, role=role.value))
        for post in rows:
            post.until = day
            post.save(update_fields=["until"])
        if rows:
            ledgers.bind(ledgers.ACCOUNTS, Kind.UNPOSTED.value, rows, by=by.person, organ=by.organ)
            write(Kind.UNPOSTED, person, by=by, at=at)
            touch(POSTS)


def remove(person: Person, *, by: Actor, at: datetime) -> None:
    """Locked for good and without a post; the row stays, for journals name it."""
    with writing():
        for post in posts_of([person.id], beijing_day(at)):
            take_post(person.id, post.organ_id, Role(post.role), by=by, at=at)
        lock(person, by=by, at=at)
        write(Kind.REMOVED, person.id, by=by, at=at)


def write(kind: Kind, person: int, *, by: Actor, at: datetime, gone: Iterable[Model] = ()) -> None:
    """Write down what was done to an account, and bind the account as it is now to the ledger of accounts.

    :param gone: rows of the account that the act deleted.
    """
    assert by.person is not None
    act = AccountAct(by=by.person, organ=by.organ or 0, person=person, what=kind.value, at=at)
    act.digest = DIGESTS[Algorithm(settings.HUIYIN_HASH)](canonical(body(act))).hex()
    act.save(force_insert=True)
    ledgers.bind_account(person, kind.value, rows=[act], gone=gone, by=by.person, organ=by.organ)


def body(act: AccountAct) -> dict[str, object]:
    """What of an account act is bound by its digest; canonical as the bodies of events are (huiyin.vault.chain)."""
    return {
        "id": str(act.id),
        "by": str(act.by),
        "organ": str(act.organ),
        "about": str(act.person),
        "what": act.what,
        "at": stamp(act.at),
    }
