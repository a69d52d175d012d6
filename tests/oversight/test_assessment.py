"""The assessment: figures held against another way of counting, the same from an export as from the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from huiyin.law.assessment.formulas import formula_for
from huiyin.law.terms import Act
from huiyin.oversight.assessment.indicators import INDICATORS
from huiyin.oversight.assessment.scores import Terms, assessed, interval
from huiyin.oversight.assessment.skeleton import Step
from huiyin.oversight.planted.files import TODAY, plant
from huiyin.oversight.planted.life import Life
from tests.city import days, lodge, organ

AS_OF = datetime(2026, 11, 27, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    return [each.life for each in plant(11, 120)]


class Told(list[tuple[str, int, list[Step]]]):
    """A journal that was told instead of read."""

    events, digest = 0, "planted"


def journal(lives: list[Life]) -> Told:
    return Told(("matter", each.number, [Step(e.act.value, e.on, e.organ) for e in each.events]) for each in lives)


def result_for(told: Told, year: int = 2026) -> dict[str, Any]:
    return assessed(told, Terms(year, AS_OF, formula_for(2026)))


def figure(lives: list[Life], key: str) -> tuple[int, int]:
    """How many of how many over all organs and both years."""
    found = [result_for(journal(lives), year) for year in (2025, 2026, 2027)]
    rows = [told["indicators"][key] for each in found for told in each["organs"].values() if key in told["indicators"]]
    return sum(row["hits"] for row in rows), sum(row["of"] for row in rows)


def opinions(lives: list[Life]) -> Iterator[tuple[Life, int]]:
    for life in lives:
        yield from ((life, n) for n, event in enumerate(life.events) if event.act is Act.SIGN)


def test_there_are_a_dozen_indicators_and_none_counts_people() -> None:
    formula = formula_for(2026)
    assert len(formula["weights"]) >= 12 and set(formula["weights"]) == set(INDICATORS)


def test_opinions_that_were_heard_are_counted_as_their_readers_count(lives: list[Life]) -> None:
    told = [
        any(event.act in (Act.LISTEN, Act.CLOSE_HEARING) for event in life.events[:n]) for life, n in opinions(lives)
    ]
    assert figure(lives, "heard") == (sum(told), len(told))


def test_answers_in_time_are_those_whose_clock_stopped_before_its_last_day(lives: list[Life]) -> None:
    """The law's own clock says the same as the count of days."""
    told = []
    for life, n in opinions(lives):
        taken = max(event.on for event in life.events[:n] if event.act is Act.ACCEPT)
        longer = 30 if any(event.act is Act.EXTEND for event in life.events[:n]) else 0
        told.append(life.events[n].on <= taken + timedelta(days=60 + longer))
    assert figure(lives, "answered_in_time") == (sum(told), len(told))


def test_what_was_passed_on_is_taken_up_by_the_clock_of_the_law(lives: list[Life]) -> None:
    told = []
    for life in lives:
        sent = None
        for event in life.events:
            if event.act is Act.TRANSFER or event.act is Act.REJECT_OBJECTION:
                sent = event.on
            elif sent is not None and event.act in (Act.ACCEPT, Act.OBJECT):
                told.append((event.on - sent).days <= 15)
                sent = None
    assert figure(lives, "taken_up_in_time") == (sum(told), len(told))


def test_the_last_word_of_the_person_decides_whether_it_was_carried_out(lives: list[Life]) -> None:
    words = [
        [event.act for event in life.events if event.act in (Act.CONFIRM_EXECUTION, Act.DENY_EXECUTION)]
        for life in lives
    ]
    said = [each[-1] for each in words if each]
    assert figure(lives, "carried_out") == (said.count(Act.CONFIRM_EXECUTION), len(said))


def test_an_opinion_that_a_review_revoked_did_not_stand(lives: list[Life]) -> None:
    redone = [life for life in lives if any(e.act is Act.SERVE and e.to.value == "handling" for e in life.events)]
    hits, of = figure(lives, "stood_review")
    handled_again = [
        life for life in redone if any(e.act in (Act.INVESTIGATE, Act.LISTEN) for e in life.events[_served(life) :])
    ]
    assert of == len(redone) and of - hits == len(handled_again)


def _served(life: Life) -> int:
    return next(n for n, e in enumerate(life.events, 1) if e.act is Act.SERVE and e.to.value == "handling")


def test_what_nobody_took_up_is_told_of_its_sender_and_enters_no_score(lives: list[Life]) -> None:
    found = result_for(journal(lives))["not_taken_up"]
    told = [
        life.number for life in lives if life.events[-1].act is Act.TRANSFER and (TODAY - life.events[-1].on).days > 15
    ]
    assert sorted(record for records in found.values() for record in records) == told


def test_small_numbers_have_their_interval_and_count_for_nothing() -> None:
    few = Told([("matter", 1, [Step("lodge", TODAY - timedelta(days=9), None), Step("transfer", TODAY, 3)])])
    told = result_for(few)["organs"]["3"]
    assert told["score"] is None and told["indicators"]["sorted_in_time"]["low"] < "0.3000"


@pytest.mark.parametrize(("hits", "of", "low", "high"), [(5, 10, "0.2366", "0.7634"), (0, 10, "0.0000", "0.2775")])
def test_the_interval_is_wilsons(hits: int, of: int, low: str, high: str) -> None:
    assert interval(hits, of) == (low, high)


# From the record and from its export ---------------------------------------------------------------------------------


@pytest.fixture
def result(db: None, tmp_path: Path) -> tuple[Path, Path]:
    """An export of a small office without its words, and its assessment."""
    from huiyin.record.journal import export_journal
    from tests.city import Matter

    for _ in range(3):
        matter = Matter(lodge()).served()
        matter.supervised(at=days(1))
    Matter(lodge()).transferred()
    file, export = tmp_path / "result.json", tmp_path / "journal.jsonl"
    call_command("assess", "2026", "--json", str(file), stdout=_Quiet())
    export.write_bytes(b"".join(export_journal(made_at=days(2))))
    return export, file


class _Quiet:
    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...


def test_an_export_without_words_gives_the_same_assessment(result: tuple[Path, Path]) -> None:
    export, file = result
    said = json.loads(file.read_text())
    assert said["organs"][str(organ("lx-slj"))]["indicators"]["heard"]["of"] == 3
    assert "particulars" not in json.loads(export.read_text().splitlines()[-1])
    call_command("assess", "--check", str(export), str(file), stdout=_Quiet())


@pytest.mark.parametrize("what", ["figure", "journal"])
def test_the_first_difference_is_named(result: tuple[Path, Path], what: str) -> None:
    export, file = result
    if what == "figure":
        said: dict[str, Any] = json.loads(file.read_text())
        said["organs"][str(organ("lx-slj"))]["score"] = "99.00"
        file.write_text(json.dumps(said))
    else:
        export.write_text("\n".join(export.read_text().splitlines()[:-1]) + "\n")
    with pytest.raises(CommandError, match="score" if what == "figure" else "inputs"):
        call_command("assess", "--check", str(export), str(file), stdout=_Quiet())


def test_what_is_no_export_is_said(result: tuple[Path, Path]) -> None:
    _, file = result
    with pytest.raises(CommandError, match="Unreadable"):
        call_command("assess", "--check", str(file), str(file), stdout=_Quiet())
