"""What lies behind a report, as the law says it: of splits and mergers alone, without a database."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from huiyin.law.reading import WHOLE, Merger, Screen, Split, screens


def test_what_gave_a_report_away_is_screened_up_to_that_event() -> None:
    assert screens({2}, {}, [Split(1, 2, at=4)], []) == {Screen(1, 2, 4)}


def test_nothing_is_screened_before_what_was_split_off_is_a_report() -> None:
    assert screens(set(), {}, [Split(1, 2, at=4)], []) == frozenset()


def test_a_report_that_was_split_off_twice_screens_both_it_came_from() -> None:
    splits = [Split(1, 2, at=4), Split(2, 3, at=5)]
    assert screens({3}, {}, splits, []) == {Screen(1, 3, 4), Screen(2, 3, 5)}


def test_what_was_split_off_from_a_report_holds_none_of_it() -> None:
    assert screens({1}, {}, [Split(1, 2, at=4)], []) == frozenset()


def test_what_went_into_a_report_lies_wholly_behind_it() -> None:
    assert screens({2}, {}, [], [Merger(1, 2, at=4)]) == {Screen(1, 2, WHOLE)}


def test_what_was_merged_before_the_report_was_split_off_lies_behind_that_report() -> None:
    found = screens({3}, {}, [Split(2, 3, at=6)], [Merger(1, 2, at=4)])
    assert found == {Screen(2, 3, 6), Screen(1, 3, WHOLE)}


def test_what_was_merged_after_the_report_was_split_off_is_open() -> None:
    assert screens({3}, {}, [Split(2, 3, at=6)], [Merger(1, 2, at=7)]) == {Screen(2, 3, 6)}


def test_what_was_a_report_stays_closed_up_to_where_it_ceased_to_be_one() -> None:
    assert screens(set(), {2: 5}, [Split(1, 2, at=4)], []) == {Screen(1, 2, 4), Screen(2, 2, 5)}


RECORDS = st.integers(1, 6)


@given(
    st.sets(RECORDS),
    st.sets(RECORDS),
    st.lists(st.builds(Split, RECORDS, RECORDS, at=st.integers(1, 9))),
    st.lists(st.builds(Merger, RECORDS, RECORDS, at=st.integers(1, 9))),
)
def test_one_more_report_never_opens_anything(
    reports: set[int], more: set[int], splits: list[Split], mergers: list[Merger]
) -> None:
    """Whatever came from what, even in a circle."""
    few, many = (screens(each, {}, splits, mergers) for each in (reports, reports | more))
    upto = {(each.record, each.report): each.upto for each in many}
    kept = [each for each in few if each.record not in more | reports]
    assert all(upto.get((each.record, each.report), 0) >= each.upto for each in kept)
