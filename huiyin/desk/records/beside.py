"""Pages of their own that a kind of record has beside those that all kinds share; they lead from its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from huiyin.law.words import P, Phrase
from huiyin.record.kinds import Kind

#: By kind: what the link says, and the name of the page, which takes the record's number.
PAGES: Final[Mapping[str, Sequence[tuple[Phrase, str]]]] = {
    "visit": ((P("准备单"), "visit-sheet"),),
    "conduct": ((P("打印告知本人"), "conduct-notice"),),
    "check": ((P("下载抽取范围的编号"), "check-frame"),),
}


def beside(kind: Kind) -> Sequence[tuple[Phrase, str]]:
    return PAGES.get(kind.key, ())
