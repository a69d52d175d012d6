"""Accounts and posts as SCIM sees them. A client manages the organs that its administrator looks after, and no more.

Roles that administer or audit are given by a person, never from here; machines' own accounts are not seen. A post from
which matters are read waits for a second person of its organ, as one that is given at the desk does: until then its
person is no member.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from scim2_models import GroupMember, InvalidValueException, Meta, NotFoundException, UniquenessException

from huiyin.api.callers import Caller
from huiyin.api.models import Elsewhere
from huiyin.api.scim.models import Group, User
from huiyin.gate import namings
from huiyin.gate.models import Naming
from huiyin.law.terms import Role
from huiyin.people import account_acts as acts
from huiyin.people.models import AccountAct, Person, Post, in_force
from huiyin.people.posts import SERVICE
from huiyin.typed.names import name_of
from huiyin.typed.texts import line_of
from huiyin.typed.wholes import row_id

LONGEST: Final = 40


def _seen(caller: Caller) -> QuerySet[Person]:
    """People with a post at one of the client's organs, and those without any whom it made itself."""
    here = Post.objects.filter(person=OuterRef("id"), organ__in=acts.administered(caller.actor, caller.today))
    anywhere = Post.objects.filter(person=OuterRef("id"))
    made = AccountAct.objects.filter(person=OuterRef("id"), what=acts.Kind.MADE, by=caller.key.person)
    gone = AccountAct.objects.filter(person=OuterRef("id"), what=acts.Kind.REMOVED)
    rows = Person.objects.exclude(username__startswith=SERVICE).filter(~Exists(gone))
    return rows.filter(Q(Exists(here)) | (Q(Exists(made)) & ~Exists(anywhere))).order_by("id")


def users(caller: Caller) -> list[User]:
    names = dict(Elsewhere.objects.filter(key=caller.key.id).values_list("person", "name"))
    return [_user(person, names.get(person.id)) for person in _seen(caller)]


def user(caller: Caller, number: str) -> User:
    person = _person(caller, number)
    name = Elsewhere.objects.filter(key=caller.key.id, person=person.id).values_list("name", flat=True).first()
    return _user(person, name)


def _person(caller: Caller, number: str) -> Person:
    found = _seen(caller).filter(id=row_id(number) or 0).first()
    if found is None:
        raise NotFoundException(detail="no such user")
    return found


def _user(person: Person, elsewhere: str | None) -> User:
    made = User(user_name=person.username, display_name=person.name, active=person.is_active)
    made.id, made.external_id = str(person.id), elsewhere
    made.meta = Meta(resource_type="User", location=f"/scim/v2/Users/{person.id}")
    return made


def create(caller: Caller, said: User) -> User:
    username, name = _names(said)
    try:
        with transaction.atomic():
            person = acts.make(username, name, by=caller.actor, at=caller.now)
    except IntegrityError:
        raise UniquenessException(attribute="userName") from None
    if said.active is False:
        acts.lock(person, by=caller.actor, at=caller.now)
    _call(caller, person, said.external_id)
    return user(caller, str(person.id))


def change(caller: Caller, number: str, said: User) -> User:
    """The account becomes what was said, act by act; what is as it was leaves no trace."""
    person = _person(caller, number)
    username, name = _names(said)
    if (username, name) != (person.username, person.name):
        try:
            with transaction.atomic():
                acts.rename(person, username, name, by=caller.actor, at=caller.now)
        except IntegrityError:
            raise UniquenessException(attribute="userName") from None
    if said.active is False and person.is_active:
        acts.lock(person, by=caller.actor, at=caller.now)
    elif said.active and not person.is_active:
        acts.unlock(person, by=caller.actor, at=caller.now)
    _call(caller, person, said.external_id)
    return user(caller, number)


def _call(caller: Caller, person: Person, name: str | None) -> None:
    """Remember how the client calls somebody."""
    if name:
        said = {"name": name[:200]}
        Elsewhere.objects.update_or_create(key=caller.key.id, person=person.id, defaults=said)
    else:
        Elsewhere.objects.filter(key=caller.key.id, person=person.id).delete()


