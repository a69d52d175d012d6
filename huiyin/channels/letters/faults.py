"""What can be wrong with a file of a letter, and what the clerk does then."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from huiyin.law.words import P, Phrase

MEMORY: Final = 1280
"""MB that opening one file may take. A hundred letters, photos of 13 megapixels among them, used 504."""


class Fault(StrEnum):
    """Why a file could not be read; stored with it."""

    BROKEN = "broken"
    LOCKED = "locked"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SLOW = "too_slow"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    DIED = "died"
    ABSENT = "absent"
    LOST = "lost"


class NotReadable(Exception):
    """A file that is not read, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


WHAT_TO_DO: Mapping[Fault, Phrase] = {
    Fault.BROKEN: P("文件打不开，可能没有传完整。请重新扫描或拍照，再传一次。"),
    Fault.LOCKED: P("这个 PDF 设了密码。请去掉密码再传，或者打印出来扫描。"),
    Fault.TOO_LARGE: P("图片展开以后太大。请用 300 dpi 扫描，再传一次。"),
    Fault.TOO_MANY_PAGES: P("超过 40 页。请分成几份再传。"),
    Fault.TOO_SLOW: P("一页读了两分钟还没有读完，停下了。可以再读一次，或者照着图片打字。"),
    Fault.OUT_OF_MEMORY: P(
        "打开它要的内存超过 {mb} MB，停下了，不再试。请用 300 dpi 重新扫描，或者照着原件打字。", mb=MEMORY
    ),
    Fault.CRASHED: P("打开它的程序中途停了，文件多半是坏的，不再试。请重新扫描，或者照着原件打字。"),
    Fault.DIED: P("读的时候三次被打断。可以再读一次，或者照着原件打字。"),
    Fault.ABSENT: P("这台机器没有装文字识别。请照着原件打字登记。"),
    Fault.LOST: P("存下的原件和它的指纹对不上，不能用。请找出纸质原件重新扫描，并告诉管理员。"),
}
