"""Information bulletins (信访信息) as a kind of record: counted and drafted from the record, edited, sent by people.

Its journal keeps every number with the question that makes it, as of the day on which it was counted. It keeps no word
of any matter, topic or sign: those are asked for when it is opened, by the right of whoever opens it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from huiyin.law.bulletin.facts import BulletinFacts, Leader, Task
from huiyin.law.bulletin.procedure import BULLETIN
from huiyin.law.bulletin.vocabulary import BulletinAct as A
from huiyin.law.bulletin.vocabulary import BulletinStage, Issue, Part
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import to_correct
from huiyin.law.reading import WORKERS
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.oversight.bulletin_figures import PLACES, Line, figures_of
from huiyin.oversight.bulletin_words import drafted, stumbles, title_of
from huiyin.oversight.models import Bulletin
from huiyin.papers.facts import PaperFacts
from huiyin.people.charts import chart_on
from huiyin.people.posts import people_of
from huiyin.reception.leaders import leaders_near
from huiyin.record import projection, rows
from huiyin.record.conditions import HAS_STANDING, Condition
from huiyin.record.door import Refused
from huiyin.record.kinds import Choices, Given, Kind, Moment, Prepared, Tells
from huiyin.record.models import Event, Reading
from huiyin.record.reading import words_of
from huiyin.record.sections import Cell, Section, Table
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from huiyin.typed.times import day_of

WRITES: Final = frozenset({A.DRAW_UP, A.AMEND})
#: At the office that draws it up; elsewhere whoever leads, and the organ that has a task of it.
READERS: Final = WORKERS | {Role.ANALYST}
BEHIND: Final = P("点数字看清单。清单列您现在能看的，数字是编制那天的。检举控告不在数字里。")
_TITLES: Final = {PLACES: P("分地方"), **{part.value: P(part.label) for part in Part}}
#: The organs that it was only sent to, in a column of its row, each between two signs.
_SENT_ALONE: Final = "EXISTS (SELECT 1 FROM oversight_bulletin b WHERE b.id = {id} AND b.sent LIKE %s)"


# Written --------------------------------------------------------------------------------------------------------------


def _prepare(row: Bulletin, act: A, given: Given, by: Actor, moment: Moment) -> Prepared:
    if act in WRITES:
        return _written(row, act, given, by, moment.day), ()
    if act is A.ISSUE:
        facts: BulletinFacts = facts_from(BULLETIN, row.facts)
        return {**given, "addressees": list(dict.fromkeys(each.organ for each in facts.leaders))}, ()
    if act in (A.NOTE, A.ENTER_NOTE):
        return {**given, **_noting(row, act, given, by, moment.day)}, ()
    return given, ()


def _written(row: Bulletin, act: A, given: Given, by: Actor, on: date) -> Given:
    """The figures of these days as they are counted now, and for a new one the first draft of its words."""
    first, last = (_day(act, name, given) for name in ("first", "last"))
    facts: BulletinFacts | None = facts_from(BULLETIN, row.facts) if row.seq else None
    office = by.organ if facts is None else facts.coordinator
    assert office is not None
    issue = Issue(given["issue"]) if given.get("issue") in set(Issue) else Issue.SPECIAL
    known: dict[str, Any] = {"days": (last - first).days + 1, "sent_to": _leaders(act, given, office, on)}
    if not (first <= last and known["days"] <= 400):
        return {**given, **known}
    figures = figures_of(office, first, last, on)
    known |= {"figures": figures, "counted_on": on.isoformat()}
    if not given.get("title"):
        known["title"] = title_of(issue, first, last, chart_on(on).organ(office).short)
    if act is A.DRAW_UP:
        new = {part: text for part, text in drafted(figures, first, last).items() if not given.get(part)}
        known |= {**new, "drafted": sorted(new)}
    return {**given, **known}


def _day(act: A, name: str, given: Given) -> date:
    found = day_of(str(given.get(name) or ""))
    if found is None:
        raise _wrong(act, name, P("这个日子不对，请核对。"))
    return found


def _wrong(act: A, name: str, why: Phrase) -> Refused:
    return Refused(to_correct(act, cite("xf2022", 25, 1), {name: why}))


def known_leaders(office: int, on: date) -> dict[str, Leader]:
    """Whoever leads this office, the organs above it, and the Party committee and government of its level, by name."""
    chart = chart_on(on)
    found = {each.name: Leader(each.person, each.organ, each.name) for each in leaders_near(office, on).values()}
    code = chart.organ(office).code
    for organ in sorted(chart.organs.values(), key=lambda each: each.id):
        if organ.code == code:
            for member in people_of(organ.id, on=on):
                if Role.HEAD in member.roles:
                    found.setdefault(member.name, Leader(member.person, organ.id, member.name))
    return found


def _leaders(act: A, given: Given, office: int, on: date) -> list[list[Any]]:
    """Those whose names were typed. One whose name is typed and not known is told."""
    known = known_leaders(office, on)
    typed = [
        name.strip() for name in str(given.get("leaders") or "").replace("，", "、").replace(",", "、").split("、")
    ]
    names = [name for name in dict.fromkeys(typed) if name]
    if strange := [name for name in names if name not in known]:
        some = tuple(list(known)[:8])
        raise _wrong(act, "leaders", P("没有找到领导“{name}”。比如：{some}。", name=strange[0][:20], some=some))
    return [[known[name].person, known[name].organ, name] for name in names]


def _noting(row: Bulletin, act: A, given: Given, by: Actor, on: date) -> dict[str, Any]:
    """Who wrote the note: of the leaders it was sent to the one whose post it is."""
    facts: BulletinFacts = facts_from(BULLETIN, row.facts)
    if act is A.ENTER_NOTE:
        return {"leader_name": str(given.get("leader") or "")}
    world = world_on(on)
    mine = [each for each in facts.leaders if world.standing(each.organ) == by.organ]
    own = next((each.name for each in mine if each.person == by.person), None)
    return {"leader_name": own or next((each.name for each in mine), "")}


# Read -----------------------------------------------------------------------------------------------------------------


def _readable(actor: Actor, on: date) -> Condition | None:
    """The office that draws it up, the leaders it was sent to, and the organs that were set a task. Not everybody at a
    leader's organ: it is sent to a post."""
    chart = chart_on(on)
    if actor.person is None or actor.organ not in chart.organs or not actor.roles & READERS:
        return None
    if Role.HEAD in actor.roles:
        return Condition(HAS_STANDING, (actor.organ,))
    return Condition(f"({HAS_STANDING} AND NOT {_SENT_ALONE})", (actor.organ, f"% {actor.organ} %"))


