"""./run faults: kill web, worker and database at random and at every listed point, and compare the ledgers.

Each point of huiyin/vault/points.py must be reached, else the command says that it was not kept.

Clerks register at the real site and write down what was acknowledged to them; in the end every word of it is in the
record once: lost 0, doubled 0, half-written 0. The same seed kills in the same order.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from huiyin.house import postgres
from huiyin.vault.points import POINTS
from tests.api.receiver import receiving
from tests.commands.test import ensure
from tests.faults.clerks import Clerk
from tests.faults.sites import BETWEEN_SITES, die_between_sites
from tests.faults.trial import Trial

#: At which points the web server dies under the clerks; of the others the worker or a command.
OF_THE_WEB = ("act.written", "act.committed")
OF_COMMANDS = tuple(point for point in POINTS if point.startswith(("rotate.", "restore.")))
OF_THE_WORKER = tuple(point for point in POINTS if point not in (*OF_THE_WEB, *OF_COMMANDS, *BETWEEN_SITES))
DEEDS = "tests/faults/deeds.py"
#: The first of these comes once a day, so it is tried first.
FIRST = ("seal.written", "digest.sent")
SHORT_POINTS = ("seal.written", "notice.sent", "paper.kept")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run faults", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=14.0, help="how long it may take altogether (14)")
    parser.add_argument("--seed", type=int, default=20261129, help="what is killed, and when")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--short", action="store_true", help="a minute on SQLite: a few points, a few kills")
    given = parser.parse_args(arguments)
    ensure(postgres.binary("initdb") or given.short, "PostgreSQL's server", "postgresql")
    vendors = ["sqlite"] if given.short else ["sqlite", "postgresql"] if given.database == "both" else [given.database]
    seconds = 50.0 if given.short else 60 * given.minutes / len(vendors)
    return max(tried(vendor, given.seed, seconds, short=given.short) for vendor in vendors)


@contextmanager
def database(vendor: str, folder: Path) -> Iterator[str]:
    if vendor == "sqlite":
        yield f"sqlite:///{folder}/record.sqlite3"
        return
    with postgres.throwaway(careful=True) as address:
        yield address


def tried(vendor: str, seed: int, seconds: float, *, short: bool) -> int:
    """One trial; 0 if nothing was lost, doubled or left half-written."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="huiyin-faults-") as folder, database(vendor, Path(folder)) as address:
        trial = Trial(Path(folder), address, seed)
        with trial.mail(), receiving() as listener:
            trial.connect(listener.url)
            try:
                return _tried(trial, vendor, began + seconds, short)
            finally:
                trial.end_all()


def _tried(trial: Trial, vendor: str, until: float, short: bool) -> int:
    trial.must("setup")
    trial.must("people", "load")
    trial.must(DEEDS, "prepare", trial.listener)
    reached: dict[str, bool] = {}
    points = SHORT_POINTS if short else (*FIRST, *(each for each in OF_THE_WORKER if each not in FIRST))
    trial.must(DEEDS, "orders", f"{trial.seed}")
    for number, point in enumerate(points):
        reached[point] = die_in_the_worker(trial, point, number)
        print(f"{vendor} {point} {'reached' if reached[point] else 'NOT REACHED'}", flush=True)
    with trial.clerks() as clerks:
        for point in OF_THE_WEB[: 1 if short else 2]:
            reached[point] = die_in_the_web(trial, point, clerks, 4 if short else 15)
        trial.start("serve")
        trial.answers()
        trial.start("work")
        # What is left of the time belongs to chance; a third of a minute is kept for the reckoning.
        while time.monotonic() < until - (12 if short else 75) or len(trial.kills) < 3:
            time.sleep(trial.dice.uniform(0.5, 4.0))
            trial.keep_running()
            trial.kill_something()
            trial.answers()  # so that there is something to lose
        trial.keep_running()
        trial.answers()
        time.sleep(2)
    trial.end_all()
    trial.must(DEEDS, "lapse")
    trial.must("work", "--once")
    if not short:
        for point in OF_COMMANDS:
            reached[point] = die_in_a_command(trial, point)
        there, wrong = die_between_sites(trial.folder, trial.environ["HUIYIN_DATABASE_URL"], trial.seed)
        reached |= there
    return reckon(trial, vendor, clerks, reached, [] if short else wrong)


