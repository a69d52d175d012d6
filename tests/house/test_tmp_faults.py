import pytest
from django.db import transaction
from django.utils import timezone

from huiyin.house import demo, ready
from huiyin.house.config import read
from huiyin.house.demo import play as P
from tests.city import load_city

pytestmark = pytest.mark.django_db


def test_x(django_db_setup, django_db_blocker, monkeypatch):
    ready.make_keyring(read())
    load_city()
    dead = set()
    faults = []
    old = P.Play._do

    def do(self, beat):
        if beat.story.key in dead:
            return
        try:
            with transaction.atomic():
                old(self, beat)
        except Exception as f:
            dead.add(beat.story.key)
            faults.append(str(f))

    monkeypatch.setattr(P.Play, "_do", do)
    demo.load(timezone.now())
    print("\n".join(faults))
    assert not faults
