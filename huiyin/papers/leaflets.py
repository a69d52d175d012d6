"""Sheets for everybody (宣传单、海报): large type, no head, no number, nobody's name; drawn by typst like the papers.

They are no official document: nothing follows from one, and what it says is what the portal's page says.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from huiyin.papers.drawing import fonts_here
from huiyin.papers.fonts import Faces, printable

LAYOUT: Final = Path(__file__).parent / "layout" / "leaflet.typ"
STANDARDS: Final = ("a-2a", "ua-1")
#: Sizes of letters, the largest first, and on how many pages it must stand; the last is taken where none fits.
POINTS: Final = {"leaflet": (("16", "15", "14"), 2), "poster": (("21", "20", "19", "18", "17", "16", "15"), 1)}
_drawing = threading.Lock()


def draw_leaflet(said: Mapping[str, Any]) -> bytes:
    """The sheet as PDF, tagged for screen readers. The same words give the same bytes, drawn once.

    :param said: ``size`` (``leaflet`` or ``poster``), ``lang``, ``title``, ``date`` (ISO), ``organ``, ``lead``,
        ``address`` for the square code and ``scan`` beside it, and ``parts``: a list of ``title``, ``numbered`` and
        ``rows``, each row of ``text``, ``when`` and ``place``.
    :raises NoFonts: this machine has no Chinese typeface. :raises Unprintable: a character no typeface can draw.
    """
    have = fonts_here()
    roles = json.dumps(have.roles, ensure_ascii=False)
    return _drawn(json.dumps(_clean(dict(said), have), ensure_ascii=False, sort_keys=True), roles, have.folder)


@lru_cache(maxsize=48)
def _drawn(said: str, roles: str, folder: Path | None) -> bytes:
    code = io.BytesIO()
    segno.make(json.loads(said)["address"], micro=False, error="m").save(code, kind="svg", border=2, svgns=True)
    sizes, most = POINTS[json.loads(said)["size"]]
    inputs = {"said": said, "fonts": roles, "code": code.getvalue().decode()}
    compiler, pdf = _compiler(folder), b""
    with _drawing:
        for points in sizes:
            made = compiler.compile(
                format="pdf", sys_inputs={**inputs, "points": points}, pdf_standards=list(STANDARDS)
            )
            assert isinstance(made, bytes)
            pdf = made
            if json.loads(compiler.query("<pages>", field="value", one=True)) <= most:
                break
    return pdf


@lru_cache(maxsize=4)
def _compiler(folder: Path | None) -> typst.Compiler:
    paths = [] if folder is None else [str(folder)]
    return typst.Compiler(str(LAYOUT), root=str(LAYOUT.parent), font_paths=paths)


def _clean(value: Any, have: Faces) -> Any:
    """Every string as it can be printed."""
    match value:
        case str():
            return printable(value, have) if value else value
        case list():
            return [_clean(each, have) for each in value]
        case dict():
            return {name: _clean(each, have) for name, each in value.items()}
        case _:
            return value
