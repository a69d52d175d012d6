"""Correction plans (整改方案) as a kind of record: the matters under one, the one answer to them, what came after.

A plan holds no report of wrongdoing and nothing that lies behind one: those are dealt with each by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from huiyin.cases.asked import asked
from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.cases.relations import PLANNED
from huiyin.cases.snapshots import load_facts
from huiyin.insights.handling import is_open
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Refusal, to_correct
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter import roots
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.papers import Paper
from huiyin.law.plan.facts import PlanFacts
from huiyin.law.plan.procedure import PLAN
from huiyin.law.plan.vocabulary import PlanAct, PlanStage
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act, ClockKind, Lacking, Outcome, Stage
from huiyin.law.words import P, Phrase
from huiyin.oversight.models import Plan
from huiyin.oversight.plan_effect import NAMES, WHEN, effect
from huiyin.oversight.secrecy import secret
from huiyin.papers.document import week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.models import Paper as Issued
from huiyin.record.door import Refused
from huiyin.record.kinds import KINDS, Choices, Given, Kind, Moment, Prepared
from huiyin.record.models import Event
from huiyin.record.projection import linked, project
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import world_on
from huiyin.vault.opening import read_out

A = PlanAct
#: So many matters one plan holds, and so many opinions are drafted in one go.
MOST: Final = 200
AT_ONCE: Final = 50
EFFECT_DAYS: Final = 90
_PUTS_IN: Final = frozenset({A.DRAFT, A.ADD})
_SENDS: Final = frozenset({A.AMEND, A.RETURN, A.START, A.RESUME})
#: Columns of words, not of figures.
_WORDY: Final = frozenset({1, 2, 3})
_WORDS: Final = ("outcome", "lacking", "finding", "basis", "executor", "execute_by")


def facts_of(row: Plan) -> PlanFacts:
    """The facts of a plan as its row keeps them."""
    facts: PlanFacts = facts_from(PLAN, row.facts)
    return facts


def _prepare(row: Plan, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act in _PUTS_IN:
        return _put_in(row, act, given, by, moment.day)
    facts = facts_of(row)
    if act in _SENDS:
        return {**given, **secret(facts.matters, moment.day)}, ()
    if act is A.ANSWER:
        return {**given, **_drafted(row, facts, given, by, moment)}, ()
    if act is A.FINISH:
        return {**given, "waiting": len(_unanswered(facts))}, ()
    if act is A.MEASURE and facts.finished_on is not None:
        return {**given, **effect(facts, moment.day)}, ()
    return given, ()


# The matters under it -------------------------------------------------------------------------------------------------


def _put_in(row: Plan, act: A, given: Given, by: Actor, on: date) -> Prepared:
    """Matters by their numbers, as far as whoever puts them in may read them; a report is like one unknown."""
    before = facts_of(row).matters if row.seq else ()
    cases = {case.id: case for case in (_matter(act, line, by, on) for line in _lines(given))}
    ids = sorted(cases.keys() - set(before))
    if len(before) + len(ids) > MOST:
        raise Refused(Refusal(act, P("一个方案最多放{n}件。", n=MOST), _LAW, P("请另外起草一个方案。")))
    known = {"matter_ids": ids, "near": sorted(_near(cases[each] for each in ids)), **secret({*before, *ids}, on)}
    return {**given, **known}, tuple(linked(row, PLAN.key, each, "matter", PLANNED) for each in ids)


def _lines(given: Given) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in str(given.get("matters") or "").splitlines() if line.strip()))


def _matter(act: A, number: str, by: Actor, on: date) -> Case:
    case = asked(number, by, on)
    if case is not None and is_open(case):
        return case
    wrong = {"matters": P("没有找到{number}，或者它不能放进方案。", number=number[:40])}
    raise Refused(to_correct(act, _LAW, wrong, P("请核对编号；检举控告各自办理。")))


_LAW: Final = cite("xf2022", 5)


def _near(cases: Iterable[Case]) -> set[int]:
    """The organs that deal with them now, and those that are responsible."""
    known = [load_facts(case.facts) for case in cases]
    return {organ for facts in known for organ in (facts.holder, facts.responsible or facts.holder)}


def _unanswered(facts: PlanFacts) -> set[int]:
    rows = Case.objects.filter(id__in=facts.matters, answered_on__isnull=True, closed_on__isnull=True)
    return set(rows.values_list("id", flat=True))


# One answer to many ---------------------------------------------------------------------------------------------------


def _drafted(row: Plan, facts: PlanFacts, given: Given, by: Actor, moment: Moment) -> dict[str, Any]:
    """The opinion of each matter, drafted from the one answer: ``ready`` those that the law lets go, ``left`` the
    others with their reason."""
    words = _said(row, A.WRITE)
    found: dict[str, Any] = {"drafted": [], "ready": [], "left": []}
    for case in _chosen(facts, given, by, moment.day) if words else ():
        said = {**_opinion(load_facts(case.facts), words), "plan": row.number}
        why = _refused(case, said, by, moment)
        if why is None:
            found["drafted"].append([case.id, said])
            found["ready"].append(case.id)
        else:
            found["left"].append([case.number, str(why)])
    return found


def _chosen(facts: PlanFacts, given: Given, by: Actor, on: date) -> list[Case]:
    """Those that were named, or all that the actor's organ has in hand, in the order in which they are locked."""
    mine = of_these(by, on, facts.matters)
    lines = _lines(given)
    if not lines:
        here = [case for case in mine.values() if case.holder == by.organ and case.stage == Stage.HANDLING.value]
        return sorted(here, key=lambda case: case.id)[:AT_ONCE]
    named = {case.id: case for case in (_matter(A.ANSWER, line, by, on) for line in lines)}
    if strange := [case.number for case in named.values() if case.id not in mine]:
        wrong = {"matters": P("{number}不在这个方案里。", number=strange[0])}
        raise Refused(to_correct(A.ANSWER, _LAW, wrong, P("请先“再放进几件”。")))
    return [named[each] for each in sorted(named)][:AT_ONCE]


