"""What is true of every kind of record there is, tried on the demonstration's records; collected by test_demo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from huiyin.house.demo.records import read_record_stories
from huiyin.house.records import register
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Decision
from huiyin.law.terms import Role
from huiyin.people.models import Person, Post
from huiyin.people.posts import actor_of
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import OwedPaper
from huiyin.record.reading import find, readers
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from tests.desk.staff import Desk, asked, words
from tests.hostile.test_no_answer_of_500 import VALUES, answered

register()
SHARED = [kind.key for kind in KINDS if not kind.page]
FIGURES = (
    "/desk/pictures", "/desk/figures", "/desk/figures/organ", "/desk/trouble", "/desk/quality",
    "/desk/quality/promises",
)  # fmt: skip
OUTSIDE = {Role.PETITIONER, Role.SYSTEM}


def everybody() -> list[Actor]:
    today = beijing_day(timezone.now())
    return [actor_of(person, on=today, organ=organ) for person, organ in Post.objects.values_list("person", "organ")]


def rows(kind: Kind) -> list[Any]:
    return list(kind.model.objects.all()[:12])


def openings(kind: Kind, row: Any, by: Actor) -> Iterator[Any]:
    """What somebody may do by hand; what only another record writes is asked of that one."""
    facts, today = facts_from(kind.procedure, row.facts), beijing_day(timezone.now())
    for act in kind.by_hand:
        world = kind.surroundings(row, act, facts, world_on(today))
        if isinstance(decide(kind.procedure, act, facts, by, today, world), Decision):
            yield act


@pytest.mark.parametrize("key", SHARED)
def test_every_kind_tells_a_story_and_stands_in_most_stages(key: str) -> None:
    assert [story for story in read_record_stories() if story.kind == key]
    stages = set(KINDS[key].model.objects.values_list("stage", flat=True))
    assert len(stages) >= len(KINDS[key].procedure.stages) // 2


@pytest.mark.parametrize("key", SHARED)
def test_nobody_may_do_anything_to_what_they_may_not_read(key: str) -> None:
    kind, today, people = KINDS[key], beijing_day(timezone.now()), everybody()
    for row in rows(kind):
        near = facts_from(kind.procedure, row.facts).organs
        asked = [by for by in people if by.organ in near] + people[:: max(1, len(people) // 40)]
        seeing = {by.person for by in readers(kind, row.id, asked, today)}
        assert not [by for by in asked if by.person not in seeing and any(openings(kind, row, by))]


@pytest.mark.parametrize("key", SHARED)
def test_whatever_is_in_hand_can_be_given_to_a_colleague(key: str) -> None:
    procedure = KINDS[key].procedure
    assert procedure.hands in procedure.acts
    assert {field.name: field.kind for field in procedure.needs(procedure.hands)}["to_person"] == "person"


@pytest.mark.parametrize("key", SHARED)
def test_a_page_opens_for_its_readers_alone_and_draws_what_the_law_allows(key: str) -> None:
    kind, today, row = KINDS[key], beijing_day(timezone.now()), rows(KINDS[key])[0]
    there = [by for by in everybody() if by.organ in (row.holder, facts_from(kind.procedure, row.facts).coordinator)]
    elsewhere = [by for by in everybody() if find(kind, by, today, row.number) is None and by.roles - OUTSIDE]
    for by in [*there[:4], *elsewhere[:2]]:
        desk = Desk(Person.objects.get(id=by.person).username)
        url = f"/desk/records/{key}/{row.number}"
        page, may = desk.open(url), find(kind, by, today, row.number) is not None
        assert page.status_code == (200 if may else 404)
        drawn = {act for act in kind.procedure.acts if f'href="{url}/acts/{act.value}"' in page.content.decode()}
        assert drawn == (set(openings(kind, row, by)) - {kind.procedure.opening} if may else set())
        act = next(act for act in kind.procedure.acts if act is not kind.procedure.opening)
        answer = desk.browser.post(f"{url}/acts/{act.value}", {"_once": "x"})
        assert may or answer.status_code == 404
        assert may or words(page).count(row.title) == 0


@pytest.mark.parametrize("key", SHARED)
def test_a_page_of_a_record_asks_no_more_than_a_dozen_statements(key: str) -> None:
    """And four for each paper that it owes, which is tried out: what it lacks is said on the page."""
    row = KINDS[key].model.objects.order_by("-seq").first()
    desk = Desk(Person.objects.get(id=row.owner).username)
    owed = OwedPaper.objects.filter(record=row.id, issued_on=None).count()
    assert asked(desk, f"/desk/records/{key}/{row.number}") <= 12 + 4 * owed


@pytest.mark.parametrize("page", FIGURES)
@pytest.mark.parametrize("username", ["wuxia", "zhouping"])
def test_a_page_of_figures_asks_no_more_than_a_dozen_statements(page: str, username: str) -> None:
    assert asked(Desk(username), page) <= 12


@pytest.mark.parametrize("key", SHARED)
def test_hostile_words_in_every_field_of_every_act_are_answered(key: str) -> None:
    """By whoever has the record; each field gets another value, and each act another turn of them."""
    kind, row, faults = KINDS[key], KINDS[key].model.objects.order_by("-seq").first(), list[str]()
    desk, url = Desk(Person.objects.get(id=row.owner).username), f"/desk/records/{key}"
    for turn, act in enumerate(kind.procedure.acts):
        opens = act is kind.procedure.opening
        fields = [field.name for field in kind.procedure.needs(act)]
        sent = {name: VALUES[(turn + place) % len(VALUES)] for place, name in enumerate(fields)}
        sent |= {f"{name}_typed": value for name, value in sent.items()} | {"_once": VALUES[turn % len(VALUES)]}
        faults.append(answered(desk.browser, "POST", f"{url}/new" if opens else f"{url}/{row.number}/acts/{act}", sent))
    assert [fault for fault in faults if fault] == []
