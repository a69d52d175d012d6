"""Sheets for everybody (宣传单、海报): large type, no head, no number, nobody's name; drawn by typst like the papers.

They are no official document: nothing follows from one, and what it says is what the portal's page says.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import segno

from huiyin.papers.compiling import compiled
from huiyin.papers.drawing import fonts_here
from huiyin.papers.fonts import Faces, printable

LAYOUT: Final = Path(__file__).parent / "layout" / "leaflet.typ"
#: Sizes of letters, the largest first, and on how many pages it must stand; the last is taken where none fits.
POINTS: Final = {"leaflet": (("16", "15", "14"), 2), "poster": (("21", "20", "19", "18", "17", "16", "15"), 1)}


def draw_leaflet(said: Mapping[str, Any]) -> bytes:
    """The sheet as PDF, tagged for screen readers. The same words give the same bytes, drawn once.

    :param said: ``size`` (``leaflet`` or ``poster``), ``lang``, ``title``, ``date`` (ISO), ``organ``, ``lead``,
        ``address`` for the square code and ``scan`` beside it, and ``parts``: a list of ``title``, ``numbered`` and
        ``rows``, each row of ``text``, ``when`` and ``place``.
    :raises NoFonts: this machine has no Chinese typeface. :raises Unprintable: a character no typeface can draw.
    """
    have = fonts_here()
    roles = json.dumps(have.roles, ensure_ascii=False)
    return _drawn(json.dumps(cleaned(dict(said), have), ensure_ascii=False, sort_keys=True), roles, have.folder)


@lru_cache(maxsize=48)
def _drawn(said: str, roles: str, folder: Path | None) -> bytes:
    code = io.BytesIO()
    segno.make(json.loads(said)["address"], micro=False, error="m").save(code, kind="svg", border=2, svgns=True)
    sizes, most = POINTS[json.loads(said)["size"]]
    inputs = {"said": said, "fonts": roles, "code": code.getvalue().decode()}
    pdf = b""
    for points in sizes:
        pdf, pages = compiled(LAYOUT, {**inputs, "points": points}, "<pages>", folder=folder)
        if pages <= most:
            break
    return pdf


def cleaned(value: Any, have: Faces) -> Any:
    """Every string as it can be printed."""
    match value:
        case str():
            return printable(value, have) if value else value
        case list():
            return [cleaned(each, have) for each in value]
        case dict():
            return {name: cleaned(each, have) for name, each in value.items()}
        case _:
            return value
