"""./run morning: eight people of one office work at one server, on SQLite and then on PostgreSQL.

``--minutes N`` says for how long; the tests take 20 seconds of it, an office should try the five minutes once.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from tests.commands import test

MORNING = "tests/journeys/test_desk_morning.py"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run morning", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5.0, help="how long each morning lasts (5)")
    os.environ["MORNING_SECONDS"] = str(60 * parser.parse_args(arguments).minutes)
    return test.main([MORNING, "-q", "-s"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
