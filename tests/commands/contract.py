"""./run contract: whatever can be sent to every operation of the API, stateful, all checks, as three roles.

A demonstration site of its own is started; Schemathesis, which nobody here wrote, reads the description and tries to
find an answer that is a failure, undocumented or of another form. Takes an hour; ``--short`` takes some minutes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

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
SHORT = (
    "--phases=coverage",
    "--include-path-regex=(kinds|me|organs|advice$|matters$|acts$|acts/(transfer|propose|raise))",
)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run contract", description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="some operations, without chance")
    parser.add_argument("--role", choices=ROLES, action="append", help="this role alone; may be repeated")
    parser.add_argument("--port", type=int, default=8731)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="huiyin-contract-") as folder, site(Path(folder), given.port) as address:
        allowed = Path(folder) / "schemathesis.toml"
        allowed.write_text(ALLOWED)
        found = [tried(address, key(Path(folder), *ROLES[role]), allowed, given.short) for role in given.role or ROLES]
    return max(found)


def tried(address: str, key: str, allowed: Path, short: bool) -> int:
    command = [PYTHON, "-m", "schemathesis.cli", "--config-file", str(allowed), "run", f"{address}/api/v1/openapi.json"]
    more = SHORT if short else ("--continue-on-failure",)
    done = subprocess.run(
        [*command, "--checks=all", "-H", f"Authorization: Bearer {key}", "--max-failures=100", *more], check=False
    )
    return done.returncode


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
