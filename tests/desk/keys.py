"""Staff who sign in with their passwords, so that their keys are with them, and organs with keys of their own."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from huiyin.law.reading import CONFIDANTS
from huiyin.people.models import Person
from huiyin.people.posts import people_of
from tests.city import organ
from tests.desk.staff import Desk

PASSWORD = "一个足够长的密码"


class Keyed(Desk):
    """Signed in through the door, with what the password opens."""

    def __init__(self, username: str, password: str = PASSWORD) -> None:
        person = Person.objects.get(username=username)
        if not person.check_password(password):
            person.set_password(password)
            person.save(update_fields=["password"])
        self.person, self.browser = person, Client()
        answer = self.browser.post("/desk/login", {"username": username, "password": password})
        assert answer.status_code == 303, answer.content.decode()[:2000]


def confidants(key: str) -> list[str]:
    """Who reads the reports of this organ."""
    members = people_of(organ(key), on=timezone.localdate())
    people = [each.person for each in members if each.roles & CONFIDANTS]
    return list(Person.objects.filter(id__in=people).order_by("id").values_list("username", flat=True))


def keyed(*organs: str) -> dict[str, list[Keyed]]:
    """Give these organs keys: the first who reads reports there makes one and gives it to the others."""
    found = {}
    for key in organs:
        people = [Keyed(name) for name in confidants(key)]
        assert people, key
        people[0].browser.post("/desk/security/keys/begin")
        for other in people[1:]:
            people[0].browser.post("/desk/security/keys/give", {"person": other.person.id})
        found[key] = people
    return found
