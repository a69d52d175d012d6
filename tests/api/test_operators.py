"""For whoever keeps the machine: health, readiness, metrics, and a doctor that says what to do."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_a_site_that_lives_and_can_work_says_so(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.api import health

    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
    monkeypatch.setattr(health, "_keys", lambda: False)
    assert client.get("/readyz").json() == {"status": "unready", "lacking": ["keys"]}


def test_metrics_are_there_for_whoever_has_the_key(client: Any, settings: Any) -> None:
    assert client.get("/metrics").status_code == 404
    settings.HUIYIN_METRICS_KEY = "observer"
    assert client.get("/metrics").status_code == 404
    told = client.get("/metrics", headers={"Authorization": "Bearer observer"})
    assert told.status_code == 200 and "huiyin_clock_trusted 1\n" in told.content.decode()


def test_the_doctor_finds_nothing_in_a_sound_installation() -> None:
    out = StringIO()
    call_command("doctor", stdout=out)
    assert "!!" not in out.getvalue() and "  ok  database" in out.getvalue()


def test_the_doctor_says_what_is_wrong_and_what_to_do(machine: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from huiyin.api.models import Key
    from huiyin.record.models import Message

    key = machine("office").given.key
    Key.objects.filter(id=key.id).update(expires_at=timezone.now() + timedelta(days=3))
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.create(topic="notice", record=1, seq=1, ready_at=long_ago)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=out)
    assert "./run work" in out.getvalue() and f"./run key turn {key.id}" in out.getvalue()