def remove(caller: Caller, number: str) -> None:
    acts.remove(_person(caller, number), by=caller.actor, at=caller.now)


def _names(said: User) -> tuple[str, str]:
    username, name = line_of(said.user_name or ""), name_of(said.display_name or said.user_name or "")
    if not username or len(username) > LONGEST or username.startswith(SERVICE):
        raise InvalidValueException(detail=f"userName has 1 to {LONGEST} characters", attribute="userName")
    return username, name[:LONGEST]


# Posts ----------------------------------------------------------------------------------------------------------------


def groups(caller: Caller) -> list[Group]:
    """One for each organ that is managed, and each role that may be given there."""
    organs = sorted(acts.administered(caller.actor, caller.today))
    held: dict[tuple[int, str], list[GroupMember]] = {}
    rows = Post.objects.filter(in_force(caller.today), organ__in=organs).select_related("person")
    for post in rows.exclude(person__username__startswith=SERVICE).order_by("person_id"):
        held.setdefault((post.organ_id, post.role), []).append(_member(post.person))
    return [
        _group(caller, organ, role, held.get((organ, role.value), [])) for organ in organs for role in namings.GIVEN
    ]


def group(caller: Caller, number: str) -> Group:
    organ, role = _place(caller, number)
    posts = Post.objects.filter(in_force(caller.today), organ=organ, role=role.value).select_related("person")
    people = (post.person for post in posts.exclude(person__username__startswith=SERVICE).order_by("person_id"))
    return _group(caller, organ, role, [_member(person) for person in people])


def wished(caller: Caller, number: str) -> Group:
    """The group as the client last wished it: with those whose post waits for a second person."""
    organ, role = _place(caller, number)
    made = group(caller, number)
    waits = [each.person for each in _waiting(caller, organ, role)]
    also = [_member(person) for person in Person.objects.filter(id__in=waits).order_by("id")]
    made.members = [*(made.members or ()), *also] or None
    return made


def seat(caller: Caller, number: str, wanted: Iterable[GroupMember]) -> Group:
    """Whoever is named serves there from today on, or waits for a second person, and nobody else of those who did."""
    organ, role = _place(caller, number)
    before = {str(each.value) for each in group(caller, number).members or ()}
    waits = {str(each.person): each for each in _waiting(caller, organ, role)}
    after = set(_known(caller, wanted, before | waits.keys()))
    for person in after - before:
        namings.name_to(int(person), organ, role, by=caller.actor, at=caller.now)
    for person in waits.keys() - after:
        namings.end(waits[person], by=caller.actor, at=caller.now)
    for person in before - after:
        acts.take_post(int(person), organ, role, by=caller.actor, at=caller.now)
    return group(caller, number)


def _waiting(caller: Caller, organ: int, role: Role) -> QuerySet[Naming]:
    """What this client asked for and nobody said yes to yet; what a person named is a person's to let go."""
    return namings.waiting(caller.now).filter(organ=organ, role=role.value, by=caller.key.person)


def _known(caller: Caller, wanted: Iterable[GroupMember], before: set[str]) -> Iterator[str]:
    for each in wanted:
        number = str(each.value or "")
        if number not in before:
            _person(caller, number)
        yield number


def _place(caller: Caller, number: str) -> tuple[int, Role]:
    organ, _, word = number.partition(".")
    found, role = row_id(organ), next((each for each in namings.GIVEN if each.value == word), None)
    if role is None or found not in acts.administered(caller.actor, caller.today):
        raise NotFoundException(detail="no such group")
    assert found is not None
    return found, role


def _group(caller: Caller, organ: int, role: Role, members: list[GroupMember]) -> Group:
    made = Group(display_name=f"{caller.world.chart.organ(organ).name} · {role.label}", members=members or None)
    made.id = f"{organ}.{role.value}"
    made.meta = Meta(resource_type="Group", location=f"/scim/v2/Groups/{made.id}")
    return made


def _member(person: Person) -> GroupMember:
    return GroupMember(value=str(person.id), display=person.name, type="User", ref=None)
