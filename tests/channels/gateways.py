"""A gateway that really listens, as those of text messages, work groups and registers do."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


class Gateway:
    """Listens, keeps what it is told, answers as it was set to."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, str], Any]] = []
        self.answers: list[tuple[int, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                json_like = "json" in self.headers["Content-Type"]
                outer.heard.append(
                    (self.path, dict(self.headers), json.loads(body) if json_like else parse_qs(body.decode()))
                )
                status, said = (
                    outer.answers.pop(0) if outer.answers else (200, {"code": "OK", "errcode": 0, "id": "m-7"})
                )
                self.send_response(status)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere") if status == 302 else None
                self.end_headers()
                self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

            def log_message(self, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/send?key=k"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def waited(self, seconds: float = 30.0) -> list[tuple[str, dict[str, str], Any]]:
        """What was heard, once there is any: other programs send in their own time."""
        until = time.monotonic() + seconds
        while not self.heard and time.monotonic() < until:
            time.sleep(0.05)
        return self.heard

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def sms_row(gateway: Gateway, **more: Any) -> dict[str, Any]:
    """A connection of text messages to this gateway."""
    return {
        "name": "sms", "adapter": "sms", "organ": "qc-xfj", "url": gateway.url,
        "headers": {"Authorization": "Bearer t"},
        "body": {"to": "{phone}", "tpl": "{template}", "args": ["{number}", "{day}"], "text": "{text}", "id": "{mark}"},
        "templates": {"default": "T1", "accept": "T2"}, "ok": "code=OK", "never": "BAD_NUMBER", "reference": "id",
        "price": 5, **more,
    }  # fmt: skip
