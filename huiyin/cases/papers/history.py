"""The history of a matter as a paper prints it: every act by its organ; of a long one the first and the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from huiyin.cases.papers.people import people
from huiyin.cases.papers.record import Record
from huiyin.law.frame.verdict import Event as LawEvent
from huiyin.law.papers import Paper
from huiyin.law.terms import Act
from huiyin.papers.facts import Line
from huiyin.people.models import Organ

#: Acts whose telling belongs to nobody but the office.
UNTOLD = {Act.UNMASK, Act.RATE, Act.NOTE_OVERDUE, Act.LAPSE}
#: What only the person asks for, and acts whose name on a button would read oddly in a letter.
ASKED = {Act.LODGE, Act.SEEK_REVIEW, Act.SEEK_REREVIEW, Act.WITHDRAW, Act.SUPPLEMENT, Act.ASK_RECUSAL}
STEPS: Final = {
    Act.LODGE: "提出信访事项",
    Act.CLASSIFY: "确定每项请求的类别",
    Act.EXECUTE: "报告落实情况",
    Act.NAME_HANDLER: "确定承办人",
}
#: So many steps a paper prints; of a longer history the first and the last, and that the middle is left out.
MOST_STEPS: Final = 40
FIRST_STEPS: Final = 12
LAST_STEPS: Final = 27


def history(record: Record) -> Iterator[Line]:
    """Every act, by its organ; what was looked at or rated is nobody's business."""
    if record.kind not in (Paper.CONCLUSION_REPORT, Paper.ARCHIVE_FORM, Paper.SUPERVISION_LETTER):
        return
    open_ones = (event for row, event in record.events[:-1] if row.seq >= record.begins or row.act == Act.LODGE)
    told = [event for event in open_ones if event.act not in UNTOLD]
    names = {row.id: row.name for row in Organ.objects.filter(id__in={event.organ for event in told if event.organ})}
    asking = "、".join(person.name for person in people(record.case, record.facts.report)) or "信访人"
    for event in told if len(told) <= MOST_STEPS else [*told[:FIRST_STEPS], None, *told[-LAST_STEPS:]]:
        if event is None:
            yield _left_out(told[FIRST_STEPS:-LAST_STEPS])
            continue
        at = names.get(event.organ, "") if event.organ else ""
        yield Line(event.on, f"{_who(event, at, asking)}：{STEPS.get(event.act, event.act.label)}")


def _left_out(events: Sequence[LawEvent]) -> Line:
    """Where the middle of a long history stands; a paper never passes over it in silence."""
    last = events[-1].on
    where = f"至{last.year}年{last.month}月{last.day}日的{len(events)}步从略，逐步记录见本件信访事项的办理记录"
    return Line(events[0].on, where)


def _who(event: LawEvent, at: str, asking: str) -> str:
    """Who did it: what only the person can ask for is theirs, at whatever desk they asked."""
    if event.act in ASKED or not at:
        return f"{asking}（{at}登记）" if at else asking
    return at
