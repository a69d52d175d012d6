"""How long it takes to say no: every look-up by which a report that somebody may not read could be told from nothing.

A report and a thing that nobody has are asked for by turns, in one run, each from the same state; statements and calls
are counted, which machines under load do not disturb, and the times compared by the median of the differences.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from types import FrameType
from typing import Any, Final

import numpy as np
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.law.terms import ClaimKind
from huiyin.vault.receipts import receipt
from tests.city import organ
from tests.desk.life import Life, ago, begin
from tests.house import attacking, planted
from tests.house.attack_forms import taken_back
from tests.house.attacking import Account

WHO, PHONE = ("欧阳青竹", "夏侯墨兰"), ("13200009911", "13200009912")
WORDS = ("榴花塘", "杉木坳")
#: Of so many resamples of the differences all but one in a thousand lie within the interval.
RESAMPLES: Final = 4000
SURE: Final = 99.9
#: A share of the whole below which nobody who asks over a network tells one from the other.
SMALL: Final = 0.02
_places = count(1)
#: Asked whenever its time has come, whatever is looked for.
BY_THE_HOUR: Final = frozenset({"people_referencestamp"})
#: What a statement does, and to which table.
_TABLE: Final = re.compile(r'(SELECT|INSERT|UPDATE|DELETE)\b.*?(?:FROM|INTO|UPDATE) *"?(\w+)', re.DOTALL)


@dataclass(frozen=True)
class LookUp:
    """One way to ask.

    :param ask: sends one request. :param closed: what belongs to a report, :param nobodys: what is nobody's.
    """

    name: str
    ask: Callable[[str], Any]
    closed: str
    nobodys: str
    browser: Client

    def once(self, word: str) -> Any:
        with taken_back(self.browser):
            return self.ask(word)

    def statements(self, word: str) -> list[str]:
        """The kinds of statements, without what was asked for."""
        with CaptureQueriesContext(connection) as asked:
            self.once(word)
        told = (_TABLE.match(each["sql"]) for each in asked)
        return [" ".join(each.groups()) for each in told if each is not None and each[2] not in BY_THE_HOUR]

    def calls(self, word: str) -> int:
        """How many functions were called."""
        called = 0

        def seen(frame: FrameType, event: str, arg: object) -> None:
            nonlocal called
            called += event == "call"

        sys.setprofile(seen)
        try:
            self.once(word)
        finally:
            sys.setprofile(None)
        return called

    def seconds(self, word: str) -> float:
        began = time.perf_counter()
        with transaction.atomic():
            self.ask(word)
            spent = time.perf_counter() - began
            transaction.set_rollback(True)
        return spent


@dataclass(frozen=True)
class Compared:
    """What tells a report from nothing, in milliseconds; ``low`` and ``high`` bound the median difference."""

    name: str
    median: float
    difference: float
    low: float
    high: float
    statements: tuple[int, int]
    calls: tuple[int, int]

    @property
    def differs(self) -> bool:
        """A time counts where something that is done differs, too: else it is chance, one in a thousand."""
        slower = (self.low > 0 or self.high < 0) and abs(self.difference) > SMALL * self.median
        return self.statements[0] != self.statements[1] or (slower and self.calls[0] != self.calls[1])

    def __str__(self) -> str:
        return (
            f"{'DIFFERS' if self.differs else 'alike':8} {self.name:34} {self.median:8.2f} ms"
            f"  {self.difference:+8.3f} [{self.low:+.3f}, {self.high:+.3f}]"
            f"  statements {self.statements[0]}/{self.statements[1]}  calls {self.calls[0]}/{self.calls[1]}"
        )


def compare(look: LookUp, until: float, most: int = 400) -> Compared:
    """By turns, until there are enough or the time is over."""
    for word in (look.closed, look.nobodys):
        look.once(word)  # whatever is read in for the first time
    dice, found = np.random.default_rng(7), []
    gc.collect()
    gc.disable()
    try:
        while len(found) < 20 or (len(found) < most and time.monotonic() < until):
            pair = [("closed", look.closed), ("nobodys", look.nobodys)]
            spent = {name: look.seconds(word) for name, word in (pair if dice.random() < 0.5 else pair[::-1])}
            found.append((spent["closed"], spent["nobodys"]))
    finally:
        gc.enable()
    times = np.array(found) * 1000
    differences = times[:, 0] - times[:, 1]
    drawn = dice.choice(differences, (RESAMPLES, len(differences)))
    low, high = np.percentile(np.median(drawn, axis=1), [(100 - SURE) / 2, (100 + SURE) / 2])
    both = (look.closed, look.nobodys)
    counted = [min(look.calls(word) for _ in range(3)) for word in both]
    asked = [len(look.statements(word)) for word in both]
    middle, difference = float(np.median(times[:, 1])), float(np.median(differences))
    bounds, statements, calls = (float(low), float(high)), (asked[0], asked[1]), (counted[0], counted[1])
    return Compared(look.name, middle, difference, *bounds, statements, calls)


def report() -> Life:
    """A report on the organ of whoever looks, by somebody with a name and a telephone."""
    claim = ClaimText(f"查处{WORDS[0]}的账", f"{WORDS[0]}虚报了工程款", kind=ClaimKind.ACCUSATION)
    who = PartyText(Capacity.PETITIONER, Identity(WHO[0], phone=PHONE[0]))
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ(planted.ACCUSED))
    planted_one = begin(ago(days=1), claims=(claim,), parties=(who, accused), text=f"{WORDS[0]}的事，请保密")
    planted.work_off()
    return planted_one


def look_ups(account: Account, closed: Life, own: Life) -> Iterator[LookUp]:
    """Every look-up in which a thing that is nobody's and a report must be alike.

    :param account: at the organ that is accused; ``own`` is a matter of theirs.
    """
    browser, number = account.browser, str(closed.number)
    nobodys = _nobodys(number)

    def desk(name: str, address: str, words: Sequence[str] = (number, nobodys)) -> LookUp:
        return LookUp(name, lambda word: browser.get(address.format(word)), words[0], words[1], browser)

    def sent(name: str, address: str, field: str, **more: str) -> LookUp:
        def ask(word: str) -> Any:
            return browser.post(address, {field: word, **more})

        return LookUp(name, ask, number, nobodys, browser)

    yield desk("record page", "/desk/cases/{}")
    yield desk("search by number", "/desk/search?q={}")
    yield desk("search by words", "/desk/search?q={}", WORDS)
    yield desk("search by name", "/desk/search?q={}", WHO)
    yield desk("search by telephone", "/desk/search?q={}", PHONE)
    yield sent("merge into", f"{own.url}/acts/merge", "into", reason="同一件事")
    yield sent("earlier number", f"{own.url}/acts/no_further", "earlier", reason="已经三级终结")
    yield desk("interface by number", "/api/v1/matters/{}")
    yield desk("Open311 by number", "/open311/v2/requests/{}.json")
    yield from _from_outside(number, nobodys)
    yield from (replace(each, name=f"{each.name} (no report)") for each in _from_outside(own.number, nobodys))


def behind(account: Account, closed: Life) -> Iterator[LookUp]:
    """Every address behind a matter's number."""
    number, ids = str(closed.number), attacking.ids_of(closed.id)
    for route in sorted(each for each in attacking.of_a_matter() if "drop" not in each):
        address = attacking.behind(route, "NUMBER", ids).replace("NUMBER", "{}")

        def ask(word: str, address: str = address) -> Any:
            return account.browser.get(address.format(word))

        yield LookUp(route, ask, number, _nobodys(number), account.browser)


def _nobodys(number: str) -> str:
    return f"{number[:14]}9{number[15:]}"


def _from_outside(number: str, nobodys: str) -> Iterator[LookUp]:
    """Where a number proves nothing: also a matter that is no report is like one that nobody has."""
    browser = Client()

    def asked(name: str, method: str, address: str, said: dict[str, str]) -> LookUp:
        def ask(word: str) -> Any:
            typed = {key: value.format(word, receipt(word, bytes(32)).letters) for key, value in said.items()}
            place = f"198.51.{next(_places) // 250 % 250}.{next(_places) % 250}"  # no limit speaks
            return getattr(Client(REMOTE_ADDR=place), method)(address.format(word), typed)

        return LookUp(name, ask, number, nobodys, browser)

    yield asked("number and code", "post", "/follow/", {"number": "{}", "code": "ABCDEFGH"})
    yield asked("page of a matter", "get", "/follow/{}/", {})
    yield asked("short link", "get", "/f/", {"n": "{}"})
    yield asked("paper check", "post", "/verify/", {"number": "{}", "proof": "{1}"})
    back = asked("way back", "post", "/follow/lost/", {"phone": "{}", "name": WHO[0]})
    yield LookUp(back.name, back.ask, *PHONE, browser)
