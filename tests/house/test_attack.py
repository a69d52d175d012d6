"""No account notices a report of wrongdoing that it may not read: by no word, count, status or size, at no address.

Here a few accounts attack; ``./run attack --sorts`` sends one of each sort to every address and with every form, after
reports of every age; ``./run attack`` all of them.
"""

from __future__ import annotations

import os
import random
import zlib
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house import demo, ready
from huiyin.house.config import read
from tests import everyform
from tests.city import load_city
from tests.desk.life import Life
from tests.house import attack_forms, attacking, planted
from tests.house.attack_forms import Aimed, taken_back
from tests.house.attacking import LEFT, NOBODYS, Account, Seen, ask, behind, ids_of
from tests.house.planted import AGES, BESIDE

pytestmark = pytest.mark.django_db
#: ``whole``: every account; ``sorts``: one of each sort; empty: a few.
FORM = os.environ.get("ATTACK", "")
WHOLE = FORM != ""
SEED = int(os.environ.get("ATTACK_SEED", "7"))
#: Of the long form one part, as ``3/40``: which accounts at which addresses; all parts together are everything.
PART, PARTS = (int(each) for each in os.environ.get("ATTACK_PART", "1/1").split("/"))
#: Of the short form: so many accounts, reports, and addresses behind a matter.
FEW_ACCOUNTS, FEW_REPORTS, FEW_ADDRESSES, FEW_FORMS, FEW_ROWS = 2, 1, 25, 12, 2
#: What an organ numbered itself while it had the matter stays in its book, without a word: taken out it were a gap.
OWN_NUMBERS = frozenset({"/desk/papers/numbers"})
SHARE = 3
MOST_SHOWN, MOST_PUBLIC = 40, 120


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The city with its matters, taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        ready.make_keyring(read())
        load_city()
        demo.load(timezone.now())
        planted.work_off()
        yield
        transaction.set_rollback(True)


def some(things: list[Any], few: int) -> list[Any]:
    return things if WHOLE or len(things) <= few else random.Random(SEED).sample(things, few)


def of_this_part(account: Account, address: str, parts: int = 1) -> bool:
    """Drawn by both, so that each part meets many accounts and many addresses.

    :param parts: in the short form one of so many is enough: each address meets some of the accounts.
    """
    place = zlib.crc32(f"{SEED} {account} {address}".encode())
    return place % PARTS == PART - 1 if WHOLE else place % parts == 0


def attackers() -> list[Account]:
    """Everybody, or a few with the accused and whoever sits beside the report among them."""
    everybody = attacking.accounts()
    near = [each for each in everybody if each.person.username in ("wanglan", "zhouping", "heshan", "fangqing")]
    accused = [each for each in everybody if each.seat.organ == attacking.organ("lx-slj")][:2]
    few = {"whole": everybody, "sorts": attacking.sorts(everybody)}
    chosen = few.get(FORM) or [*near, *accused, *some(everybody, FEW_ACCOUNTS)]
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
    planted.plant_ages()
    planted.plant_pairs()
    reports, routes, betrayed = Case.objects.filter(report=True).order_by("-id"), attacking.of_a_matter(), Betrayed()
    for account in attackers():
        closed = [each for each in reports if not account.may_read(each)]
        asked = [each for each in some(routes, FEW_ADDRESSES) if of_this_part(account, each)]
        for route, post in product(asked, (False, True)) if closed else ():
            none = _behind(account, 0, route, NOBODYS, post)
            for case in drawn(closed, account, route):
                real = _behind(account, case.id, route, case.number, post)
                betrayed.compare(real, none, f"{account} {route} {'POST' if post else 'GET'} {case.number}")
    assert betrayed.nothing()


def drawn(closed: list[Case], account: Account, route: str) -> list[Case]:
    """All that are closed to an account; where one account stands for its sort, another one at each address."""
    if FORM == "whole":
        return closed
    return [
        closed[(zlib.crc32(f"{SEED} {account} {route}".encode()) + each) % len(closed)] for each in range(FEW_REPORTS)
    ]


