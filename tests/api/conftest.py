"""The machine interfaces are tried in the demonstration city. Conftests are read before Django stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import django_db_setup
from tests.record.conftest import slips, toy_table

if TYPE_CHECKING:
    from tests.api.client import Machine

__all__ = ["django_db_setup", "slips", "toy_table"]


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    from huiyin.house.ready import make_keyring

    make_keyring(settings.CONFIG)
    settings.HUIYIN_DATA_DIR = tmp_path


@pytest.fixture
def machine(db: None) -> Callable[..., Machine]:
    """``machine("office")``: a client of that kind with a key of its own, of the city's petition office."""
    from tests.api.client import machine

    return machine


@pytest.fixture
def office(machine: Callable[..., Machine]) -> Machine:
    return machine("office")
