"""Who somebody is here whom the other service vouches for, and which posts its word gives and takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from django.db import IntegrityError, transaction

from huiyin.gate.limits import Limit, taken
from huiyin.gate.models import CalledElsewhere
from huiyin.gate.provider.settings import Given, Provider
from huiyin.gate.provider.talking import FRESH, Left, Unbelieved
from huiyin.gate.resets import self_of
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people import account_acts as acts
from huiyin.people.accounts import sessions_of
from huiyin.people.models import Organ, Person, Post, Session, in_force
from huiyin.people.posts import SERVICE
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

#: A session's name for the session at the service.
SESSION: Final = "provider_session"
#: OpenID Connect Core 1.0, section 2.
LONGEST_SUBJECT: Final = 255
ONCE: Final = Limit("provider-logout", 1, 2 * FRESH)


class Unknown(Exception):
    """The service vouches for somebody who may not come in; ``phrase`` says why and what to do."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


class Vouching(Protocol):
    """A service or a directory that vouches for people: under which name it is known, and what its words mean."""

    @property
    def issuer(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def claim(self) -> str: ...
    @property
    def posts(self) -> tuple[Given, ...]: ...


def vouched(provider: Vouching, claims: Mapping[str, Any], at: datetime) -> Person:
    """The account of whoever came back, with the posts that the service says.

    :raises Unknown: there is none, it is locked, or nothing was said of posts.
    :raises Unbelieved: what it calls them is no name.
    """
    with writing():
        person = _called(provider, claims, at)
        if provider.claim:
            _seat(provider, person, claims, at)
    return person


def _called(provider: Vouching, claims: Mapping[str, Any], at: datetime) -> Person:
    """By the name that never changes there; the first time by the user name, from then on by that."""
    subject = str(claims["sub"])
    if len(subject) > LONGEST_SUBJECT:
        # Cut off, two people could have one name.
        raise Unbelieved("its name for somebody is longer than the standard allows")
    known = CalledElsewhere.objects.filter(issuer=provider.issuer, subject=subject).first()
    if known is not None:
        found = Person.objects.filter(id=known.person, is_active=True).first()
        if found is None:
            raise Unknown(P("您在这里的账号停用了。请找本单位的管理员。"))
        return found
    username = str(claims.get(provider.user) or "").strip()
    person = Person.objects.filter(username=username, is_active=True).first() if username else None
    if person is None or username.startswith(SERVICE):
        raise Unknown(P("这里没有您的账号“{name}”。请找本单位的管理员。", name=username or subject))
    row = CalledElsewhere(issuer=provider.issuer, subject=subject, person=person.id, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # A user name that went to somebody else there must not open the account of whoever had it before.
        raise Unknown(
            P("用户名“{name}”在{service}那里换了人。请找本单位的管理员。", name=username, service=provider.name)
        ) from None
    acts.write(acts.Kind.CALLED, person.id, by=self_of(person, at), at=at)
    return person


def _seat(provider: Vouching, person: Person, claims: Mapping[str, Any], at: datetime) -> None:
    """Of the posts that the service knows, those it says and no others; every other post is left alone."""
    said = claims.get(provider.claim)
    if said is None:
        raise Unknown(P("{service}没有说您在哪个岗位，所以没有让您进来。请找管理员。", service=provider.name))
    values = {str(each) for each in (said if isinstance(said, list) else [said])}
    organs = dict(Organ.objects.filter(key__in={each.organ for each in provider.posts}).values_list("key", "id"))
    known = {(organs[each.organ], each.role): False for each in provider.posts if each.organ in organs}
    for each in provider.posts:
        if each.organ in organs and each.value in values:
            known[organs[each.organ], each.role] = True
    held = {
        (post.organ_id, Role(post.role))
        for post in Post.objects.filter(in_force(beijing_day(at)), person=person.id)
    }  # fmt: skip
    by = self_of(person, at)
    for (organ, role), wanted in known.items():
        if wanted and (organ, role) not in held:
            acts.give_post(person.id, organ, role, by=by, at=at)
        elif not wanted and (organ, role) in held:
            acts.take_post(person.id, organ, role, by=by, at=at)


def sign_out(provider: Provider, left: Left, at: datetime) -> int:
    """End what whoever left there has open here: one session if the service named it, else all that came from there.

    :returns: how many ended.
    :raises Unbelieved: the same word came before.
    """
    if taken(ONCE, left.token, at) > ONCE.most:
        raise Unbelieved("it came before")
    known = CalledElsewhere.objects.filter(issuer=provider.issuer, subject=left.subject).first()
    if known is None:
        return 0
    ours = [
        row.session_key
        for row in sessions_of(known.person, at)
        for held in [row.get_decoded().get(SESSION)]
        if held is not None and left.session in ("", held)
    ]
    with writing():
        return int(Session.objects.filter(session_key__in=ours).delete()[0])
