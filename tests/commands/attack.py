"""./run attack: every account of the demonstration city at every address after every report of wrongdoing.

Nobody may notice a report that they may not read: by no word, no count that changes when it appears, no other status or
size than for a number that nobody has. Takes an hour; ``--short`` does what the tests do.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from tests.commands import test

ATTACK = "tests/house/test_attack.py"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run attack", description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="a few accounts at a few addresses")
    parser.add_argument("--seed", type=int, default=7, help="which few (7)")
    given = parser.parse_args(arguments)
    os.environ |= {"ATTACK": "" if given.short else "whole", "ATTACK_SEED": str(given.seed)}
    return test.main([ATTACK, "-q"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
