"""./run attack: every account of the demonstration city at every address after every report of wrongdoing.

Nobody may notice a report that they may not read: by no word, no count that changes when it appears, no other status or
size than for a number that nobody has. All of it takes hours, so it goes in parts, each of which meets many accounts at
many addresses; each test that ended is kept under var/attack, and the next call goes on there, also after one that was
killed. ``--again`` tries anew what found something; ``--short`` does what the tests do; ``--timing`` measures how long
it takes to say no, in at most five minutes.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from huiyin.house import postgres
from tests.commands import test
from tests.house.attack_kept import FOUND, HELD, WHOLE, ended, write

ATTACK, TIMING = "tests/house/test_attack.py", "tests/house/test_timing.py"
KEPT = Path("var/attack")
#: How pytest ends where its tests ran: all held, something did not, all had ended before.
RAN = (0, 1, 5)
#: Some test could not even be set up.
COULD_NOT = 3
DATABASES = ("sqlite", "postgresql")
#: How many parts a pass of all accounts has, and one of their sorts.
ALL, SORTED = 200, 4


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run attack", description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="a few accounts at a few addresses")
    parser.add_argument("--timing", action="store_true", help="by turns a report and nothing, at every look-up")
    parser.add_argument("--sorts", action="store_true", help="one account of each sort instead of all")
    parser.add_argument("--seed", type=int, default=7, help="which few, and how the parts are drawn (7)")
    parser.add_argument("--parts", type=int, help="into how many parts all is divided (200; of sorts 4)")
    parser.add_argument("--minutes", type=int, default=60, help="begin no part after so many minutes (60)")
    parser.add_argument("--on", choices=DATABASES, default=DATABASES[0], help="which database (sqlite)")
    parser.add_argument("--anew", action="store_true", help="forget what was done")
    parser.add_argument("--again", action="store_true", help="try anew what found something")
    given = parser.parse_args(arguments)
    given.parts = given.parts or (SORTED if given.sorts else ALL)
    form = "" if given.short else "sorts" if given.sorts else "whole"
    os.environ |= {"ATTACK": form, "ATTACK_SEED": str(given.seed)}
    if given.short:
        return test.main([ATTACK, "-q"])
    if given.on == DATABASES[0]:
        return _tried(given, {})
    with postgres.throwaway() as address:
        return _tried(given, {"HUIYIN_DATABASE_URL": address})


def _tried(given: argparse.Namespace, database: Mapping[str, str]) -> int:
    if not given.timing:
        return _in_parts(given, database)
    command = [sys.executable, "-m", "pytest", TIMING, "-q", "-s", "-rfE", "--no-header", "--tb=no"]
    environ = {**os.environ, "HUIYIN_MODE": "test", **database, "ATTACK": "timing"}
    return subprocess.run(command, env=environ, check=False).returncode


def _in_parts(given: argparse.Namespace, database: Mapping[str, str]) -> int:
    """One process for each part that is not through; how many tests ended, and which of them found something."""
    kept = KEPT / f"{given.on}-{os.environ['ATTACK']}-{given.seed}-{given.parts}.txt"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if given.anew:
        kept.unlink(missing_ok=True)
    if given.again:
        _forget_what_found(kept)
    until = time.monotonic() + 60 * given.minutes
    for part in range(1, given.parts + 1):
        through = {each.part for each in ended(kept) if each.test == WHOLE}
        if str(part) in through or time.monotonic() > until:
            continue
        print(f"part {part} of {given.parts}, on {given.on}", flush=True)
        stopped = _part(f"{part}/{given.parts}", kept, {"HUIYIN_MODE": "test", **database})
        if stopped or not any(each.part == str(part) and each.test == WHOLE for each in ended(kept)):
            _told(kept, given.parts)
            return stopped or COULD_NOT  # the next call begins with what did not end
    return _told(kept, given.parts)


def _told(kept: Path, parts: int) -> int:
    """What is done so far, in two lines; 1 if something was found."""
    done = list(ended(kept))
    tests, through = [each for each in done if each.test != WHOLE], {each.part for each in done if each.test == WHOLE}
    bad = sorted({(int(each.part), each.test) for each in tests if each.how == FOUND})
    print(f"{len(tests)} tests ended, {len(through)} of {parts} parts are through")
    print("something was found in:", ", ".join(f"{part} {test}" for part, test in bad) or "none")
    return 1 if bad else 0


def _forget_what_found(kept: Path) -> None:
    """Whatever noticed something is tried again, as after a mending."""
    done = list(ended(kept))
    torn = {each.part for each in done if each.how == FOUND}
    left = [each for each in done if each.how == HELD and not (each.test == WHOLE and each.part in torn)]
    kept.unlink(missing_ok=True)
    write(kept, *left)


def _part(which: str, kept: Path, environ: Mapping[str, str]) -> int:
    """How the process ended, 0 where its tests ran."""
    command = [sys.executable, "-m", "pytest", ATTACK, "-q", "-rfE", "--no-header", "-p", "tests.house.attack_kept"]
    environ = {**os.environ, **environ, "ATTACK_PART": which, "ATTACK_KEPT": str(kept.resolve())}
    found = subprocess.run(command, env=environ, check=False).returncode
    return 0 if found in RAN else found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
