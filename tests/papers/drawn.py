"""Drawing and measuring in one step, for the tests of the layout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from huiyin.papers.document import Document, Finish, Format, Paragraph
from huiyin.papers.drawing import draw
from huiyin.papers.instruments import compose, compose_plain
from huiyin.papers.kinds import Kind
from huiyin.papers.measuring import Measured, measure
from huiyin.papers.samples import sample

NUMBER = "柳水信意〔2026〕3号"


def page_of(text: str, **changes: Any) -> Document:
    """A document of one paragraph."""
    values: dict[str, Any] = {
        "format": Format.DOCUMENT,
        "title": "测试",
        "organ": "柳溪县水利局",
        "on": date(2026, 11, 24),
    }
    return Document(**{**values, "blocks": (Paragraph(text),), "number": NUMBER, **changes})


def measured(document: Document, folder: Path, finish: Finish | None = None) -> Measured:
    file = folder / "paper.pdf"
    file.write_bytes(draw(document, finish or Finish()))
    return measure(file)


def instrument(kind: Kind, **changes: Any) -> Document:
    return compose(replace(sample(kind), **changes), NUMBER)


def plain(kind: Kind) -> Document:
    document = compose_plain(sample(kind), NUMBER)
    assert document is not None
    return document
