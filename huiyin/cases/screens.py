"""After every act that could change who may read what: the same doors shut on every linked matter, in its transaction.

The law says what lies behind a report (huiyin.law.reading.screens); here its answer becomes rows, and the rooms that
draw from the record (search, figures, notifications) forget what was closed before anybody can ask them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from huiyin.cases.above import FORGETTING, SHUTTING, ask
from huiyin.cases.lodging import headline
from huiyin.cases.models import Case, Claim, Screen
from huiyin.cases.snapshots import load_facts
from huiyin.law.matter.facts import Facts
from huiyin.law.reading import WHOLE, Merger, Split, screens
from huiyin.law.reading import Screen as Behind
from huiyin.law.terms import Act
from huiyin.people import ledgers
from huiyin.record.kinds import Step
from huiyin.record.models import Event, Link, Standing
from huiyin.store.ahead import row_of, rows_of
from huiyin.store.ids import new_id
from huiyin.store.rows import fresh, insert
from huiyin.vault.opening import Shut, bare

#: In ``Case.screened``: nothing of the matter itself is closed, but something of what was merged into it.
TOOK_IN = -1


@dataclass(slots=True)
class Family:
    """Matters that came from each other by splitting and merging, with how they did."""

    cases: dict[int, Case] = field(default_factory=dict)
    splits: list[Split] = field(default_factory=list)
    mergers: list[Merger] = field(default_factory=list)

    def facts(self, case: int) -> Facts:
        return load_facts(self.cases[case].facts)


def settle(step: Step) -> set[int]:
    """Write down what an act changed in who may read a matter and everything linked to it. Most acts change nothing.

    :returns: the matters of which that changed.
    """
    act, before, after, case = step.decision.act, step.before, step.after, step.row
    shuts = _secrets(before) != _secrets(after)
    if not shuts and act not in (Act.SPLIT, Act.MERGE):
        return set()
    family = family_of(case.id)
    ceased = {case.id: after.seq} if before.report and not after.report else {}
    changed = _written(family, ceased)
    if shuts or changed:
        forget({*family.cases, *changed})
        ask(SHUTTING, sorted({*family.cases, *changed}), step.event.recorded_at)
    return {*changed, *(family.cases if shuts else ())}


def _secrets(facts: Facts) -> tuple[object, ...]:
    """What of a matter decides who may read it beside the organs that have to do with it."""
    accused = (facts.accused_organs, facts.accused_persons) if facts.report else ()
    return (facts.report, *accused, *((facts.holder, facts.owner) if facts.report else ()))


def forget(cases: Iterable[int]) -> None:
    """Let the rooms that draw from the record draw these matters anew, at once."""
    ask(FORGETTING, sorted(cases))


def reports_behind(links: Iterable[Link]) -> set[int]:
    """The reports behind which lies what these links rest on: of each the entry named, or all that was there then."""
    entry: dict[int, int] = {}
    for link in links:
        entry[link.other] = min(link.seq or link.entry, entry.get(link.other, WHOLE))
    rows = Screen.objects.filter(case__in=list(entry)).values_list("case", "report", "upto") if entry else ()
    return {report for case, report, upto in rows if upto >= entry[case]}


# What came from what -------------------------------------------------------------------------------------------------


def family_of(case: int) -> Family:
    """Everything linked to a matter by splitting and merging, however far."""
    found, waiting = Family(), [case]
    while waiting:
        number = waiting.pop()
        if number in found.cases:
            continue
        row = found.cases[number] = _matter(number)
        splits, mergers = list(_splits(row)), list(_mergers(row))
        found.splits += splits
        found.mergers += mergers
        waiting += [each.child for each in splits] + [each.source for each in mergers]
        waiting += [other for other in (row.merged_into, _parent(row)) if other is not None]
    return found


def _matter(number: int) -> Case:
    found = row_of(Case, number)
    if found is None:
        raise Case.DoesNotExist
    return found


def has_family(case: int) -> bool:
    """Whether anything came from a matter, or it from anything, by splitting or merging."""
    came = Q(id=case) & (Q(merged_into__isnull=False) | Q(follows__isnull=False))
    gave = Claim.objects.filter(case=case, split_to__isnull=False)
    return Case.objects.filter(came | Q(merged_into=case)).exists() or gave.exists()


def _parent(case: Case) -> int | None:
    """What the matter was split off from; ``follows`` may also name an earlier matter about the same thing."""
    if case.follows is None or not any(row.split_to == case.id for row in rows_of(Claim, "case_id", case.follows)):
        return None
    return case.follows


def _splits(parent: Case) -> Iterator[Split]:
    moved = {row.seq: row.split_to for row in rows_of(Claim, "case_id", parent.id) if row.split_to is not None}
    for event, said in _said(parent, Act.SPLIT) if moved else ():
        for child in {moved[claim] for claim in said["claims"] if claim in moved}:
            yield Split(parent.id, child, event)


def _mergers(target: Case) -> Iterator[Merger]:
    sources = {row.number: row.id for row in rows_of(Case, "merged_into", target.id)}
    for event, said in _said(target, Act.ABSORB) if sources else ():
        if said["from"] in sources:
            yield Merger(sources[said["from"]], target.id, event)


def _said(case: Case, act: Act) -> list[tuple[int, dict[str, Any]]]:
    rows = Event.objects.filter(record=case.id, act=act.value).values_list("seq", "payload")
    return [(seq, json.loads(payload)["said"]) for seq, payload in rows]


def wanted(family: Family, ceased: Mapping[int, int]) -> frozenset[Behind]:
    """What of these matters lies behind which report.

    :param ceased: those that were reports, each with the event by which it ceased to be one.
    """
    reports = _reports(family)
    ended = {case: at for case, at in ceased.items() if case not in reports}
    return screens(reports, ended, family.splits, family.mergers)


def _reports(family: Family) -> set[int]:
    return {case for case in family.cases if family.facts(case).report}


# What is written ------------------------------------------------------------------------------------------------------


def _written(family: Family, ceased: dict[int, int]) -> set[int]:
    """Make the rows say what the law says; which matters have others now."""
    known = {Behind(row.case_id, row.report, row.upto): row.id for row in Screen.objects.filter(case__in=family.cases)}
    ended = {each.record: each.upto for each in known if each.record == each.report} | ceased
    reports, behind = _reports(family), wanted(family, ended)
    gone, new = known.keys() - behind, sorted(behind - known.keys())
    Screen.objects.filter(id__in=[known[each] for each in gone]).delete()
    insert([fresh(Screen, id=new_id(), case_id=each.record, report=each.report, upto=each.upto) for each in new])
    for case in family.cases:
        _screen(family, case, max((each.upto for each in behind if each.record == case), default=0))
    _mark_takers(family, {each.record for each in behind} | reports)
    return {each.record for each in (*gone, *new)}


def _screen(family: Family, case: int, upto: int) -> None:
    """The columns of one matter, and whose it is: what lies wholly behind a report is nobody's by its own right."""
    row, facts = family.cases[case], family.facts(case)
    if upto == row.screened:
        return
    whole, was = upto == WHOLE, row.screened == WHOLE
    title = _title(case) if 0 < upto < WHOLE else ""
    Case.objects.filter(id=case).update(screened=upto, report=facts.report or whole, title=title or row.title)
    if title:
        row.title = title
        ledgers.bind(ledgers.MATTERS, "title", [row])
    if whole:
        Standing.objects.filter(record=case).delete()
    elif was:
        insert([fresh(Standing, record=case, organ=organ) for organ in sorted(facts.organs)])
    row.screened = upto


def _title(case: int) -> str:
    """A name after what is left: the one it had may be the report's."""
    left = Claim.objects.filter(case=case, split_to=None).order_by("seq").values_list("request", flat=True).first()
    try:
        return headline(bare(left)) if left else ""
    except Shut:
        return ""


def _mark_takers(family: Family, closed: set[int]) -> None:
    """What took in a matter that is closed, or was in part, asks before it shows that matter's letters."""
    for target in {each.target for each in family.mergers if each.source in closed}:
        if family.cases[target].screened == 0:
            Case.objects.filter(id=target).update(screened=TOOK_IN)