def _behind(account: Account, case: int, route: str, number: str, post: bool) -> Seen:
    return ask(account.browser, behind(route, number, ids_of(case)), number=number, post=post)


def test_a_row_of_somebody_else_answers_like_one_that_is_not_there() -> None:
    """Notices, letters, mails, sheets, tickets: by an id, as it stands in the address."""
    planted.plant_ages()
    planted.plant_mail()
    betrayed = Betrayed()
    for account, (route, rows) in product(attackers(), attacking.of_rows()):
        ids = rows.objects.order_by("-id").values_list("id", flat=True)[
            : FEW_ROWS if of_this_part(account, route) else 0
        ]
        for row, post in product(ids, (False, True)):
            with taken_back(account.browser):
                real, none = (ask(account.browser, LEFT.sub(str(each), route), post=post) for each in (row, row + 3))
            if real.status in (403, 404):
                betrayed.compare(real, none, f"{account} {route} {'POST' if post else 'GET'} {row}")
    assert betrayed.nothing()


def test_no_form_of_any_page_tells_a_report_from_what_does_not_exist() -> None:
    """Each form that an account meets with the number of a report in it, and each act filled as somebody would."""
    planted.plant_ages()
    planted.plant_pairs()
    reports, nobody, betrayed = Case.objects.filter(report=True).order_by("-id"), attack_forms.nobodys_row(), Betrayed()
    for account in attackers():
        closed = [each for each in reports if not account.may_read(each)]
        for aimed in _aimed(account) if closed else ():
            for case in drawn(closed, account, aimed.address):
                both = ((case.number, case.id), (NOBODYS, nobody))
                real, none = (aimed.at(account.browser, *each) for each in both)
                if real != none:  # the first time something of the program's own may be read for the first time
                    real, none = (aimed.at(account.browser, *each) for each in both)
                betrayed.compare(real, none, f"{account} {aimed.address} {case.number} {dict(aimed.said)}")
    assert betrayed.nothing()


def _aimed(account: Account) -> list[Aimed]:
    found = [*attack_forms.acts_on(), *attack_forms.forms_of(account), *attack_forms.machines_of(account)]
    return [each for each in some(found, FEW_FORMS) if of_this_part(account, each.address)]


def test_no_list_number_or_figure_changes_when_a_report_appears() -> None:
    """Reports of every age at once; whoever reads some of them is asked after each of the others alone."""
    who, addresses, betrayed = attackers(), attacking.of_no_matter(), Betrayed()
    before = {account: _all_of(account, addresses) for account in who}
    left = _unchanged(before, planted.plant_ages, betrayed)
    for age in AGES if WHOLE else list(AGES)[1:2]:
        _unchanged({account: before[account] for account in left}, lambda age=age: planted.plant(age), betrayed)
    assert betrayed.nothing()


def _unchanged(before: Any, plant: Callable[[], list[Life]], betrayed: Betrayed) -> list[Account]:
    """Compare for everybody who may read nothing of what is planted; the others."""
    with transaction.atomic():
        reports = [each.row for each in plant()]
        reads = {account for account in before if any(map(account.may_read, reports))}
        for account in before.keys() - reads:
            for address, seen in _all_of(account, list(before[account])).items():
                betrayed.compare(seen, before[account][address], f"{account} {address}")
        transaction.set_rollback(True)
    return [account for account in before if account in reads]


def _all_of(account: Account, addresses: list[str]) -> dict[str, Seen]:
    """What somebody sees at all of these; what the looking itself leaves behind (exports, readings) is taken back."""
    with taken_back(account.browser):
        mine = [each for each in addresses if of_this_part(account, each, SHARE)]
        return {address: ask(account.browser, address) for address in mine}


