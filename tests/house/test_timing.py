"""A report that somebody may not read costs them as many statements as a thing that nobody has, at every look-up.

``./run attack --timing`` measures calls and times too, and names what differs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from huiyin.desk import staff
from huiyin.house import demo, ready
from huiyin.house.config import read
from tests.channels.mailroom import connect
from tests.channels.test_gateways import Gateway, gateway, sms
from tests.city import load_city
from tests.desk.life import begin
from tests.house import attacking, planted
from tests.house.attacking import Account
from tests.house.timing import LookUp, behind, compare, look_ups, report

__all__ = ["gateway"]
pytestmark = pytest.mark.django_db
Looks = tuple[list[LookUp], list[LookUp]]
MEASURED = os.environ.get("ATTACK", "") == "timing"
#: So long the measuring of all look-ups may take.
SECONDS = 120.0


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        ready.make_keyring(read())
        load_city()
        if MEASURED:
            demo.load(timezone.now())
            planted.work_off()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch, gateway: Gateway, settings: Any, tmp_path: Path) -> Looks:
    """By somebody of the organ that is accused who has a matter in hand: those by name, and all behind a number."""
    connect(settings, tmp_path, sms(gateway, organ=""))
    monkeypatch.setattr(staff, "LOOK_UPS", replace(staff.LOOK_UPS, most=10**9))
    own = begin().transferred()
    closed, held = report(), own.row.holder
    handler = own.at("handler")
    account = next(
        each for each in attacking.accounts() if each.seat.organ == held and each.person.id == handler.person
    )
    assert isinstance(account, Account) and not account.may_read(closed.row)
    account.browser.get("/desk/security")
    return list(look_ups(account, closed, own)), list(behind(account, closed))


def test_each_look_up_asks_the_database_alike_for_a_report_and_for_nothing(looks: Looks) -> None:
    faults, every = [], [each for some in looks for each in some]
    for look in every:
        for word in (look.closed, look.nobodys):
            look.once(word)
        closed, nobodys = (look.statements(word) for word in (look.closed, look.nobodys))
        if closed != nobodys:
            faults.append((look.name, closed, nobodys))
    assert len(every) > 100 and not faults, "\n".join(map(str, faults))


if MEASURED:

    def test_times_are_measured(looks: Looks) -> None:
        until, found = time.monotonic(), []
        for look in looks[0]:
            until += SECONDS / len(looks[0])
            found.append(compare(look, until))
        print("", *sorted(found, key=lambda each: (not each.differs, each.name)), sep="\n")
        differing = [each.name for each in found if each.differs]
        print(f"{len(found)} look-ups, differing: {', '.join(differing) or 'none'}")
        assert not differing
