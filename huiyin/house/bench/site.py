"""A site of its own for each measurement: a throw-away database, a data folder, and the real web server before it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg

from huiyin.house import postgres
from huiyin.house.bench.meter import cpu_ms
from huiyin.house.config import ROOT
from huiyin.house.variables import PREFIX

WORKERS = 2
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Site:
    """A database and its folder; every command runs in a process of its own, with only this in its environment.

    :param postmaster: process id of PostgreSQL, ``None`` on SQLite, which works inside its callers.
    :param root: the checkout whose code is run: this one, or another version beside it.
    """

    vendor: str
    address: str
    folder: Path
    postmaster: int | None = None
    root: Path = ROOT

    @property
    def environ(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        own = {"DATABASE_URL": self.address, "DATA_DIR": str(self.folder), "MODE": "demo", "WORKERS": str(WORKERS)}
        return {**others, **{PREFIX + name: value for name, value in own.items()}, "PYTHONPATH": str(self.root)}

    def manage(self, *words: str) -> str:
        """Run one of our own commands to its end; its last line is its answer."""
        return self.run(str(self.root / "manage.py"), *words)

    def run(self, *words: str) -> str:
        """Run Python in this checkout and environment; its last line is its answer."""
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=self.root, env=self.environ, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip().rpartition("\n")[2]

    def inside(self, what: str, *words: object) -> Any:
        """What ``./run bench --inside`` answers in this site's environment."""
        return json.loads(self.manage("bench", "--inside", what, *map(str, words)))


@contextmanager
def sites(vendor: str, root: Path = ROOT) -> Iterator[Iterator[Site]]:
    """As many empty sites of this checkout as are asked for, made ready one by one and gone at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="huiyin-bench-")))
        if vendor == "sqlite":
            yield (
                _ready(Site(vendor, f"sqlite:///{each}/record.sqlite3", each, root=root)) for each in _folders(folder)
            )
        else:
            address = stack.enter_context(postgres.throwaway(careful=True))
            yield (_ready(_postgresql(address, each, root)) for each in _folders(folder))


def _folders(folder: Path) -> Iterator[Path]:
    number = 0
    while True:
        number += 1
        (each := folder / f"site{number}").mkdir()
        yield each


def _postgresql(address: str, folder: Path, root: Path) -> Site:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {folder.name}")
        postmaster = int(Path(f"/proc/{connection.info.backend_pid}/stat").read_text().rpartition(") ")[2].split()[1])
    return Site("postgresql", postgres.named(address, folder.name), folder, postmaster, root)


def _ready(site: Site) -> Site:
    site.manage("setup")
    site.manage("people", "load")
    return site


@dataclass(frozen=True, slots=True)
class Server:
    """The web server of a site. ``pid`` is the process above its workers."""

    site: Site
    port: int
    pid: int

    def spent(self) -> tuple[float, float]:
        """CPU milliseconds so far: of the application, and of a database that runs beside it."""
        return cpu_ms(self.pid), cpu_ms(self.site.postmaster) if self.site.postmaster else 0.0


@contextmanager
def serving(site: Site) -> Iterator[Server]:
    """Run the web server as ``./run serve`` does, on a free port."""
    port = free_port()
    environ = {**site.environ, f"{PREFIX}PORT": str(port)}
    with subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=site.root, env=environ) as process:
        try:
            _await(port, process)
            yield Server(site, port, process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("The web server did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Visitors:
    """Browsers in a process of their own, spoken to line by line; see huiyin.house.bench.clients."""

    pid: int
    _to: IO[str]
    _from: IO[str]

    def say(self, line: str) -> None:
        print(line, file=self._to, flush=True)

    def hear(self) -> str:
        return self._from.readline().strip()


@contextmanager
def clients(server: Server, order: dict[str, Any]) -> Iterator[Visitors]:
    """Browsers at work, signed in and waiting for a line."""
    command = [sys.executable, "-m", "huiyin.house.bench.clients"]
    pipe = subprocess.PIPE
    site = server.site
    with subprocess.Popen(command, cwd=site.root, env=site.environ, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        visitors = Visitors(process.pid, process.stdin, process.stdout)
        visitors.say(json.dumps({**order, "port": server.port}))
        if visitors.hear() != "ready":
            raise RuntimeError("The browsers could not sign in; what is printed above says why.")
        yield visitors
