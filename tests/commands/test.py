"""./run test: every test there is; the rooms that keep the record are tested on both databases.

Arguments are pytest's. Paths choose which of the runs below are needed. Two go on at a time, each on a core of its own:
the first is read as it goes, what those beside it have to say is printed when all is done.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from huiyin.house import postgres

TESTS = Path("tests")
PURE = ("law", "vault")
RECORD = (
    "people", "gate", "library", "record", "papers", "cases", "oversight", "insights", "channels", "together", "joint",
    "reception", "field", "meeting", "keeping", "portal", "desk",
)  # fmt: skip
#: What other programs speak to.
LINES = ("api", "edge", "hostile", "exchange")
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NOTHING_COLLECTED = 5
#: So many runs go on together, each on a core of its own.
AT_A_TIME = 2
#: Where a run that is not read as it goes writes what it says, in its own folder.
SAID = "said"
#: Seconds for each of apt's steps, and for what it waits for: a line that is silent, another apt that is at work.
PATIENCE = 600
WITHIN = ("-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=2", "-o", "DPkg::Lock::Timeout=120")
Tally = tuple[int, int, int]


@dataclass(frozen=True)
class Run:
    title: str
    rooms: tuple[str, ...]
    options: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> int:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    ensure(postgres.binary("initdb"), "PostgreSQL's server", "postgresql")
    ensure(chromium(), "Chromium", "chromium", "fonts-noto-cjk")
    ensure(chinese_font(), "a Chinese font", "fonts-noto-cjk")
    ensure(
        all(map(shutil.which, ("nginx", "haproxy", "caddy"))), "nginx, HAProxy and Caddy",
        "nginx-light", "haproxy", "caddy",
    )  # fmt: skip
    ensure(
        Path("/usr/sbin/dovecot").exists() and Path("/usr/sbin/postfix").exists(), "Dovecot and Postfix",
        "dovecot-imapd", "dovecot-lmtpd", "postfix",
    )  # fmt: skip
    ensure(Path("/usr/sbin/slapd").exists(), "OpenLDAP's server", "slapd")
    ensure(Path("/usr/bin/glewlwyd").exists(), "Glewlwyd, to sign in with", "glewlwyd")
    ensure(driver_runs(), "libatomic, for the browser's driver", "libatomic1")
    with tempfile.TemporaryDirectory(prefix="huiyin-test-") as folder, postgres.throwaway() as address:
        environ |= {"HUIYIN_MODE": "test", "HUIYIN_TEST_POSTGRES_URL": address, "CHROMIUM": str(chromium())}
        wanted = [started for run in plan(address) if (started := prepared(run, arguments, environ, Path(folder)))]
        tallies = all_of(wanted)
    passed, failed, skipped = (sum(column) for column in zip(*tallies, strict=True))
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


def plan(address: str) -> list[Run]:
    """The runs, the longest first, so that two at a time end together."""
    apart = (*PURE, *RECORD, *LINES, "commands", "__pycache__")
    others = tuple(sorted(each.name for each in TESTS.iterdir() if each.is_dir() and each.name not in apart))
    record = tuple(room for room in RECORD if (TESTS / room).is_dir())
    return [
        Run("the record, on SQLite", record),
        Run("the house and the journeys", others),
        Run("the record, on PostgreSQL", record, (), {"HUIYIN_DATABASE_URL": address}),
        Run("the lines", LINES),
        Run("the pure rooms", tuple(room for room in PURE if (TESTS / room).is_dir()), ("-p", "no:django")),
    ]


@dataclass(frozen=True)
class Prepared:
    """A run of which something was asked: its command, and a folder of its own for all it writes."""

    title: str
    command: list[str]
    environ: Mapping[str, str]
    folder: Path

    def tally(self, code: int) -> Tally:
        result = self.folder / "tally"
        passed, failed, skipped = map(int, result.read_text().split()) if result.exists() else (0, 0, 0)
        return passed, failed + (code not in (0, NOTHING_COLLECTED) and not failed), skipped


def prepared(run: Run, arguments: Sequence[str], environ: Mapping[str, str], folder: Path) -> Prepared | None:
    """What the arguments leave of a run, if anything."""
    chosen = [argument for argument in arguments if not argument.startswith("-") and is_test_path(argument)]
    options = [argument for argument in arguments if argument not in chosen]
    paths = [path for path in chosen if belongs(path, run)] if chosen else [f"tests/{room}" for room in run.rooms]
    if not paths:
        return None
    own = Path(tempfile.mkdtemp(dir=folder))
    command = [sys.executable, "-m", "pytest", *run.options, *options, *paths]
    places = {"HUIYIN_DATA_DIR": str(own), "PYTEST_TALLY": str(own / "tally")}
    return Prepared(f"== {run.title}: {' '.join(paths)}", command, {**environ, **places, **run.environ}, own)


def all_of(runs: Sequence[Prepared]) -> list[Tally]:
    """Run them all, two at a time: one of them is read as it goes, what the other says is read at the end."""
    waiting, going, tallies = deque(runs), list[Going](), list[Tally]()
    try:
        while waiting or going:
            if waiting and len(going) < AT_A_TIME:
                aloud = not any(each.aloud for each in going)
                going.append(Going(run := waiting.popleft(), aloud, started(run, aloud)))
            ended = [each for each in going if each.process.poll() is not None]
            going = [each for each in going if each not in ended]
            tallies += [each.run.tally(each.process.returncode) for each in ended]
            time.sleep(0.1)
    finally:
        for each in going:
            each.process.terminate()
    for run in runs:
        if (said := run.folder / SAID).exists():
            print(said.read_text(errors="replace"), flush=True)
    return tallies or [(0, 0, 0)]


@dataclass(frozen=True)
class Going:
    """A run that is going on, and whether it is the one that is read as it goes."""

    run: Prepared
    aloud: bool
    process: subprocess.Popen[bytes]


def started(run: Prepared, aloud: bool) -> subprocess.Popen[bytes]:
    if aloud:
        print(f"\n{run.title}", flush=True)
        return subprocess.Popen(run.command, env=run.environ)
    with (run.folder / SAID).open("wb") as out:
        out.write(f"\n{run.title}\n".encode())
        out.flush()
        return subprocess.Popen(run.command, env=run.environ, stdout=out, stderr=subprocess.STDOUT)


def is_test_path(argument: str) -> bool:
    return Path(argument.partition("::")[0]).exists()


def belongs(path: str, run: Run) -> bool:
    inside = Path(path.partition("::")[0]).resolve().relative_to(TESTS.resolve()).parts
    return not inside or inside[0] in run.rooms


def chromium() -> str | None:
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def chinese_font() -> str | None:
    if not shutil.which("fc-list"):
        return "the system's own" if sys.platform == "darwin" else None
    return subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout or None


def driver_runs() -> bool:
    """What drives the browser is a program of its own; on the barest of machines a library of its is missing."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def ensure(found: object, what: str, *packages: str) -> None:
    """Install Debian's packages when we may; otherwise say what to install and stop."""
    if found:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need {what}. On Debian or Ubuntu type: sudo apt-get install {' '.join(packages)}")
    print(f"Installing {what} …", file=sys.stderr)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environ, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "timeout": PATIENCE}
    try:
        for words in (["update"], ["install", "-y", *packages]):
            subprocess.run(["apt-get", "-qq", *WITHIN, *words], check=True, **quiet)  # type: ignore[call-overload]
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        sys.exit(f"{what} could not be installed ({fault}). By hand: apt-get install {' '.join(packages)}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then, too
    sys.exit(main(sys.argv[1:]))
