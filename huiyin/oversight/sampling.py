"""The frame, the draw and the findings of a sample check: from which matters, which of them, and what was found.

A frame holds what journals show (huiyin.insights.handling) and whoever draws may read; never a report of wrongdoing,
nor a matter of which a part lies behind one. What became one since is not drawn, and no list shows it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.cases.snapshots import load_facts
from huiyin.insights.handling import is_open
from huiyin.insights.models import HandlingMark
from huiyin.law.check.agreement import agreement
from huiyin.law.check.draw import Wanted, draw
from huiyin.law.check.facts import FIRST, SECOND, CheckFacts
from huiyin.law.check.sheets import Reading, Sheet
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.shown import RISKS, Shown, Why
from huiyin.oversight.assessment.scores import interval
from huiyin.oversight.models import CheckFrame, CheckReading

#: More matters are no frame that anybody can look through: a shorter time is asked for.
MOST: Final = 20_000
_SLICE: Final = 1000
FINAL: Final = "final"
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The matters from which is drawn, and how many were left out because a reader had dealt with them."""

    cases: Sequence[Case]
    left_out: int

    @property
    def numbers(self) -> list[str]:
        return sorted(case.number for case in self.cases)


def frame_of(facts: CheckFacts, by: Actor, on: date) -> Frame:
    """What may be drawn for a check, as far as whoever draws may read it."""
    rows = HandlingMark.objects.filter(organ=facts.to_organ, name=facts.about.value)
    rows = rows.filter(on__gte=facts.since, on__lte=facts.until).order_by("-on", "case")
    ids = list(dict.fromkeys(rows.values_list("case", flat=True)[: MOST * 2]))[:MOST]
    found = list(_open(ids, by, on))
    readers = {facts.first, facts.second}
    kept = [case for case in found if readers.isdisjoint(dealt_with(case))]
    return Frame(kept, len(found) - len(kept))


def _open(ids: Sequence[int], by: Actor, on: date) -> Iterator[Case]:
    for start in range(0, len(ids), _SLICE):
        some = of_these(by, on, ids[start : start + _SLICE])
        yield from (case for case in some.values() if is_open(case))


def dealt_with(case: Case) -> frozenset[int]:
    """Who had a hand in a matter, in whatever instance."""
    facts = load_facts(case.facts)
    return facts.handled_by | facts.reviewed_by | facts.rereviewed_by


def still_open(numbers: Iterable[str], by: Actor, on: date) -> dict[str, Case]:
    """Of the numbers of a frame those that may be drawn now."""
    wanted, found = list(numbers), dict[str, Case]()
    for start in range(0, len(wanted), _SLICE):
        ids = Case.objects.filter(number__in=wanted[start : start + _SLICE]).values_list("id", flat=True)
        found |= {case.number: case for case in _open(list(ids), by, on)}
    return found


def numbers_of(check: int) -> list[str]:
    """The frame as it was fixed."""
    frame = CheckFrame.objects.filter(check_id=check).first()
    return frame.numbers.split("\n") if frame is not None and frame.numbers else []


def drawn_from(check: int, facts: CheckFacts, seed: str, by: Actor, on: date) -> dict[str, Any]:
    """The sample for a seed: ids of matters by chance and by risk, and which are read twice."""
    cases = still_open(numbers_of(check), by, on)
    sheet = facts.sheet
    wanted = Wanted(facts.chance, facts.risk, sheet.twice, sheet.least)
    found = draw(list(cases), seed, wanted, _risks(cases))
    ids = {name: [cases[number].id for number in getattr(found, name)] for name in ("chance", "risk", "twice")}
    return {"seed": seed, "drawn": ids["chance"], "risky": ids["risk"], "twice": ids["twice"]}


def _risks(cases: Mapping[str, Case]) -> dict[str, int]:
    """How many different marks of risk each matter bears; answers alike only where there are many of them."""
    names = {case.id: number for number, case in cases.items()}
    simple = [name.value for name in RISKS if name is not Shown.SAME_WORDS]
    rows = HandlingMark.objects.filter(case__in=list(names), name__in=simple)
    counted = rows.values_list("case").annotate(many=Count("name", distinct=True))
    return {names[case]: many for case, many in counted}


# What was read ------------------------------------------------------------------------------------------------------


def readings_of(check: int) -> dict[tuple[int, str], Reading]:
    """Every reading of a check, by matter and turn."""
    rows = CheckReading.objects.filter(check_id=check).order_by("id")
    return {(row.matter, row.turn): json.loads(row.answers) for row in rows}


