"""The site on a port of this machine for programs that nobody here wrote, inside the test's own transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

_ENDS = (request_started, request_finished)


class Here:
    """The site as an application of WSGI that keeps to the database line of the test."""

    def __init__(self) -> None:
        self.line, self.handler = connections["default"], WSGIHandler()

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        for signal in _ENDS:
            signal.disconnect(close_old_connections)  # Django's own client connects it again
        connections["default"] = self.line
        return self.handler(environ, start)


@contextmanager
def kept() -> Iterator[Here]:
    try:
        yield Here()
    finally:
        for signal in _ENDS:
            signal.connect(close_old_connections)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None: ...


@contextmanager
def serving() -> Iterator[str]:
    """The address; one request after the other, while the test itself waits for the answer."""
    with kept() as site:
        site.line.inc_thread_sharing()
        server: WSGIServer = make_server("127.0.0.1", 0, site, handler_class=_Quiet)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            site.line.dec_thread_sharing()
