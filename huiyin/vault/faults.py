"""What a check of the journal may find, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of damage a check tells apart."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    ADDED = "added"
    EARLIER = "earlier"
    UNREADABLE = "unreadable"
    SEAL_FORGED = "seal_forged"
    SEAL_BREAK = "seal_break"
    HEADER_FORGED = "header_forged"
    UNSEALED = "unsealed"
    AHEAD = "ahead"
    STALE = "stale"
    ROLLED_BACK = "rolled_back"


SENTENCES = {
    Kind.CHANGED: "案件{case}第{seq}条记录被改动。",
    Kind.REMOVED: "案件{case}从第{seq}条起有记录缺失。",
    Kind.REORDERED: "案件{case}第{seq}条记录的次序不对。",
    Kind.TRUNCATED: "案件{case}从第{seq}条起的记录被截去。",
    Kind.ADDED: "案件{case}第{seq}条记录是多出来的。",
    Kind.EARLIER: "案件{case}第{seq}条记录的登记时间早于前一条。",
    Kind.UNREADABLE: "文件第{line}行读不懂。",
    Kind.SEAL_FORGED: "第{seal}号日封的签名或内容不真实。",
    Kind.SEAL_BREAK: "第{seal}号日封与前一号接不上。",
    Kind.HEADER_FORGED: "文件首行的签名或内容不真实。",
    Kind.UNSEALED: "案件{case}从第{seq}条起早该封存，却没有封存。",
    Kind.AHEAD: "第{seal}号日封的日期还没有到。",
    Kind.STALE: "第{seal}号日封以后，很久没有再封存。",
    Kind.ROLLED_BACK: "第{seal}号日封与送到外面的不一致，或已不在。",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    :param record: the record it concerns, 0 if it concerns none.
    :param seq: the event (from 1) where it begins, 0 if none.
    :param seal: the number of a daily seal, 0 if none.
    :param line: the line (from 1) of an export, 0 if none.
    """

    kind: Kind
    record: int = 0
    seq: int = 0
    seal: int = 0
    line: int = 0

    @property
    def place(self) -> tuple[int, int, int, int, str]:
        """A sort key: what concerns the file first, then seals, then records in their order."""
        return (self.record, self.seq, self.seal, self.line, self.kind)

    @property
    def text(self) -> str:
        """The sentence with named holes; key of its translation, as in a phrase of the law."""
        return SENTENCES[self.kind]

    @property
    def args(self) -> tuple[tuple[str, object], ...]:
        """Values for the holes."""
        return (("case", self.record), ("seq", self.seq), ("seal", self.seal), ("line", self.line))

    def __str__(self) -> str:
        return self.text.format(**dict(self.args))
