"""A relay before the web server that counts all that goes over the wire, headers and service worker included."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Thread


class Relay:
    """Listens on a port of its own and hands every connection on; ``received`` counts bytes towards the browser."""

    def __init__(self, port: int) -> None:
        self.received = 0
        self._target, self._lock = port, Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def take(self) -> int:
        """What has been received since the last time this was asked."""
        with self._lock:
            count, self.received = self.received, 0
        return count

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                Thread(target=self._pass, args=(browser, server, False), daemon=True).start()
                Thread(target=self._pass, args=(server, browser, True), daemon=True).start()

    def _pass(self, source: socket.socket, to: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                if counted:
                    with self._lock:
                        self.received += len(piece)
                to.sendall(piece)
        with suppress(OSError):
            to.shutdown(socket.SHUT_WR)
