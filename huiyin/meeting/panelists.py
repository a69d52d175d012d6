"""The list of panel members (听证员名册) as a kind of record, and how a panel is drawn from it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence

from huiyin.law.frame.facts import Actor
from huiyin.law.hearing.facts import Member
from huiyin.law.panelist.procedure import PANELIST, PanelistFacts
from huiyin.law.panelist.vocabulary import PanelistAct, PanelistStage
from huiyin.meeting.models import Panelist
from huiyin.record.kinds import Given, Kind, Moment, Prepared
from huiyin.record.places import above, kept_for_the_place
from huiyin.record.projection import project
from huiyin.record.snapshots import facts_from

_APART = re.compile(r"[、，,；;\s]+")
#: So many stand on the lists of a place at most before a lot is drawn from the first of them only.
MOST = 400


def listed_for(code: str) -> list[Panelist]:
    """Who may be asked to a panel at a place, by the lists of its own and of the divisions around it."""
    rows = Panelist.objects.filter(holder_code__in=above(code), stage=PanelistStage.LISTED.value)
    return list(rows.order_by("id")[:MOST])


class Stranger(LookupError):
    """A name stands on no list, or that person may not sit on this panel."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def draw(code: str, count: int, named: str, field: str, kept_out: Iterable[str]) -> list[Member]:
    """Whoever is asked for by name, then others by lot, first among those who know the field.

    :param kept_out: names that withdrew from this hearing.
    :raises Stranger: a name is on no list.
    """
    out = set(kept_out)
    known = {row.id: facts for row in listed_for(code) if (facts := _facts(row)).name not in out}
    there = [Member(listed, facts.name, facts.capacity.label) for listed, facts in known.items()]
    chosen = [_called(there, name) for name in _APART.split(named) if name]
    left = [each for each in there if each not in chosen]
    # Who knows the field comes first; within that nothing but the lot decides.
    by_lot = sorted(left, key=lambda each: (field not in known[each.listed].field, secrets.randbits(64)))
    return list(dict.fromkeys([*chosen, *by_lot[: max(0, count)]]))


def _called(there: Sequence[Member], name: str) -> Member:
    found = next((each for each in there if each.name == name), None)
    if found is None:
        raise Stranger(name)
    return found


def _facts(row: Panelist) -> PanelistFacts:
    facts: PanelistFacts = facts_from(PANELIST, row.facts)
    return facts


# The kind ----------------------------------------------------------------------------------------------------------


def _prepare(row: Panelist, act: PanelistAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is not PanelistAct.ENROL or by.organ is None:
        return given, ()
    mine = Panelist.objects.filter(holder=by.organ, title=given["title"], stage=PanelistStage.LISTED.value)
    return {**given, "twin": mine.exists()}, ()


def _caption(row: Panelist) -> str:
    facts = _facts(row)
    return " ".join(part for part in (facts.capacity.label, facts.field) if part)


PANELISTS = Kind(
    PANELIST, Panelist, project, prepare=_prepare, mark="L", readable=kept_for_the_place, shelf="all", caption=_caption
)
