"""What stands between the line and Django: a request is handed on only when all of it has arrived.

Django's views wait; each request keeps a thread until it is answered. A photo from a village at 400 kbit/s takes
minutes to arrive, and a telephone that loses its net never finishes: eight of those would stop the whole site. So
bodies are gathered here, where waiting costs nothing, and a thread is asked for when there is something to do.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BufferedReader, BytesIO
from typing import Any, Final, NamedTuple, Protocol
from urllib.parse import unquote, unquote_to_bytes

from django.conf import settings
from django.urls import Resolver404, resolve

from huiyin.api.problems import MEDIA_TYPE, Problem
from huiyin.house import hops, weighing
from huiyin.house.faults import is_full
from huiyin.house.live import LIVE, Lines
from huiyin.house.processes import end_with_parent
from huiyin.house.wsgi import application
from huiyin.media.limits import BODY
from huiyin.vault.spool import Spool

#: Views at work at once in one process; each keeps a database connection of its own. SQLite works inside its callers
#: and has one writer: more of them would only take the interpreter from whoever writes.
THREADS: Final = 2 if settings.CONFIG.database_url.vendor == "sqlite" else 4
#: Those who sign in wait apart, for passwords are hashed one after the other (huiyin.people.hashing); so many at most.
AT_GATE: Final = 2
MOST_AT_GATE: Final = 64
#: So long may nothing come of a body that has begun, in seconds; then the line is taken for dead.
SILENCE: Final = 60.0
#: Forms are gathered in memory, photos and scans in an encrypted file without a name.
IN_MEMORY: Final = 1024**2
#: Two hundred scanned letters are the most that is sent at once.
LARGEST: Final = BODY
#: All bodies that one process holds while they arrive; half the disk of a small machine must not go by it.
MOST_HELD: Final = 4 * 1024**3
EMPTY: Final = frozenset({204, 304})

Headers = list[tuple[str, str]]
Answer = tuple[int, Headers, bytes]
Body = BytesIO | Spool


class Line(Protocol):
    """One request of granian's (RSGI): its body arrives piece by piece, its answer is given at once."""

    def __aiter__(self) -> Any: ...

    def response_empty(self, status: int, headers: Headers) -> None: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...

    def response_stream(self, status: int, headers: Headers) -> Any: ...

    def client_disconnect(self) -> Any: ...


class Refused(Exception):
    """The body is not taken; ``answer`` is what the browser hears, in both languages because no page is at hand, and
    ``problem`` what a client of the interface hears (RFC 9457)."""

    def __init__(self, status: int, chinese: str, english: str) -> None:
        super().__init__(english)
        self.status = status
        said = f"{chinese}\n{english}\n".encode()
        self.answer: Answer = (status, [("content-type", "text/plain; charset=utf-8"), ("connection", "close")], said)
        problem = Problem(status, NOT_TAKEN.get(status, "away"), f"{chinese} {english}")
        body = json.dumps(problem.body(), ensure_ascii=False).encode()
        self.problem: Answer = (status, [("content-type", MEDIA_TYPE), ("connection", "close")], body)


#: Where clients of the interface ask, and how what they did not get in is called.
OF_CLIENTS: Final = "/api/v1/"
NOT_TAKEN: Final = {400: "unreadable", 408: "too-slow", 413: "too-large"}
UNCLEAR: Final = 400, "这个请求我们看不懂。", "We could not read this request."
TOO_LARGE: Final = 413, "一次传的太多，请分几次传。", "This is too much at once. Please send it in several parts."
TOO_MANY: Final = (
    503,
    "现在传材料的人太多，请过几分钟再试，写的内容还在。",
    "Too many people are sending files. Please try again in a few minutes; what you wrote is kept.",
)
CROWDED: Final = (
    503,
    "现在登录的人太多，请过一会儿再试。",
    "Too many people are signing in. Please try again in a moment.",
)
FULL: Final = (
    503,
    "服务器的磁盘满了，没有收下。请打电话告诉我们；写的内容还在，腾出地方以后再传一次。",
    "The server's disk is full; this was not taken. Please call us; what you wrote is kept, send it again later.",
)
WENT_SILENT: Final = (
    408,
    "网络断了，没有收全，请再试一次，写的内容还在。",
    "The line went silent before everything arrived. Please try again; what you wrote is kept.",
)


