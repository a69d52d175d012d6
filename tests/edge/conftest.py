"""The site behind real proxies: nginx and HAProxy of the distribution, with the very configurations of docs/proxies."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from huiyin.house.bench.site import free_port
from huiyin.house.config import ROOT
from tests.edge.certificates import authority, certificate
from tests.edge.relay import Relay

NAME = "xinfang.example.gov.cn"
DOCS = Path(ROOT) / "docs" / "proxies"
PATIENCE = 40


@dataclass(frozen=True)
class Behind:
    """A proxy that runs.

    :param port: where it speaks HTTPS.
    :param relay: stands between it and the site, and has written down what both said.
    :param trusted: the certificate of the authority that vouches for it.
    """

    port: int
    relay: Relay
    trusted: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The site as production runs it behind a proxy, on a database of its own."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    own = {"MODE": "test", "DATA_DIR": str(folder), "PORT": str(port), "WORKERS": "1", "ALLOWED_HOSTS": NAME}
    own |= {"TRUSTED_ORIGINS": f"https://{NAME}", "DATABASE_URL": f"sqlite:///{folder}/record.sqlite3"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    environ = {**others, **{f"HUIYIN_{name}": value for name, value in own.items()}}
    manage = [sys.executable, str(Path(ROOT) / "manage.py")]
    subprocess.run([*manage, "setup"], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    with running([*manage, "serve"], port, env=environ):
        yield port


@contextmanager
def running(command: list[str], port: int, **how: object) -> Iterator[None]:
    """A program that listens on a port, until it is no longer needed."""
    with subprocess.Popen(command, cwd=ROOT, **how) as program:  # type: ignore[call-overload]
        try:
            _await(port)
            yield
        finally:
            program.terminate()
            program.wait(PATIENCE)


def _await(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


@pytest.fixture(scope="session", params=["nginx", "haproxy", "caddy"])
def behind(request: pytest.FixtureRequest, site: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    with Relay(site) as relay, _behind(request.param, relay.port, relay, tmp_path_factory) as found:
        yield found


@pytest.fixture(scope="session", params=["nginx", "haproxy", "caddy"])
def behind_two(request: pytest.FixtureRequest, site: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """The same, and another proxy between that one and the site."""
    if shutil.which("nginx") is None:
        pytest.skip("absent: nginx")
    folder, port = tmp_path_factory.mktemp("inner"), free_port()
    with (
        Relay(site) as relay,
        running(_inner(folder, port, relay.port), port),
        _behind(request.param, port, relay, tmp_path_factory) as found,
    ):
        yield found


@contextmanager
def _behind(name: str, site: int, relay: Relay, folders: pytest.TempPathFactory) -> Iterator[Behind]:
    if shutil.which(name) is None:
        pytest.skip(f"absent: {name}")
    folder, port = folders.mktemp(name), free_port()
    trusted = certificate(folder, "site", NAME, authority(folder))
    starts: dict[str, Callable[[Path, int, int], list[str]]] = {"nginx": _nginx, "haproxy": _haproxy, "caddy": _caddy}
    with running(starts[name](folder, port, site), port):
        yield Behind(port, relay, trusted)


def _documented(name: str, folder: Path, port: int, relay: int) -> str:
    """The configuration of the docs, with the ports, paths and addresses of this test and nothing else changed."""
    text = (DOCS / name).read_text().replace("/etc/huiyin", str(folder)).replace("127.0.0.1:8000", f"127.0.0.1:{relay}")
    for plain in ("listen 80;", "bind :80"):
        text = text.replace(plain, plain.replace("80", str(free_port())))
    return re.sub(r"(listen |bind :)443\b", rf"\g<1>{port}", text)


def _nginx(folder: Path, port: int, relay: int) -> list[str]:
    return _run_nginx(folder, _documented("nginx.conf", folder, port, relay))


def _inner(folder: Path, port: int, relay: int) -> list[str]:
    site = _documented("inner.conf", folder, port, relay)
    return _run_nginx(folder, site.replace("listen 8080", f"listen {port}"))


def _run_nginx(folder: Path, site: str) -> list[str]:
    around = "daemon off; pid {0}/pid; error_log stderr warn; worker_processes 1; events {{ }}\n"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{each}_temp_path {folder}/{each};" for each in kinds)
    (folder / "all.conf").write_text(f"{around.format(folder)}http {{ access_log off; {temporary}\n{site} }}\n")
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    return ["nginx", "-p", str(folder), "-c", str(folder / "all.conf"), *user]


def _haproxy(folder: Path, port: int, relay: int) -> list[str]:
    (folder / "site.pem").write_bytes((folder / "site.crt").read_bytes() + (folder / "site.key").read_bytes())
    (folder / "haproxy.cfg").write_text(_documented("haproxy.cfg", folder, port, relay))
    return ["haproxy", "-db", "-q", "-f", str(folder / "haproxy.cfg")]


def _caddy(folder: Path, port: int, relay: int) -> list[str]:
    ports = f"\thttp_port {free_port()}\n\thttps_port {port}\n\tstorage file_system {folder}\n"
    text = _documented("Caddyfile", folder, port, relay).replace("\tadmin off\n", f"\tadmin off\n{ports}")
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--config", str(folder / "Caddyfile")]
