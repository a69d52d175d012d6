"""What every kind of record shares, tested in the demonstration city, and with one kind more than there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.city import django_db_setup

__all__ = ["django_db_setup"]


@pytest.fixture(scope="session")
def toy_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    from django.db import connection

    from tests.record.lost import LostSlip

    # Several rooms try it in one session, each with its own table of fixtures.
    with django_db_blocker.unblock():
        if LostSlip._meta.db_table in connection.introspection.table_names():
            yield
            return
        with connection.schema_editor() as schema:
            schema.create_model(LostSlip)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as schema:
        schema.delete_model(LostSlip)


@pytest.fixture
def slips(toy_table: None, db: None) -> Iterator[Any]:
    """The kind "lost property", listed beside those there are."""
    from huiyin.record.kinds import KINDS
    from tests.record.lost import SLIPS

    before = list(KINDS)
    KINDS.fill((*before, SLIPS))
    yield SLIPS
    KINDS.fill(before)
