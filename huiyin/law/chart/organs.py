"""Organs (机关、单位) and how they stand to each other, as values.

A chart is the answer to "who stood above whom on that day". It is built rarely, from dated edges, and asked often:
every lookup is remembered in the chart itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """The level of an organ in the administrative tree (层级)."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"

    @property
    def height(self) -> int:
        """0 for a village … 4 for a province."""
        return _HEIGHTS[self]

    @property
    def width(self) -> int:
        """How many leading digits of a 12-digit division code name a division of this level."""
        return _WIDTHS[self]

    @property
    def label(self) -> str:
        """The Chinese word: 省 市 县 乡镇 村."""
        return _LEVEL_LABELS[self]

    def is_above(self, other: Level) -> bool:
        """Whether this level is strictly higher."""
        return self.height > other.height


_HEIGHTS = {level: 4 - step for step, level in enumerate(Level)}
_WIDTHS = dict(zip(Level, (2, 4, 6, 9, 12), strict=True))
_LEVEL_LABELS = dict(zip(Level, ("省", "市", "县", "乡镇", "村"), strict=True))
CODE_DIGITS = 12


class OrganKind(StrEnum):
    """What kind of organ it is; routing asks for the kind, never for the name."""

    PETITION_OFFICE = "petition_office"
    GOVERNMENT = "government"
    PARTY_COMMITTEE = "party_committee"
    DEPARTMENT = "department"
    DISCIPLINE = "discipline"
    POLITICAL_LEGAL = "political_legal"
    JOINT_CONFERENCE = "joint_conference"
    STATION = "station"
    PUBLIC_INSTITUTION = "public_institution"
    VILLAGE_COMMITTEE = "village_committee"

    @property
    def label(self) -> str:
        """The Chinese word for the kind."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    OrganKind.PETITION_OFFICE: "信访部门",
    OrganKind.GOVERNMENT: "人民政府",
    OrganKind.PARTY_COMMITTEE: "党委",
    OrganKind.DEPARTMENT: "工作部门",
    OrganKind.DISCIPLINE: "纪检监察机关",
    OrganKind.POLITICAL_LEGAL: "政法部门",
    OrganKind.JOINT_CONFERENCE: "信访工作联席会议办公室",
    OrganKind.STATION: "站所",
    OrganKind.PUBLIC_INSTITUTION: "事业单位",
    OrganKind.VILLAGE_COMMITTEE: "村（居）民委员会",
}

LEADING_KINDS = frozenset({OrganKind.GOVERNMENT, OrganKind.PARTY_COMMITTEE, OrganKind.DISCIPLINE})
"""Organs whose leaders are managed by the level above (干部管理权限)."""

OVERSEEING_KINDS = frozenset({OrganKind.PETITION_OFFICE, OrganKind.JOINT_CONFERENCE})
"""Offices that watch over how the organs of their division, and of all below it, deal with petitions."""


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ on one day.

    :param code: 12-digit code of the division it serves, filled with zeros; organs of one division share it.
    :param short: the name as people say it, for narrow columns.
    :param competences: words of the competence catalogue (归口).
    """

    id: int
    code: str
    name: str
    short: str
    level: Level
    kind: OrganKind
    competences: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if len(self.code) != CODE_DIGITS or not (self.code.isascii() and self.code.isdigit()):
            raise ValueError(f"an organ's code has {CODE_DIGITS} digits, not {self.code!r}")

    @property
    def area(self) -> str:
        """The digits that every place served by this organ begins with."""
        return self.code[: self.level.width]

    def covers(self, place: str) -> bool:
        """Whether *place*, a division code of any length, lies in this organ's area."""
        return place.startswith(self.area)


