"""Traces for operators (OpenTelemetry), off unless HUIYIN_TRACES names a receiver: requests, acts, deliveries.

The packages are an extra (requirements/traces.txt); without them a set HUIYIN_TRACES stops the program with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from huiyin import __version__
from huiyin.house.faults import Refused
from huiyin.typed import spans


def start(address: str, process: str) -> Callable[[], None]:
    """Tell an OTLP receiver of every span, in the background.

    :param address: where it listens for HTTP, ``http://127.0.0.1:4318/v1/traces``.
    :param process: which of ours this is, ``serve`` or ``work``.
    :returns: what sends the last spans, to be called at the end.
    :raises Refused: the extra is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise Refused("HUIYIN_TRACES is set, and what it needs is not installed: requirements/traces.txt.") from None
    # Named by us alone: what the SDK finds out by itself (host, command line) may tell of people.
    about = Resource({"service.name": "huiyin", "service.version": __version__, "huiyin.process": process})
    provider: Any = TracerProvider(resource=about, shutdown_on_exit=True)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=5)))
    tracer = provider.get_tracer("huiyin", __version__)

    @contextmanager
    def begin(name: str) -> Iterator[Callable[[str, spans.Said], None]]:
        # A fault is named by its class: its message may hold words of somebody's.
        with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                yield span.set_attribute
            except Exception as fault:
                span.set_attribute("error.type", type(fault).__name__)
                raise

    spans.listen(begin)

    def end() -> None:
        spans.listen(None)
        provider.shutdown()

    return end


class Traced:
    """Middleware: each request is a span, named by the pattern of its address and never by the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not spans.listening():
            return self.get_response(request)
        method = request.method if request.method in _METHODS else "_OTHER"
        with (
            spans.span(str(method), {"http.request.method": str(method)}) as tell,
            connection.execute_wrapper(_counted),
        ):
            response = self.get_response(request)
            tell("http.response.status_code", response.status_code)
            if request.resolver_match is not None:
                tell("http.route", "/" + request.resolver_match.route)
            return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _counted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    spans.statement()
    return execute(sql, params, many, context)
