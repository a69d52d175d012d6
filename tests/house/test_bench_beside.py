"""Two versions beside each other: what is told of their turns."""

from huiyin.house.bench.beside import Pair, counted_table, pairs_table


def test_the_ratio_is_the_middle_of_the_turns_so_that_one_disturbed_turn_says_nothing() -> None:
    pair = Pair("intake", before=[2.0, 2.0, 20.0], now=[2.2, 2.2, 2.2])
    assert "1.10" in pairs_table("sqlite", 100, [pair]).splitlines()[-1]


def test_calls_of_both_versions_stand_in_one_line_with_their_ratio() -> None:
    line = counted_table("sqlite", 100, {"intake": (10_000, 12_000)}).splitlines()[-1]
    assert line.split() == ["intake", "10,000", "12,000", "1.200"]
