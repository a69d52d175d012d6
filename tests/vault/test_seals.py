from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from huiyin.vault.chain import Head
from huiyin.vault.digests import Algorithm
from huiyin.vault.faults import Fault, Kind
from huiyin.vault.keyring import KeyRing
from huiyin.vault.seals import Seal, SealedDay, check_proof, check_seals, is_genuine, make_seal, prove, trusted_heads
from tests.vault.journals import NOON, RING, Journal, journals, small

KEYS = RING.public_keys()


def altered(day: SealedDay, /, **change: object) -> SealedDay:
    return SealedDay(Seal({**day.seal.body, **change}, day.seal.signature), day.heads)


@given(journals())
def test_honest_seals_have_no_fault(journal: Journal) -> None:
    assert check_seals(journal.days, KEYS) == ()


@pytest.mark.parametrize("field", ["day", "events", "cases", "root", "made_at", "v"])
def test_a_changed_field_of_a_seal_shows_as_forged(field: str) -> None:
    first, second = small().days
    assert check_seals([first, altered(second, **{field: 0})], KEYS) == (Fault(Kind.SEAL_FORGED, seal=2),)


def test_a_removed_seal_shows_as_a_break() -> None:
    assert check_seals(small().days[1:], KEYS) == (Fault(Kind.SEAL_BREAK, seal=2),)


def test_swapped_seals_show_as_breaks() -> None:
    faults = check_seals(reversed(small().days), KEYS)
    assert {fault.kind for fault in faults} == {Kind.SEAL_BREAK}


def test_a_head_that_was_not_sealed_shows_as_forged() -> None:
    first, second = small().days
    heads = (replace(second.heads[0], hash=bytes(32)), *second.heads[1:])
    assert check_seals([first, SealedDay(second.seal, heads)], KEYS) == (Fault(Kind.SEAL_FORGED, seal=2),)


def test_heads_of_a_forged_seal_are_not_believed() -> None:
    first, second = small().days
    assert trusted_heads([first, altered(second, day="2026-01-01")], KEYS) == first.heads


def test_a_seal_that_counts_wrongly_shows_although_it_is_signed() -> None:
    head = Head(11, 4, bytes(32))
    day = make_seal(RING, [head], day=date(2026, 11, 23), events=3, previous=None, made_at=NOON)
    assert check_seals([day], KEYS) == (Fault(Kind.SEAL_FORGED, seal=1),)


def test_a_seal_of_another_ring_is_not_genuine() -> None:
    assert not is_genuine(small().days[0].seal, KeyRing.generate().public_keys())


def test_a_day_without_events_is_sealed_too() -> None:
    day = make_seal(RING, [], day=date(2026, 11, 23), events=0, previous=None, made_at=NOON)
    assert check_seals([day], KEYS) == ()


def test_seals_made_before_and_after_a_rotation_hold_together() -> None:
    first = make_seal(RING, [], day=date(2026, 11, 23), events=0, previous=None, made_at=NOON)
    rotated = RING.rotate()
    second = make_seal(rotated, [], day=date(2026, 11, 24), events=0, previous=first.seal, made_at=NOON)
    assert check_seals([first, second], rotated.public_keys()) == ()


@given(journals())
def test_every_sealed_case_can_be_proved(journal: Journal) -> None:
    for day in journal.days:
        assert all(check_proof(day.seal, prove(day, head.record)) for head in day.heads)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_proof_holds_for_no_other_hash(algorithm: Algorithm) -> None:
    day = small(algorithm).days[0]
    proof = prove(day, 11)
    assert not check_proof(day.seal, replace(proof, head=replace(proof.head, hash=bytes(32))))


def test_a_case_the_seal_did_not_touch_cannot_be_proved() -> None:
    with pytest.raises(KeyError):
        prove(small().days[0], 99)