def _opinion(facts: Facts, words: Mapping[str, Any]) -> dict[str, Any]:
    """What is proposed in a matter: the one answer for its one claim. More claims are answered each by itself."""
    row = {name: words[name] for name in _WORDS if words.get(name)}
    claims = [claim for claim in facts.claims if claim.open]
    said: dict[str, Any] = {"outcomes": {str(claims[0].id): row} if len(claims) == 1 else {}}
    return said | ({"suffices": words["suffices"]} if words.get("suffices") else {})


def _refused(case: Case, said: Mapping[str, Any], by: Actor, moment: Moment) -> Phrase | None:
    """Why the law does not let this opinion be drafted now; ``None`` where it does."""
    if not said["outcomes"]:
        return P("这件事不是只有一项诉求，请单独拟定意见。")
    kind, facts = KINDS["matter"], load_facts(case.facts)
    world = kind.surroundings(case, Act.PROPOSE, facts, world_on(moment.day))
    values, _ = kind.prepare(case, Act.PROPOSE, said, by, moment)
    verdict = decide(MATTER, Act.PROPOSE, facts, by, moment.day, world, values)
    return verdict.reason if isinstance(verdict, Refusal) else None


def _said(row: Plan, act: A) -> dict[str, Any]:
    """What the last of these acts said; empty before any was done."""
    found = (read_out(event.payload)["said"] for event in reversed(row.journal()) if event.act == act.value)
    return next(found, {})


# What its page shows --------------------------------------------------------------------------------------------------


def _shows(row: Plan, actor: Actor, on: date) -> Iterator[Section]:
    """Its measures with their days, the matters as far as the reader may read them, and what came after."""
    facts = facts_of(row)
    if facts.measures:
        yield Section(P("措施"), table=_measures(facts))
    yield Section(P("方案里的事项"), table=_matters(facts, actor, on), note=_OWN)
    if words := _said(row, A.WRITE):
        yield Section(P("共同答复"), rows=tuple(_answer(words)))
    if left := _said(row, A.ANSWER).get("left"):
        yield Section(P("上一次没有拟成意见的"), rows=tuple((number, why) for number, why in left))
    found = _said(row, A.MEASURE)
    if found:
        counted = any(before or since for _, before, since in found["found"])
        drawn = "bars" if counted else ""
        yield Section(P("效果"), table=_effect(row, found), notes=_explained(found), drawn=drawn)


_OWN: Final = P("每一件各有意见书、编号和复查期限；共同答复只写一次。")


def _measures(facts: PlanFacts) -> Table:
    rows = tuple(
        (
            Cell(f"{each.number}. {each.what}"),
            Cell(each.whose),
            Cell(P("{day}", day=each.until)),
            Cell(P("{day}", day=each.done_on) if each.done_on else P("未完成")),
        )
        for each in facts.measures
    )
    return Table((P("做什么"), P("谁负责"), P("最迟哪天"), P("完成")), rows, _WORDY)


def _matters(facts: PlanFacts, actor: Actor, on: date) -> Table | None:
    """What the reader may read of them, each with its own opinion and its own last day; how many others there are is
    not said."""
    cases = of_these(actor, on, facts.matters)
    shown = [case for case in sorted(cases.values(), key=lambda case: case.number) if is_open(case)]
    opinions, calendar = _opinions(shown), world_on(on).calendar
    rows = tuple(
        (
            Cell(case.number, "case", (case.number,)),
            Cell(case.title),
            Cell(Stage(case.stage).label),
            Cell(P("是") if case.id in facts.answered else P("否")),
            Cell(opinions.get(case.id, "—")),
            Cell(_may_seek_review(case, calendar)),
        )
        for case in shown
    )
    heads = (P("编号"), P("事项"), P("办到哪一步"), P("用共同答复"), P("意见书"), P("申请复查的期限"))
    return Table.of_words(heads, rows) if rows else None


