"""Papers are drawn from matters of the demonstration city, loaded once, on a machine that is warm."""

import pytest

from tests.city import django_db_setup  # noqa: F401


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    from huiyin.papers.drawing import first_page

    first_page()
