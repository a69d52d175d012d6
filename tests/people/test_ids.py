"""Ids made by this program."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from huiyin.store.ids import new_id


def test_ids_fit_a_signed_64_bit_column() -> None:
    assert 0 < new_id() < 2**63


def test_ids_always_grow() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_threads_never_share_an_id() -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda _: new_id(), range(20_000)))
    assert len(set(ids)) == len(ids)
