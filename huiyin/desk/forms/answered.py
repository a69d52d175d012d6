"""What a decision answers (要回应的): the words of whoever asked and the opinions judged, beside the form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huiyin.cases.papers.instruments import papers_for_staff
from huiyin.cases.queries import events_of
from huiyin.desk.forms.sheets import Sheet
from huiyin.desk.matter.timeline import Entry, entries, people_in, told
from huiyin.desk.names import Names
from huiyin.desk.own_words import in_entries
from huiyin.law.matter.answering import ANSWERING, JUDGED
from huiyin.papers.models import Paper

#: So many are shown; a matter may be objected to twice by each organ it came to.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Answered:
    """The steps that are answered, newest first, and the papers that are judged."""

    steps: list[Entry]
    papers: list[Paper]


def answered(sheet: Sheet) -> Answered | None:
    """What stands beside this form; None where it answers nobody."""
    acts, kinds = ANSWERING.get(sheet.act, ()), JUDGED.get(sheet.act, ())
    if not acts and not kinds:
        return None
    return Answered(_steps(sheet, [act.value for act in acts]), _papers(sheet, [kind.value for kind in kinds]))


def _steps(sheet: Sheet, acts: Iterable[str]) -> list[Entry]:
    rows = events_of(sheet.case, sheet.desk.actor, sheet.desk.today).filter(act__in=acts)
    events = told(sheet.part.events(rows.order_by("-seq")[:SHOWN]))
    return in_entries(entries(events, Names.of(sheet.world.chart, people_in(events))), sheet.shown)


def _papers(sheet: Sheet, kinds: Iterable[str]) -> list[Paper]:
    found = papers_for_staff(sheet.case, sheet.desk.actor, sheet.desk.today).filter(
        kind__in=kinds, voided_on__isnull=True
    )
    return list(found.order_by("-id")[:SHOWN])
