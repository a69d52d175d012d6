"""./run attack: every account of the demonstration city at every address after every report of wrongdoing.

Nobody may notice a report that they may not read: by no word, no count that changes when it appears, no other status or
size than for a number that nobody has. All of it takes hours, so it goes in parts, each of which meets many accounts at
many addresses; what was done is kept under var/attack, and the next call goes on there. ``--short`` does what the tests
do. ``--timing`` measures how long it takes to say no, in at most five minutes.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from huiyin.house import postgres
from tests.commands import test

ATTACK, TIMING = "tests/house/test_attack.py", "tests/house/test_timing.py"
KEPT = Path("var/attack")
#: How pytest ends where all held, and where something did not.
NOTHING, SOMETHING = 0, 1
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
    parser.add_argument("--anew", action="store_true", help="forget which parts were done")
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
    """One process for each part that is not done; how many of those that were done found something."""
    kept = KEPT / f"{given.on}-{os.environ['ATTACK']}-{given.seed}-{given.parts}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    done: dict[str, str] = {} if given.anew or not kept.exists() else json.loads(kept.read_text("utf-8"))
    until = time.monotonic() + 60 * given.minutes
    for part in range(1, given.parts + 1):
        if str(part) in done or time.monotonic() > until:
            continue
        print(f"part {part} of {given.parts}, on {given.on}", flush=True)
        found = _part(f"{part}/{given.parts}", {"HUIYIN_MODE": "test", **database})
        if found not in (NOTHING, SOMETHING):
            return found  # it could not be tried: the next call begins with it
        done[str(part)] = "nothing" if found == NOTHING else "found"
        kept.write_text(json.dumps(done), "utf-8")
    bad = sorted((part for part, what in done.items() if what != "nothing"), key=int)
    print(f"{len(done)} of {given.parts} parts done; something was found in: {', '.join(bad) or 'none'}")
    return 1 if bad else 0


def _part(which: str, environ: Mapping[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", ATTACK, "-q", "-rfE", "--no-header"]
    return subprocess.run(command, env={**os.environ, **environ, "ATTACK_PART": which}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
