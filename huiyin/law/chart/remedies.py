"""What a person may do against an answer (救济途径): the one source from which every paper and page tells it.

Against an opinion of the petition procedure: review, then re-review, by the periods of the matter's book (xf2022
Art. 35, 36). Against an answer given in performance of a duty (Art. 31 (5)): reconsideration first, then suit, and the
organ must say so (行政复议法 Art. 23 ¶1 (3), ¶2). A suggestion, a report of wrongdoing and a re-review leave none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from huiyin.law.chart.organs import OrganChart, OrganKind
from huiyin.law.chart.routes import ROUTES, TimeLimit
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import ClockKind


@dataclass(frozen=True, slots=True)
class Review:
    """Review or re-review: what it is called, how long it may be asked for, and where that stands."""

    name: str
    clock: ClockKind
    length: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Reconsideration:
    """Reconsideration first, then suit, each with its limit.

    :param first: why it comes before the suit; ``told`` why the organ must say so.

    ``apply`` and ``sue`` are the limits of the route, from its file.
    """

    first: Citation
    told: Citation

    @property
    def apply(self) -> TimeLimit:
        return ROUTES["duty"].limits[0]

    @property
    def sue(self) -> TimeLimit:
        return ROUTES["duty"].limits[1]


DUTY: Final = Reconsideration(cite("fuyi2023", 23, 1, 3), cite("fuyi2023", 23, 2))

_NAMES: Final = {ClockKind.SEEK_REVIEW: "复查", ClockKind.SEEK_REREVIEW: "复核"}
#: Organs whose acts are none of the administration: nobody reconsiders them (行政复议法 Art. 2).
_OUTSIDE: Final = frozenset(
    {
        OrganKind.PARTY_COMMITTEE,
        OrganKind.DISCIPLINE,
        OrganKind.PETITION_OFFICE,
        OrganKind.JOINT_CONFERENCE,
        OrganKind.VILLAGE_COMMITTEE,
    }
)


def review(book: RuleBook, clock: ClockKind) -> Review:
    """Review (``SEEK_REVIEW``) or re-review (``SEEK_REREVIEW``) by a book."""
    period = book.periods[clock]
    return Review(_NAMES[clock], clock, f"{period.length}{period.unit.label}", period.citation)


def reviewable(kind: OrganKind) -> bool:
    """Whether an organ of this kind answers for a duty before the reconsideration authorities."""
    return kind not in _OUTSIDE


def reconsiders(chart: OrganChart, organ_id: int) -> int | None:
    """The organ that reconsiders (行政复议机关); None where nobody does.

    It is the government above (行政复议法 Art. 24) or, where an organ is led from above alone, its own upper one (27).
    """
    organ = chart.organ(organ_id)
    above = [chart.organ(each) for each in chart.superiors_of(organ.id)]
    if not reviewable(organ.kind) or not above:
        return None
    governments = [each.id for each in above if each.kind is OrganKind.GOVERNMENT]
    if governments:
        return governments[0]
    # A station answers through the department that set it up: that department's own government.
    if organ.kind is OrganKind.STATION or organ.kind is OrganKind.PUBLIC_INSTITUTION:
        return reconsiders(chart, above[0].id)
    return above[0].id if above[0].kind is OrganKind.DEPARTMENT else None
