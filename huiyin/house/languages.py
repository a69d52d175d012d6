"""The languages the pages can speak, how each is written, and which of them are there.

A language is there as soon as ``locale/parts`` holds a file of it (``portal.ug.po``): then it can be chosen, is
compiled, and its pages run in its direction. What a translator has not done yet stands in Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

PARTS: Final = Path(__file__).resolve().parent / "locale" / "parts"
_ONE: Final = "nplurals=1; plural=0;"
_TWO: Final = "nplurals=2; plural=(n != 1);"


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    :param code: as Django and the cookie name it; ``part`` stands in the names of its files, ``folder`` holds its .mo.
    :param tag: for HTML (BCP 47). The style sheet chooses fonts by it.
    :param name: its own name in its own script.
    :param direction: ``ltr`` or ``rtl``.
    :param vertical: lines run from top to bottom, from left to right.
    """

    code: str
    part: str
    folder: str
    tag: str
    name: str
    plural: str = _ONE
    direction: str = "ltr"
    vertical: bool = False


KNOWN: Final = (
    Language("zh-hans", "zh", "zh_Hans", "zh-Hans", "中文"),
    Language("en", "en", "en", "en", "English", _TWO),
    Language("ug", "ug", "ug", "ug", "ئۇيغۇرچە", _TWO, direction="rtl"),
    Language("bo", "bo", "bo", "bo", "བོད་ཡིག"),
    Language("mn-mong", "mn-mong", "mn_Mong", "mn-Mong", "ᠮᠣᠩᠭᠣᠯ", _TWO, vertical=True),
)
CHINESE: Final = KNOWN[0]
_ALWAYS: Final = 2


def present(parts: Path = PARTS) -> tuple[Language, ...]:
    """Chinese, English, and each other language of which there is a file."""
    return tuple(each for at, each in enumerate(KNOWN) if at < _ALWAYS or any(parts.glob(f"*.{each.part}.po")))


@cache
def offered() -> tuple[Language, ...]:
    """What readers can choose, looked up once per process."""
    return present()


def language(code: str) -> Language:
    """The language with this code; Chinese for one that nobody knows."""
    return next((each for each in KNOWN if each.code == code), CHINESE)
