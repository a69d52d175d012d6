"""Who serves where: the person on duty, the capacity in which somebody acts, the people of an organ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings

from huiyin.law.accused.reading import Known, Served
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.people.models import Person, Post
from huiyin.people.stamps import POSTS, Remembered

#: How the user names of service accounts begin, which act for a client with a key and never sign in.
SERVICE: Final = "service."
#: How the user names of accounts begin that stand for an organ on another site (huiyin.channels.exchange).
ELSEWHERE: Final = "site."


@dataclass(frozen=True, slots=True)
class Serving:
    """One post of one active person; ``service`` for an account that acts for a machine, ``phone`` the office's."""

    person: int
    name: str
    organ: int
    role: Role
    duty: bool
    since: date
    until: date | None
    service: bool = False
    phone: str = ""

    def holds(self, day: date) -> bool:
        """Whether the post is in force on *day*."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Member:
    """A person at an organ with all roles held there; ``duty`` are those for which new matters come to them."""

    person: int
    name: str
    roles: frozenset[Role]
    duty: frozenset[Role]


def duty_person(organ_id: int, role: Role, *, on: date, excluded: Collection[int] = frozenset()) -> int | None:
    """Who receives the organ's matters in *role*: the person on duty, else anyone in the role, else its head."""
    return _first(organ_id, (role,), on, excluded)


def duty_on(day: date) -> Callable[[int, tuple[Role, ...], frozenset[int]], int | None]:
    """``World.duty`` for *day*: the person for the first of the roles that somebody holds, else the head."""
    return lambda organ_id, roles, excluded: _first(organ_id, roles, day, excluded)


def organ_on(day: date) -> Callable[[int], int | None]:
    """``World.organ_of`` for *day*: the organ at which a person serves."""
    return lambda person_id: next((post.organ for post in _posts_of(person_id, day)), None)


def serving_on(day: date) -> Callable[[int, int], bool]:
    """``World.serves_at`` for *day*: whether a person serves at an organ, also beside another post."""
    return lambda person_id, organ_id: any(post.organ == organ_id for post in _posts_of(person_id, day))


def roles_on(day: date) -> Callable[[int, int], frozenset[Role]]:
    """``World.roles_at`` for *day*: the roles in which a person serves at an organ."""
    return lambda person_id, organ_id: frozenset(
        post.role for post in _posts_of(person_id, day) if post.organ == organ_id
    )


def ties_on(day: date) -> Callable[[int], frozenset[int]]:
    """``World.ties`` for *day*: where a person serves, or served until not long ago (HUIYIN_TIES_DAYS)."""
    return lambda person_id: frozenset(post.organ for post in _book().of.get(person_id, ()) if _ties(post, day))


def tied_on(day: date) -> Callable[[frozenset[int]], frozenset[int]]:
    """``World.tied`` for *day*: everybody with such a tie to one of these organs."""
    return lambda organs: frozenset(
        post.person for organ in organs for post in _book().at.get(organ, ()) if _ties(post, day)
    )


def _ties(post: Serving, day: date) -> bool:
    """Whether the post is held on *day*, was until not long ago, or has been given already."""
    return post.until is None or post.until > day - timedelta(days=settings.HUIYIN_TIES_DAYS)


def everybody() -> tuple[Known, ...]:
    """All staff as names are matched with, with every post they hold or held."""
    return _everybody()


def actors_of(person_id: int, *, on: date) -> tuple[Actor, ...]:
    """A person's capacities, one for each organ, the longest held first. Empty for somebody without a post."""
    roles: dict[int, set[Role]] = {}
    for post in _posts_of(person_id, on):
        roles.setdefault(post.organ, set()).add(post.role)
    return tuple(Actor(person_id, organ, frozenset(held)) for organ, held in roles.items())


