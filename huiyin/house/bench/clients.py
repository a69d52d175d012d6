"""The people at their browsers, in a process of their own so that their work is not counted as the server's.

Talks in lines of JSON: reads an :class:`Order`, says that everybody is signed in, waits for a line, works for some
seconds and tells how long each request took.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random
from threading import Thread
from typing import Any

from huiyin.house.bench.scenes import Cast, Office
from huiyin.house.bench.visitor import Browser

Task = Callable[[], object]
#: Acts are measured on matters registered beforehand; so many per second suffice.
PREPARED_PER_SECOND = 8


def main() -> None:
    order = json.loads(sys.stdin.readline())
    casts = [Cast(**told) for told in order["casts"]]
    crews = [
        Crew(Office(cast, lambda: Browser(order["port"]), Random(number)), order)
        for number, cast in zip(range(order["clients"]), cycle(casts), strict=False)
    ]
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.perf_counter()
    threads = [Thread(target=crew.work) for crew in crews]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    faults = [fault for crew in crews for fault in crew.faults]
    print(json.dumps({"seconds": seconds, "took": [each for crew in crews for each in crew.took], "faults": faults}))


class Crew:
    """One office at one kind of work.

    :param order: ``what`` is the name of a task of :func:`_tasks`, ``seconds`` how long to go on.
    """

    def __init__(self, office: Office, order: dict[str, Any]) -> None:
        self.took: list[float] = []
        self.faults: list[str] = []
        self._seconds = float(order["seconds"])
        if order["what"] == "act":
            office.live()  # so that everybody is signed in
        self._tasks = _tasks(office, order["what"], self._seconds)
        next(self._tasks)()  # what a process does once only, it does before it is measured

    def work(self) -> None:
        end = time.perf_counter() + self._seconds
        for task in self._tasks:
            before = time.perf_counter()
            try:
                task()
            except Exception as fault:
                self.faults.append(repr(fault)[:600])
                return
            after = time.perf_counter()
            self.took.append(after - before)
            if after > end:
                return


def _tasks(office: Office, what: str, seconds: float) -> Iterator[Task]:
    if what == "act":
        return _acts(office, 1 + int(seconds * PREPARED_PER_SECOND))
    return cycle([{**office.pages(), **office.lives()}[what]])


def _acts(office: Office, matters: int) -> Iterator[Task]:
    """The acts of the desk in a life, on one matter after the other, up to the signature. What follows waits for a
    drawn paper, which costs as much as all of them: the whole life is measured by itself."""
    numbers = [office.register() for _ in range(matters)]
    steps = ((number, step) for number in numbers for step in office.acts() if step[1] != "serve")
    return (_act(office, number, *step) for number, step in steps)


def _act(office: Office, number: str, who: Any, act: str, fields: Any) -> Task:
    return lambda: office.do(who, number, act, fields)


if __name__ == "__main__":
    main()
