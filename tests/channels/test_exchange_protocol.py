"""What two sites say to each other: nobody else reads it, nobody else can have said it, nothing old is believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.channels.exchange import protocol as p
from huiyin.vault.envelopes import SealingKey

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
CITY, COUNTY, STRANGER = (SealingKey.generate() for _ in range(3))


def said(body: bytes = b"{}", at: datetime = NOW) -> bytes:
    return p.sealed(CITY, p.card_of(COUNTY), p.new_head("steps", at), body)


def why(own: SealingKey, other: SealingKey, message: bytes, now: datetime = NOW) -> str:
    with pytest.raises(p.Untrue) as untrue:
        p.opened([own], p.card_of(other), message, now)
    return untrue.value.code


def test_what_is_said_is_read_by_the_other_side_alone() -> None:
    head, body = p.opened([COUNTY], p.card_of(CITY), said(b"words"), NOW)
    assert (head.verb, head.version, body) == ("steps", 1, b"words") and b"words" not in said(b"words")
    assert why(STRANGER, CITY, said()) == "signature"


def test_nobody_else_can_have_said_it() -> None:
    forged = p.sealed(STRANGER, p.card_of(COUNTY), p.new_head("steps", NOW), b"{}")
    assert why(COUNTY, CITY, forged) == "signature"


@given(st.data())
def test_a_message_changed_anywhere_is_refused(data: st.DataObject) -> None:
    message = bytearray(said())
    at = data.draw(st.integers(0, len(message) - 1))
    message[at] ^= data.draw(st.integers(1, 255))
    assert why(COUNTY, CITY, bytes(message)) == "signature"


def test_a_message_kept_back_is_refused_and_so_is_one_of_a_clock_far_ahead() -> None:
    assert [why(COUNTY, CITY, said(), NOW + each) for each in (timedelta(minutes=6), timedelta(minutes=-6))] == [
        "time", "time",
    ]  # fmt: skip


def test_a_key_that_was_turned_still_opens_what_was_under_way() -> None:
    later = SealingKey.generate()
    assert p.opened([later, COUNTY], p.card_of(CITY), said(b"words"), NOW)[1] == b"words"


def test_a_card_is_one_word_and_its_fingerprint_is_read_out_in_groups() -> None:
    card = p.card_of(CITY)
    assert p.read_card(f" {card.text}\n") == card and len(card.fingerprint.split()) == 8
    for wrong in ("", "hyx1-", card.text[:-4], "hyx2" + card.text[4:]):
        with pytest.raises(ValueError):
            p.read_card(wrong)


def test_two_sites_speak_the_newest_version_that_both_know() -> None:
    assert p.agreed([1, 2, 7]) == 1
    with pytest.raises(p.Untrue, match="version"):
        p.agreed([2, 3])


def test_what_is_no_message_is_said_to_be_unreadable() -> None:
    for junk in (b"", b"huiyin-sealed/1\n", b"GET / HTTP/1.1\r\n", b"huiyin-sealed/1\n{}\n"):
        with pytest.raises(p.Untrue, match="unreadable"):
            p.signer_of(junk)
    assert p.signer_of(said()) == CITY.signer
