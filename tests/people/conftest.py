"""Fixtures of the people room. Conftests are read before Django stands, so the county is imported when it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.people.county import Loader


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The county's folder, to be changed by a test before it loads."""
    from tests.people.county import write_files

    return write_files(tmp_path)


@pytest.fixture
def load_files(files: Path, db: None) -> Loader:
    """Loads the folder; gives the tallies by table."""
    from tests.people.county import loader

    return loader(files)


@pytest.fixture
def county(load_files: Loader) -> None:
    """The county, loaded."""
    load_files()