@dataclass(frozen=True, eq=False)
class OrganChart:
    """All organs in force on one day and the edges between them.

    :param organs: by id.
    :param superiors: for each organ the ones directly above it, the primary first (本级政府, then 上级主管部门).
    :param successors: for a dissolved organ the one that carries on its powers (Art. 24 ¶2).
    """

    organs: Mapping[int, Organ]
    superiors: Mapping[int, tuple[int, ...]]
    successors: Mapping[int, int] = field(default_factory=dict)

    def organ(self, organ_id: int) -> Organ:
        """The organ itself, or the successor if it is dissolved.

        :raises KeyError: if neither is on the chart.
        """
        return self.organs[self.current(organ_id)]

    def current(self, organ_id: int) -> int:
        """*organ_id* or, if it was dissolved, the organ that carries on its powers."""
        seen = {organ_id}
        while organ_id not in self.organs and (heir := self.successors.get(organ_id)) and heir not in seen:
            organ_id = heir
            seen.add(heir)
        return organ_id

    def superior(self, organ_id: int) -> int | None:
        """The primary organ above (上一级机关), None at the top."""
        return next(iter(self.superiors_of(organ_id)), None)

    def superiors_of(self, organ_id: int) -> tuple[int, ...]:
        """Every organ directly above, primary first."""
        return self.superiors.get(organ_id, ())

    def ancestors(self, organ_id: int) -> frozenset[int]:
        """Every organ above over any edge, never itself, even where the edges run in a circle."""
        if organ_id not in self._ancestors:
            self._ancestors[organ_id] = frozenset(_reach(organ_id, self.superiors))
        return self._ancestors[organ_id]

    def is_below(self, organ_id: int, other: int) -> bool:
        """Whether *other* stands above *organ_id* over any edge."""
        return other in self.ancestors(organ_id)

    def subtree(self, organ_id: int) -> frozenset[int]:
        """The organ and every organ below it over any edge."""
        if organ_id not in self._subtrees:
            self._subtrees[organ_id] = frozenset({organ_id, *_reach(organ_id, self._inferiors)})
        return self._subtrees[organ_id]

    def inferiors_of(self, organ_id: int) -> tuple[int, ...]:
        """Every organ directly below."""
        return self._inferiors.get(organ_id, ())

    def barred(self, accused: Iterable[int]) -> frozenset[int]:
        """Organs a report must never reach: the accused ones and all below them (Art. 30 ¶3)."""
        named = list(accused)
        return frozenset(named).union(*(self.subtree(self.current(organ_id)) for organ_id in named))

    def overseers(self, organ_id: int) -> frozenset[int]:
        """Who may press an organ (督办, Arts. 14, 40): all above it, and the offices of its division and those above.

        These offices are the petition offices and those of the joint conference.
        """
        if organ_id not in self._overseers:
            offices = {organ.id for organ in self.serving(self.organ(organ_id).area) if organ.kind in OVERSEEING_KINDS}
            self._overseers[organ_id] = (self.ancestors(organ_id) | offices) - {organ_id}
        return self._overseers[organ_id]

    def common_superior(self, one: int, other: int) -> int | None:
        """The nearest organ above both (共同的上一级机关, Art. 24 ¶1): by the primary line, then over all edges."""
        upward = [organ_id for organ_id in self.primary_line(other) if organ_id != one]
        for organ_id in self.primary_line(one):
            if organ_id in upward and organ_id != other:
                return organ_id
        near, far = _distances(one, self.superiors), _distances(other, self.superiors)
        shared = (near.keys() & far.keys()) - {one, other}
        return min(shared, key=lambda organ_id: (near[organ_id] + far[organ_id], organ_id), default=None)

    def in_charge_of(self, organ_id: int) -> frozenset[int]:
        """The organs whose staff and ledgers an organ answers for: itself, all below it and, for a petition office,
        all of its area; those that were dissolved are with whoever carries on their powers."""
        if organ_id not in self.organs:
            return frozenset()
        own = self.organs[organ_id]
        found = self.subtree(organ_id)
        if own.kind is OrganKind.PETITION_OFFICE:
            found |= {each.id for each in self.organs.values() if own.covers(each.code)}
        return found | {gone for gone in self.successors if self.current(gone) in found}

    def primary_line(self, organ_id: int) -> tuple[int, ...]:
        """The organs above over primary edges only, nearest first."""
        line: list[int] = []
        above = self.superior(organ_id)
        while above is not None and above != organ_id and above not in line:
            line.append(above)
            above = self.superior(above)
        return tuple(line)

    def petition_office_of(self, organ_id: int) -> int | None:
        """The petition office (信访局) of the organ's own division, else of the next division up that has one."""
        return self._nearest(OrganKind.PETITION_OFFICE, self.organ(organ_id).area)

    def government_of(self, organ_id: int) -> int | None:
        """The government of the organ's own division (本级政府), else the next one up."""
        return self._nearest(OrganKind.GOVERNMENT, self.organ(organ_id).area)

    def joint_conference_for(self, one: int, other: int) -> int | None:
        """The office of the joint conference (联席会议) at the nearest division that holds both organs (Art. 24 ¶1)."""
        return self._nearest(OrganKind.JOINT_CONFERENCE, common_area(self.organ(one).area, self.organ(other).area))

    def serving(self, place: str) -> Iterator[Organ]:
        """Organs whose area holds *place*, the nearest level first, in the order of their ids within a level."""
        for width in _WIDTHS_UPWARD:
            if width <= len(place):
                yield from self._here.get(place[:width], ())

    def _nearest(self, kind: OrganKind, area: str) -> int | None:
        return next((organ.id for organ in self.serving(area) if organ.kind is kind), None)

    @cached_property
    def _ancestors(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def _overseers(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def _subtrees(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def _inferiors(self) -> dict[int, tuple[int, ...]]:
        below: dict[int, list[int]] = {}
        for organ_id, above in self.superiors.items():
            for superior in above:
                below.setdefault(superior, []).append(organ_id)
        return {organ_id: tuple(inferiors) for organ_id, inferiors in below.items()}

    @cached_property
    def _here(self) -> dict[str, tuple[Organ, ...]]:
        here: dict[str, list[Organ]] = {}
        for organ in sorted(self.organs.values(), key=lambda organ: organ.id):
            here.setdefault(organ.area, []).append(organ)
        return {area: tuple(organs) for area, organs in here.items()}


_WIDTHS_UPWARD = tuple(sorted(_WIDTHS.values(), reverse=True))


def common_area(one: str, other: str) -> str:
    """The digits of the smallest division that holds both areas; empty if they share none."""
    for width in _WIDTHS_UPWARD:
        if width <= min(len(one), len(other)) and one[:width] == other[:width]:
            return one[:width]
    return ""


def _reach(start: int, edges: Mapping[int, tuple[int, ...]]) -> set[int]:
    return set(_distances(start, edges)) - {start}


def _distances(start: int, edges: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
    """Steps from *start* to all that its edges lead to; circles are walked once."""
    steps = {start: 0}
    queue = [start]
    for organ_id in queue:
        for following in edges.get(organ_id, ()):
            if following not in steps:
                steps[following] = steps[organ_id] + 1
                queue.append(following)
    return steps
