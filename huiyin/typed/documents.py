"""Numbers of identity documents (证件号码): resident's card, soldier's, Hong Kong, Macao, Taiwan, passport.

Only a resident's number (GB 11643) can be checked for slips; whatever else has letters and digits is taken.
"""

from __future__ import annotations

import re
from typing import Final

from huiyin.typed.signs import plain_digits
from huiyin.typed.slips import Slip
from huiyin.typed.texts import line_of

#: People write the check letter of a resident's number as any cross there is.
_CROSS: Final = re.compile(r"(?<=[0-9])\s?[xX×✕✖╳⨯хХχΧ*∗✱＊]$")
_DASHES: Final = re.compile(r"[\s\-‐‑‒–—―−﹣_·.]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LEAST, _MOST = 5, 30
_KINDS: Final = "身份证|证件|护照|军官证|军人证|士兵证|警官证|通行证|回乡证|台胞证|居住证|身份证明"
#: Behind its name a number of any kind: A123456(7), 军字第2001988号, E12345678, a Taiwan pass of eight digits.
LABELLED: Final = re.compile(
    rf"(?:{_KINDS})[件]?(?:号码?|编号)?\s*[:：]?\s*"
    r"([A-Z]{1,2}\s?\d{6,9}(?:\s?\([0-9A-Z]\))?|\d{8}(?!\d)|[\u4e00-\u9fff]{1,3}字第?\s?\d{4,10}\s?号?)"
)
#: What people write before and behind a number in its own field.
_NAMED: Final = re.compile(
    rf"^(?:本人|居民|公民)*(?:{_KINDS})[件]?(?:号码?|编号)?\s*[:：]?\s*(?=.*\d)|[(（][\u3400-\u9fff]+[)）]$"
)
#: Letters that look like figures; a resident's number has none of them.
_LOOK_ALIKE: Final = str.maketrans("OIL", "011")
#: In a text: eighteen signs that begin like a district and a birthday, with spaces or dashes at their joints.
IN_TEXT: Final = re.compile(r"(?<![0-9A-Za-z])(?:[0-9][\s\-]?){17}[0-9xX×✕*＊](?![0-9A-Za-z])")


def document_of(raw: str) -> str:
    """A number as it is kept: one width, capitals, no spaces; a resident's without dashes and with its X."""
    text = line_of(plain_digits(line_of(raw))).upper().replace(" ", "")
    return resident_of(text) or text


def normal_document(number: str) -> str:
    """A number to compare by: letters and digits only, in capitals; any cross for the check letter is ``X``."""
    text = plain_digits(number).strip()
    text = resident_of(text) or _NAMED.sub("", text).replace("×", "X")
    return "".join(char for char in text.upper() if char.isalnum())


def resident_of(text: str) -> str:
    """A resident's number without dashes and with ``X`` for a cross; empty if it has not the shape of one."""
    bare = _CROSS.sub("X", _DASHES.sub("", _NAMED.sub("", plain_digits(text)))).upper()
    if re.fullmatch(r"[0-9]{17}[0-9X]", bare):
        return bare
    meant = bare.translate(_LOOK_ALIKE)
    return meant if _mistyped(bare) and _check(meant) == meant[-1] else ""


def document_slip(number: str) -> Slip | None:
    """What is wrong with a number that is not empty."""
    bare = normal_document(number)
    if not _LEAST <= len(bare) <= _MOST or not re.search(r"[0-9]", bare):
        return Slip.NO_DOCUMENT
    if re.fullmatch(r"[0-9]{14}|[0-9]{16,17}|[0-9]{19,}|[0-9]{16}X|[0-9]{18,}X", bare):
        return Slip.DOCUMENT_LENGTH
    return None if fits(bare) and not _mistyped(bare) else Slip.DOCUMENT_SLIP


def fits(number: str) -> bool:
    """Whether the last sign of a resident's number follows from the others; true of every other kind."""
    bare = resident_of(number)
    if not bare:
        return True
    return _check(bare) == bare[-1]


def _mistyped(bare: str) -> bool:
    """Whether letters stand for figures in what can only be a resident's number: 11010519491231OO2X."""
    return bool(re.fullmatch(r"[0-9OIL]{17}[0-9XOIL]", bare) and re.search("[OIL]", bare) and re.search(r"\d{6}", bare))


def _check(bare: str) -> str:
    total = sum(int(figure) * weight for figure, weight in zip(bare, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11]
