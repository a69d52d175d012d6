"""How many function calls each kind of request takes: the same on a busy machine as on one that is at rest.

Calls are not time, but two versions of one code that take as many calls take nearly as long, and where the machine is
shared no clock says as much. The text of this file is run inside another checkout, so it uses only what every version
of the bench has.
"""

from __future__ import annotations

import cProfile
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

TURNS = 20
#: Acts up to the signature; what follows waits for a drawn paper.
LAST = "sign"
MATTERS = 8


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
    django.setup()
    from django.conf import settings

    from huiyin.house.bench.fill import casts
    from huiyin.house.bench.inside import InsideVisitor
    from huiyin.house.bench.scenes import Office

    settings.ALLOWED_HOSTS = ["*"]
    office = Office(casts()[0], InsideVisitor, Random(1))
    counted = {"intake": _calls(office.register, TURNS)}
    pages = office.pages()
    for name in json.loads(sys.argv[1]):
        if name in pages:
            counted[name] = _calls(pages[name], TURNS)
    counted["act"] = sum(_acts(office) for _ in range(MATTERS)) / MATTERS
    print(json.dumps(counted))


def _acts(office: Any) -> float:
    """The mean of the acts on one matter."""
    number, took = office.register(), []
    for who, act, said in office.acts():
        took.append(_calls(partial(office.do, who, number, act, said), 1, warm=0))
        if act == LAST:
            break
    return sum(took) / len(took)


def _calls(task: Callable[[], object], times: int, *, warm: int = 2) -> float:
    for _ in range(warm):
        task()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(times):
        task()
    profile.disable()
    return sum(each.callcount for each in profile.getstats()) / times


if __name__ == "__main__":
    main()
