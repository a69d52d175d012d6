"""What somebody handed in, as a paper names it (收到的材料): by what it is, 来信1页, 照片2张."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

#: As the clerk's scanner and the splitting of scans name them (huiyin.channels.letters.splitting).
_SCAN: Final = re.compile(r"来信\d*(?:（第(\d+)(?:-(\d+))?页）)?(?:\.\w+)?")
_TELLING: Final = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_BY_MACHINES: Final = re.compile(r"微信图片|微信截图|屏幕截图|截屏|新建|未命名|图片\d|照片\d|录音\d|视频\d")
_COUNTED: Final = {
    "image": ("照片", "张"), "audio": ("录音", "段"), "video": ("录像", "段"), "letter": ("来信", "页"),
    "scan": ("来信", "份"), "other": ("文件", "份"),
}  # fmt: skip


def as_named(files: Iterable[tuple[str, str]]) -> list[str]:
    """Each kind with its count, in the order in which the first of it came; what has a telling name keeps it.

    :param files: name and media type of each.
    """
    told: list[str] = []
    counts: Counter[str] = Counter()
    for name, media in files:
        kind, count = _kind(name, media)
        if kind in ("letter", "scan") or not _tells(name):
            if kind not in counts:
                told.append(kind)
            counts[kind] += count
        else:
            told.append(f"“{PurePath(name).stem}”{_counted(kind, 1)}")
    return [_counted(each, counts[each]) if each in counts else each for each in told]


def _kind(name: str, media: str) -> tuple[str, int]:
    if scan := _SCAN.fullmatch(name):
        first, last = scan.group(1), scan.group(2) or scan.group(1)
        return ("letter", int(last) - int(first) + 1) if first else ("scan", 1)
    kind = media.partition("/")[0]
    return (kind if kind in _COUNTED else "other"), 1


def _tells(name: str) -> bool:
    return bool(_TELLING.search(PurePath(name).stem)) and not _BY_MACHINES.search(name)


def _counted(kind: str, count: int) -> str:
    what, measure = _COUNTED[kind]
    return f"{what}{count}{measure}"
