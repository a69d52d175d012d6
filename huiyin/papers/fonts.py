"""Typefaces (字体): the official ones by name for offices that own them, then the free ones found on this machine.

FangZheng and _GB2312 faces may not be shipped. An office puts its own into the folder ``fonts`` of the data folder.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_SERIF: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC")
_SANS: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC")
#: Large collections for characters of names that the others lack (GB 18030 level 3).
_RARE: Final = (*_SERIF, *_SANS, "TW-Sung", "TW-Sung-Ext-B", "SimSun-ExtB", "SimSun-ExtG", "HanaMinA", "HanaMinB")
_FANG: Final = (
    "FangSong_GB2312", "仿宋_GB2312", "FZFangSong-Z02", "FZFangSong-Z02S", "FangSong", "仿宋", "STFangsong",
    "Zhuque Fangsong", "Zhuque Fangsong (technical preview)", "FandolFang R", "FandolFang",
)  # fmt: skip
CHAINS: Final[dict[str, tuple[str, ...]]] = {
    "fang": (*_FANG, *_RARE),
    "kai": (
        "KaiTi_GB2312", "楷体_GB2312", "FZKai-Z03", "KaiTi", "楷体", "STKaiti", "LXGW WenKai GB", "LXGW WenKai",
        "FandolKai", "AR PL UKai CN", *_FANG, *_RARE,
    ),
    "hei": ("SimHei", "黑体", "FZHei-B01", "STHeiti", *_SANS, "FandolHei", *_RARE),
    "title": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋简体", *_SERIF, "FandolSong", *_RARE),
    "song": ("SimSun", "宋体", "STSong", *_SERIF, "FandolSong", *_RARE),
}  # fmt: skip
PACKAGE: Final = "fonts-noto-cjk"
HOW_TO_GET_FONTS: Final = f"apt-get install {PACKAGE}"


class NoFonts(RuntimeError):
    """This machine has no Chinese typeface at all."""


@dataclass(frozen=True)
class Faces:
    """The typefaces of one machine: per role the families to try in order, and where every one of them lies.

    ``folder`` holds the office's own, if it has any.
    """

    folder: Path | None
    roles: dict[str, tuple[str, ...]]
    files: tuple[tuple[str, int], ...]

    @cached_property
    def covered(self) -> frozenset[int]:
        """Every code point some face of the common chain can draw."""
        points: set[int] = set()
        for path, index in self.files:
            with TTFont(path, fontNumber=index, lazy=True) as face:
                points.update(face.getBestCmap() or ())
        return frozenset(points)


def faces(folder: Path) -> Faces:
    """Look once per process which typefaces there are.

    :param folder: the office's own typefaces; need not exist.
    :raises NoFonts: there is none with Chinese characters.
    """
    return _faces(folder if folder.is_dir() else None)


@lru_cache(maxsize=4)
def _faces(folder: Path | None) -> Faces:
    own = [] if folder is None else [str(folder)]
    found = typst.Fonts(include_embedded_fonts=False, font_paths=own).fonts()
    families = {face.family for face in found}
    roles = {role: tuple(dict.fromkeys(name for name in chain if name in families)) for role, chain in CHAINS.items()}
    if not all(roles.values()):
        raise NoFonts(f"No Chinese typeface was found. On Debian or Ubuntu type: {HOW_TO_GET_FONTS}")
    wanted = {name for chain in roles.values() for name in chain}
    files = {face.family: (str(face.path), face.index) for face in found if face.family in wanted and face.path}
    return Faces(folder, roles, tuple(sorted(files.values())))


# What can be printed -----------------------------------------------------------------------------------------------

#: Stands for a picture that no typeface draws, as printers have always done (〓, 缺字符号).
GETA: Final = "〓"
_NEVER: Final = frozenset({"Cc", "Cf", "Cs"})
#: Characters that an office has of its own, or that are younger than this program: names hold them.
_RARE_NAMES: Final = frozenset({"Co", "Cn"})
_IF_COVERED: Final = frozenset({"Mn", "Me", "Sk"})
_PICTURES: Final = frozenset({"So", "Sm"})


class Unprintable(ValueError):
    """Characters no typeface here can draw; a paper with a hole in a name is no paper."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = "".join(characters)
        super().__init__(self.characters)


def printable(text: str, have: Faces) -> str:
    """``text`` as it can be printed: controls left out; small pictures, and characters of names without a face, as 〓.

    Which these are, the slip beside the paper says (huiyin.papers.gaps).
    :raises Unprintable: a letter or character is in no typeface of this machine.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_one(char, have) for char in text)


def _one(char: str, have: Faces) -> str:
    if char == "\n":
        return char
    if char == "\t":
        return " "
    if char in _ORDINARY:
        return char
    category = unicodedata.category(char)
    if category in _NEVER:
        return ""
    if ord(char) in have.covered:
        return char
    if category in _IF_COVERED:
        return ""
    if category in _PICTURES or category in _RARE_NAMES:
        return GETA
    if category.startswith("Z"):
        return " "
    raise Unprintable(char)


def has_no_face(char: str, have: Faces) -> bool:
    """Whether it is a character of names that no typeface here draws."""
    return unicodedata.category(char) in _RARE_NAMES and ord(char) not in have.covered


def unprintable(texts: Iterable[str], have: Faces) -> str:
    """The characters of ``texts`` that no typeface here can draw, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for char in set(text):
            try:
                _one(char, have)
            except Unprintable:
                found[char] = None
    return "".join(sorted(found))


def _gb2312() -> frozenset[str]:
    """The characters every Chinese typeface has, so that common text is not looked up one by one."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    known = {pair.decode("gb2312", "ignore") for pair in rows}
    return frozenset(
        "".join(known) + "，。、；：？！“”‘’（）《》〈〉【】—…·〔〕「」％～" + "".join(map(chr, range(32, 127)))
    )


_ORDINARY: Final = _gb2312()
