"""Trying a book: histories with nothing but dates are played by the standard cast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from huiyin.law.frame.particulars import fit
from huiyin.law.matter.procedure import MATTER
from huiyin.law.sources.books import BOOKS
from huiyin.law.terms import Act
from huiyin.law.trial.cast import world
from huiyin.law.trial.particulars import completed
from huiyin.law.trial.play import Unplayable, answered, play
from tests import cast

WORLD = world(cast.CALENDAR)
#: A matter on its way to the very end, review and re-review included.
WHOLE_LIFE = (
    ("2026-03-02", "lodge"), ("2026-03-05", "transfer"), ("2026-03-09", "accept"), ("2026-03-20", "propose"),
    ("2026-03-21", "sign"), ("2026-03-25", "serve"), ("2026-04-10", "seek_review"), ("2026-04-12", "admit_review"),
    ("2026-05-01", "decide_review"), ("2026-05-03", "serve"), ("2026-05-13", "seek_rereview"),
    ("2026-05-14", "admit_review"), ("2026-06-01", "decide_review"), ("2026-06-02", "serve"),
)  # fmt: skip


def history(*acts: tuple[str, str], **more: Any) -> dict[str, Any]:
    steps = [{"on": on, "act": act} for on, act in acts]
    return {"id": "h", "class": "grievance", "ground": "6", "acts": steps, **more}


def clocks(answer: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    return {clock["kind"]: (clock["due"], clock["state"]) for clock in answer["clocks"]}


def test_an_extension_is_counted_into_the_last_day() -> None:
    told = history(("2026-03-02", "lodge"), ("2026-03-05", "transfer"), ("2026-03-09", "accept"))
    told["acts"].append({"on": "2026-04-20", "act": "extend", "days": 30})
    assert clocks(answered(told, WORLD))["C5"] == ("2026-06-07", "running")


def test_a_running_clock_is_overdue_on_the_day_that_is_asked_for() -> None:
    told = history(("2026-03-02", "lodge"), ask="2026-03-18")
    assert clocks(answered(told, WORLD)) == {"C1": ("2026-03-17", "overdue")}


@pytest.mark.parametrize("book", sorted(BOOKS))
def test_a_whole_life_is_played_with_nothing_but_its_dates(book: str) -> None:
    assert answered(history(*WHOLE_LIFE, book=book), WORLD)["refused"] is None


def test_the_first_step_that_is_not_allowed_is_named_with_its_article() -> None:
    refused = answered(history(("2026-03-02", "lodge"), ("2026-03-05", "sign")), WORLD)["refused"]
    assert (refused["index"], refused["act"], refused["article"]) == (1, "sign", "xf2022:32.1")


def test_nothing_after_a_refusal_is_played() -> None:
    told = history(("2026-03-02", "lodge"), ("2026-03-05", "sign"), ("2026-03-06", "transfer"))
    assert [clock["state"] for clock in answered(told, WORLD)["clocks"]] == ["running"]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"acts": [{"on": "2026-03-02", "act": "dance"}]}, "dance"),
        ({"acts": [{"on": "2.3.2026", "act": "lodge"}]}, "2.3.2026"),
        ({"acts": [{"on": "2026-03-02", "act": "transfer"}]}, "lodge"),
        ({"acts": []}, "lodge"),
        ({"lodged_with": "ministry"}, "ministry"),
        ({"book": "atlantis-1"}, "atlantis-1"),
        ({"class": "complaint"}, "complaint"),
    ],
)
def test_what_no_history_can_say_is_named(wrong: Mapping[str, Any], named: str) -> None:
    with pytest.raises(Unplayable, match=named):
        answered({**history(("2026-03-02", "lodge")), **wrong}, WORLD)


def test_a_review_that_changes_the_opinion_is_filled_with_what_it_changes() -> None:
    road = ("lodge", "accept", "propose", "sign", "serve", "seek_review", "admit_review")
    acts = [{"on": "2026-03-02", "act": act} for act in road]
    acts.append({"on": "2026-03-03", "act": "decide_review", "ruling": "change"})
    assert answered({**history(("2026-03-02", "lodge"), lodged_with="unit"), "acts": acts}, WORLD)["refused"] is None


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.LODGE])
def test_the_particulars_that_are_left_out_are_filled_with_valid_ones(act: Act) -> None:
    facts = play(history(("2026-03-02", "lodge"), ("2026-03-09", "accept"), lodged_with="unit"), WORLD).facts
    assert facts is not None
    _, wrong = fit(MATTER.needs(act), completed(act, facts, cast.MONDAY, {}))
    assert wrong == {}