def _own(facts: BulletinFacts) -> Mapping[str, Any]:
    tasked = {task.organ for task in facts.tasks} | {facts.coordinator}
    alone = sorted({each.organ for each in facts.leaders} - tasked)
    return {
        "issue": facts.issue.value, "first": facts.first, "last": facts.last,
        "sent": f" {' '.join(map(str, alone))} " if alone else "",
    }  # fmt: skip


def noted(row: Bulletin, actor: Actor) -> bool:
    """Whether it is noted that somebody opened it: whoever it was sent to, never the office that wrote it."""
    facts: BulletinFacts = facts_from(BULLETIN, row.facts)
    return facts.issued_on is not None and actor.organ != facts.coordinator


def figures_in(events: Iterable[Event]) -> Mapping[str, Sequence[Line]]:
    """The figures as they were counted last, by part."""
    found: Mapping[str, Sequence[Line]] = _last_written(events).get("figures", {})
    return found


def counted_on(events: Iterable[Event]) -> date | None:
    """The day on which these figures were counted."""
    return day_of(str(_last_written(events).get("counted_on", "")))


def _last_written(events: Iterable[Event]) -> Mapping[str, Any]:
    said = [json.loads(event.payload)["said"] for event in events if A(event.act) in WRITES]
    return said[-1] if said else {}


