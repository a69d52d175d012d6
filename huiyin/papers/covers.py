"""What an office pins to a file (卷宗封面、卷内目录、流转单、标签): drawn by typst like the papers, on A4 or A5.

They are no official document and carry no number of their own; what they say is what the page of the matter says.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import segno

from huiyin.papers.compiling import compiled
from huiyin.papers.drawing import fonts_here
from huiyin.papers.leaflets import cleaned

LAYOUT: Final = Path(__file__).parent / "layout" / "cover.typ"
KINDS: Final = ("cover", "contents", "slip", "label")
SIZES: Final = ("a4", "a5")


def draw_cover(said: Mapping[str, Any]) -> bytes:
    """The sheet as PDF, tagged for screen readers.

    :param said: ``kind`` of :data:`KINDS`, ``size`` of :data:`SIZES`, ``lang``, ``title``, ``date`` (ISO), ``organ``,
        ``number``, ``mark`` (what stands in a box on top, or nothing), ``address`` behind the square code; of a cover
        ``rows`` of label and value and a ``note``; of a label ``about``, ``columns`` and ``copies``; of the others
        ``about``, ``head``, ``columns`` (their widths, 0 as wide as needed), ``rows``, ``empty`` rows and a ``note``.
    :raises NoFonts: this machine has no Chinese typeface. :raises Unprintable: a character no typeface can draw.
    """
    have = fonts_here()
    code = io.BytesIO()
    segno.make(said["address"], micro=False, error="m").save(code, kind="svg", border=2, svgns=True)
    inputs = {
        "said": json.dumps(cleaned(dict(said), have), ensure_ascii=False, sort_keys=True),
        "fonts": json.dumps(have.roles, ensure_ascii=False),
        "code": code.getvalue().decode(),
    }
    pdf, _ = compiled(LAYOUT, inputs, "<pages>", folder=have.folder)
    return pdf
