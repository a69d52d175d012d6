import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.vault.errors import ReceiptRefused
from huiyin.vault.receipts import LETTERS, read_receipt, receipt

HASH = bytes(range(7, 39))
NUMBER = "330106-2026-000123"
CODE = str(receipt(NUMBER, HASH))


def test_it_is_short_enough_to_read_out() -> None:
    assert CODE.startswith(f"{NUMBER}/")
    assert [len(group) for group in CODE.rpartition("/")[2].split("-")] == [4, 4, 4, 4]


@given(st.binary(min_size=32, max_size=32), st.from_regex(r"[0-9]{6}-[0-9]{4}-[0-9]{1,6}", fullmatch=True))
def test_it_proves_the_event_it_was_given_for(event_hash: bytes, number: str) -> None:
    assert read_receipt(str(receipt(number, event_hash))).proves(event_hash)


def test_it_proves_no_other_event() -> None:
    assert not receipt(NUMBER, HASH).proves(bytes(32))


@pytest.mark.parametrize("typed", [CODE.lower(), f"  {CODE} ", CODE.replace("/", "／").replace("0", "０")])
def test_it_is_read_however_it_was_typed(typed: str) -> None:
    assert read_receipt(typed) == receipt(NUMBER, HASH)


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    zeros = str(receipt(NUMBER, bytes(32)))
    number, _, code = zeros.partition("/")
    assert read_receipt(f"{number}/{code.replace('0', 'O')}") == receipt(NUMBER, bytes(32))


@given(st.integers(0, len(CODE) - 1), st.sampled_from(LETTERS))
def test_any_single_wrong_letter_or_digit_is_noticed(place: int, letter: str) -> None:
    slipped = CODE[:place] + letter + CODE[place + 1 :]
    if CODE[place].isalnum() and slipped != CODE:
        with pytest.raises(ReceiptRefused):
            read_receipt(slipped)


@pytest.mark.parametrize("text", ["", "/", NUMBER, CODE[:-1], CODE + "0", f"{NUMBER}/UUUU-UUUU-UUUU-UUUU"])
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(ReceiptRefused, match="16位"):
        read_receipt(text)
