"""Telephone numbers (电话): one or several in a field, with area code, extension or country, in any width.

A field may hold two numbers (``13255550001/85550001``); each is found by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from huiyin.typed.signs import plain_digits
from huiyin.typed.slips import Slip
from huiyin.typed.texts import line_of

_EXTENSION: Final = re.compile(r"转|分机|ext\.?|x|#", re.IGNORECASE)
_APART: Final = re.compile(r"[/\\|、,，;；\n]|或者?|以及|和|及")
#: A line's extension behind a dash, as 0571-85550001-801; never the last figures of a mobile number or of 400-800-1234.
_DASHED: Final = re.compile(r"(?<![\d-])((?:[(]?0\d{2,3}[)]?[ \-]?)?(?!400|800)[2-9]\d{6,7})-\d{1,5}(?![\d-])")
#: What people write around a number: （本人）, 微信同号, 别打家里。
_REMARK: Final = re.compile(r"[\u3400-\u9fff“”‘’\"'。！？!?《》【】<>]+")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣ー_~～·•‧・.", "-"))
_SIGNS: Final = re.compile(r"[\d\s+()\[\]（）\-]+")
_WORDS: Final = re.compile(
    r"联系|电话|手机|座机|固话|号码|号|办公室?|家里?|tel|mobile|phone|[:：]|[（(]\s*[)）]", re.IGNORECASE
)
_GAP: Final = r"[ \-]{0,3}"
_MOBILE: Final = _GAP.join(["1", "[3-9]", *[r"\d"] * 9])
_LOCAL: Final = rf"[2-9](?:{_GAP}\d){{6,7}}"
_LANDLINE: Final = rf"[(（]?0\d{{2,3}}[)）]?{_GAP}{_LOCAL}"
_COUNTRY: Final = r"(?:[(（]?(?:\+|00)?\s?86[)）]?[ \-]{0,2})?"
#: A number inside a text: nothing of it may be the end or the beginning of a longer one.
IN_TEXT: Final = re.compile(
    rf"(?<![\d+])(?:{_COUNTRY}{_MOBILE}|{_COUNTRY}{_LANDLINE}|\+\s?86[ \-]?[1-9]\d{{1,2}}{_GAP}{_LOCAL})(?!\d)"
)
#: A second number behind the first, as 13255550001/85550001.
MORE: Final = re.compile(r"\s*[/、]\s*(?:\d[\d\-]{6,12}\d)")
_SHORTHAND: Final = 5


def phone_of(raw: str) -> str:
    """What was typed into a field for telephones, as it is kept: one line, digits of one width."""
    return line_of(plain_digits(line_of(raw)))


def phones_in(field: str) -> tuple[str, ...]:
    """Each number of a field as it is dialled inside the country, once, in their order; empty if there is none."""
    found: list[str] = []
    for part in _parts(field):
        number = normal_phone(part)
        if found and found[-1].startswith("0") and 0 < len(number) < _SHORTHAND:
            number = found[-1][: -len(number)] + number  # 0571-88001234/35: the last figures of a second line
        if number:
            found.append(number)
    return tuple(dict.fromkeys(found))


def phone_slip(field: str) -> Slip | None:
    """What is wrong with a field that is not empty; each of its numbers must be one."""
    parts = [_WORDS.sub(" ", _REMARK.sub(" ", _EXTENSION.split(part, maxsplit=1)[0])).strip() for part in _parts(field)]
    parts = [part for part in parts if part]
    if not any(char.isdecimal() for part in parts for char in part):
        return Slip.NO_PHONE
    if not all(_SIGNS.fullmatch(_EXTENSION.split(part, maxsplit=1)[0]) for part in parts):
        return Slip.NO_PHONE
    slips = (_slip(number) for number in phones_in(field))
    return next((slip for slip in slips if slip), None)


def normal_phone(number: str) -> str:
    """Digits as dialled inside the country, without extension; a foreign country's code stays, led by ``+``."""
    text = _DASHED.sub(r"\1", _WORDS.sub("", plain_digits(number)).strip())
    text = _EXTENSION.split(text, maxsplit=1)[0]
    digits = "".join(char for char in text if char in "0123456789")
    if text.lstrip("( [").startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        return _domestic(digits[2:]) if digits.startswith("86") else f"+{digits}" if digits else ""
    if len(digits) == 13 and digits.startswith("861"):
        return digits[2:]
    return _without_trunk_zero(digits)


def _parts(field: str) -> Iterator[str]:
    for part in _APART.split(plain_digits(line_of(field)).translate(_DASHES)):
        whole = [each.group() for each in IN_TEXT.finditer(part)]
        several = len(whole) > 1 and not re.search(r"\d", IN_TEXT.sub("", part))
        yield from (each for each in (whole if several else [part]) if each.strip())


def _slip(number: str) -> Slip | None:
    """Judged by what numbers there are: mobiles, lines with or without area code, 400, 95 and short services."""
    if number.startswith("+"):
        return _length(len(number) - 1, 6, 15)
    if re.match("1[3-9]", number):
        return _length(len(number), 11, 11)
    if number.startswith("0"):
        area = 3 if re.match("01|02", number) else 4
        return _length(len(number), area + 7, area + 8)
    if re.fullmatch(r"(?:400|800)\d{7}|95\d{3,6}|96\d{3,6}|1[0-2]\d{1,6}|[2-9]\d{6,7}", number):
        return None
    return _length(len(number), 7, 8) or Slip.PHONE_UNKNOWN


def _length(is_: int, least: int, most: int) -> Slip | None:
    return Slip.PHONE_SHORT if is_ < least else Slip.PHONE_LONG if is_ > most else None


def _domestic(digits: str) -> str:
    if not digits or digits.startswith("0"):
        return _without_trunk_zero(digits)
    return digits if len(digits) == 11 and digits.startswith("1") else f"0{digits}"


def _without_trunk_zero(digits: str) -> str:
    # people used to dial a 0 before a mobile number from elsewhere; no area code has 01[3-9]
    return digits[1:] if len(digits) == 12 and re.match("01[3-9]", digits) else digits


def mobile_in(field: str) -> str:
    """The first number of a field that takes text messages: a mobile number of the mainland; empty if there is none."""
    numbers = (normal_phone(each) for each in phones_in(field))
    return next((each for each in numbers if re.fullmatch(_MOBILE, each)), "")
