"""A morning of one office: eight people at one server, on both databases; nothing fails and nothing is lost."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.journeys.morning import WORK, Client, work
from tests.office import ROOT, Office, postgresql, sqlite

#: `./run morning` says how long; in the tests it is short.
SECONDS = float(os.environ.get("MORNING_SECONDS", "20"))


#: A busy machine takes its time to start a server.
PATIENCE = 240


@dataclass
class Morning:
    office: Office
    clients: list[Client]

    @property
    def texts(self) -> set[str]:
        return {text for client in self.clients for text in client.texts}


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def morning(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    folder = tmp_path_factory.mktemp("morning")
    with pytest.MonkeyPatch.context() as patch:
        # As people start it: with collected static files and the city's pass words.
        patch.setenv("HUIYIN_MODE", "demo")
        office = Office(folder, request.param(folder))
    with served(office, folder) as root:
        clients = [Client(root, name) for name in people(office)]
        together(clients)
        print(f"\n{request.param.__name__}: {SECONDS:g} s, {summary(clients)}")
        yield Morning(office, clients)


class served:
    """The real server in a process of its own."""

    def __init__(self, office: Office, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environ = {**office.environ, "HUIYIN_PORT": str(self.port)}
        self.log = (folder / "server.log").open("w")

    def __enter__(self) -> str:
        command = [sys.executable, "manage.py", "serve"]
        self.server = subprocess.Popen(command, cwd=ROOT, env=self.environ, stdout=self.log, stderr=self.log)
        root = f"http://127.0.0.1:{self.port}"
        begun = time.monotonic()
        while self.server.poll() is None and time.monotonic() - begun < PATIENCE:
            try:
                urlopen(f"{root}/desk/login", timeout=5).close()
                return root
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the server did not start: " + Path(self.log.name).read_text()[-2000:])

    def __exit__(self, *_: object) -> None:
        self.server.terminate()
        self.server.wait(timeout=20)
        self.log.close()


def people(office: Office) -> list[str]:
    """Six of the city's petition office, and the two who handle water matters in the county."""
    serving = "Post.objects.filter(organ__key='lx-slj', role='handler').values_list('person__username', flat=True)"
    return [*WORK, *office.ask(f"from huiyin.people.models import Post; print(*{serving}[:2])").split()]


def together(clients: list[Client]) -> None:
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=work, args=(client, until)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def summary(clients: list[Client]) -> str:
    """What the morning was, in one line."""
    times = sorted(took for client in clients for took in client.times)
    middle, most = times[len(times) // 2], times[len(times) * 95 // 100]
    letters = sum(len(client.texts) for client in clients)
    return (
        f"{len(times)} pages, {letters} letters, half within {1000 * middle:.0f} ms, 95 % within {1000 * most:.0f} ms"
    )


def test_nobody_met_an_error(morning: Morning) -> None:
    assert [error for client in morning.clients for error in client.errors] == []


def test_everybody_got_something_done(morning: Morning) -> None:
    assert len(morning.texts) > 10 and min(client.pages for client in morning.clients) > 5


def test_every_letter_that_got_a_receipt_is_in_the_record_word_for_word(morning: Morning) -> None:
    texts = "Submission.objects.values_list('text', flat=True)"
    kept = morning.office.ask(f"from huiyin.cases.models import Submission; print(*{texts}, sep=chr(10))")
    assert morning.texts <= set(kept.split("\n"))


def test_every_note_that_was_shown_is_kept(morning: Morning) -> None:
    asked = "from huiyin.together.models import Note; print(*Note.objects.values_list('text', flat=True), sep=chr(10))"
    notes = {note for client in morning.clients for note in client.notes}
    assert notes and notes <= set(morning.office.ask(asked).split("\n"))


def test_the_dispatchers_moved_matters_on(morning: Morning) -> None:
    moved = "from huiyin.record.models import Event; print(Event.objects.filter(act='transfer').count())"
    assert int(morning.office.ask(moved)) > 3


def test_the_journal_is_whole_afterwards(morning: Morning) -> None:
    assert "The journal is whole" in morning.office.manage("verify")
