"""Villages and what lies above them, by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from huiyin.people.divisions import divisions_in
from huiyin.people.models import Division

_WIDTHS: Final = (12, 9, 6, 4, 2)


def called(place: str) -> str:
    """The name of a division, or of the nearest above it that is known: 上桥村."""
    names = dict(Division.objects.filter(code__in=_codes(place)).values_list("code", "name"))
    return next((names[code] for code in _codes(place) if code in names), "")


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of divisions by the digits that everything in them begins with."""
    wanted = {spelt: code for code in codes for spelt in (code, code.ljust(12, "0"))}
    found = Division.objects.filter(code__in=wanted).values_list("code", "name")
    return {wanted[code]: name for code, name in found}


def _codes(place: str) -> list[str]:
    """The division and all above it, as files may write them: with and without the zeros that fill twelve digits."""
    bare = [place[:width] for width in _WIDTHS if len(place) >= width]
    return list(dict.fromkeys(code for each in bare for code in (each, each.ljust(12, "0"))))


#: Where there are more, villages are left out: whoever oversees so much looks at one township first.
MOST: Final = 300


def to_choose(area: str) -> list[tuple[str, str]]:
    """The places in an area, by the digits that everything in them begins with."""
    found = [(_digits(code), path) for code, path in divisions_in(area)]
    for width in _WIDTHS:
        if len(found) <= MOST:
            return found
        found = [each for each in found if len(each[0]) < width]
    return found


def _digits(code: str) -> str:
    """A code without the zeros that fill it up to twelve digits."""
    return next(code[:width] for width in reversed(_WIDTHS) if not code[width:].strip("0"))
