"""No account notices a report of wrongdoing that it may not read: by no word, count, status or size, at no address.

Here a few accounts attack; ``./run attack`` sends all of them to every address after every report.
"""

from __future__ import annotations

import os
import random
import zlib
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house import demo, ready
from huiyin.house.config import read
from tests.city import load_city
from tests.house import attacking
from tests.house.attacking import NOBODYS, SECRETS, Account, Seen, ask, behind, ids_of

pytestmark = pytest.mark.django_db
WHOLE = os.environ.get("ATTACK") == "whole"
SEED = int(os.environ.get("ATTACK_SEED", "7"))
#: Of the long form one part, as ``3/40``: which accounts at which addresses; all parts together are everything.
PART, PARTS = (int(each) for each in os.environ.get("ATTACK_PART", "1/1").split("/"))
#: Of the short form: so many accounts, reports, and addresses behind a matter.
FEW_ACCOUNTS, FEW_REPORTS, FEW_ADDRESSES = 2, 1, 25
MOST_SHOWN = 40


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The city with its matters, taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        ready.make_keyring(read())
        load_city()
        demo.load(timezone.now())
        attacking.work_off()
        yield
        transaction.set_rollback(True)


def some(things: list[Any], few: int) -> list[Any]:
    return things if WHOLE or len(things) <= few else random.Random(SEED).sample(things, few)


def of_this_part(account: Account, address: str) -> bool:
    """Drawn by both, so that each part meets many accounts and many addresses."""
    return not WHOLE or zlib.crc32(f"{SEED} {account} {address}".encode()) % PARTS == PART - 1


def attackers() -> list[Account]:
    """Everybody, or a few with the accused and whoever sits beside the report among them."""
    everybody = attacking.accounts()
    near = [each for each in everybody if each.person.username in ("wanglan", "zhouping", "heshan", "fangqing")]
    accused = [each for each in everybody if each.seat.organ == attacking.organ("lx-slj")][:2]
    chosen = everybody if WHOLE else [*near, *accused, *some(everybody, FEW_ACCOUNTS)]
    for each in chosen:
        each.browser.get("/desk/security")  # who is signed in stands on pages, too
    return chosen


class Betrayed:
    """What an attack has noticed; shown all at once, for one hole is rarely alone."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def compare(self, one: Seen, other: Seen, where: str) -> None:
        if one != other:
            self.found.append("\n".join([where, *attacking.difference(one, other)]))

    def search(self, seen: Seen, hidden: list[str], where: str) -> None:
        if words := [word for word in hidden if word in seen.body]:
            self.found.append(f"{where} says {words}")

    def nothing(self) -> bool:
        print("\n\n".join(self.found[:MOST_SHOWN]))
        return not self.found


def test_what_may_not_be_read_answers_like_what_does_not_exist() -> None:
    attacking.plant_reports()
    attacking.plant_pairs()
    reports, routes, betrayed = (
        list(Case.objects.filter(report=True).order_by("-id")),
        attacking.of_a_matter(),
        Betrayed(),
    )
    for account in attackers():
        closed = some([each for each in reports if not account.may_read(each)], FEW_REPORTS)
        asked = [each for each in some(routes, FEW_ADDRESSES) if of_this_part(account, each)]
        for route, post in product(asked, (False, True)) if closed else ():
            none = _behind(account, 0, route, NOBODYS, post)
            for case in closed:
                real = _behind(account, case.id, route, case.number, post)
                betrayed.compare(real, none, f"{account} {route} {'POST' if post else 'GET'} {case.number}")
    assert betrayed.nothing()


def _behind(account: Account, case: int, route: str, number: str, post: bool) -> Seen:
    return ask(account.browser, behind(route, number, ids_of(case)), number=number, post=post)


def test_no_list_number_or_figure_changes_when_a_report_appears() -> None:
    who, addresses, betrayed = attackers(), attacking.of_no_matter(), Betrayed()
    before = [_all_of(each, addresses) for each in who]
    planted = attacking.plant_reports()
    for account, known in zip(who, before, strict=True):
        if not any(account.may_read(each.row) for each in planted):
            for address, seen in _all_of(account, addresses).items():
                betrayed.compare(seen, known[address], f"{account} {address}")
    assert betrayed.nothing()


def _all_of(account: Account, addresses: list[str]) -> dict[str, Seen]:
    """What somebody sees at all of these; what the looking itself leaves behind (exports, readings) is taken back."""
    with transaction.atomic():
        mine = [each for each in addresses if of_this_part(account, each)]
        seen = {address: ask(account.browser, address) for address in mine}
        transaction.set_rollback(True)
    return seen


def test_no_word_of_a_report_stands_in_a_matter_beside_it_or_in_any_list() -> None:
    (reports, beside), betrayed = attacking.plant_pairs(), Betrayed()
    routes = [route for route in attacking.of_a_matter() if "drop" not in route]
    for account in attackers():
        hidden = [word for word, each in zip(SECRETS[2:], reports, strict=True) if not account.may_read(each.row)]
        for matter in beside if hidden else ():
            for route in (each for each in some(routes, FEW_ADDRESSES) if of_this_part(account, each)):
                seen = ask(account.browser, behind(route, matter.number, ids_of(matter.id)))
                betrayed.search(seen, hidden, f"{account} {route}")
        everywhere = (each for each in attacking.of_no_matter() if of_this_part(account, each))
        for address in everywhere if hidden else ():
            asked = [word for word in hidden if word not in address]
            betrayed.search(ask(account.browser, address), asked, f"{account} {address}")
    assert betrayed.nothing()


def test_what_rested_on_a_matter_leaves_no_trace_when_it_becomes_a_report() -> None:
    """A record of every kind that is linked to matters, at every address: as if neither had ever been."""
    attacking.list_people()
    who = attackers() if WHOLE else attackers()[-2:]
    addresses, betrayed = some(attacking.of_no_matter(), FEW_ADDRESSES * 3), Betrayed()
    before = [_all_of(each, addresses) for each in who]
    planted = attacking.plant_linked()
    for account, known in zip(who, before, strict=True):
        if not any(account.may_read(each.row) for each in planted):
            for address, seen in _all_of(account, addresses).items():
                betrayed.compare(seen, known[address], f"{account} {address}")
                betrayed.search(seen, [attacking.LINKED], f"{account} {address}")
    assert betrayed.nothing()


def test_the_public_gets_one_answer_for_a_report_and_for_a_number_of_nobody() -> None:
    report = attacking.plant_reports()[0].row
    betrayed = Betrayed()
    for place, (method, address, typed) in enumerate(attacking.PUBLIC):
        seen = [attacking.from_outside(method, address, typed, number, place) for number in (report.number, NOBODYS)]
        betrayed.compare(*seen, f"{method} {address}")
    assert betrayed.nothing()