def _opinions(cases: Sequence[Case]) -> dict[int, str]:
    """The number of each one's own opinion, the last that stands; one statement."""
    ids = [case.id for case in cases]
    rows = Issued.objects.filter(matter__in=ids, kind=Paper.OPINION.value, voided_on__isnull=True) if ids else ()
    return {row.matter or 0: row.number for row in sorted(rows, key=lambda row: row.id)}


def _may_seek_review(case: Case, calendar: WorkCalendar) -> Phrase | str:
    """The day until which this person may ask for a review; it begins with their own service."""
    clock = load_facts(case.facts).running(ClockKind.SEEK_REVIEW)
    return P("{day}以前", day=due(clock, calendar).on) if clock is not None else "—"


def _answer(words: Mapping[str, Any]) -> Iterator[tuple[Phrase, Phrase]]:
    """The one answer as it was written last."""
    outcome = Outcome(words["outcome"]).label
    lacking = f"（{Lacking(words['lacking']).label}）" if words.get("lacking") else ""
    yield P("意见"), P("{words}", words=f"{outcome}{lacking}")
    yield P("查明的事实"), P("{words}", words=words["finding"])
    yield P("法律依据"), P("{words}", words=words["basis"])
    if words.get("executor"):
        yield P("由谁落实"), P("{words}", words=words["executor"])
    if words.get("execute_by"):
        yield P("最迟哪天落实"), P("{day}", day=date.fromisoformat(words["execute_by"]))


def _effect(row: Plan, found: Mapping[str, Any]) -> Table:
    """Each figure with its matters behind it, as far as whoever opens them may read them."""
    told = [*found["found"], ("back", None, found["back"])]
    dated = bool(found.get("spans"))
    rows = tuple(
        (Cell(NAMES[name]), *(_many(row, name, which, each, dated) for which, each in zip(WHEN, two, strict=True)))
        for name, *two in told
    )
    return Table((P("什么"), *WHEN.values()), rows)


def _many(row: Plan, name: str, which: str, many: int | None, dated: bool) -> Cell:
    if many is None:
        return Cell("—")
    return Cell(str(many), "plan-behind" if dated and many else "", (row.number, name, which), value=many)


def _explained(found: Mapping[str, Any]) -> tuple[Phrase, ...]:
    return (
        P("整改前、整改后各取{n}天，按来件的日子算；不含检举控告。", n=found["days"]),
        P("还没有办结、没有指认症结的，还数不到：过一阵再看更准。"),
    )


def _suggest(row: Plan, act: A, facts: PlanFacts, on: date) -> Mapping[str, Any]:
    if act is A.FINISH:
        return {"until": (on + timedelta(days=EFFECT_DAYS)).isoformat()}
    if act is A.AMEND:
        known = _said(row, A.AMEND) or _said(row, A.DRAFT)
        return {
            name: known.get(name, "") for name in ("title", "root", "rule", "place", "account", "demand", "to_organ")
        }
    if act is A.CARRY_OUT and facts.next_measure is not None:
        return {"measure": facts.next_measure.number}
    return _said(row, A.WRITE) if act is A.WRITE else {}


def _choose(row: Plan, act: A, facts: PlanFacts, on: date) -> Choices:
    """The measure that is spoken of, by its words."""
    if act is not A.CARRY_OUT:
        return {}
    left = (each for each in facts.measures if each.done_on is None)
    words = (
        (each, P("第{n}项：{what}（最迟{until}）", n=each.number, what=each.what, until=each.until)) for each in left
    )
    return {"measure": [(str(each.number), said) for each, said in words]}


def _wants(facts: PlanFacts, on: date) -> A | None:
    """The act that comes next where one does."""
    if facts.stage is PlanStage.DRAFT:
        return A.AGREE if facts.measures else A.SET_MEASURE
    return A.CARRY_OUT if facts.stage is PlanStage.RUNNING and facts.next_measure else None


def _paper(paper: PaperFacts, row: Plan, events: Sequence[Event]) -> PaperFacts:
    """What was adopted: the last words of it, the root by its name, and the measures as they stood on that day."""
    said = [(event.act, read_out(event.payload)["said"]) for event in events]
    words = [each for act, each in said if act in (A.DRAFT.value, A.AMEND.value)][-1]
    measures = [each for act, each in said if act == A.SET_MEASURE.value]
    rows = tuple((str(each["what"]), str(each["whose"]), _week_day(each["until"])) for each in measures)
    root = roots.names().get(str(words.get("root")), "")
    owner = world_on(paper.on).chart.organs.get(facts_of(row).to_organ)
    told = {"root": root, "title": str(words["title"]), "to_organ": owner.name if owner else ""}
    return replace(paper, said={**paper.said, **told}, figures={"measures": rows}, title=told["title"])


def _week_day(day: object) -> str:
    return week_day(date.fromisoformat(str(day)))


PLANS = Kind(
    PLAN, Plan, project, prepare=_prepare, suggest=_suggest, choose=_choose, mark="Z", shows=_shows, wants=_wants,
    paper=_paper,
    told={A.OBJECT: "returned", A.RETURN: "returned", A.RESUME: "returned", A.NOTE_OVERDUE: "overdue"},
)  # fmt: skip
