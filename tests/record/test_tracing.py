"""Traces as a collector receives them: decoded by OpenTelemetry's own messages, and without anybody in them."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone

from huiyin.house.tracing import start
from huiyin.record.outbox import deliver
from huiyin.typed import spans
from tests.city import Matter, lodge
from tests.desk.staff import Desk

pytestmark = pytest.mark.django_db
messages = pytest.importorskip("opentelemetry.proto.collector.trace.v1.trace_service_pb2", reason="absent: the extra")
Facts = dict[str, Any]


@contextmanager
def receiver() -> Iterator[tuple[str, list[bytes]]]:
    kept: list[bytes] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.end_headers()

        def log_message(self, *said: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Takes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/traces", kept
    server.shutdown()


def told(kept: list[bytes]) -> list[tuple[str, Facts]]:
    found = []
    for body in kept:
        request = messages.ExportTraceServiceRequest()
        request.ParseFromString(body)
        for scope in (each for resource in request.resource_spans for each in resource.scope_spans):
            found += [(span.name, {each.key: _value(each.value) for each in span.attributes}) for span in scope.spans]
    return found


def _value(value: Any) -> Any:
    return getattr(value, value.WhichOneof("value"))


def test_requests_acts_and_deliveries_are_told_and_nobody_is() -> None:
    with receiver() as (address, kept):
        end = start(address, "serve")
        matter = Matter(lodge())
        number = matter.row.number
        matter.do("classify", "chenhao", classes={"1": {"kind": "grievance", "ground": "6"}})
        Desk("chenhao").open(f"/desk/cases/{number}?q=陈大山")
        deliver({"seal": lambda batch: None}, timezone.now())
        end()
    found = told(kept)
    acts = [facts for name, facts in found if name == "act"]
    (request,) = [facts for name, facts in found if name == "GET"]
    (outbox,) = [facts for name, facts in found if name == "outbox"]
    assert {"kind": "matter", "act": "classify"}.items() <= acts[-1].items() and acts[-1]["db.statements"] > 3
    assert request["http.response.status_code"] == 200 and 3 < request["db.statements"] < 60
    assert "<" in request["http.route"] and outbox["topic"] == "seal" and outbox["messages"] >= 1
    said = b"".join(kept)
    for word in (number, "陈大山", "水渠", "chenhao", "陈浩", "127.0.0.1", "localhost"):
        assert word.encode() not in said, word


def test_where_nobody_listens_nothing_is_kept() -> None:
    with spans.span("act") as tell:
        tell("kind", "matter")
    assert not spans.listening()
