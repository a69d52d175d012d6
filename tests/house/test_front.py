"""The web server at a real port, and lines that are slow, broken or greedy."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, closing
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from huiyin.house import front
from huiyin.house.bench.site import free_port
from huiyin.house.config import ROOT
from tests.running import manage

PATIENCE = 60
TOKEN = "t" * 32
COOKIE = f"Host: 127.0.0.1\r\nCookie: csrftoken={TOKEN}\r\nConnection: close\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
WISH = f"theme=dark&next=/&csrfmiddlewaretoken={TOKEN}".encode()
PHOTO = "POST /submit/ HTTP/1.1\r\n" + COOKIE + "Content-Type: multipart/form-data; boundary=b\r\n"
MORE_THAN_VIEWS = 40


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A web server with one process, on a database of its own."""
    folder, chosen = tmp_path_factory.mktemp("front"), free_port()
    own = {"MODE": "test", "DATA_DIR": str(folder), "PORT": str(chosen), "WORKERS": "1"}
    own["DATABASE_URL"] = f"sqlite:///{folder}/record.sqlite3"
    others = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    environ = {**others, **{f"HUIYIN_{name}": value for name, value in own.items()}}
    subprocess.run([sys.executable, "manage.py", "setup"], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    with manage("serve", environ):
        _await(chosen)
        yield chosen


def _await(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def line_to(port: int, *pieces: str | bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    for piece in pieces:
        line.sendall(piece.encode() if isinstance(piece, str) else piece)
    return line


def heard(line: socket.socket) -> str:
    """The whole answer; the server hangs up behind it."""
    with closing(line):
        return b"".join(iter(lambda: line.recv(65536), b"")).decode()


def test_photos_that_arrive_slowly_keep_nobody_waiting(port: int) -> None:
    with ExitStack() as slow:
        for _ in range(MORE_THAN_VIEWS):
            slow.enter_context(closing(line_to(port, PHOTO, "Content-Length: 5000000\r\n\r\n--b\r\n")))
        assert heard(line_to(port, f"GET / HTTP/1.1\r\n{COOKIE}\r\n")).startswith("HTTP/1.1 200")


def test_a_form_that_comes_in_pieces_is_read_whole(port: int) -> None:
    line = line_to(port, f"POST /preferences/ HTTP/1.1\r\n{COOKIE}{FORM}Content-Length: {len(WISH)}\r\n\r\n", WISH[:9])
    line.sendall(WISH[9:])
    answer = heard(line)
    assert (answer[:12], "huiyin_theme=dark" in answer) == ("HTTP/1.1 303", True)


def test_a_form_whose_length_is_not_told_is_read_as_well(port: int) -> None:
    chunk = f"{len(WISH):x}\r\n".encode() + WISH + b"\r\n0\r\n\r\n"
    answer = heard(
        line_to(port, f"POST /preferences/ HTTP/1.1\r\n{COOKIE}{FORM}Transfer-Encoding: chunked\r\n\r\n", chunk)
    )
    assert (answer[:12], "huiyin_theme=dark" in answer) == ("HTTP/1.1 303", True)


def test_a_large_body_comes_through_the_disk_whole(port: int) -> None:
    wish = WISH + b"&note=" + b"x" * front.IN_MEMORY
    head = f"POST /preferences/ HTTP/1.1\r\n{COOKIE}{FORM}Content-Length: {len(wish)}\r\n\r\n"
    answer = heard(line_to(port, head, wish))
    assert (answer[:12], "huiyin_theme=dark" in answer) == ("HTTP/1.1 303", True)


def test_more_than_can_be_taken_is_refused_before_it_is_sent(port: int) -> None:
    answer = heard(line_to(port, PHOTO, f"Content-Length: {front.LARGEST + 1}\r\n\r\n"))
    assert (answer[:12], "分几次传" in answer) == ("HTTP/1.1 413", True)


def test_a_client_of_the_interface_that_sends_too_much_hears_a_problem(port: int) -> None:
    head = "POST /api/v1/matters HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    answer = heard(line_to(port, f"{head}Content-Length: {front.LARGEST + 1}\r\n\r\n"))
    body = json.loads(answer.partition("\r\n\r\n")[2])
    assert "application/problem+json" in answer and (body["status"], body["type"][-9:]) == (413, "too-large")


def sent_too_much(port: int, path: str, cookie: str) -> str:
    """What is heard when a body is announced that would fill the disk, and only its first bytes are sent."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}Connection: close\r\nContent-Length: 200000000\r\n"
    return heard(line_to(port, f"{head}Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"))


@pytest.mark.parametrize("path", ["/desk/letters", "/submit/", "/preferences/", "/no-such-page/"])
def test_who_never_opened_a_page_of_ours_is_refused_before_anything_is_read(port: int, path: str) -> None:
    assert sent_too_much(port, path, "").startswith("HTTP/1.1 413")


def text_then_much(path: str) -> list[bytes]:
    part = '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n渠道被占，春耕用不上水。\r\n'.encode()
    begins = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'
    head = f"POST {path} HTTP/1.1\r\n{COOKIE}Origin: http://127.0.0.1\r\nContent-Length: 900000000\r\n"
    head += "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    return [head.encode(), part, begins + bytes(2 * front.IN_MEMORY)]


@pytest.mark.parametrize("path", ["/desk/letters", "/submit/", "/preferences/"])
def test_what_was_typed_before_too_large_a_file_comes_back(port: int, path: str) -> None:
    answer = heard(line_to(port, *text_then_much(path)))
    assert (answer[:12], "渠道被占" in answer, "a.jpg" in answer) == ("HTTP/1.1 413", True, False)


def test_chinese_in_an_address_is_understood(port: int) -> None:
    answer = heard(line_to(port, f"GET /verify/?n=%E6%B8%A0 HTTP/1.1\r\n{COOKIE}\r\n"))
    assert (answer[:12], 'value="渠"' in answer) == ("HTTP/1.1 200", True)


def test_chinese_that_was_not_escaped_is_understood_too(port: int) -> None:
    answer = heard(line_to(port, f"GET /verify/?n=渠 HTTP/1.1\r\n{COOKIE}\r\n"))
    assert (answer[:12], 'value="渠"' in answer) == ("HTTP/1.1 200", True)


@pytest.mark.parametrize("header", ["Cookie: huiyin_theme=深色", "Referer: http://127.0.0.1/路灯", "X-One: é"])
def test_no_header_can_be_written_so_that_a_page_fails(port: int, header: str) -> None:
    answer = heard(line_to(port, f"GET /verify/ HTTP/1.1\r\n{header}\r\n{COOKIE}\r\n"))
    assert answer.startswith("HTTP/1.1 200")


@pytest.mark.parametrize("junk", [b"\xff\xfe", b"\xc3", b"\x7f"])
def test_bytes_that_are_no_text_do_no_harm(port: int, junk: bytes) -> None:
    answer = heard(line_to(port, b"GET /verify/?n=" + junk + f" HTTP/1.1\r\n{COOKIE}\r\n".encode()))
    assert answer[:10] in ("HTTP/1.1 2", "HTTP/1.1 4")


class DeadLine:
    """A telephone that lost its net: something came, and then nothing more."""

    def __init__(self) -> None:
        self.told: list[tuple[int, bytes]] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"--b"
        await asyncio.sleep(PATIENCE)

    def response_bytes(self, status: int, headers: front.Headers, body: bytes) -> None:
        self.told.append((status, body))

    def response_empty(self, status: int, headers: front.Headers) -> None:
        self.told.append((status, b""))


class Told(dict[str, str]):
    """Headers as granian hands them over."""

    def get_all(self, name: str) -> list[str]:
        return [self[name]]


class Photo:
    headers = Told({"content-length": "5000000", "cookie": f"csrftoken={TOKEN}"})
    path = "/submit/"


def test_a_line_that_went_dead_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "SILENCE", 0.05)
    line: Any = DeadLine()
    asyncio.run(front.Front().__rsgi__(Photo(), line))
    assert [status for status, _ in line.told] == [408]


def test_bodies_beyond_what_the_machine_can_hold_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "MOST_HELD", 2)
    line: Any = DeadLine()
    asyncio.run(front.Front().__rsgi__(Photo(), line))
    assert [(status, "过几分钟" in body.decode()) for status, body in line.told] == [(503, True)]


class FullDisk(BytesIO):
    """It takes what stands before the file, and no more."""

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > 1000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


class PhotoForm(Photo):
    method = "POST"
    headers = Told({**Photo.headers, "content-type": "multipart/form-data; boundary=b"})


class LongLine(DeadLine):
    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._pieces()

    async def _pieces(self) -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nthe ditch\r\n--b\r\n'
        yield b'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n' + bytes(2000)


def test_a_file_for_which_the_disk_has_no_room_gives_the_form_back(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[Any, bytes]] = []

    def through_django(asked: Any, body: Any, come: int) -> Any:
        given.append((asked.told, body.read()))
        return 503, [], b"the form"

    monkeypatch.setattr(front, "Spool", FullDisk)
    monkeypatch.setattr(front, "_through_django", through_django)
    line: Any = LongLine()
    asyncio.run(front.Front().__rsgi__(PhotoForm(), line))
    assert (line.told, given[0][0]) == ([(503, b"the form")], {"huiyin.refused": "full"})
    assert b"the ditch" in given[0][1]


# The gate ----------------------------------------------------------------------------------------------------------


def test_wrong_passwords_by_the_dozen_keep_no_page_waiting(port: int) -> None:
    typed = f"username=nobody&password=wrong&csrfmiddlewaretoken={TOKEN}".encode()
    sign_in = f"POST /desk/login HTTP/1.1\r\n{COOKIE}{FORM}Content-Length: {len(typed)}\r\n\r\n"
    with ExitStack() as waiting:
        lines = [waiting.enter_context(closing(line_to(port, sign_in, typed))) for _ in range(MORE_THAN_VIEWS)]
        assert heard(line_to(port, f"GET / HTTP/1.1\r\n{COOKIE}\r\n")).startswith("HTTP/1.1 200")
        assert all(line.recv(12) in (b"HTTP/1.1 422", b"HTTP/1.1 429") for line in lines)


def test_a_crowd_at_the_gate_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "MOST_AT_GATE", 0)
    with pytest.raises(front.Refused):
        asyncio.run(front.Front()._at_the_gate(None, BytesIO(), 0))


@pytest.mark.parametrize("path", ["/desk/login", "/desk/password", "/mine/", "/follow/9901002026081000001/keep/"])
def test_every_page_that_hashes_a_password_has_the_line_of_its_own(path: str) -> None:
    assert front._hashes(SimpleNamespace(method="POST", path=path))
    assert not front._hashes(SimpleNamespace(method="GET", path=path))
