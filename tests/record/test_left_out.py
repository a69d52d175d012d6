"""What opens something for a while stands in no backup, no restore brings it back, and the record says so."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from tests.city import MONDAY, actor, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys() -> None:
    """A way to a new password, codes for a lost telephone, a session."""
    from huiyin.gate import resets
    from huiyin.gate.factors import recovery
    from huiyin.people.models import Person, Session

    who = Person.objects.get(id=person("wanglan"))
    resets.issue(who, "slip", by=actor("chenhao"), at=MONDAY)
    recovery.new_codes(who, MONDAY)
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=MONDAY)


def left() -> list[str]:
    from huiyin.house import left_out

    rows = (model for model in apps.get_models() if model._meta.db_table in left_out.tables())
    return [model._meta.label for model in rows if model._default_manager.exists()]


def as_out_of_a_backup() -> None:
    from huiyin.house import left_out

    with connection.cursor() as cursor:
        for table in left_out.tables():
            cursor.execute(f'DELETE FROM "{table}"')


def test_a_record_out_of_a_backup_is_whole_without_them(keys: None) -> None:
    from huiyin.record.checking import verify

    as_out_of_a_backup()
    assert verify(of_backup=True).sound and not verify().sound


def test_whoever_takes_them_away_from_a_living_record_is_found(keys: None) -> None:
    from huiyin.record.checking import verify

    assert verify().sound
    as_out_of_a_backup()
    assert {row.table for row in verify().rows} == {"gate_reset", "gate_recoverycode"}


@pytest.mark.parametrize("out_of_a_backup", [True, False], ids=["sealed", "of before"])
def test_after_a_restore_they_are_gone_and_the_record_is_whole(keys: None, out_of_a_backup: bool) -> None:
    from huiyin.house import left_out
    from huiyin.record.checking import verify

    if out_of_a_backup:
        as_out_of_a_backup()
    left_out.forget()
    assert (left(), verify().sound) == ([], True)
