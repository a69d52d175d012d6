"""What filing costs the server: two cores must carry fifty people at once."""

import time

import pytest
from django.test import Client

from huiyin.people import stamps
from tests.portal.life import ME, confirm, key_of, tell

pytestmark = pytest.mark.django_db

FILING_MS = 10
TRIES = 12


@pytest.fixture(autouse=True)
def as_in_real_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests look at the reference stamps at every use; a server looks every two seconds."""
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 2.0)


def ready() -> tuple[Client, str]:
    client = Client()
    tell(client)
    confirm(client)
    return client, key_of(client)


def cost(client: Client, key: str) -> float:
    before = time.process_time()
    client.post("/submit/you/", {**ME, "key": key})
    return (time.process_time() - before) * 1000


def test_filing_takes_at_most_ten_milliseconds_of_a_core() -> None:
    # The best of several tries: what else the machine was doing meanwhile is not the filing's cost.
    assert min(cost(*ready()) for _ in range(TRIES)) <= FILING_MS
