"""The public pages are tried in the demonstration city. Conftests are read before Django stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import django_db_setup

if TYPE_CHECKING:
    from django.test import Client

    from tests.portal.life import Life

__all__ = ["django_db_setup"]


@pytest.fixture(scope="session", autouse=True)
def keyring() -> None:
    from django.conf import settings

    from huiyin.house.ready import make_keyring

    make_keyring(settings.CONFIG)


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.HUIYIN_DATA_DIR = tmp_path
    yield


@pytest.fixture
def at_most() -> Callable[[int], AbstractContextManager[None]]:
    """Fails when more queries are made. Tests look at the reference stamps at every use, which real life does not."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def counted(most: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as made:
            yield
        counting = [each["sql"] for each in made.captured_queries if "referencestamp" not in each["sql"]]
        assert len(counting) <= most, "\n".join(counting)

    return counted


@pytest.fixture
def life(db: None) -> Life:
    """A letter about an irrigation ditch, received an hour ago."""
    from tests.portal.life import begin

    return begin()


@pytest.fixture
def follow(client: Client) -> Callable[[Life], Client]:
    """Opens a matter in the visitor's session, with its number and code."""

    def opened(matter: Life) -> Client:
        answer = client.post("/follow/", {"number": matter.number, "code": matter.lodged.query_code})
        assert answer.status_code == 303
        return client

    return opened