class Front:
    """The application granian calls."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="view")
        self._gate = ThreadPoolExecutor(AT_GATE, thread_name_prefix="gate")
        self._held = self._at_gate = 0
        self._lines = Lines()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """A web process that outlived the one which started it would hold the port, and answer beside its successor."""
        if (starter := multiprocessing.parent_process()) is not None:
            end_with_parent(signal.SIGKILL)
            if os.getppid() != starter.pid:
                os._exit(1)  # it went while we were being started

    async def __rsgi__(self, scope: Any, line: Line) -> None:
        try:
            asked = _Asked(scope, _headers(scope))
            if scope.path == LIVE and scope.method == "GET" and "content-length" not in asked.headers:
                return await self._lines.hold(line, partial(_asked_for, asked))
            size = _announced(asked.headers)
            if size is None:
                answer = await self._answered(asked, BytesIO())
            else:
                answer = await self._gathered(asked, line, await self._allowed(asked, size))
        except Refused as refused:
            answer = refused.problem if scope.path.startswith(OF_CLIENTS) else refused.answer
        _give(line, answer)

    async def _allowed(self, asked: _Asked, size: Size) -> Size:
        """Every form may come; whether files may, its address tells, and who sends it."""
        if size.most <= weighing.STRANGER:
            return size
        path, cookies = unquote(asked.scope.path), asked.headers.get("cookie", "")
        shown = asked.headers.get("authorization", "")
        most = await asyncio.get_running_loop().run_in_executor(self._threads, weighing.allowed, path, cookies, shown)
        if size.least > most and most == weighing.STRANGER:
            raise Refused(*TOO_LARGE)
        return Size(size.least, min(size.most, most))

    async def _gathered(self, asked: _Asked, line: Line, size: Size) -> Answer:
        with BytesIO() if size.most <= IN_MEMORY else Spool() as body:
            come = 0
            try:
                async with asyncio.timeout(SILENCE) as patience:
                    async for piece in line:
                        come += body.write(piece)
                        self._held += len(piece)
                        self._refuse_too_much(come, size)
                        if come == size.least == size.most:
                            break  # all that was announced is here; to be told that it ends costs a wait
                        patience.reschedule(asyncio.get_running_loop().time() + SILENCE)
                return await self._arrived(asked, size, body, come)
            except TimeoutError:
                raise Refused(*WENT_SILENT) from None
            except OSError as fault:
                if is_full(fault):
                    return await self._given_back(asked, body, Refused(*FULL), why=weighing.FULL)
                raise
            except Refused as refused:
                return await self._given_back(asked, body, refused)
            finally:
                self._held -= come

    def _refuse_too_much(self, come: int, size: Size) -> None:
        if come > size.most or (size.least > size.most and come >= IN_MEMORY):
            raise Refused(*TOO_LARGE)
        if self._held > MOST_HELD:
            raise Refused(*TOO_MANY)

    async def _arrived(self, asked: _Asked, size: Size, body: Body, come: int) -> Answer:
        if come < size.least:
            raise Refused(*WENT_SILENT)
        body.seek(0)
        return await self._answered(asked, body, come)

    async def _given_back(self, asked: _Asked, body: Body, refused: Refused, why: str = "") -> Answer:
        """The form's own page with what was typed, which stands before the files (huiyin.house.giving_back).

        :param why: where the status alone does not tell.
        """
        body.seek(0)
        typed = weighing.cut(body.read(IN_MEMORY), asked.headers.get("content-type", ""))
        if not typed or refused.status == WENT_SILENT[0]:
            raise refused
        told = {weighing.REFUSED: why or refused.status}
        return await self._answered(_Asked(asked.scope, asked.headers, told), BytesIO(typed), len(typed))

    async def _answered(self, asked: _Asked, body: Body, come: int = 0) -> Answer:
        if _hashes(asked.scope):
            return await self._at_the_gate(asked, body, come)
        return await asyncio.get_running_loop().run_in_executor(self._threads, _through_django, asked, body, come)

    async def _at_the_gate(self, asked: _Asked, body: Body, come: int) -> Answer:
        if self._at_gate >= MOST_AT_GATE:
            raise Refused(*CROWDED)
        self._at_gate += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._gate, _through_django, asked, body, come)
        finally:
            self._at_gate -= 1


class _Asked(NamedTuple):
    """A request of granian's, its headers as they are believed, and what we tell Django beside them."""

    scope: Any
    headers: dict[str, str]
    told: dict[str, Any] = {}  # never written to


