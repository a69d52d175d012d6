"""The process apart: what a stranger's file may take, and that whoever asked hears which limit it met."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from huiyin.media.apart.limits import MB, Limit, LimitMet, Limits, Stopped
from huiyin.media.apart.reader import Absent, Apart

SMALL = Limits(memory=256 * MB, seconds=2, patience=20.0)


@pytest.fixture
def apart() -> Iterator[Apart]:
    reader = Apart("tests.media.greedy", SMALL)
    yield reader
    reader.close()


def ask(reader: Apart, do: str, body: bytes = b"") -> list[Any]:
    return list(reader.ask({"do": do}, body))


def limit(reader: Apart, do: str, body: bytes = b"") -> LimitMet:
    with pytest.raises(LimitMet) as met:
        ask(reader, do, body)
    return met.value


@pytest.mark.parametrize(("do", "which"), [("eat", Limit.MEMORY), ("spin", Limit.TIME), ("crash", Limit.CRASH)])
def test_the_limit_that_was_met_is_named(apart: Apart, do: str, which: Limit) -> None:
    assert limit(apart, do).limit is which


def test_the_sentence_says_how_much_was_allowed(apart: Apart) -> None:
    assert "256 MB" in str(limit(apart, "eat").phrase)


def test_one_that_says_nothing_any_more_is_ended() -> None:
    silent = Apart("tests.media.greedy", replace(SMALL, patience=2.0))
    ask(silent, "echo")
    assert limit(silent, "sleep").limit is Limit.TIME


@pytest.mark.parametrize("do", ["eat", "spin", "crash"])
def test_the_next_file_is_read_as_if_nothing_had_been(apart: Apart, do: str) -> None:
    limit(apart, do)
    assert ask(apart, "echo", b"next") == [({"heard": True, "size": 4}, b"next")]


def test_a_large_file_comes_through_whole(apart: Apart) -> None:
    sent = os.urandom(30 * MB)
    assert ask(apart, "echo", sent)[0][1] == sent


def test_time_begins_anew_with_each_file(apart: Apart) -> None:
    for _ in range(3):
        ask(apart, "echo", bytes(20 * MB))


def test_whoever_ends_it_from_outside_is_no_limit(apart: Apart) -> None:
    ask(apart, "echo")
    child = apart._child
    assert child is not None
    with Timed(1.0, child.kill), pytest.raises(Stopped):
        ask(apart, "sleep")


class Timed(Timer):
    """Does something in a while, unless that is over before."""

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *fault: object) -> None:
        self.cancel()


def test_it_writes_no_file(apart: Apart, tmp_path: Path) -> None:
    with pytest.raises(LimitMet):
        ask(apart, "write", str(tmp_path / "filled").encode())
    assert (tmp_path / "filled").stat().st_size <= MB


def test_it_knows_no_key_and_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIYIN_SECRET_KEY", "k" * 50)
    monkeypatch.setenv("PGPASSWORD", "secret")
    fresh = Apart("tests.media.greedy", SMALL)
    ((told, _),) = ask(fresh, "environment")
    fresh.close()
    assert [name for name in told["names"] if name.startswith(("HUIYIN", "PG", "DJANGO"))] == []


def test_what_is_not_installed_is_told() -> None:
    with pytest.raises(Absent):
        ask(Apart("tests.media.nothing_of_that_name", SMALL), "echo")


def test_messages_are_plain_json(apart: Apart) -> None:
    ((told, _),) = ask(apart, "echo")
    assert json.loads(json.dumps(told)) == told


def test_one_that_is_idle_goes_and_another_comes_when_there_is_work() -> None:
    resting = Apart("tests.media.greedy", SMALL, idle=0.1)
    ask(resting, "echo")
    child = resting._child
    assert child is not None and child.wait(10) == 0
    assert ask(resting, "echo", b"again") == [({"heard": True, "size": 5}, b"again")]
    resting.close()
