"""./run contract: whatever can be sent to every operation of the API, stateful, all checks, as three roles.

A demonstration site of its own is started; Schemathesis, which nobody here wrote, reads the description and tries to
find an answer that is a failure, undocumented or of another form. Bounded by a seed and by so many examples of each
operation, it ends within ten minutes for each role on two cores; ``--examples`` is for those who have the night.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
#: An office that oversees, a unit that handles, and whoever reads no matter at all.
ROLES = {
    "office": ("office", "qc-xfj", "fangqing"),
    "unit": ("office", "lx-slj", "fangqing"),
    "analyst": ("analyst", "qc-xfj", "fangqing"),
}
#: A request of the right form may still meet a law that says no.
ALLOWED = """[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 412, 422]
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429]
"""
#: What is tried by chance of each operation, after the values at the edges of each schema; then steps one behind the
#: other, as long as the minutes of the role last.
EXAMPLES, SEED, MINUTES = 6, 20261201, 9
#: A longest length beyond this next to a pattern is not told to Schemathesis: it makes one expression of both, which
#: takes a second to compile for each field that has it. That what is too long is refused, tests/hostile knows.
LONG = 1000
SHORT = (
    "--phases=coverage",
    "--include-path-regex=(kinds|me|organs|advice$|matters$|acts$|acts/(transfer|propose|raise))",
)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run contract", description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="some operations, without chance")
    parser.add_argument("--role", choices=ROLES, action="append", help="this role alone; may be repeated")
    parser.add_argument("--port", type=int, default=8731)
    parser.add_argument("--examples", type=int, default=EXAMPLES, help=f"of each operation, by chance ({EXAMPLES})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of chance ({SEED})")
    given = parser.parse_args(arguments)
    more = [*SHORT, "--max-failures=100"] if given.short else _whole(given.examples)
    with tempfile.TemporaryDirectory(prefix="huiyin-contract-") as folder, site(Path(folder), given.port) as address:
        allowed, told = Path(folder) / "schemathesis.toml", Path(folder) / "openapi.json"
        allowed.write_text(ALLOWED)
        told.write_text(json.dumps(description(address)))
        words = ["--config-file", str(allowed), "run", str(told), "--url", address, "--checks=all"]
        words += [f"--seed={given.seed}", "--workers=2", *more]
        found = [tried(role, words, key(Path(folder), *ROLES[role])) for role in given.role or ROLES]
    return max(found)


def _whole(examples: int) -> list[str]:
    limits = [f"--max-examples={examples}", "--continue-on-failure", "--max-failures=100"]
    return limits if examples > EXAMPLES else [*limits, f"--max-time={60 * MINUTES}"]


def tried(role: str, words: Sequence[str], key: str) -> int:
    began = time.monotonic()
    command = [PYTHON, "-m", "schemathesis.cli", *words, "-H", f"Authorization: Bearer {key}"]
    code = subprocess.run(command, check=False).returncode
    print(
        f"{role}: {'all kept' if not code else 'not kept'}, {(time.monotonic() - began) / 60:.1f} minutes", flush=True
    )
    return code


def description(address: str) -> Any:
    """What the site tells of its interface, as Schemathesis is given it."""
    with urllib.request.urlopen(f"{address}/api/v1/openapi.json", timeout=60) as answer:
        told = json.load(answer)
    _shorten(told)
    return told


def _shorten(part: Any) -> None:
    if isinstance(part, dict):
        if "pattern" in part and part.get("maxLength", 0) > LONG:
            del part["maxLength"]
        part = list(part.values())
    for each in part if isinstance(part, list) else ():
        _shorten(each)


def key(folder: Path, kind: str, organ: str, by: str) -> str:
    words = ["key", "give", kind, "--organ", organ, "--by", by, "--most", "1000000000"]
    done = subprocess.run(
        [PYTHON, "manage.py", *words], cwd=ROOT, env=environ(folder), check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()[1]


def environ(folder: Path) -> dict[str, str]:
    return {**os.environ, "HUIYIN_MODE": "demo", "HUIYIN_DATA_DIR": str(folder), "HUIYIN_DATABASE_URL": ""}


@contextmanager
def site(folder: Path, port: int) -> Iterator[str]:
    """A demonstration site with its worker; nothing stays of it."""
    environment = {**environ(folder), "HUIYIN_PORT": str(port)}
    process = subprocess.Popen([PYTHON, "manage.py", "up"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(2400):
        if process.poll() is not None:
            raise SystemExit("the site did not start; ./run up says why")
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the site did not start in twenty minutes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
