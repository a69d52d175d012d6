"""However whom a report is about was written, and by whatever door it came: they and those below never have it, and
whoever reported is told who was understood."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.channels.exchange.pairing import pair, peer
from huiyin.channels.exchange.protocol import card_of
from huiyin.channels.registry import connection
from huiyin.house.config import read
from huiyin.house.ready import make_keyring
from huiyin.law.frame.facts import Actor
from huiyin.people.models import Organ, Person
from huiyin.people.posts import actors_of
from huiyin.vault.envelopes import SealingKey
from tests.api.client import machine
from tests.channels.mailroom import connect
from tests.hostile.doors import ASKING, CHANNELS, DOORS, NAMES, House, Named, Through
from tests.house import attacking
from tests.house.attacking import Account, Seen
from tests.house.planted import work_off

pytestmark = pytest.mark.django_db
WHOLE = os.environ.get("ATTACK", "") != ""
#: In the suite each name comes by every third door; all of them together by every door.
EVERY = 1 if WHOLE else 3
MOST_ACCOUNTS = 40 if WHOLE else 2
LISTS = (
    "/desk/", "/desk/organ", "/desk/organ/map", "/desk/papers", "/desk/dispatch", "/desk/mails", "/desk/sheets",
    "/desk/search?stage=registered", "/desk/search?kind=accusation", "/desk/search?q=账不清楚", "/desk/figures",
    "/desk/pictures", "/desk/figures/organ", "/desk/notifications", "/desk/topics", "/desk/oversight", "/desk/trouble",
    "/desk/export/organ.csv", "/desk/calendar", "/api/v1/matters", "/api/v1/matters?shelf=organ",
)  # fmt: skip
#: How it is said that a name may mean several, or nobody.
UNCERTAIN = ("认不准", "不止指", "没有找到")
Came = dict[tuple[str, Named], Through]


class Outcome:
    """What was seen before anything came, what came, and what is seen now; by whoever is meant by a name."""

    def __init__(self, house: House) -> None:
        self.accounts = {name: _accounts(name) for name in NAMES}
        self.everybody = {str(each): each for some in self.accounts.values() for each in some}
        self.before = {key: _seen(each) for key, each in self.everybody.items()}
        self.came: Came = {}
        for at, name in enumerate(NAMES):
            for place, door in enumerate(DOORS):
                if (at + place) % EVERY == 0:
                    self.came[door, name] = getattr(house, door)(name, word_of(door, name))
        work_off()
        self.after = {key: _seen(each) for key, each in self.everybody.items()}

    def reports(self) -> Iterator[tuple[str, Named, Case]]:
        for (door, name), through in self.came.items():
            if through.case is not None:
                yield door, name, Case.objects.get(id=through.case.id)


def word_of(door: str, name: Named) -> str:
    """A word that stands in this report and nowhere else."""
    at = DOORS.index(door) * len(NAMES) + NAMES.index(name)
    return f"{'甲乙丙丁戊己庚辛壬癸子丑'[at // 12]}{'梅兰竹菊松柏桐槐榆柳桑枣'[at % 12]}渡"


def _accounts(name: Named) -> list[Account]:
    found = []
    for person, seat in name.shut[:MOST_ACCOUNTS]:
        actor = next((each for each in actors_of(person, on=timezone.localdate()) if each.organ == seat), None)
        if actor is not None:
            found.append(Account(Person.objects.get(id=person), actor))
    return found


def _seen(account: Account) -> dict[str, Seen]:
    account.browser.get("/desk/security")  # who is signed in stands on pages, too
    with transaction.atomic():
        seen = {address: attacking.ask(account.browser, address) for address in LISTS}
        transaction.set_rollback(True)
    return seen


@pytest.fixture(scope="module")
def outcome(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Outcome]:
    folder: Path = tmp_path_factory.mktemp("doors")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(HUIYIN_DATA_DIR=folder) as _:
        from django.conf import settings

        make_keyring(read())
        connect(settings, folder, *map(dict, CHANNELS))
        county = connection("county")
        assert county is not None
        pair(county, card_of(SealingKey.generate()), timezone.now())
        paired = peer("county")
        assert paired is not None
        yield Outcome(House(machine, folder, paired))
        transaction.set_rollback(True)


def test_every_door_takes_what_names_somebody(outcome: Outcome) -> None:
    """Else nothing is tried here: only a name that may be anybody may be refused, and a classification be sent back."""
    taken = Counter(door for door, _, _ in outcome.reports())
    offered = Counter(door for door, _ in outcome.came)
    print(taken, offered)
    assert all(taken[door] * 2 >= offered[door] for door in DOORS if door != "classify") and taken["classify"]


def test_whoever_is_meant_neither_holds_nor_owns_nor_reads_it(outcome: Outcome) -> None:
    faults = []
    for door, name, case in outcome.reports():
        shut, facts = name.shut, load_facts(case.facts)
        if not case.report:
            faults.append(f"{door}, {name}: no report")
        if (case.owner, case.holder) in shut or (name.organ and case.holder in {organ for _, organ in shut}):
            faults.append(f"{door}, {name}: in the hands of whom it is about: {case.holder} {case.owner}")
        if not (name.organ or name.person) and not facts.unsure:
            faults.append(f"{door}, {name}: nobody is known, and yet it is sure")
        readers = [str(each) for each in outcome.accounts[name] if each.may_read(case)]
        faults += [f"{door}, {name}: read by {each}" for each in readers]
    assert not faults, "\n".join(map(str, faults))


def test_to_whoever_is_meant_its_number_is_one_of_nobody(outcome: Outcome) -> None:
    faults = []
    for door, name, case in outcome.reports():
        for account in outcome.accounts[name]:
            for address in ("/desk/cases/{}", "/desk/search?q={}", "/api/v1/matters/{}"):
                real, none = (
                    attacking.ask(account.browser, address.format(number), number=number)
                    for number in (case.number, attacking.NOBODYS)
                )
                if real != none:
                    faults.append((door, str(name), str(account), address, attacking.difference(real, none)))
    assert not faults, "\n".join(map(str, faults))


def test_no_list_search_or_count_of_theirs_changes_by_it(outcome: Outcome) -> None:
    """Lists of those who may read other reports that came: only the words of what is closed to them are looked for."""
    faults = []
    for key, account in outcome.everybody.items():
        closed = [(door, name) for door, name, case in outcome.reports() if not account.may_read(case)]
        reads_some = len(closed) < len(list(outcome.reports()))
        for address, seen in outcome.after[key].items():
            if not reads_some and seen != outcome.before[key][address]:
                faults.append((key, address, attacking.difference(seen, outcome.before[key][address])))
            faults += [(key, address, str(each)) for each in closed if word_of(*each) in seen.body]
    assert not faults, "\n".join(map(str, faults))


def test_whoever_stood_at_the_door_was_told_who_was_understood(outcome: Outcome) -> None:
    """The organ by its own name, or that it is not certain; at the public's front never who serves where."""
    faults, names = [], {each.key: (each.name, each.short) for each in Organ.objects.all()}
    for (door, name), through in outcome.came.items():
        told = [*names.get(name.organ, ()), *UNCERTAIN]
        if door in ASKING and not any(each in through.told for each in told):
            faults.append((door, str(name), through.told[:300]))
        if door == "portal" and name.person and "唐振华" in through.told:
            faults.append((door, str(name), "says who serves there"))
    assert not faults, "\n".join(map(str, faults))


def test_seats_are_attacked_at_all(outcome: Outcome) -> None:
    assert len(outcome.everybody) >= 4 and all(isinstance(each.seat, Actor) for each in outcome.everybody.values())