def _shows(row: Bulletin, actor: Actor, on: date) -> Iterator[Section]:
    """For the sender what nobody has looked over yet; the figures, each with its list; what was done, who opened it."""
    events, facts = row.journal(), facts_from(BULLETIN, row.facts)
    if actor.organ == facts.coordinator:
        yield from _checked(row, facts, events)
    found = list(figure_sections(row.number, figures_in(events)))
    yield from found[:-1]
    yield from (replace(last, notes=(BEHIND,)) for last in found[-1:])
    if facts.tasks:
        yield tasks(row, facts, on)
    if actor.organ == facts.coordinator and facts.issued_on is not None:
        yield receipts(row, facts)


def figure_sections(number: str, figures: Mapping[str, Sequence[Line]]) -> Iterator[Section]:
    """The figures of each part, with their picture where there is more than one number to compare."""
    for part in (Part.OVERVIEW, PLACES, *list(Part)[1:]):
        key = str(getattr(part, "value", part))
        lines = figures.get(key, ())
        if lines:
            cells = tuple((Cell(line["name"]), _behind(number, key, at, line)) for at, line in enumerate(lines))
            drawn = "bars" if sum(line["many"] is not None for line in lines) > 1 and key != Part.OVERVIEW else ""
            yield Section(_TITLES[key], table=Table((P("指标"), P("数值")), cells), drawn=drawn)


def _behind(number: str, part: str, at: int, line: Line) -> Cell:
    page = "bulletin-figure" if line["ask"] else ""
    return Cell(line["text"], page, (number, part, str(at)) if page else (), value=line["many"])


def tasks(row: Bulletin, facts: BulletinFacts, on: date) -> Section:
    """What leaders set, whose it is, by when, and what was done about it."""
    told = done_of(row)
    lines = tuple((P("第{n}件", n=task.number), _task(task, told, on)) for task in facts.tasks)
    return Section(P("批示和落实"), rows=lines)


def done_of(row: Bulletin) -> Mapping[int, Mapping[str, str]]:
    """Of each task what it is, and what the organ reported last."""
    found: dict[int, dict[str, str]] = {}
    for event in row.journal():
        said = json.loads(event.payload)["said"]
        if event.act in (A.NOTE, A.ENTER_NOTE) and said.get("to_organ"):
            found[len(found) + 1] = {"what": str(said.get("task_text", "")), "note": str(said.get("note", ""))}
        elif event.act == A.REPORT:
            found.setdefault(int(said["task"]), {})["done"] = str(said.get("done", ""))
    return found


def _task(task: Task, told: Mapping[int, Mapping[str, str]], on: date) -> Phrase:
    world, said = world_on(on), told.get(task.number, {})
    organ = world.chart.organs.get(world.standing(task.organ))
    state: Phrase | str = P("还没有报告")
    if task.done_on is not None:
        state = P("{day}报告：{done}", day=task.done_on, done=said.get("done", ""))
    return P(
        "{leader}批示：{what}（{organ}{who}，最迟{until}）。{state}",
        leader=task.leader, what=said.get("what", ""), organ=organ.name if organ else "", who=task.person,
        until=task.until, state=state,
    )  # fmt: skip


def _checked(row: Bulletin, facts: BulletinFacts, events: Sequence[Event]) -> Iterator[Section]:
    """What a machine drafted and nobody looked over, and what a plain reader would stumble over."""
    if facts.stage not in (BulletinStage.DRAFT, BulletinStage.SUBMITTED):
        return
    if facts.drafted:
        parts = tuple(P(Part(each).label) for each in facts.drafted)
        yield Section(
            P("系统起草，还没有人看过"), note=P("{parts}是系统照数字写的。改过、保存以后才能送签。", parts=parts)
        )
    found = [(P(part.label), remark.what) for part, remark in stumbles(words_of(BULLETIN, events))]
    if found:
        yield Section(P("读起来不顺的地方"), rows=tuple(found))


