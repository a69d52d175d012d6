from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.vault.chain import Entry, Head, canonical, check, link, stamp
from huiyin.vault.digests import Algorithm
from huiyin.vault.errors import NotCanonical
from huiyin.vault.faults import Fault, Kind
from tests.vault.journals import Journal, chained, journals, relinked, small

BEIJING = timezone(timedelta(hours=8))


class Role(StrEnum):
    HANDLER = "handler"


def test_canonical_json_sorts_keys_and_keeps_chinese() -> None:
    assert canonical({"b": [1, None, True], "a": "信访"}) == '{"a":"信访","b":[1,null,true]}'.encode()


def test_a_member_of_an_enumeration_is_written_as_its_value() -> None:
    assert canonical({"role": Role.HANDLER}) == b'{"role":"handler"}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        Decimal(1),
        datetime(2026, 11, 23, tzinfo=UTC),
        b"x",
        {1: 2},
        {None: 1},
        {1},
        2**63,
        "\ud800",
        [[1.5]],
    ],
    ids=repr,
)
def test_what_has_no_one_spelling_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({"value": value})


def test_the_same_moment_has_one_spelling_in_every_time_zone() -> None:
    moment = datetime(2026, 11, 23, 15, 9, tzinfo=BEIJING)
    assert stamp(moment) == stamp(moment.astimezone(UTC)) == "2026-11-23T07:09:00.000000Z"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(NotCanonical, match="时区"):
        stamp(datetime(2026, 11, 23))


def test_the_order_of_keys_does_not_change_a_link() -> None:
    assert link(None, {"a": 1, "b": 2}) == link(None, {"b": 2, "a": 1})


def test_a_link_depends_on_what_came_before_and_on_the_algorithm() -> None:
    first = link(None, {"a": 1})
    assert len({first, link(first, {"a": 1}), link(None, {"a": 1}, Algorithm.SM3)}) == 3


@given(journals())
def test_an_honest_journal_has_no_fault(journal: Journal) -> None:
    assert check(journal.entries, journal.heads, journal.algorithm, closed=True) == ()


@given(journals(), st.data())
def test_a_changed_field_is_found_at_its_event_and_nowhere_else(journal: Journal, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(journal.entries) - 1))
    name = data.draw(st.sampled_from(sorted(journal.entries[place].body)))
    entry = journal.entries[place]
    entries = list(journal.entries)
    entries[place] = replace(entry, body={**entry.body, name: "changed"})
    assert check(entries, journal.heads, journal.algorithm) == (Fault(Kind.CHANGED, entry.record, entry.seq),)


@given(journals(), st.data())
def test_a_changed_hash_is_found_at_its_event_and_nowhere_else(journal: Journal, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(journal.entries) - 1))
    entry = journal.entries[place]
    entries = list(journal.entries)
    entries[place] = replace(entry, hash=bytes([entry.hash[0] ^ 1]) + entry.hash[1:])
    assert check(entries, journal.heads, journal.algorithm) == (Fault(Kind.CHANGED, entry.record, entry.seq),)


@given(journals(), st.data())
def test_a_dropped_event_is_found_in_its_case(journal: Journal, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(journal.entries))
    kept = [other for other in journal.entries if other != entry]
    faults = check(kept, journal.heads, journal.algorithm)
    assert {(fault.record, fault.seq) for fault in faults} == {(entry.record, entry.seq)}
    assert {fault.kind for fault in faults} <= {Kind.REMOVED, Kind.TRUNCATED}


@given(journals(), st.data())
def test_a_doubled_event_is_found_as_added(journal: Journal, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(journal.entries))
    faults = check([*journal.entries, entry], journal.heads, journal.algorithm)
    assert Fault(Kind.ADDED, entry.record, entry.seq) in faults
    assert {fault.record for fault in faults} == {entry.record}


@given(st.integers(2, 6), st.data())
def test_two_swapped_events_are_found_as_reordered(length: int, data: st.DataObject) -> None:
    entries = chained(11, range(length))
    a, b = sorted(data.draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=2, unique=True)))
    entries[a], entries[b] = entries[b], entries[a]
    faults = check([*entries, *chained(12, "x")])
    assert {(fault.kind, fault.record) for fault in faults} == {(Kind.REORDERED, 11)}


def test_two_events_that_swapped_their_numbers_are_found_as_changed() -> None:
    one, two, three = chained(11, "abc")
    faults = check([one, replace(three, seq=2), replace(two, seq=3)])
    assert {(fault.kind, fault.seq) for fault in faults} == {(Kind.CHANGED, 2), (Kind.CHANGED, 3)}


@given(st.integers(2, 6), st.data())
def test_an_event_recorded_before_its_predecessor_is_found_though_its_chain_is_sound(
    length: int, data: st.DataObject
) -> None:
    entries = chained(11, range(length))
    late = data.draw(st.integers(1, length - 1))
    told = stamp(datetime(2020, 1, 1, tzinfo=UTC))
    entries[late] = replace(entries[late], body={**entries[late].body, "recorded_at": told})
    assert check(relinked(entries)) == (Fault(Kind.EARLIER, 11, late + 1),)


@given(journals(), st.data())
def test_a_cut_off_end_is_found_against_a_sealed_head(journal: Journal, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(journal.entries))
    kept = [other for other in journal.entries if other.record != entry.record or other.seq < entry.seq]
    faults = check(kept, journal.heads, journal.algorithm)
    assert faults == (Fault(Kind.TRUNCATED, entry.record, entry.seq),)


def test_a_wholly_rewritten_case_is_found_against_a_sealed_head() -> None:
    head = small().heads[0]
    assert check(chained(11, "abXd"), [head]) == (Fault(Kind.CHANGED, 11, 4),)


def test_events_after_the_last_seal_are_no_fault_unless_the_heads_cover_everything() -> None:
    entries = chained(11, "ab")
    head = Head(11, 1, entries[0].hash)
    assert check(entries, [head]) == ()
    assert check(entries, [head], closed=True) == (Fault(Kind.ADDED, 11, 2),)


def test_a_case_nobody_sealed_is_an_addition_when_the_heads_cover_everything() -> None:
    assert Fault(Kind.ADDED, 13, 1) in check(chained(13, "x"), closed=True)


def test_an_event_moved_to_another_case_is_missed_in_the_one_and_found_in_the_other() -> None:
    one, two = chained(11, "ab")
    faults = check([one, replace(two, record=12)], [Head(11, 2, two.hash)])
    assert {fault.record for fault in faults} == {11, 12}


def test_a_body_that_could_never_have_been_written_is_found_as_changed() -> None:
    entry = chained(11, "a")[0]
    assert check([replace(entry, body={**entry.body, "at": 1.5})]) == (Fault(Kind.CHANGED, 11, 1),)


def test_an_event_with_an_absurd_number_does_not_stall_the_check() -> None:
    entry = chained(11, "a")[0]
    assert check([Entry(11, 2**62, entry.body, entry.hash)])


def test_a_fault_says_in_words_what_is_wrong_and_where() -> None:
    assert str(Fault(Kind.CHANGED, 11, 2)) == "案件11第2条记录被改动。"
