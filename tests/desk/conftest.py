"""The staff's pages are tried in the demonstration city. Conftests are read before Django stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import django_db_setup

if TYPE_CHECKING:
    from tests.desk.life import Life
    from tests.desk.staff import Desk

__all__ = ["django_db_setup"]


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path


@pytest.fixture
def desk(db: None) -> Callable[..., Desk]:
    """``desk("chenhao")``: a browser in which that member of staff is signed in."""
    from tests.desk.staff import Desk

    return Desk


@pytest.fixture
def letter(db: None) -> Life:
    """A letter about an irrigation ditch, registered an hour ago by 陈浩 of the city's petition office."""
    from tests.desk.life import begin

    return begin()
