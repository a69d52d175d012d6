"""Between proxy and site: passes every byte on and writes down what each said."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Relay:
    def __init__(self, site: int) -> None:
        self._site = site
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.asked, self.answered = bytearray(), bytearray()

    def __enter__(self) -> Relay:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._listening.close()

    def forget(self) -> None:
        self.asked.clear()
        self.answered.clear()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                proxy, _ = self._listening.accept()
                site = socket.create_connection(("127.0.0.1", self._site))
                for ends, kept in (((proxy, site), self.asked), ((site, proxy), self.answered)):
                    threading.Thread(target=_pass_on, args=(*ends, kept), daemon=True).start()


def _pass_on(of: socket.socket, to: socket.socket, kept: bytearray) -> None:
    with suppress(OSError):
        while piece := of.recv(65536):
            kept += piece
            to.sendall(piece)
    with suppress(OSError):
        to.shutdown(socket.SHUT_WR)