def die_in_the_worker(trial: Trial, point: str, number: int) -> bool:
    """A worker that dies at this one, with what the one before left to do; where that did not lead there, with more."""
    for more in (False, True):
        if more:
            trial.must(DEEDS, "orders", f"{trial.seed}-{number}")
        done = trial.run("work", "--once", die_at=point)
        if done.returncode not in (0, -signal.SIGKILL):
            raise RuntimeError(f"{point}: {done.stdout[-800:]}{done.stderr[-800:]}")
        if done.returncode:
            return True
    return False


def die_in_the_web(trial: Trial, point: str, clerks: list[Clerk], seconds: float) -> bool:
    """Web processes that die at every third act, for some seconds; granian, and then we, start them again."""
    away = sum(clerk.ledger.away for clerk in clerks)
    trial.start("serve", die_at=f"{point}:3")
    trial.answers()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.2)
        if trial.died("serve", 0):
            trial.start("serve", die_at=f"{point}:3")
    trial.stop("serve", signal.SIGKILL)
    trial.free()
    return sum(clerk.ledger.away for clerk in clerks) > away


def die_in_a_command(trial: Trial, point: str) -> bool:
    """A command that dies, and the one that goes on with it; nobody else is at work."""
    if point.startswith("rotate."):
        died = trial.run("rotate", die_at=point)
        trial.must("rotate", "--continue")
        return died.returncode == -signal.SIGKILL
    file = trial.folder / f"{point}.tar"
    trial.must("backup", str(file))
    died = trial.run("restore", str(file), "--force", die_at=point)
    trial.must("restore", trial.dice.choice(["--continue", "--undo"]))
    return died.returncode == -signal.SIGKILL


def reckon(trial: Trial, vendor: str, clerks: list[Clerk], reached: Mapping[str, bool], between: Sequence[str]) -> int:
    """
    :param between: what two sites that exchange matters lost or doubled.
    """
    book = {
        name: [text for clerk in clerks for text in getattr(clerk.ledger, name)]
        for name in ("tried", "registered", "contacted")
    }
    (trial.folder / "ledger.json").write_text(json.dumps(book))
    found = json.loads(trial.must(DEEDS, "account", str(trial.folder / "ledger.json")))
    whole = trial.run("verify")
    faults = [*found["faults"], *between, *([] if whole.returncode == 0 else whole.stdout.splitlines()[1:21])]
    kinds = Counter(fault.partition(":")[0] for fault in faults)
    lost, doubled = kinds["lost"], kinds["doubled"]
    mails = Counter(mail["Message-ID"] for mail in trial.post.mails)
    unreached = [point for point, yes in reached.items() if not yes]
    told = [
        f"\n{vendor}, seed {trial.seed}: {len(reached) - len(unreached)} of {len(reached)} points, {_kills(trial)}",
        f"  not reached: {', '.join(unreached) or 'none'}",
        f"  acknowledged: {len(book['registered'])} registrations, {len(book['contacted'])} acts",
        f"  the record: {found['matters']} matters, {found['events']} events, {'NOT ' * whole.returncode}whole",
        f"  {len(mails)} different mails, {mails.total() - len(mails)} handed over again under the same Message-ID",
        f"  lost {lost}, doubled {doubled}, half-written {len(faults) - lost - doubled}",
        *(f"  {fault}" for fault in faults[:20]),
        *(["  not kept: a point that is listed was not reached"] if unreached else []),
    ]
    print(*told, sep="\n", flush=True)
    return 1 if faults or unreached or not book["registered"] else 0


def _kills(trial: Trial) -> str:
    many = Counter(trial.kills)
    return f"{len(trial.kills)} kills ({', '.join(f'{name} {count}' for name, count in sorted(many.items()))})"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
    sys.exit(main(sys.argv[1:]))