def receipts(row: Bulletin, facts: BulletinFacts) -> Section:
    """To whom it was sent, and when each opened it first; for the office that sent it."""
    opened: dict[int, list[Reading]] = {}
    for each in Reading.objects.filter(record=row.id).order_by("at", "id"):
        opened.setdefault(each.organ, []).append(each)
    lines = tuple((leader.name, _opened(leader, opened.get(leader.organ, []))) for leader in facts.leaders)
    return Section(P("谁看过了"), rows=lines, notes=(P("打开这一期的页面就算看过，每天记一次。"),))


def _opened(leader: Leader, found: Sequence[Reading]) -> Phrase:
    mine = [each for each in found if each.person == leader.person] or list(found)
    if not mine:
        return P("还没有打开")
    return P("{day}打开，一共{n}天看过", day=beijing_day(mine[0].at), n=len(mine))


# On paper -------------------------------------------------------------------------------------------------------------


def _paper(facts: PaperFacts, row: Bulletin, events: Sequence[Event]) -> PaperFacts:
    """The figures of each part as name, text and number for the picture; of signs only how many."""
    told = {
        part: tuple((line["name"], line["text"], "" if line["many"] is None else f"{line['many']:g}") for line in lines)
        for part, lines in figures_in(events).items()
    }
    names = tuple(each.name for each in facts_from(BULLETIN, row.facts).leaders)
    counted = {"counted_on": str(counted_on(events) or "")}
    return replace(facts, figures=told, people_sent=names, said={**facts.said, **counted})


def _suggest(row: Bulletin, act: A, facts: BulletinFacts, on: date) -> Given:
    """The task that is spoken of: the first one open, or the last one reported."""
    if act is A.REPORT and facts.next_task is not None:
        return {"task": facts.next_task.number}
    done = [task.number for task in facts.tasks if not task.open]
    return {"task": done[-1]} if act is A.RETURN and done else {}


def _choose(row: Bulletin, act: A, facts: BulletinFacts, on: date) -> Choices:
    """The task that is spoken of, by what was set: of several nobody knows the number."""
    if act not in (A.REPORT, A.RETURN):
        return {}
    told = done_of(row)
    some = [task for task in facts.tasks if task.open is (act is A.REPORT)]
    return {
        "task": [
            (
                str(each.number),
                P("第{n}件：{what}（最迟{until}）", n=each.number, what=told[each.number]["what"], until=each.until),
            )
            for each in some
        ]
    }


#: What tells those it was sent to, and those who tell the office.
_TELLS: Final = "to_read"


def _tells(row: Bulletin, event: Event) -> Iterator[Tells]:
    """The leaders when it is issued and when a task of it was reported; whoever drafted it when it is noted on."""
    facts: BulletinFacts = facts_from(BULLETIN, row.facts)
    act = A(event.act)
    if act in (A.ISSUE, A.REPORT):
        yield from ((each.person, each.organ, _TELLS) for each in facts.leaders)
    if act is A.NOTE:
        yield facts.drafter, facts.coordinator, _TELLS


def _caption(row: Bulletin) -> str:
    return Issue(row.issue).label


BULLETINS = Kind(
    BULLETIN, Bulletin, projection.with_columns(_own), prepare=_prepare, derive=rows.with_columns(BULLETIN, _own),
    mark="I", columns=_own, caption=_caption, tells=_tells,
    readable=_readable, paper=_paper, shows=_shows, suggest=_suggest, choose=_choose,
    told={A.SEND_BACK: "returned", A.REPORT: "decided", A.RETURN: "returned", A.NOTE_OVERDUE: "overdue"},
    for_heads=frozenset({A.SUBMIT}), offered=False, rests=False, noted=noted,
)  # fmt: skip
