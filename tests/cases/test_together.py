"""Several processes at one record, and death at any instant: on a real database file and on a real PostgreSQL."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pytest

from tests.office import Office, postgresql, sqlite


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    yield Office(folder, request.param(folder))


def test_nothing_acknowledged_is_lost_when_writers_are_killed(office: Office) -> None:
    writers = [office.start("lodge", name) for name in ("甲", "乙", "丙")]
    told = {writer.stdout.readline().strip() for writer in writers if writer.stdout}  # all of them are at work now
    time.sleep(1)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    told |= {line for writer in writers for line in (writer.communicate()[0] or "").split("\n") if len(line) == 19}
    kept = office.ask("from huiyin.cases.models import Case; print(*Case.objects.values_list('number', flat=True))")
    assert len(told) >= len(writers)
    assert told <= set(kept.split())


def test_the_journal_is_whole_after_the_killing(office: Office) -> None:
    assert "The journal is whole" in office.manage("verify")


def test_of_two_who_act_at_once_one_wins_and_the_other_is_told(office: Office) -> None:
    case = office.ask(
        "from tests.city import lodge; from huiyin.cases.lodging import ClaimText;"
        "from huiyin.law.terms import ClaimKind;"
        "print(lodge(claims=(ClaimText('修一条路', kind=ClaimKind.SUGGESTION),)).case.id)",
    )
    racers = [office.start("race", case, name) for name in ("甲", "乙", "丙")]
    answers = sorted(racer.communicate(timeout=60)[0].strip().partition(":")[0] for racer in racers)
    assert answers == ["lost", "lost", "won"]


def test_of_many_workers_at_the_daily_seal_none_dies_and_each_day_is_sealed_once(office: Office) -> None:
    workers = [office.start("seal", "12") for _ in range(3)]
    sealed = [int(worker.communicate(timeout=120)[0] or -1000) for worker in workers]
    assert sum(sealed) == 12


def test_merging_two_matters_into_each_other_at_once_stops_nobody(office: Office) -> None:
    pairs = office.ask(
        "from tests.city import lodge\nfor _ in range(14): print(lodge().case.number, lodge().case.number)"
    ).split()
    there, back = office.start("merge", *pairs), office.start("merge", *pairs[::-1])
    said = there.communicate(timeout=120)[0] + back.communicate(timeout=120)[0]
    assert (said.count("won"), said.count("lost")) == (14, 14)
