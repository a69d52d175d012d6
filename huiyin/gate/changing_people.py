"""People and posts by a sheet, through the very acts of the pages of accounts: what waits there waits here too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from huiyin.gate.namings import GIVEN, name_to
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import OUTSIDE, Role
from huiyin.people import account_acts as acts
from huiyin.people import ledgers
from huiyin.people.account_acts import Kind, administered, looked_after
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.tally import ADDED, CLOSED, Told
from huiyin.people.models import Person, Post, in_force
from huiyin.people.posts import SERVICE
from huiyin.people.stamps import POSTS, touch

PEOPLE: Final = frozenset({"people", "posts"})


def completed(rows: Sequence[Row], on: date) -> list[Row]:
    """The rows as a file would have them: a post goes on since when it is held, a new one begins on the day; posts that
    are not given here (machines, whoever administers or audits) stay as they are."""
    posts = [row for row in rows if row.table == "posts"]
    if not posts:
        return list(rows)
    named = {row.text("person") for row in posts}
    held = Post.objects.filter(in_force(on), person__username__in=named).select_related("person", "organ")
    since = {(post.person.username, post.organ.key, post.role): post.since.isoformat() for post in held}
    given = {role.value for role in GIVEN}
    kept = [_row_of(post) for post in held if post.role not in given]
    return [*(row for row in rows if row.table != "posts"), *_dated(posts, since, on), *kept]


def _dated(posts: Iterable[Row], since: dict[tuple[str, str, str], str], on: date) -> Iterator[Row]:
    labels = {role.label: role.value for role in Role if role not in OUTSIDE}
    for row in posts:
        many = row.text("roles") or row.text("role")
        for word in many.replace(",", "、").replace("；", "、").split("、"):
            role = labels.get(word.strip(), word.strip())
            begun = since.get((row.text("person"), row.text("organ"), role), on.isoformat())
            values = {name: value for name, value in row.values.items() if name not in ("roles", "until")}
            yield replace(row, values={**values, "role": role, "since": begun})


def _row_of(post: Post) -> Row:
    values = {"person": post.person.username, "organ": post.organ.key, "role": post.role}
    return Row("posts", "", {**values, "since": post.since.isoformat(), "duty": "1" if post.duty else "0"})


def faults_of(lines: Sequence[Told], by: Actor, on: date) -> Iterator[str]:
    """Why the actor may not do these to people, a reason for each."""
    mine = set(looked_after(by, on).values_list("id", flat=True))
    charge = administered(by, on)
    new = {each.row for each in lines if each.table == "people" and each.what == ADDED}
    for each in lines:
        who = each.row if each.table == "people" else each.key.get("person_id")
        if each.table not in PEOPLE:
            continue
        if who == by.person:
            yield f"{each.table}: nobody changes their own account or posts"
        elif who not in mine | new:
            yield f"{each.table}: somebody is not in your charge"
        elif each.table == "people" and str(each.key["username"]).startswith(SERVICE):
            yield f"people {each.key['username']}: that is how machines are called"
        elif each.table == "posts" and (each.key["organ_id"] not in charge or Role(each.key["role"]) not in GIVEN):
            yield f"posts: {Role(each.key['role']).label} is not given here, or the organ is not in your charge"
        elif each.table == "posts" and each.what == ADDED and each.now.get("duty"):
            yield "posts: give the post first, and the duty once it is held"


def hire(lines: Sequence[Told], *, by: Actor, at: datetime) -> None:
    """Do it act by act; whoever would read matters waits for a second person of that organ."""
    made: dict[object, int] = {}
    for each in lines:
        if each.table == "people":
            made[each.row] = _person(each, by, at)
    for each in lines:
        if each.table == "posts":
            _post(each, made.get(each.key["person_id"], each.key["person_id"]), by, at)


def _person(told: Told, by: Actor, at: datetime) -> int:
    if told.what == ADDED:
        person = acts.make(told.key["username"], told.now["name"], by=by, at=at)
    else:
        person = Person.objects.get(id=told.row)
        if "name" in told.now:
            acts.rename(person, person.username, told.now["name"], by=by, at=at)
    said = {name: told.now[name] for name in ("phone_office", "language") if told.now.get(name)}
    if said:
        Person.objects.filter(id=person.id).update(**said)
        acts.write(Kind.RENAMED, person.id, by=by, at=at)
    if told.now.get("is_active") is False:
        acts.lock(person, by=by, at=at)
    elif told.now.get("is_active") and told.what != ADDED:
        acts.unlock(person, by=by, at=at)
    return person.id


def _post(told: Told, person: int, by: Actor, at: datetime) -> None:
    organ, role = told.key["organ_id"], Role(told.key["role"])
    if told.what == ADDED:
        name_to(person, organ, role, by=by, at=at)
    elif told.what == CLOSED:
        acts.take_post(person, organ, role, by=by, at=at)
    elif "duty" in told.now:
        post = Post.objects.get(id=told.row)
        post.duty = told.now["duty"]
        post.save(update_fields=["duty"])
        ledgers.bind(ledgers.ACCOUNTS, Kind.POSTED.value, [post], by=by.person, organ=by.organ)
        acts.write(Kind.POSTED, person, by=by, at=at)
        touch(POSTS)
