"""Finding PostgreSQL's programs, and running a throw-away server for tests and trials."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

DEBIAN = Path("/usr/lib/postgresql")
# Nothing here has to survive a power cut.
CARELESS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
# As an office would set it up; what is acknowledged is on the disk.
CAREFUL = "-c shared_buffers=1GB -c max_wal_size=4GB -c max_connections=200"


def binary(name: str) -> Path | None:
    """The newest program of that name: Debian keeps servers apart from PATH, one folder per version."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda found: float(found.parts[-3]))
    if versions:
        return versions[-1]
    found = shutil.which(name)
    return Path(found) if found else None


@contextmanager
def throwaway(*, careful: bool = False) -> Iterator[str]:
    """Run a fresh server in a temporary folder, and yield the address of its empty database "huiyin".

    Args:
        careful: write as a server does whose data matter, so that its speed may be measured.

    Raises:
        FileNotFoundError: when initdb or pg_ctl is not installed.
        subprocess.CalledProcessError: when the server does not start.
    """
    initdb, pg_ctl = binary("initdb"), binary("pg_ctl")
    if not initdb or not pg_ctl:
        raise FileNotFoundError("PostgreSQL's server programs (initdb, pg_ctl) are not installed")
    with tempfile.TemporaryDirectory(prefix="huiyin-pg-") as folder:
        user = _unprivileged(folder)
        data, port = f"{folder}/data", _free_port()
        _run(user, initdb, "-D", data, "-U", "huiyin", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} {CAREFUL if careful else CARELESS}"
        _run(user, pg_ctl, "-D", data, "-l", f"{folder}/log", "-w", "-o", options, "start")
        try:
            # On one machine a socket costs the application a quarter less for each question than the network does.
            yield f"postgresql://huiyin@/postgres?host={folder}&port={port}"
        finally:
            _run(user, pg_ctl, "-D", data, "-m", "immediate", "-w", "stop")


def named(address: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def _unprivileged(folder: str) -> str | None:
    """PostgreSQL refuses to run as root: give the folder to another user and return its name."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _run(user: str | None, *command: str | Path) -> None:
    subprocess.run(command, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
