"""Lines on which browsers of the desk wait to hear that something changed (server-sent events).

A line costs no thread: it waits here, between the socket and Django. One question every two seconds and process looks
for new entries of the journal, and only while somebody listens. Then each browser is asked for anew through Django, by
its own cookie, whether any of it concerns whoever sits there (huiyin.desk.live); what it hears is one word. Whoever has
signed out, or whose session has ended, is let go within the time between two heartbeats.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, Final, Protocol

from django.db import close_old_connections
from django.utils import timezone

from huiyin.desk.heard import told
from huiyin.store.ids import first_id_at
from huiyin.store.statements import answers

LIVE: Final = "/desk/live"
#: How often the journal is looked at, and how often a line is looked after, in seconds.
LOOK: Final = 2.0
BEAT: Final = 20.0
#: Entries are looked for that far back: one that was begun earlier may be committed later.
BACK: Final = timedelta(seconds=20)
#: So many lines one process holds, and so many one person; others hear nothing by themselves.
MOST: Final = 2000
MOST_OF_ONE: Final = 8
#: After one word the next waits that long: a busy morning is no storm.
PAUSE: Final = 3.0
NO: Final = 204
HEADERS: Final = [
    ("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-store"), ("x-accel-buffering", "no"),
    ("x-content-type-options", "nosniff"),
]  # fmt: skip

New = dict[str, list[int]]
#: Asks Django: what is told beside the request, and its status and body.
Ask = Callable[[dict[str, Any]], tuple[int, bytes]]


class Line(Protocol):
    """What granian gives for a request whose answer goes on."""

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Any: ...

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None: ...

    def client_disconnect(self) -> Awaitable[None]: ...


class Lines:
    """All lines of one process."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._waiting: set[asyncio.Queue[New]] = set()
        self._of: Counter[int] = Counter()
        self._seen: set[int] = set()
        self._looking: asyncio.Task[None] | None = None

    async def hold(self, line: Line, ask: Ask) -> None:
        """Keep one line until the browser goes, or whoever listens may hear nothing any more."""
        person = await self._who(ask, {})
        if person is None or len(self._waiting) >= MOST or self._of[person[0]] >= MOST_OF_ONE:
            line.response_empty(NO, [("cache-control", "no-store")])
            return
        news: asyncio.Queue[New] = asyncio.Queue()
        self._waiting.add(news)
        self._of[person[0]] += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look())
        gone = asyncio.ensure_future(line.client_disconnect())
        try:
            await self._speak(line.response_stream(200, HEADERS), ask, person[0], news, gone)
        except Exception as fault:  # the line is gone, by whatever name the server calls that
            logging.getLogger("huiyin.live").debug("line ended: %s", fault)
        finally:
            gone.cancel()
            self._waiting.discard(news)
            self._of[person[0]] -= 1

    async def _speak(
        self, out: Any, ask: Ask, person: int, news: asyncio.Queue[New], gone: asyncio.Future[None]
    ) -> None:
        await out.send_bytes(b"retry: 8000\n\n")
        loop = asyncio.get_running_loop()
        beat = loop.time() + BEAT
        while not gone.done():
            new = await self._next(news, gone, beat - loop.time())
            due = not new and loop.time() >= beat
            if not new and not due:
                continue
            found = await self._who(ask, new)
            if found is None or found[0] != person:
                await out.send_bytes(b"event: end\ndata: end\n\n")
                return
            if due:
                beat += BEAT * (1 + (loop.time() - beat) // BEAT)
            # What is not theirs is not told by when a heartbeat comes, either: it keeps its own time.
            if found[1]:
                await out.send_bytes(b"event: changed\ndata: changed\n\n")
                await asyncio.wait((gone,), timeout=PAUSE)
            elif due:
                await out.send_bytes(b": \n\n")

    async def _next(self, news: asyncio.Queue[New], gone: asyncio.Future[None], wait: float) -> New:
        """What is new, all of it that has come together; nothing when a heartbeat is due."""
        first = asyncio.ensure_future(news.get())
        await asyncio.wait((first, gone), timeout=max(0.0, wait), return_when=asyncio.FIRST_COMPLETED)
        if not first.done():
            first.cancel()
            return {}
        new = dict(first.result())
        while not news.empty():
            for kind, records in news.get_nowait().items():
                new[kind] = [*new.get(kind, []), *records]
        return new

    async def _who(self, ask: Ask, new: New) -> tuple[int, bool] | None:
        """Who listens, and whether it concerns them; ``None`` for nobody who may."""
        status, body = await asyncio.get_running_loop().run_in_executor(self._thread, ask, told(**new))
        if status != 200:
            return None
        said = json.loads(body)
        return int(said["person"]), bool(said["changed"])

    async def _look(self) -> None:
        """Looks for new entries as long as anybody listens."""
        loop = asyncio.get_running_loop()
        self._seen = {entry for entry, *_ in await loop.run_in_executor(self._thread, _entries)}
        while self._waiting:
            await asyncio.sleep(LOOK)
            found = await loop.run_in_executor(self._thread, _entries)
            new: New = {}
            for entry, kind, record in found:
                if entry not in self._seen:
                    new.setdefault(kind, []).append(record)
            self._seen = {entry for entry, *_ in found}
            for each in self._waiting if new else ():
                each.put_nowait(new)


def _entries() -> list[tuple[int, str, int]]:
    """The entries of the last moments; none while the database is away."""
    try:
        close_old_connections()
        since = first_id_at(timezone.now() - BACK)
        return list(answers("SELECT id, record_kind, record FROM record_event WHERE id >= %s LIMIT 5000", [since]))
    except Exception:  # whatever the database says, lines wait on and pages say it themselves
        logging.getLogger("huiyin.live").warning("the journal cannot be looked at", exc_info=True)
        return []
    finally:
        close_old_connections()
