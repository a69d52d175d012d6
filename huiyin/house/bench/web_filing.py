"""People who file on the public pages, all at once, each a plain HTTP client that fills the forms it is shown."""

from __future__ import annotations

import html
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from huiyin.house.bench.meter import Yardstick
from huiyin.house.bench.site import Server
from huiyin.house.bench.visitor import Browser, Visitor, done, seen

_KEY: Final = re.compile(r'name="key" value="(\w+)"')
_CLAIM: Final = re.compile(r'name="claim" value="(\w+)"')
_WORDS: Final = re.compile(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
_NUMBER: Final = re.compile(r"\d{19}")


class Filer:
    """One person on the way through the three steps.

    :param place: the division in which it happened, twelve figures.
    """

    def __init__(self, visitor: Visitor, number: int, place: str) -> None:
        self.text = f"我家门前的路灯坏了{number % 90 + 2}天，第{number}次来说，上个月有老人摔伤。请尽快修好路灯。"
        self._visitor, self._number, self._place = visitor, number, place
        self._key = ""

    def prepare(self) -> None:
        """Steps one and two: tell it, and agree with how it was understood."""
        seen(self._visitor.get("/submit/"))
        done(self._visitor.post("/submit/", {"text": self.text, "place": self._place, "spot": "", "kind": "help"}))
        page = seen(self._visitor.get("/submit/claims/"))
        words = {name: html.unescape(value) for name, value in _WORDS.findall(page)}
        done(self._visitor.post("/submit/claims/", {**words, "claim": _CLAIM.findall(page)[0]}))
        key = _KEY.search(seen(self._visitor.get("/submit/you/")))
        assert key is not None
        self._key = key[1]

    def hand_in(self) -> str:
        """Step three; returns the number of the matter."""
        you = {"name": "安" + chr(0x4E00 + self._number), "phone": f"198{self._number:08}", "way": "portal"}
        answer = done(self._visitor.post("/submit/you/", {**you, "people": "1", "key": self._key}))
        found = _NUMBER.search(answer)
        assert found is not None, answer
        return found[0]


def crowd(server: Server, people: int, place: str) -> dict[str, Any]:
    """So many people come to the last step, then all press the button at the same moment.

    :returns: people, faults, seconds until the last had the receipt, CPU ms of application and database per filing,
        and of the application for all three steps; and how slow the machine was just then, see meter.py.
    """
    # What a process does once only, it does before it is measured; there are two.
    for early in range(4):
        warm = Filer(Browser(server.port), 10_000 + early, place)
        warm.prepare()
        warm.hand_in()
    filers = [Filer(Browser(server.port), number, place) for number in range(people)]
    at_start = server.spent()
    _all(filers, "prepare")
    with Yardstick() as yardstick:
        before, started = server.spent(), time.perf_counter()
        faults = _all(filers, "hand_in")
        seconds, after = time.perf_counter() - started, server.spent()
    return {
        "people": people,
        "faults": len(faults),
        "fault": faults[0] if faults else "",
        "seconds": seconds,
        "app_ms": (after[0] - before[0]) / people,
        "database_ms": (after[1] - before[1]) / people,
        "way_app_ms": (after[0] - at_start[0]) / people,
        "yardstick_ms": yardstick.cpu_ms,
    }


def _all(filers: list[Filer], step: str) -> list[str]:
    with ThreadPoolExecutor(len(filers)) as pool:
        waiting = [pool.submit(getattr(each, step)) for each in filers]
        return [repr(fault)[:600] for each in waiting if (fault := each.exception()) is not None]
