"""Identity is ciphertext at rest, masked on the screen, found again by exact value."""

from __future__ import annotations

import pytest

from tests.city import Matter, lodge

pytestmark = pytest.mark.django_db


def party(matter: Matter):  # type: ignore[no-untyped-def]
    return matter.row.parties.get()


def test_no_column_holds_the_name_in_the_clear() -> None:
    row = party(Matter(lodge()))
    stored = b"".join(bytes(value) for value in vars(row).values() if isinstance(value, bytes | memoryview))
    assert "陈大山".encode() not in stored


def test_the_screen_sees_masks() -> None:
    from huiyin.cases.identity import masked

    shown = masked(party(Matter(lodge())))
    assert (shown["name"], shown["phone"]) == ("陈**", "199****7710")


def test_the_person_is_found_again_by_the_phone_number_however_it_is_typed() -> None:
    from huiyin.cases.identity import ring
    from huiyin.cases.models import Party
    from huiyin.vault.blind import phone_index

    lodged = lodge()
    found = Party.objects.filter(phone_index=phone_index(ring(), "+86 199-0000-7710"))
    assert lodged.case.id in {row.case_id for row in found}


def test_unmasking_is_an_event_with_its_purpose() -> None:
    matter = Matter(lodge())
    event = matter.do("unmask", "chenhao", purpose="电话核实地点")
    assert (event.act, "电话核实地点" in event.payload) == ("unmask", True)


def test_unmasking_without_a_purpose_is_refused() -> None:
    from huiyin.cases.acts import Refused

    with pytest.raises(Refused):
        Matter(lodge()).do("unmask", "chenhao", purpose="")


def test_a_ciphertext_moved_to_another_person_cannot_be_read() -> None:
    from huiyin.cases.identity import open_identity
    from huiyin.vault.errors import VaultError

    one, other = party(Matter(lodge())), party(Matter(lodge()))
    one.name = other.name
    with pytest.raises(VaultError):
        open_identity(one)