def answers_in(reading: Reading) -> dict[str, str]:
    return {key: row["answer"] for key, row in reading.items()}


def final_of(readings: Mapping[tuple[int, str], Reading], matter: int) -> Reading:
    """What counts of a matter: what was agreed on, else what the first reader saw."""
    return readings.get((matter, FINAL)) or readings[matter, FIRST]


def findings(check: int, facts: CheckFacts) -> dict[str, Any]:
    """The figures of a check, and what was found wanting; numbers are told by whoever may read the record."""
    readings, sheet = readings_of(check), facts.sheet
    last = {matter: final_of(readings, matter) for matter in facts.sample}
    wanting = sorted(matter for matter, reading in last.items() if sheet.wanting(reading))
    return {"wanting": wanting, "result": _result(facts, last, readings), "found": _found(sheet, last, wanting)}


def _result(facts: CheckFacts, last: Mapping[int, Reading], readings: Mapping[tuple[int, str], Reading]) -> Rows:
    sheet, chance = facts.sheet, [matter for matter in facts.drawn if matter in last]
    wanting = sum(sheet.wanting(last[matter]) for matter in chance)
    pairs = [
        (readings[matter, FIRST][each.key]["answer"], readings[matter, SECOND][each.key]["answer"])
        for matter in sorted(facts.twice)
        for each in sheet.questions
        if (matter, SECOND) in readings and each.key in readings[matter, SECOND]
    ]
    same = agreement(pairs)
    rows = [["评议（件）", str(len(last))], ["随机抽取里有问题的", share(wanting, len(chance))]]
    if facts.risky:
        risky = sum(sheet.wanting(last[matter]) for matter in facts.risky)
        rows.append(["按风险抽取里有问题的", f"{risky}／{len(facts.risky)}"])
    if pairs:
        told = f"{same.same}／{same.of}，{same.percent}；kappa {same.kappa_said}"
        rows += [["两人都评议的（件）", str(len(facts.twice))], ["两人一致的答案", told]]
    return rows + [[each.text, _answered(sheet, each.key, last, chance)] for each in sheet.questions]


def _answered(sheet: Sheet, question: str, last: Mapping[int, Reading], chance: Collection[int]) -> str:
    """Of those drawn by chance: how many had nothing wrong in a question, of those where one could tell."""
    said = [sheet.answer[last[matter][question]["answer"]] for matter in chance]
    told = [answer for answer in said if answer.counts]
    return share(sum(not answer.wrong for answer in told), len(told))


def share(part: int, whole: int) -> str:
    """A part of a whole with its share and the interval at 95 %."""
    if not whole:
        return "—"
    low, high = (f"{float(each) * 100:.1f}%" for each in interval(part, whole))
    return f"{part}／{whole}，{100 * part / whole:.1f}%（95%区间{low}～{high}）"


def _found(sheet: Sheet, last: Mapping[int, Reading], wanting: Iterable[int]) -> Rows:
    numbers = dict(Case.objects.filter(id__in=last).values_list("id", "number"))
    names = {each.key: each.text for each in sheet.questions}
    return [
        [
            numbers[matter],
            "；".join(_problem(sheet, names[key], last[matter][key]) for key in sheet.wrong(last[matter])),
        ]
        for matter in wanting
    ]


def _problem(sheet: Sheet, text: str, row: Mapping[str, str]) -> str:
    note = row.get("note", "")
    return f"{text}：{sheet.answer[row['answer']].name}{'，' + note if note else ''}"


def shown_of(matters: Collection[int], organ: int) -> Rows:
    """Of each matter what its journal shows of the organ's handling, for a question to it."""
    numbers = dict(Case.objects.filter(id__in=matters).values_list("id", "number"))
    quiet = {Shown.ANSWERED, Shown.TIMED, Shown.ROOT, Shown.RULE}
    told: dict[int, list[str]] = {}
    rows = HandlingMark.objects.filter(case__in=matters, organ=organ).order_by("case", "on", "id")
    for case, name, value in rows.values_list("case", "name", "value"):
        word = Why(value).label if value in _REASONS else Shown(name).label
        if Shown(name) not in quiet and word not in told.setdefault(case, []):
            told[case].append(word)
    return [[number, "；".join(told.get(case, ["—"]))] for case, number in sorted(numbers.items())]


_REASONS: Final = frozenset(reason.value for reason in Why)