def actor_of(person_id: int, *, on: date, organ: int | None = None) -> Actor:
    """The capacity in which a person acts, at *organ* or where they serve longest; without a post it has no roles."""
    capacities = actors_of(person_id, on=on)
    wanted = (actor for actor in capacities if organ is None or actor.organ == organ)
    return next(wanted, Actor(person_id, None, frozenset()))


def people_of(organ_id: int, *, on: date) -> tuple[Member, ...]:
    """Everybody who serves at an organ, in the order of their names; no machine."""
    posts: dict[int, list[Serving]] = {}
    for post in _book().at.get(organ_id, ()):
        if post.holds(on) and not post.service:
            posts.setdefault(post.person, []).append(post)
    members = (_member(person, held) for person, held in posts.items())
    return tuple(sorted(members, key=lambda member: (member.name, member.person)))


def is_service(person_id: int) -> bool:
    """Whether somebody is an account that acts for a machine: it answers for nothing, a colleague does."""
    return any(post.service for post in _book().of.get(person_id, ()))


def names_of(people: Iterable[int]) -> dict[int, str]:
    """Display names by id, also of people who left. Ids of nobody are missing."""
    wanted, of = set(people), _book().of
    known = {person: of[person][0].name for person in wanted if person in of}
    unknown = wanted - known.keys()
    return {**known, **dict(Person.objects.filter(id__in=unknown).values_list("id", "name"))} if unknown else known


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom papers name for questions."""

    name: str
    phone: str


def contacts_of(people: Iterable[int]) -> dict[int, Contact]:
    """Names and telephones of the office by id, also of people who left. Ids of nobody are missing."""
    wanted, of = set(people), _book().of
    known = {person: Contact(of[person][0].name, of[person][0].phone) for person in wanted if person in of}
    rows = Person.objects.filter(id__in=wanted - known.keys()) if wanted - known.keys() else ()
    return {**known, **{row.id: Contact(row.name, row.phone_office) for row in rows}}


@dataclass(frozen=True, slots=True)
class _Book:
    at: dict[int, list[Serving]]
    of: dict[int, list[Serving]]


def _read() -> _Book:
    book = _Book({}, {})
    rows = Post.objects.filter(person__is_active=True).order_by("since", "id")
    columns = (
        "person_id", "person__name", "organ_id", "role", "duty", "since", "until", "person__username",
        "person__phone_office",
    )  # fmt: skip
    for person, name, organ, role, duty, since, until, username, phone in rows.values_list(*columns):
        post = Serving(person, name, organ, Role(role), duty, since, until, username.startswith(SERVICE), phone)
        book.at.setdefault(organ, []).append(post)
        book.of.setdefault(person, []).append(post)
    return book


_book = Remembered(POSTS, _read)


def _read_everybody() -> tuple[Known, ...]:
    posts: dict[int, list[Served]] = {}
    rows = Post.objects.order_by("since", "id").values_list("person_id", "organ_id", "since", "until")
    for person, organ, since, until in rows:
        posts.setdefault(person, []).append(Served(organ, since, until))
    people = Person.objects.exclude(username__startswith=SERVICE).exclude(username__startswith=ELSEWHERE)
    named = people.order_by("id").values_list("id", "name")
    return tuple(Known(person, name, tuple(posts.get(person, ()))) for person, name in named)


_everybody = Remembered(POSTS, _read_everybody)


def _posts_of(person_id: int, day: date) -> list[Serving]:
    return [post for post in _book().of.get(person_id, ()) if post.holds(day)]


def _first(organ_id: int, roles: tuple[Role, ...], day: date, excluded: Collection[int]) -> int | None:
    there = _book().at.get(organ_id, ())
    here = [post for post in there if post.holds(day) and not post.service and post.person not in excluded]
    for role in (*roles, Role.HEAD):
        held = [post for post in here if post.role == role]
        if held:
            return next((post.person for post in held if post.duty), held[0].person)
    return None


def _member(person: int, held: list[Serving]) -> Member:
    on_duty = frozenset(post.role for post in held if post.duty)
    return Member(person, held[0].name, frozenset(post.role for post in held), on_duty)
