"""Square codes (二维码) on pages: an address to be read by a telephone."""

from __future__ import annotations

import re
from typing import Final

import segno
from django.utils.safestring import SafeString, mark_safe

#: Any pattern (mask) can be read by every reader; trying all eight for the prettiest costs more than all else here.
PATTERN: Final = 2
#: Light modules that must surround a code (ISO/IEC 18004, 5.3.8).
MARGIN: Final = 4
_DARK: Final = re.compile(rb"\x01+")


def square(address: str) -> SafeString:
    """The code of an address as a drawing for a page (SVG), a stroke for each run of dark modules."""
    rows = segno.make(address, micro=False, error="m", boost_error=False, mask=PATTERN).matrix
    strokes = (
        f"M{run.start() + MARGIN} {line + MARGIN}.5h{run.end() - run.start()}"
        for line, row in enumerate(rows)
        for run in _DARK.finditer(row)
    )
    size = len(rows) + 2 * MARGIN
    # Numbers alone stand in the drawing, none of the reader's text.
    path = f'<path class="qrline" stroke="#000" d="{"".join(strokes)}"/>'
    return mark_safe(f'<svg viewBox="0 0 {size} {size}" class="segno">{path}</svg>')
