"""Answers as the standard has them: XML with its names of lists, JSON without (the Spark convention)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree

from django.http import HttpResponse

#: How one member of a list is called in XML.
_ONE: Final = {
    "services": "service", "service_requests": "request", "errors": "error", "attributes": "attribute",
    "values": "value", "endpoints": "endpoint", "formats": "format",
}  # fmt: skip
_UNDRAWABLE: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Fault(Exception):
    """An error of the standard: 400 missing or unfit argument, 403 the key, 404 no such thing."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status, self.description = status, description


def answer(root: str, body: Any, form: str, status: int = 200) -> HttpResponse:
    """:param root: the name of the whole, which only XML has."""
    if form == "json":
        text, media = json.dumps(body, ensure_ascii=False), "application/json; charset=utf-8"
    else:
        text, media = _xml(root, body), "text/xml; charset=utf-8"
    # Whoever shows the list on a map of their own asks from another site; nothing here hangs on who asks.
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
    return HttpResponse(text, status=status, content_type=media, headers=headers)


def failed(fault: Fault, form: str) -> HttpResponse:
    body = [{"code": str(fault.status), "description": fault.description}]
    return answer("errors", body, form, fault.status)


def _xml(root: str, body: Any) -> str:
    top = ElementTree.Element(root)
    _fill(top, root, body)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(top, encoding="unicode")


def _fill(element: ElementTree.Element, name: str, body: Any) -> None:
    if isinstance(body, Mapping):
        for key, value in body.items():
            _fill(ElementTree.SubElement(element, key), key, value)
    elif isinstance(body, list):
        for each in body:
            _fill(ElementTree.SubElement(element, _ONE[name]), _ONE[name], each)
    elif isinstance(body, bool):
        element.text = "true" if body else "false"
    else:
        element.text = _drawable(str(body)) if body is not None else ""


def _drawable(text: str) -> str:
    """Without the signs that XML has no way to write."""
    return _UNDRAWABLE.sub("", text)
