"""A site on trial: its processes, a mail server, and ways to kill them."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from aiosmtpd.controller import Controller

from huiyin.house import postgres
from huiyin.house.bench.site import free_port
from huiyin.house.config import ROOT
from tests.faults.clerks import Clerk
from tests.post import Post

CLERKS = ("wanglan", "linxiaoman", "chenhao", "zhaoning")
PATIENCE = 90.0
#: The folder in which the hotline lays its orders.
INBOX = "hotline"


class Trial:
    def __init__(self, folder: Path, address: str, seed: int) -> None:
        self.folder, self.dice, self.seed = folder, random.Random(seed), seed
        self.post, self.mail_port, self.port = Post(), free_port(), free_port()
        outside = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
        self.server = parse_qs(urlsplit(address).query).get("host", [""])[0]
        self.environ = {
            **outside,
            "HUIYIN_MODE": "test",
            "HUIYIN_DATA_DIR": str(folder),
            "HUIYIN_DATABASE_URL": address,
            "HUIYIN_PORT": str(self.port),
            "HUIYIN_SMTP_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "HUIYIN_HOOK_NETWORKS": "127.0.0.0/8",
            "PYTHONPATH": str(ROOT),
        }
        self.log = (folder / "log").open("wb")
        self.kept: dict[str, subprocess.Popen[bytes]] = {}
        self.kills: list[str] = []
        self.listener = ""

    def connect(self, listener: str) -> None:
        """A folder of work orders that wants results back, a mailbox whose server is away, and who listens to hooks."""
        self.listener = listener
        folders = [self.folder / name for name in (INBOX, "results")]
        for each in folders:
            each.mkdir()
        hotline = {"folder": str(folders[0]), "mapping": "12345", "results": str(folders[1]), "settle": 0}
        mailbox = {"address": "xfj@qingchuan.example", "imap": "imaps://xfj:x@127.0.0.1:9/INBOX"}
        rows = [
            {"name": "hotline", "adapter": "orders", "organ": "qc-xfj", **hotline},
            {"name": "mailbox", "adapter": "mail", "organ": "qc-xfj", **mailbox},
        ]
        (self.folder / "channels.yaml").write_text(json.dumps(rows))  # which is YAML, too
        (self.folder / "channels.yaml").chmod(0o600)

    # Commands -----------------------------------------------------------------------------------------------------

    def run(self, *words: str, die_at: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *(words if words[0].endswith(".py") else ("manage.py", *words))]
        environ = {**self.environ, **({"HUIYIN_DIE_AT": die_at} if die_at else {})}
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    def must(self, *words: str) -> str:
        done = self.run(*words)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout[-800:]}{done.stderr[-800:]}")
        return done.stdout

    # Processes ----------------------------------------------------------------------------------------------------

    def start(self, name: str, die_at: str = "") -> None:
        environ = {**self.environ, **({"HUIYIN_DIE_AT": die_at} if die_at else {})}
        self.kept[name] = subprocess.Popen(
            [sys.executable, "manage.py", name],
            cwd=ROOT, env=environ, stdout=self.log, stderr=self.log, process_group=0,
        )  # fmt: skip

    def stop(self, name: str, by: signal.Signals = signal.SIGTERM) -> None:
        process = self.kept.pop(name, None)
        if process is None:
            return
        process.send_signal(by)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def died(self, name: str, within: float) -> bool:
        try:
            self.kept[name].wait(within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def answers(self) -> None:
        """Wait for the site. The web server ends itself when its processes die again and again; it is started anew
        here, as by whoever looks after it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/desk/login", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
                self.keep_running()
        raise RuntimeError("the site does not come back")

    # Killing ------------------------------------------------------------------------------------------------------

    def kill_something(self) -> None:
        """One of those that may die at any moment, chosen by the seed."""
        ways = [self.kill_a_web_process, self.kill_the_server, self.kill_the_worker, self.kill_the_database]
        way = self.dice.choice(ways)
        self.kills.append(way.__name__.removeprefix("kill_").replace("_", " "))
        way()

    def kill_a_web_process(self) -> None:
        parent = self.kept["serve"].pid
        found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split() if parent else []
        if found:
            os.kill(int(self.dice.choice(found)), signal.SIGKILL)

    def kill_the_server(self) -> None:
        self.stop("serve", signal.SIGKILL)
        self.free()
        self.start("serve")

    def kill_the_worker(self) -> None:
        self.stop("work", signal.SIGKILL)
        self.start("work")

    def kill_the_database(self) -> None:
        """PostgreSQL crashes and comes back; an SQLite file has no process but those who write it."""
        if not self.server:
            for name in list(self.kept):
                self.stop(name, signal.SIGKILL)
            self.free()
            self.start("serve")
            self.start("work")
            return
        user = "postgres" if os.geteuid() == 0 else None
        command = [str(postgres.binary("pg_ctl")), "-D", f"{self.server}/data", "-m", "immediate", "-w", "restart"]
        subprocess.run(command, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def free(self) -> None:
        """Wait until nobody holds the port: a killed server leaves nobody on it."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)):
                    return
            time.sleep(0.1)
        raise RuntimeError("a killed web server left somebody on its port")

    def keep_running(self) -> None:
        """As ./run up and systemd do."""
        for name, process in list(self.kept.items()):
            if process.poll() is not None:
                self.start(name)

    # Everything ---------------------------------------------------------------------------------------------------

    @contextmanager
    def mail(self) -> Iterator[None]:
        controller = Controller(self.post, hostname="127.0.0.1", port=self.mail_port)
        controller.start()
        try:
            yield
        finally:
            controller.stop()

    @contextmanager
    def clerks(self) -> Iterator[list[Clerk]]:
        stop, root = threading.Event(), f"http://127.0.0.1:{self.port}"
        found = [Clerk(root, name, self.seed, stop) for name in CLERKS]
        threads = [threading.Thread(target=each.work, daemon=True) for each in found]
        for thread in threads:
            thread.start()
        try:
            yield found
        finally:
            stop.set()
            for thread in threads:
                thread.join(40)

    def end_all(self) -> None:
        for name in list(self.kept):
            self.stop(name)
