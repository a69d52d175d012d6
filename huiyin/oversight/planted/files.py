"""Planted histories as plain files: ``histories.jsonl``, ``truth.csv`` and ``about.json`` in a folder.

A line of the histories is one matter: its number, the one it follows, its events as a journal keeps them, and those of
what was promised in it. The
truth has a row for every matter and cause: 1 where somebody should be supervised for it, else 0.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from huiyin.law.frame.fold import replay
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Event
from huiyin.law.frame.workdays import PLAIN_WEEK
from huiyin.law.matter.procedure import MATTER
from huiyin.law.order.causes import Earlier, Journal, causes_of
from huiyin.law.order.vocabulary import Cause
from huiyin.law.terms import Stage
from huiyin.law.undertaking.procedure import UNDERTAKING
from huiyin.oversight.planted.life import Life
from huiyin.oversight.planted.scenes import PAIRS, SCENES, comes_again
from huiyin.record.snapshots import canonical, clock_rows, happened

CAUSES = tuple(cause for cause in Cause if cause is not Cause.OTHER)
#: A Friday; the calendar has Mondays to Fridays and nothing else, so that a reader can count along.
TODAY = date(2026, 11, 27)
#: What is asked of all causes together.
PRECISION, RECALL = 0.98, 0.99
HISTORIES, TRUTH, ABOUT = "histories.jsonl", "truth.csv", "about.json"


@dataclass(frozen=True, slots=True)
class Planted:
    """One matter, and the causes a reader would find in it."""

    life: Life
    truth: frozenset[Cause]


def plant(seed: int, matters: int) -> Iterator[Planted]:
    """Matters with their truth; the same seed gives the same ones."""
    rng = Random(seed)
    scenes, weights = [*SCENES, None], [*SCENES.values(), PAIRS]
    number = 1
    while number <= matters:
        (scene,) = rng.choices(scenes, weights)
        if scene is None and number < matters:
            earlier, later = Life(number, rng, TODAY), Life(number + 1, rng, TODAY, follows=number)
            truth = comes_again(later, earlier)
            yield Planted(earlier, frozenset())
            yield Planted(later, frozenset(truth))
            number += 2
        elif scene is not None:
            life = Life(number, rng, TODAY)
            yield Planted(life, frozenset(scene(life)))
            number += 1


def write(folder: Path, seed: int, matters: int) -> int:
    """Write the three files; how many matters there are."""
    folder.mkdir(parents=True, exist_ok=True)
    planted = list(plant(seed, matters))
    (folder / ABOUT).write_text(canonical({"seed": seed, "matters": len(planted), "day": TODAY.isoformat()}) + "\n")
    with (folder / HISTORIES).open("w", encoding="utf-8") as file:
        file.writelines(canonical(_line(each.life)) + "\n" for each in planted)
    with (folder / TRUTH).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("matter", "cause", "ordered"))
        for each in planted:
            rows.writerows((each.life.number, cause.value, int(cause in each.truth)) for cause in CAUSES)
    return len(planted)


def _line(life: Life) -> dict[str, Any]:
    promises = [[_event(event) for event in told] for told in life.promises]
    events = [_event(event) for event in life.events]
    return {"id": life.number, "follows": life.follows, "events": events, "promises": promises}


def _event(event: Event) -> dict[str, Any]:
    follows = {
        "to": event.to.value, "holder": event.holder, "owner": event.owner, "opens": clock_rows(event.opens),
        "stops": [kind.value for kind in event.stops], "papers": [paper.value for paper in event.papers],
    }  # fmt: skip
    return {
        "act": event.act.value, "on": event.on.isoformat(), "organ": event.organ, "person": event.person,
        "role": event.role.value, "said": dict(event.particulars), "follows": follows,
    }  # fmt: skip


# Judging --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """How often a cause was planted, found, and both."""

    planted: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.planted if self.planted else 1.0


def judge(folder: Path) -> dict[str, Score]:
    """What the record finds in a folder of histories, held against its truth; by cause, and ``all``.

    :raises OSError: a file is missing.
    :raises ValueError: a line is no history.
    """
    day = date.fromisoformat(json.loads((folder / ABOUT).read_text())["day"])
    histories = _read(folder / HISTORIES)
    found = {number: _causes(histories, number, day) for number in histories}
    scores = {name: Score() for name in ("all", *CAUSES)}
    with (folder / TRUTH).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ordered, shown = row["ordered"] == "1", row["cause"] in found[int(row["matter"])]
            for score in (scores["all"], scores[row["cause"]]):
                score.planted += ordered
                score.found += shown
                score.right += ordered and shown
    return scores


def told(scores: Mapping[str, Score]) -> list[str]:
    """The scores as lines of a table for a terminal."""
    head = f"{'':14}{'planted':>9}{'found':>9}{'right':>9}{'precision':>11}{'recall':>9}"
    return [head, *(_told(name, score) for name, score in scores.items())]


def _told(name: str, score: Score) -> str:
    label = Cause(name).label if name != "all" else "全部"
    figures = f"{score.planted:9}{score.found:9}{score.right:9}{score.precision:11.4f}{score.recall:9.4f}"
    return f"{name:14}{figures}  {label}"


def reaches(scores: Mapping[str, Score]) -> bool:
    """Whether supervision finds enough, and little else."""
    return scores["all"].precision >= PRECISION and scores["all"].recall >= RECALL


Histories = dict[int, tuple[int | None, Journal]]


def _read(path: Path) -> Histories:
    told: Histories = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            events = [_happened(MATTER, each) for each in row["events"]]
            promises = [_replayed(UNDERTAKING, each) for each in row.get("promises", ())]
            told[row["id"]] = (row["follows"], Journal(replay(MATTER, events), events, None, promises))
    return told


def _replayed(procedure: Procedure, rows: list[dict[str, Any]]) -> Any:
    return replay(procedure, [_happened(procedure, each) for each in rows])


def _happened(procedure: Procedure, row: dict[str, Any]) -> Event:
    day, by = date.fromisoformat(row["on"]), (row["organ"], row["person"])
    return happened(procedure, row["act"], day, *by, row["role"], {"said": row["said"], "follows": row["follows"]})


def _causes(histories: Histories, number: int, day: date) -> set[str]:
    follows, journal = histories[number]
    earlier = _earlier(histories[follows][1]) if follows is not None else None
    return {finding.cause.value for finding in causes_of(replace(journal, earlier=earlier), day, PLAIN_WEEK)}


def _earlier(journal: Journal) -> Earlier:
    ended = [event.on for event in journal.events if event.to is Stage.CLOSED]
    facts = journal.facts
    return Earlier(facts.closure, ended[-1] if ended else None, facts.responsible or facts.holder)
