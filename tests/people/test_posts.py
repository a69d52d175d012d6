"""Who serves where, and who is next when a matter comes in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.law.terms import Role
from huiyin.people.models import Person
from huiyin.people.posts import actor_of, actors_of, duty_on, duty_person, names_of, organ_on, people_of
from huiyin.people.stamps import POSTS, touch
from tests.people.county import TODAY, organ, person

pytestmark = pytest.mark.usefixtures("county")


def test_the_person_on_duty_comes_before_others_in_the_role() -> None:
    assert duty_person(organ("land"), Role.HANDLER, on=TODAY) == person("gao")


def test_somebody_excluded_is_passed_over() -> None:
    assert duty_person(organ("land"), Role.HANDLER, on=TODAY, excluded={person("gao")}) == person("ma")


def test_a_role_nobody_holds_falls_to_the_head() -> None:
    assert duty_person(organ("land"), Role.SUPERVISOR, on=TODAY) == person("tang")


def test_a_post_that_ended_counts_no_more() -> None:
    assert duty_person(organ("land"), Role.REVIEWER, on=TODAY) == person("tang")


def test_a_post_counts_while_it_lasted() -> None:
    assert duty_person(organ("land"), Role.REVIEWER, on=date(2019, 12, 31)) == person("gao")


def test_an_organ_without_people_has_nobody() -> None:
    assert duty_person(organ("city-land"), Role.HANDLER, on=TODAY) is None


def test_the_world_is_told_the_first_role_that_somebody_holds() -> None:
    roles = (Role.RECEPTION, Role.DISPATCHER, Role.HANDLER)
    assert duty_on(TODAY)(organ("land"), roles, frozenset()) == person("tang")


def test_the_world_is_told_where_a_person_serves() -> None:
    assert organ_on(TODAY)(person("tang")) == organ("land")


def test_a_person_acts_where_they_serve_longest() -> None:
    assert actor_of(person("gao"), on=TODAY).roles == {Role.HANDLER}


def test_a_person_may_act_at_another_organ_they_serve() -> None:
    assert actor_of(person("gao"), on=TODAY, organ=organ("gov")).roles == {Role.AUDITOR}


def test_a_person_has_one_capacity_for_each_organ() -> None:
    assert [actor.organ for actor in actors_of(person("gao"), on=TODAY)] == [organ("land"), organ("gov")]


def test_at_an_organ_where_somebody_does_not_serve_they_have_no_roles() -> None:
    assert actor_of(person("tang"), on=TODAY, organ=organ("gov")).roles == frozenset()


def test_an_account_that_was_closed_has_no_posts() -> None:
    Person.objects.filter(username="gao").update(is_active=False)
    touch(POSTS)
    assert duty_person(organ("land"), Role.HANDLER, on=TODAY) == person("ma")


def test_it_lists_the_people_of_an_organ() -> None:
    assert [member.name for member in people_of(organ("land"), on=TODAY)] == ["唐云", "马小军", "高磊"]


def test_it_names_people_by_id() -> None:
    assert names_of([person("gao"), 1]) == {person("gao"): "高磊"}


def test_asking_again_costs_one_query_at_most(django_assert_max_num_queries: Any) -> None:
    who = person("gao")
    actor_of(who, on=TODAY)
    with django_assert_max_num_queries(1):
        actor_of(who, on=TODAY)
