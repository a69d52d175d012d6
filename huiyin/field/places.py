"""Villages and what lies above them, by name."""

from __future__ import annotations

from typing import Final

from huiyin.people.models import Division

_WIDTHS: Final = (12, 9, 6, 4, 2)


def called(place: str) -> str:
    """The name of a division, or of the nearest above it that is known: 上桥村."""
    names = dict(Division.objects.filter(code__in=_codes(place)).values_list("code", "name"))
    return next((names[code] for code in _codes(place) if code in names), "")


def _codes(place: str) -> list[str]:
    """The division and all above it, as files may write them: with and without the zeros that fill twelve digits."""
    bare = [place[:width] for width in _WIDTHS if len(place) >= width]
    return list(dict.fromkeys(code for each in bare for code in (each, each.ljust(12, "0"))))
