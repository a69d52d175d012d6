"""A small server that speaks the protocol of language models (/v1/chat/completions), in a thread of its own.

It knows no language: it answers with the first sentences of the text, or misbehaves as it is told. What it was sent is
kept, so that a test can say what left the house.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Model(ThreadingHTTPServer):
    """``answer`` is what it says whatever it is asked; without one the first two sentences of the text. ``fault`` how
    it fails: redirect, error, garbage, empty, slow, huge."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = ""
        self.fault = ""
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    @property
    def text(self) -> str:
        """All that it was sent the last time."""
        return "\n".join(each["content"] for each in self.asked[-1]["messages"])


class _Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        model = self.server
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model.asked.append(asked)
        model.paths.append(self.path)
        model.keys.append(self.headers.get("Authorization", ""))
        match model.fault:
            case "redirect":
                self._send(302, b"", Location="http://127.0.0.1:1/elsewhere")
            case "error":
                self._send(500, b"{}")
            case "garbage":
                self._send(200, b"<html>")
            case "empty":
                self._send(200, json.dumps({"choices": []}).encode())
            case "huge":
                self._send(200, b" " * 400_000)
            case "slow":
                self.send_response(200)
                self.end_headers()
                self._drip()
            case _:
                said = model.answer or "。".join(asked["messages"][1]["content"].partition("\n")[2].split("。")[:2])
                self._send(200, json.dumps({"choices": [{"message": {"content": said}}]}).encode())

    def _drip(self) -> None:
        """A byte now and then: no single wait is long, and all of them together are for ever."""
        with suppress(OSError):
            for _ in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving() -> Iterator[Model]:
    model = Model()
    thread = threading.Thread(target=model.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.shutdown()
        model.server_close()
