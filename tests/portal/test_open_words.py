"""Words that accuse somebody, written where the accused may read them: asked about once, before anything is sent."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.test import Client

import huiyin.portal
from huiyin.portal.fields import OpenWords
from huiyin.reception.models import Appointment, Room, Word
from huiyin.reception.words import code_of
from huiyin.record.models import Event
from tests.portal.life import Life, plain
from tests.portal.test_reception_days import CHEN, ReceptionDay, day, sign_up
from tests.portal.test_rooms import heard, room
from tests.portal.test_saying import say

pytestmark = pytest.mark.django_db
__all__ = ["day", "room"]
Follow = Callable[[Life], Client]
STORY = "渠口又占了五米。另外我举报水利局局长收受好处费，请查处。"
ASKED = "听起来是检举控告"
#: Where it is asked by itself (filing), and who is no petitioner.
ELSEWHERE = {
    "huiyin.portal.filing.forms": "asked on a page of its own",
    "huiyin.portal.heard.panel": "members of a panel speak of a hearing",
    "huiyin.portal.joining.forms": "names and telephones alone",
}


def _forms() -> Iterator[type[forms.Form]]:
    for found in pkgutil.walk_packages(huiyin.portal.__path__, "huiyin.portal."):
        if ".migrations" in found.name:
            continue
        module = importlib.import_module(found.name)
        for _, each in inspect.getmembers(module, inspect.isclass):
            if issubclass(each, forms.Form) and each.__module__ == found.name:
                yield each


def test_every_form_with_room_for_a_story_asks() -> None:
    free = [each for each in _forms() if "Textarea" in inspect.getsource(inspect.getmodule(each))]  # type: ignore[arg-type]
    silent = [each for each in free if not issubclass(each, OpenWords) and each.__module__ not in ELSEWHERE]
    assert len(free) >= 6 and silent == []


@pytest.mark.parametrize("act", ["supplement", "withdraw"])
def test_it_is_asked_once_and_taken_when_somebody_says_it_is_none(follow: Follow, life: Life, act: str) -> None:
    client, before = follow(life), Event.objects.count()
    field = {"supplement": "text"}.get(act, "reason")
    asked = say(client, life, act, **{field: STORY})
    assert asked.status_code == 422 and ASKED in plain(asked) and STORY in plain(asked)
    assert Event.objects.count() == before
    assert say(client, life, act, **{field: STORY, "no_report": "on"}).status_code == 303


def test_an_appointment_keeps_no_such_words_unasked(day: ReceptionDay, client: Client) -> None:
    answer = sign_up(client, day, **{**CHEN, "about": "举报周平局长收受红包"})
    assert ASKED in plain(answer) and not Appointment.objects.exists()


def test_a_word_about_a_room_is_asked_about(room: Room, client: Client) -> None:
    ticket = heard()
    url = f"/rooms/lx-xfj/word/{ticket.id}/{code_of(ticket)}/"
    said = {"rating": "dissatisfied", "text": "我举报窗口的王主任收受红包", "reason": ["long"]}
    asked = client.post(url, said)
    assert (asked.status_code, Word.objects.exists()) == (422, False)
    assert ASKED in plain(asked) and said["text"] in plain(asked)
    assert client.post(url, {**said, "no_report": "1"}).status_code == 303
