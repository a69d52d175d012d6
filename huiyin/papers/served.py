"""A paper as an answer to a browser."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django.http import HttpResponse

TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def as_file(data: bytes, kind: str, name: str) -> HttpResponse:
    """The file under its name; a PDF is shown, a DOCX is saved. Nothing on the way may keep it."""
    response = HttpResponse(data, content_type=TYPES[kind])
    shown = "inline" if kind == "pdf" else "attachment"
    response["Content-Disposition"] = f"{shown}; filename=\"paper.{kind}\"; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    response["Cache-Control"] = "private, no-store"
    return response