def _headers(scope: Any) -> dict[str, str]:
    try:
        return hops.headers_of(scope.headers.keys(), scope.headers.get_all)
    except hops.Contradictory:
        raise Refused(*UNCLEAR) from None


class Size(NamedTuple):
    """How many bytes a body must have, and may have."""

    least: int
    most: int


def _announced(headers: dict[str, str]) -> Size | None:
    """How long the body will be; ``None`` for a request without one."""
    told = headers.get("content-length")
    if told is None and "transfer-encoding" not in headers:
        return None
    if told is None or not (told.isascii() and told.isdigit()):
        return Size(0, LARGEST)
    if int(told) > LARGEST:
        raise Refused(*TOO_LARGE)
    return Size(int(told), int(told))


def _hashes(scope: Any) -> bool:
    """Whether a password is hashed for this request."""
    if scope.method != "POST":
        return False
    try:
        view = resolve(unquote(scope.path)).func
    except Resolver404:
        return False
    return getattr(view, "hashes", False)


def _give(line: Line, answer: Answer) -> None:
    status, headers, body = answer
    if status in EMPTY:
        line.response_empty(status, headers)
    else:
        line.response_bytes(status, headers, body)


# The same request and answer in the words of WSGI (PEP 3333) ----------------------------------------------------------


def _through_django(asked: _Asked, body: Body, come: int) -> Answer:
    begun: list[tuple[int, Headers]] = []
    written: list[bytes] = []

    def start(status: str, headers: Headers, exc_info: Any = None, /) -> Callable[[bytes], object]:
        begun.append((int(status[:3]), headers))
        return written.append

    pieces = application(_environ(asked, body, come), start)
    try:
        written.extend(pieces)
    finally:
        _close(pieces)
    status, headers = begun[-1]
    return status, headers, b"".join(written)


def _asked_for(asked: _Asked, told: dict[str, Any]) -> tuple[int, bytes]:
    """The same request asked again on behalf of a browser that listens, with what is told beside it."""
    status, _, body = _through_django(_Asked(asked.scope, asked.headers, told), BytesIO(), 0)
    return status, body


def _close(pieces: Iterable[bytes]) -> None:
    if close := getattr(pieces, "close", None):
        close()


def _environ(asked: _Asked, body: Body, come: int) -> dict[str, Any]:
    scope, headers = asked.scope, asked.headers
    host, _, port = scope.server.rpartition(":")
    seen = hops.seen(headers, scope.client.rpartition(":")[0].strip("[]"), scope.scheme, settings.CONFIG.hops)
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": _as_bytes(scope.query_string),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": seen.address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": seen.scheme,
        "wsgi.input": body if isinstance(body, BytesIO) else BufferedReader(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    environ |= asked.told
    for name, value in headers.items():
        if name not in hops.TOLD:
            environ[_NAMES.get(name) or f"HTTP_{name.upper().replace('-', '_')}"] = _as_bytes(value)
    # What arrived counts, whatever was announced.
    return {**environ, "CONTENT_LENGTH": str(come)} if come else environ


def _as_bytes(text: str) -> str:
    """WSGI's spelling of what came as UTF-8: browsers of old, and people with scripts, send Chinese as it is."""
    return text if text.isascii() else text.encode().decode("latin-1")


_NAMES: Final = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
front = Front()
