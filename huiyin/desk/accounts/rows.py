"""An account as it is shown: the person with their posts, and whether the administrator at hand looks after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.account_acts import posts_of
from huiyin.people.models import Person, Post

Words = tuple[str | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the list.

    :param posts: organ and roles, those on duty marked.
    :param elsewhere: an organ outside the administrator's range at which the person serves too.
    """

    person: Person
    posts: tuple[Words, ...]
    elsewhere: str = ""


def accounts(desk: Desk, people: Sequence[Person], organs: frozenset[int]) -> list[Account]:
    """The lines for these people; one query for the posts of all."""
    held: dict[int, list[Post]] = {}
    for post in posts_of([person.id for person in people], desk.today):
        held.setdefault(post.person_id, []).append(post)
    return [_account(desk, person, held.get(person.id, []), organs) for person in people]


def _account(desk: Desk, person: Person, posts: list[Post], organs: frozenset[int]) -> Account:
    chart = desk.world.chart
    here = {post.organ_id: [each for each in posts if each.organ_id == post.organ_id] for post in posts}
    told = tuple((short_name(chart, organ), *_roles(each)) for organ, each in here.items() if organ in organs)
    elsewhere = next((organ for organ in here if organ not in organs), None)
    return Account(person, told, short_name(chart, elsewhere) if elsewhere is not None else "")


def _roles(posts: Iterable[Post]) -> Words:
    return tuple(P("{role}（值班）", role=Role(post.role)) if post.duty else Role(post.role).label for post in posts)
