"""Every address is tried in the demonstration city. Conftests are read before Django stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.city import django_db_setup

__all__ = ["django_db_setup"]


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    from huiyin.house.ready import make_keyring

    make_keyring(settings.CONFIG)
    settings.HUIYIN_DATA_DIR = tmp_path
