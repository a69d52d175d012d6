"""Nothing keeps a matter from being sealed, and what is not is found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.city import days, lodge

pytestmark = pytest.mark.django_db


def kinds(**at: object) -> set[str]:
    from huiyin.record.checking import verify

    return {fault.kind.value for fault in verify(**at).faults}  # type: ignore[arg-type]


def seal(count: int = 0):  # type: ignore[no-untyped-def]
    from huiyin.record.journal import seal_day

    return seal_day(days(count).date(), made_at=days(count + 1))


def test_a_matter_whose_message_was_lost_is_sealed_all_the_same() -> None:
    from huiyin.record.models import Message, SealedHead

    matter = lodge().case
    Message.objects.all().delete()
    seal()
    assert SealedHead.objects.filter(record=matter.id).exists()


def test_a_seal_of_a_day_to_come_keeps_nobody_from_sealing() -> None:
    from huiyin.record.models import Seal

    seal()
    Seal.objects.filter(number=1).update(day=date(9999, 1, 1))
    lodge()
    assert seal(1) is not None


def test_an_event_that_the_seals_passed_over_is_found() -> None:
    from huiyin.record.journal import seal_day

    lodge()
    soon = timezone.now() + timedelta(days=1)
    seal_day(soon.date(), made_at=soon)
    from huiyin.record.models import SealedHead

    assert "unsealed" not in kinds()
    SealedHead.objects.all().delete()
    assert kinds() & {"unsealed", "seal_forged"}


def test_seals_that_stopped_are_noticed() -> None:
    lodge()
    seal()
    assert "stale" in kinds(now=timezone.now() + timedelta(days=30))


def test_a_seal_made_in_the_future_is_noticed() -> None:
    lodge()
    seal()
    assert "ahead" in kinds(now=days(-30))
