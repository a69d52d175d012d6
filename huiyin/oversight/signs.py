"""Early signs (苗头) as a kind of record: each rests on its matters, so that it closes with any that is a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet

from huiyin.law.frame.facts import Actor
from huiyin.law.sign.procedure import SIGN, SignFacts
from huiyin.law.sign.vocabulary import SignAct
from huiyin.oversight.models import Sign
from huiyin.people.divisions import divisions_in
from huiyin.record import projection, rows
from huiyin.record.kinds import Given, Kind, Moment, Narrowing, Prepared
from huiyin.record.projection import linked
from huiyin.record.snapshots import facts_from

HOW: Final = "sign"


def _prepare(row: Sign, act: SignAct, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is not SignAct.ASK:
        return given, ()
    cases: Sequence[int] = given.get("cases", ()) if by.person is None else ()
    said = {name: value for name, value in given.items() if name != "cases"}
    automatic = {"automatic": True} if by.person is None else {}
    links = tuple(linked(row, SIGN.key, case, "matter", HOW) for case in cases)
    title = title_of(str(given["place"]), str(given.get("named", "")), str(given["thing"]))
    return {**said, **automatic, "title": title}, links


def title_of(place: str, named: str, thing: str) -> str:
    """Where and what, as lists say it."""
    names = dict(divisions_in(place[:2]))
    where = names.get(place, "").split(" ")[-1]
    return f"{where}{named}：{thing}"[:120]


def _own(facts: SignFacts) -> Mapping[str, Any]:
    return {
        "place": facts.place, "named": facts.named, "thing": facts.thing, "automatic": facts.automatic,
        "why": facts.why.value if facts.why else "",
    }  # fmt: skip


def judged(mine: QuerySet[Sign], since: date) -> dict[str, int]:
    """How many signs that the machine found stand in which stage, of those that came since a day.

    :param mine: the signs that the reader may read.
    """
    found = mine.filter(automatic=True, lodged_at__date__gte=since).order_by().values_list("stage")
    return dict(found.annotate(many=Count("id")))


def caption(row: Sign) -> str:
    facts: SignFacts = facts_from(SIGN, row.facts)
    return facts.why.label if facts.why else ""


def _places(area: str) -> list[tuple[str, Any]]:
    return list(divisions_in(area))


SIGNS = Kind(
    SIGN, Sign, projection.with_columns(_own), prepare=_prepare, derive=rows.with_columns(SIGN, _own), mark="Y",
    columns=_own, caption=caption, narrowed=(Narrowing("place", "地方", _places, begins=True),),
)  # fmt: skip
