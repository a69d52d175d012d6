"""Forty stories as people tell them, none with 请求: what is read from them, and what they meet until filed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from huiyin.cases.models import Claim
from huiyin.portal.filing.asking import must_ask
from huiyin.portal.filing.claims import offered
from huiyin.portal.filing.drafts import Draft
from huiyin.portal.filing.forms import StoryForm
from huiyin.portal.filing.pressing import likely, pressing
from huiyin.wording.howmany import people_told
from tests.portal.life import file

pytestmark = pytest.mark.django_db
STORIES = yaml.safe_load(Path("tests/law/said/natural.yaml").read_text(encoding="utf-8"))
TROUBLES = Path("tests/law/said/organs.tsv")
TODAY = date(2026, 11, 30)
#: Of twenty stories at most one may be read wrongly.
MOST_WRONG = len(STORIES) // 20


def test_each_arrives_with_a_request_in_the_persons_own_words() -> None:
    requests = {each["said"]: offered(each["said"])[0].request for each in STORIES}
    wrong = [
        (said, request)
        for said, request in requests.items()
        if not any(word in request for word in next(each["wants"] for each in STORIES if each["said"] == said))
    ]
    assert len(STORIES) >= 40 and len(wrong) <= MOST_WRONG, wrong


def test_how_many_they_are_is_taken_from_their_words() -> None:
    wrong = [(each["said"], people_told(each["said"])) for each in STORIES if _people(each) != each["people"]]
    assert len(wrong) <= MOST_WRONG, wrong


def _people(each: dict[str, Any]) -> int:
    return people_told(each["said"]) or 1


def test_other_ways_are_told_with_their_last_day_and_none_where_there_is_none() -> None:
    wrong = [each for each in ((_ways(story), story) for story in STORIES) if not _right(*each)]
    assert len(wrong) <= 2 * MOST_WRONG, [(told, story["said"], story["routes"]) for told, story in wrong]


def _ways(story: dict[str, Any]) -> dict[str, date | None]:
    found = pressing(story["said"], False, TODAY) or likely(story["said"], False, TODAY)
    return {each.route.key: each.last for each in found}


def _right(told: dict[str, date | None], story: dict[str, Any]) -> bool:
    if not story["routes"]:
        return not pressing(story["said"], False, TODAY)
    last = date.fromisoformat(story["last"]) if "last" in story else None
    return not told.keys().isdisjoint(story["routes"]) and (last is None or last in told.values())


def test_where_it_happened_is_read_or_asked_and_nothing_else_is_a_mistake() -> None:
    wrong = [(each["said"], read) for each in STORIES if (read := _place(each["said"])) != each["place"]]
    assert len(wrong) <= MOST_WRONG, wrong


def _place(said: str) -> str:
    """The code of the place that is read; empty where it is asked, which is a question and no mistake."""
    form = StoryForm({"kind": "help", "text": said, "place": "", "spot": ""})
    if form.is_valid():
        return str(form.cleaned_data["place"])
    assert form.lacks_place_alone, form.errors
    return ""


def test_who_accuses_nobody_is_seldom_asked_whether_it_is_a_report() -> None:
    """It costs them a page, and a fright."""
    lines = [line.split("\t") for line in TROUBLES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    told = [*(each["said"] for each in STORIES), *(said for each in lines for said in each[3:])]
    asked = [said for said in told if must_ask(Draft(kind="help", text=said))]
    assert len(told) > 200 and len(asked) <= 0.08 * len(told), asked
    assert not any(said.isascii() for said in asked)


def test_a_story_is_filed_as_it_was_told(client: Client) -> None:
    told = next(each for each in STORIES if each["place"] and not must_ask(Draft(kind="help", text=each["said"])))
    file(client, {"text": told["said"], "place": ""})
    assert any(word in Claim.objects.get().request for word in told["wants"])