def test_no_word_of_a_report_stands_in_a_matter_beside_it_or_in_any_list() -> None:
    (reports, beside), betrayed = planted.plant_pairs(), Betrayed()
    routes = [route for route in attacking.of_a_matter() if "drop" not in route]
    for account in attackers():
        hidden = [word for word, each in zip(BESIDE, reports, strict=True) if not account.may_read(each.row)]
        for matter in beside if hidden else ():
            for route in (each for each in some(routes, FEW_ADDRESSES) if of_this_part(account, each)):
                seen = ask(account.browser, behind(route, matter.number, ids_of(matter.id)))
                betrayed.search(seen, hidden, f"{account} {route}")
        everywhere = (each for each in attacking.of_no_matter() if of_this_part(account, each, SHARE))
        for address in everywhere if hidden else ():
            asked = [word for word in hidden if word not in address]
            betrayed.search(ask(account.browser, address), asked, f"{account} {address}")
    assert betrayed.nothing()


def test_what_rested_on_a_matter_leaves_no_trace_when_it_becomes_a_report() -> None:
    """A record of every kind that is linked to matters, at every address: as if neither had ever been."""
    planted.list_people()
    who = attackers() if WHOLE else attackers()[-2:]
    addresses, betrayed = some(attacking.of_no_matter(), FEW_ADDRESSES * 3), Betrayed()
    before = [_all_of(each, addresses) for each in who]
    linked = planted.plant_linked()
    for account, known in zip(who, before, strict=True):
        if not any(account.may_read(each.row) for each in linked):
            for address, seen in _all_of(account, addresses).items():
                if address not in OWN_NUMBERS:
                    betrayed.compare(seen, known[address], f"{account} {address}")
                betrayed.search(seen, [planted.LINKED], f"{account} {address}")
    assert betrayed.nothing()


def test_the_public_gets_one_answer_for_a_report_and_for_a_number_of_nobody() -> None:
    report = planted.plant("new")[0].row
    betrayed = Betrayed()
    for place, (method, address, typed) in enumerate(attacking.PUBLIC):
        seen = [attacking.from_outside(method, address, typed, number, place) for number in (report.number, NOBODYS)]
        betrayed.compare(*seen, f"{method} {address}")
    assert betrayed.nothing()


def test_no_page_of_the_public_changes_when_reports_appear() -> None:
    """What a stranger finds from the front door on: pages, files, feeds, figures."""
    stranger, betrayed = Client(), Betrayed()
    pages = ["/metrics", "/readyz", "/open/figures.csv", "/open/figures.json", "/open/catalog.jsonld", "/rooms/qc-xfj/"]
    pages += everyform.pages_from(stranger, ["/"], "/", MOST_PUBLIC if WHOLE else FEW_ADDRESSES)
    before = {page: ask(stranger, page) for page in pages}
    planted.plant_ages()
    for page, seen in before.items():
        betrayed.compare(ask(stranger, page), seen, f"somebody {page}")
    assert betrayed.nothing()


def test_who_listens_or_subscribes_hears_nothing_of_a_report() -> None:
    """Lines that are held open, and calendars that telephones ask for."""
    who, betrayed = attackers(), Betrayed()
    feeds = {account: attacking.feed_of(account) for account in who}
    before = {account: ask(Client(), feed).body for account, feed in feeds.items()}
    reports, nobody = [each.row for each in planted.plant_ages()], attack_forms.nobodys_row()
    for account in who:
        closed = [each for each in reports if not account.may_read(each)]
        for case in closed:
            heard = [attacking.hears(account, row) for row in (case.id, nobody)]
            betrayed.compare(*heard, f"{account} hears of {case.number}")
        if closed == reports:
            after = ask(Client(), feeds[account]).body
            betrayed.compare(Seen(200, "", after), Seen(200, "", before[account]), f"{account} calendar")
    assert betrayed.nothing()
