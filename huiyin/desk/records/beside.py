"""Pages of their own that a kind of record has beside those that all kinds share; they lead from its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode

from huiyin.desk.matter.charged import after_a_denial
from huiyin.desk.matter.planned import after_its_sign
from huiyin.desk.meeting.slips import slips_for_its_panel
from huiyin.desk.staff import Desk
from huiyin.law.words import P, Phrase
from huiyin.record.kinds import Kind

#: By kind: what the link says, and the name of the page, which takes the record's number.
PAGES: Final[Mapping[str, Sequence[tuple[Phrase, str]]]] = {
    "visit": ((P("准备单"), "visit-sheet"),),
    "conduct": ((P("打印告知本人"), "conduct-notice"),),
    "bulletin": ((P("阅读"), "bulletin-read"),),
    "check": ((P("下载抽取范围的编号"), "check-frame"),),
}

#: By kind: what the link says, the kind of record that is opened about one, and the field of its form that names it.
OPENS: Final[Mapping[str, Sequence[tuple[Phrase, str, str]]]] = {
    "dispute": ((P("提请联席会议"), "topic", "matter"),),
}


def opened_about(kind: Kind, row: Any) -> Sequence[tuple[Phrase, str, str]]:
    """What may be opened about a record as long as it is open itself: what it says, the kind, the query of its form."""
    if row.closed_on is not None:
        return ()
    return [(label, key, urlencode({name: row.number})) for label, key, name in OPENS.get(kind.key, ())]


#: By kind: what the link says, and where it leads this desk; nowhere where that is empty.
WAYS: Final[Mapping[str, Sequence[tuple[Phrase, Callable[[Any, Desk], str]]]]] = {
    "sign": ((P("起草整改方案"), after_its_sign),),
    "charge": ((P("提出督办"), after_a_denial),),
    "hearing": ((P("听证员阅案单"), slips_for_its_panel),),
}


def beside(kind: Kind, row: Any, desk: Desk) -> Iterator[tuple[Phrase, str]]:
    """What the links beside a record say, and their addresses."""
    for label, page in PAGES.get(kind.key, ()):
        yield label, reverse(f"desk:{page}", args=[row.number])
    for label, way in WAYS.get(kind.key, ()):
        if url := way(row, desk):
            yield label, url
