"""Lists of destruction (销毁清册) as a kind of record.

What is past its period the record knows; the law is told, and asked who may do what. When a list is carried out what it
holds is looked at once more: what was held meanwhile, or came to hang together with something that stays, stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db.models import Model

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.keeping import destroying
from huiyin.keeping.due import MOST, Line, judged, kept_of, past, resting_on
from huiyin.keeping.models import Disposal, Prolonged
from huiyin.law.disposal.facts import DisposalFacts, Item
from huiyin.law.disposal.procedure import DISPOSAL
from huiyin.law.disposal.vocabulary import DisposalAct as A
from huiyin.law.disposal.vocabulary import Finding
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS
from huiyin.law.words import P
from huiyin.oversight.secrecy import secret
from huiyin.papers.facts import PaperFacts
from huiyin.people.posts import names_of
from huiyin.record.conditions import Condition
from huiyin.record.kinds import Given, Kind, Moment, Prepared, Step
from huiyin.record.models import Destroyed, Event, OwedPaper
from huiyin.record.projection import linked, project
from huiyin.record.reading import standing_readers
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from
from huiyin.store.ids import new_id
from huiyin.wording.words import grouped

HOW: Final = "disposal"
#: Acts that hand a list to somebody else.
_HANDS: Final = frozenset({A.SUBMIT, A.APPROVE, A.COUNTERSIGN, A.SEND_BACK, A.NAME_HANDLER, A.CARRY_OUT})


def facts_of(row: Disposal) -> DisposalFacts:
    facts: DisposalFacts = facts_from(DISPOSAL, row.facts)
    return facts


def _prepare(row: Disposal, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act is A.DRAW:
        return _drawn(row, given, by, moment.day)
    facts = facts_of(row)
    told: dict[str, Any] = {**given}
    if act in _HANDS and facts.reports:
        told |= secret({each.matter for each in facts.items}, moment.day)
    if act is A.APPROVE:
        return told, _prolonged(row, facts, moment.day)
    if act is A.CARRY_OUT:
        return _going(row, facts, told, moment.day)
    return told, ()


# Drawn up ------------------------------------------------------------------------------------------------------------


def _drawn(row: Disposal, given: Given, by: Actor, on: date) -> Prepared:
    reports, only = bool(given.get("reports")), str(given.get("only") or "").split()
    lines = judged(past(int(given["organ"]), by, on, reports, only))
    fit = [line for line in lines if line.why_not is None][:MOST]
    # What hangs together goes together: the cut may not part it.
    fit = [line for line in judged(fit) if line.why_not is None]
    owed = _papers(line.case.id for line in fit)
    items = [_item(line, owed.get(line.case.id, 0)) for line in fit]
    links = tuple(linked(row, DISPOSAL.key, line.case.id, "matter", HOW) for line in fit)
    title = f"{on.year}年销毁清册（{'检举控告，' if reports else ''}{len(items)}件）"
    said: dict[str, Any] = {"items": items, "left_out": len(lines) - len(items), "title": title}
    typed = {name: value for name, value in given.items() if name != "reports"}
    return {**typed, **said, **({"reports": True} if reports else {})}, links


def _item(line: Line, papers: int) -> dict[str, Any]:
    assert line.kept.until is not None
    return {
        "matter": line.case.id, "number": line.case.number, "until": line.kept.until.isoformat(),
        "rule": line.kept.rule, "archived_on": line.archived_on.isoformat(), "papers": papers,
    }  # fmt: skip


def _papers(matters: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for record in OwedPaper.objects.filter(record__in=list(matters)).values_list("record", flat=True):
        found[record] = found.get(record, 0) + 1
    return found


def _prolonged(row: Disposal, facts: DisposalFacts, on: date) -> tuple[Model, ...]:
    """What is kept on is kept from the day somebody answers for it."""
    longer = [each for each in facts.items if each.finding in (Finding.PROLONG, Finding.FOREVER)]
    known = set(Prolonged.objects.filter(disposal=row.id).values_list("about", flat=True))
    return tuple(
        Prolonged(id=new_id(), disposal=row.id, about=each.matter, until=_until(each, on))
        for each in longer
        if each.matter not in known
    )


def _until(item: Item, on: date) -> date | None:
    return date(on.year + item.years, 12, 31) if item.finding is Finding.PROLONG else None


# Carried out ---------------------------------------------------------------------------------------------------------


def _going(row: Disposal, facts: DisposalFacts, given: dict[str, Any], on: date) -> Prepared:
    """What of the list may still be destroyed today, with the rows that will be left of it."""
    cases = Case.objects.filter(id__in=[each.matter for each in facts.doomed]).select_for_update().order_by("id")
    lines = [line for line in kept_of(cases, on) if line.kept.over(on)]
    fit = {line.case.id: line.case for line in judged(lines, row.id) if line.why_not is None}
    spared = [each.number for each in facts.doomed if each.matter not in fit]
    left = [*_left(row, fit, facts.reports)]
    known = {"destroyed": sorted(fit), "spared": spared, "records": len(left)}
    return {**given, **known}, tuple(left)


def _left(row: Disposal, fit: Mapping[int, Case], reports: bool) -> Iterator[Destroyed]:
    for case in fit.values():
        yield destroying.left_over(case, "matter", row.id, row.number, report=reports)
    resting = {record: key for record, (key, _) in resting_on(fit).items()}
    for key, other in destroying.kinds_of(resting, resting):
        yield destroying.left_over(other, key, row.id, row.number, report=reports)


def _settle(step: Step) -> None:
    """After the event: what it says is destroyed is destroyed, in the same transaction."""
    left = [each for each in step.rows if isinstance(each, Destroyed)]
    if left:
        destroying.destroy({each.record: each.record_kind for each in left}, step.row.number, step.event.at)


# Read and shown ------------------------------------------------------------------------------------------------------

#: Once a report is gone nobody can tell any more whom it was about; so its owner alone reads of it.
_GONE = "NOT EXISTS (SELECT 1 FROM record_destroyed d WHERE d.disposal = {id} AND d.report)"


def _readable(actor: Actor, on: date) -> Condition | None:
    found = standing_readers(actor, on)
    if found is None or actor.person is None or not actor.roles & WORKERS:
        return found
    sql, values = found.in_braces
    return Condition(f"({sql} AND ({_GONE} OR {{owner}} = %s))", (*values, actor.person))


def _shows(row: Disposal, actor: Actor, on: date) -> Iterator[Section]:
    """Each item with its period and finding, and in the end what is left."""
    facts = facts_of(row)
    yield Section(P("清册"), table=_items(facts, actor, on), note=_NEVER)
    named = {"编制": facts.drawer, "批准": facts.approver, "档案监督": facts.supervisor}
    names = names_of([each for each in named.values() if each])
    who = [(what, names.get(each, "")) for what, each in named.items() if each]
    who.insert(1, ("鉴定", "、".join(names_of(sorted(facts.appraisers)).values()))) if facts.appraisers else None
    yield Section(P("谁经手"), rows=tuple(who))


_NEVER: Final = P("冻结的、还有关联记录没有了结的、和还要保管的事项连在一起的，不会列进来。")


def _items(facts: DisposalFacts, actor: Actor, on: date) -> Table:
    """Each item, with what it is about as long as it is there and the reader may read it."""
    there = of_these(actor, on, [each.matter for each in facts.items])
    head = (P("序号"), P("编号"), P("事项"), P("归档"), P("保管到"), P("文书"), P("鉴定"))
    found = tuple(
        (
            Cell(str(place)), Cell(grouped(each.number), *_page(each, facts)),
            Cell(there[each.matter].title if each.matter in there else "—"), Cell(P("{day}", day=each.archived_on)),
            Cell(P("{day}", day=each.until)), Cell(str(each.papers)), Cell(_said(each, facts)),
        )
        for place, each in enumerate(facts.items, 1)
    )  # fmt: skip
    return Table(head, found, words=frozenset(range(1, len(head))))


def _page(item: Item, facts: DisposalFacts) -> tuple[Any, ...]:
    return () if item.matter in facts.destroyed else ("case", (item.number,))


def _said(item: Item, facts: DisposalFacts) -> str:
    if item.matter in facts.destroyed:
        return "已销毁"
    if item.finding is None:
        return "—"
    return f"{item.finding.label}{item.years}年" if item.finding is Finding.PROLONG else item.finding.label


def _dotted(day: date) -> str:
    """2014.12.8, as registers of archives have it."""
    return f"{day.year}.{day.month}.{day.day}"


def _paper(paper: PaperFacts, row: Disposal, events: Sequence[Event]) -> PaperFacts:
    """The list itself, and who answers for it."""
    facts = facts_of(row)
    rows: Any = tuple(
        (str(place), each.number, _dotted(each.archived_on), _dotted(each.until), _said(each, facts))
        for place, each in enumerate(facts.items, 1)
    )
    names = names_of([each for each in (facts.drawer, facts.approver, facts.supervisor) if each])
    said = {
        **paper.said, "count": str(len(facts.items)), "gone": str(len(facts.destroyed)), "list": row.number,
        "drawer": names.get(facts.drawer, ""), "approver": names.get(facts.approver or 0, ""),
        "supervisor": names.get(facts.supervisor or 0, ""),
    }  # fmt: skip
    return replace(paper, figures={"items": rows}, said=said)


def _belongings(row: Disposal) -> Iterator[Model]:
    yield from Prolonged.objects.filter(disposal=row.id)
    yield from Destroyed.objects.filter(disposal=row.id)


def caption(row: Disposal) -> str:
    facts = facts_of(row)
    return f"{len(facts.destroyed)}件已销毁" if facts.destroyed else ""


DISPOSALS = Kind(
    DISPOSAL, Disposal, project, prepare=_prepare, settle=_settle, mark="W", shows=_shows, paper=_paper,
    belongings=_belongings, readable=_readable, offered=False, shelf="organ", caption=caption,
    told={A.SUBMIT: "pressed", A.SEND_BACK: "returned"},
)  # fmt: skip
