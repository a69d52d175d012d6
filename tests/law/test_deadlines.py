"""Deadlines as rows in words, and the same facts under three books."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.law.frame.deadlines import Clock, Due, due
from huiyin.law.frame.facts import SYSTEM
from huiyin.law.matter.facts import Facts
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import BOOKS, book
from huiyin.law.terms import Act, ClockKind
from tests.cast import (
    CALENDAR,
    DUTY,
    LIUXI_WATER,
    MONDAY,
    PETITION,
    after,
    decided,
    dispatcher,
    handler,
    handling,
    lodged,
    play,
    refusal,
    reviewing,
    ruled,
    served,
    transferred,
)

C = ClockKind


def last_day(book_key: str, kind: ClockKind, start: str, **changes: int) -> Due:
    clock = book(book_key).start(kind, date.fromisoformat(start))
    return due(Clock(kind, clock.started, clock.length, clock.unit, clock.citizens, **changes), CALENDAR)


@pytest.mark.parametrize(
    ("words", "book_key", "kind", "start", "end"),
    [
        ("Friday 30 Oct, 15 natural days: Saturday 14 Nov counts", "cn-2022", C.SORT, "2026-10-30", "2026-11-14"),
        ("an organ's last day does not move over a holiday", "cn-2022", C.NOTIFY, "2026-09-18", "2026-10-03"),
        ("60 days from Monday 2 Nov", "cn-2022", C.HANDLE, "2026-11-02", "2027-01-01"),
        ("30 days for the review", "cn-2022", C.REVIEW, "2026-11-02", "2026-12-02"),
        ("5 working days over two weekends", "cn-2022", C.OBJECT, "2026-11-05", "2026-11-12"),
        ("5 working days across National Day, Saturday 10 Oct worked", "cn-2022", C.OBJECT, "2026-09-29", "2026-10-12"),
        ("5 working days with the Sunday before worked", "cn-2022", C.OBJECT, "2026-09-17", "2026-09-23"),
        ("received on a holiday", "cn-2022", C.OBJECT, "2026-10-04", "2026-10-13"),
        ("the petitioner's 30 days end on a Saturday: Monday", "cn-2022", C.SEEK_REVIEW, "2026-10-29", "2026-11-30"),
        ("the petitioner's 30 days end in the holiday week", "cn-2022", C.SEEK_REVIEW, "2026-09-02", "2026-10-08"),
        ("a Saturday worked counts as a last day", "cn-2022", C.SEEK_REREVIEW, "2026-09-10", "2026-10-10"),
        ("the petitioner's 30 days end on a working day", "cn-2022", C.SEEK_REVIEW, "2026-11-02", "2026-12-02"),
        ("Zhejiang sorts in 5 working days", "zhejiang-2016", C.SORT, "2026-11-02", "2026-11-09"),
        ("Zhejiang concludes in 30 days", "zhejiang-2016", C.HANDLE, "2026-11-02", "2026-12-02"),
        ("the old regulation gave 15 days to refuse a transfer", "cn-2005", C.OBJECT, "2019-11-04", "2019-11-19"),
        ("and 30 to answer advice", "cn-2005", C.FEEDBACK, "2019-11-04", "2019-12-04"),
    ],
)  # fmt: skip
def test_the_last_day(words: str, book_key: str, kind: ClockKind, start: str, end: str) -> None:
    assert last_day(book_key, kind, start).on.isoformat() == end, words


@pytest.mark.parametrize(
    ("book_key", "kind", "changes", "why"),
    [
        ("cn-2022", C.SORT, {}, "自2026年11月2日起15日，到2026年11月17日"),
        ("cn-2022", C.OBJECT, {}, "自2026年11月2日起5个工作日，到2026年11月9日"),
        ("cn-2022", C.HANDLE, {"extended": 30}, "自2026年11月2日起60日，延长30日，到2027年1月31日"),
        ("cn-2022", C.REREVIEW, {"excluded": 4}, "自2026年11月2日起30日，扣除听证4日，到2026年12月6日"),
        ("zhejiang-2016", C.HANDLE, {"extended": 60}, "自2026年11月2日起30日，延长60日，到2027年1月31日"),
    ],
)
def test_it_shows_its_arithmetic(book_key: str, kind: ClockKind, changes: dict[str, int], why: str) -> None:
    assert str(last_day(book_key, kind, "2026-11-02", **changes).why) == why


def test_it_says_why_the_petitioners_day_moved() -> None:
    why = last_day("cn-2022", C.SEEK_REVIEW, "2026-10-29").why
    assert str(why) == "自2026年10月29日起30日，到2026年11月28日；当天不上班，顺延到2026年11月30日"


@pytest.mark.parametrize(
    ("words", "kind", "start", "provisional"),
    [
        ("working days in a year that is announced", C.OBJECT, "2026-11-02", False),
        ("working days that reach into 2027", C.OBJECT, "2026-12-29", True),
        ("natural days do not depend on the announcement", C.HANDLE, "2026-12-29", False),
        ("a petitioner's last day in 2027 may still move", C.SEEK_REVIEW, "2026-12-15", True),
    ],
)
def test_a_day_that_depends_on_an_unannounced_year_is_provisional(
    words: str, kind: ClockKind, start: str, provisional: bool
) -> None:
    assert last_day("cn-2022", kind, start).provisional is provisional, words


def test_a_day_that_somebody_set_is_the_day() -> None:
    clock = BOOKS["cn-2022"].start(C.ASSIGNMENT, MONDAY, until=after(20))
    assert (due(clock, CALENDAR).on, str(due(clock, CALENDAR).why)) == (after(20), "指定期限到2026年11月22日")


# --- one story, three books -------------------------------------------------------------------------------------------

STORY = {
    "cn-2022": [
        ("C1", "2026-11-17", "《信访工作条例》第二十二条第一款"),
        ("C3", "2026-11-17", "《信访工作条例》第二十三条第三款"),
        ("C4", "2026-11-09", "《信访工作条例》第二十三条第三款"),
        ("C5", "2027-01-01", "《信访工作条例》第三十四条"),
        ("C7", "2026-12-02", "《信访工作条例》第三十五条"),
    ],
    "cn-2005": [
        ("C1", "2026-11-17", "《信访条例》第二十一条第一款"),
        ("C3", "2026-11-17", "《信访条例》第二十一条"),
        ("C4", "2026-11-17", "《信访条例》第二十一条"),
        ("C5", "2027-01-01", "《信访条例》第三十三条"),
        ("C7", "2026-12-02", "《信访条例》第三十四条"),
    ],
    "zhejiang-2016": [
        ("C1", "2026-11-09", "《浙江省信访条例》第二十条第一款"),
        ("C3", "2026-11-09", "《浙江省信访条例》第二十条第二款"),
        ("C4", "2026-11-09", "《浙江省信访条例》第二十条第二款"),
        ("C5", "2026-12-02", "《浙江省信访条例》第二十三条第一款"),
        ("C7", "2026-12-02", "《信访工作条例》第三十五条"),
    ],
}


@pytest.mark.parametrize("book_key", STORY)
def test_the_same_story_has_the_dates_of_its_book_each_with_its_article(book_key: str) -> None:
    facts = served(facts=handling(book=book_key))
    told = [
        (clock.kind.value, due(clock, CALENDAR).on.isoformat(), facts.book.cited(clock)[0].label())
        for clock in facts.clocks
    ]
    assert told == STORY[book_key]


def test_a_lengthened_clock_cites_what_lengthened_it() -> None:
    clock = Clock(C.REREVIEW, MONDAY, 30, BOOKS["cn-2022"].periods[C.REREVIEW].unit, excluded=3)
    assert BOOKS["cn-2022"].cited(clock) == (cite("xf2022", 36, 1), cite("xf2022", 36, 2))


def test_a_book_without_a_clock_of_its_own_takes_the_national_one() -> None:
    assert BOOKS["zhejiang-2016"].periods[C.REVIEW] == BOOKS["cn-2022"].periods[C.REVIEW]


# --- which clock runs when --------------------------------------------------------------------------------------------


def running(facts: Facts) -> set[str]:
    return {clock.kind.value for clock in facts.clocks if clock.running}


@pytest.mark.parametrize(
    ("words", "facts", "kinds"),
    [
        ("received by a petition office", lodged(PETITION), {"C1"}),
        ("received by any other organ", lodged(PETITION, organ=LIUXI_WATER), {"C2"}),
        ("passed on", transferred(), {"C3", "C4"}),
        ("accepted", handling(), {"C5"}),
        ("accepted, but not for petition work", handling(DUTY), set()),
        ("opinion served", served(), {"C7"}),
        ("answer without review served", served(
            {"outcome": "performed", "finding": "已查处", "basis": "《水法》"}, facts=handling(DUTY)), set()),
        ("in review", reviewing(), {"C8"}),
        ("review served", ruled(), {"C9"}),
        ("in re-review", reviewing(ruled()), {"C10"}),
        ("revoked and served: done again from the start", ruled("redo"), {"C5"}),
    ],
)  # fmt: skip
def test_these_clocks_run(words: str, facts: Facts, kinds: set[str]) -> None:
    assert running(facts) == kinds, words


def test_the_petitioners_period_runs_from_receipt_not_from_the_entry() -> None:
    late = play(
        decided(), Act.SERVE, dispatcher(LIUXI_WATER), after(9),
        method="post", receiver="陈大山", served_on=after(4).isoformat(), proof="EMS 1234",
    )  # fmt: skip
    clock = late.running(C.SEEK_REVIEW)
    assert clock is not None and clock.started == after(4)


def test_without_service_the_petitioners_period_does_not_begin() -> None:
    assert running(decided()) == set()


def test_a_claim_classed_for_petition_work_after_acceptance_counts_from_acceptance() -> None:
    by = handler(LIUXI_WATER)
    facts = play(handling(DUTY), Act.CLASSIFY, by, after(10), classes={"1": PETITION})
    clock = facts.running(C.HANDLE)
    assert clock is not None and clock.started == MONDAY


def test_the_period_of_an_opinion_ends_when_no_claim_calls_for_one() -> None:
    by = handler(LIUXI_WATER)
    assert running(play(handling(), Act.CLASSIFY, by, after(10), classes={"1": DUTY})) == set()


# --- overdue ----------------------------------------------------------------------------------------------------------


def test_an_overdue_clock_is_noted_once() -> None:
    facts = play(lodged(PETITION), Act.NOTE_OVERDUE, SYSTEM, after(16), clock="C1")
    assert "没有逾期，或已经记录" in str(refusal(facts, Act.NOTE_OVERDUE, SYSTEM, after(17), clock="C1").reason)


def test_the_last_day_is_not_overdue() -> None:
    assert refusal(lodged(PETITION), Act.NOTE_OVERDUE, SYSTEM, after(15), clock="C1")


def test_a_petitioner_who_lets_a_period_pass_is_never_overdue() -> None:
    assert refusal(served(), Act.NOTE_OVERDUE, SYSTEM, after(90), clock="C7")


def test_what_is_no_clock_is_refused_in_words() -> None:
    assert "clock" in refusal(lodged(PETITION), Act.NOTE_OVERDUE, SYSTEM, clock="C99").wrong


def test_a_stopped_clock_keeps_the_day_the_duty_was_done() -> None:
    assert [clock.stopped for clock in handling().clocks] == [MONDAY, MONDAY, MONDAY, None]


def test_a_new_clock_of_a_kind_ends_the_old_one() -> None:
    again = ruled("redo", facts=reviewing(on=after(3)), on=after(5))
    assert [clock.running for clock in again.clocks if clock.kind is C.HANDLE] == [False, True]
