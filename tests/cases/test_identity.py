"""Identity is ciphertext at rest, masked on the screen, found again by exact value."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.cases.earlier import earlier_matters
from huiyin.cases.identity import Identity, masked, open_identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.house.bench.plans import explain
from huiyin.insights.earlier import earlier_ids
from tests.city import MONDAY, Matter, actor, lodge

pytestmark = pytest.mark.django_db


def party(matter: Matter):  # type: ignore[no-untyped-def]
    return matter.row.parties.get()


def test_no_column_holds_the_name_in_the_clear() -> None:
    row = party(Matter(lodge()))
    stored = b"".join(bytes(value) for value in vars(row).values() if isinstance(value, bytes | memoryview))
    assert "陈大山".encode() not in stored


def test_the_screen_sees_masks() -> None:
    shown = masked(party(Matter(lodge())))
    assert (shown["name"], shown["phone"]) == ("陈**", "199****7710")


def test_the_person_is_found_again_by_the_phone_number_however_it_is_typed() -> None:
    from huiyin.cases.identity import ring
    from huiyin.cases.models import Party
    from huiyin.vault.blind import phone_index

    lodged = lodge()
    found = Party.objects.filter(phone_index=phone_index(ring(), "+86 199-0000-7710"))
    assert lodged.case.id in {row.case_id for row in found}


NUMBERS = "13255550001/0571-85550001、13255550003"


@pytest.mark.parametrize("typed", ["132 5555 0001", "(0571)85550001", "+86 13255550003", "１３２５５５５０００３"])
def test_every_number_of_a_field_finds_the_matter(typed: str) -> None:
    matter = Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity(phone=NUMBERS)),)))
    found = earlier_matters(Identity(phone=typed), actor("chenhao"), MONDAY.date())
    assert [(each.case.id, each.same) for each in found] == [(matter.id, ("phone",))]


def test_two_matters_with_one_number_among_several_are_one_persons() -> None:
    first = Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity(phone=NUMBERS)),)))
    then = Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity(phone="85550009/13255550003")),)))
    assert (earlier_ids(first.id), earlier_ids(then.id)) == ({then.id}, {first.id})


def test_whose_matters_are_one_persons_is_found_without_walking_all_parties() -> None:
    """As a new office has no statistics, SQLite would rather walk its parties, newest first."""
    matter = Matter(lodge())
    with CaptureQueriesContext(connection) as asked:
        earlier_ids(matter.id)
    steps = [step for query in asked.captured_queries for step in explain(query["sql"])]
    assert steps and [step for step in steps if re.match(r"SCAN (other|cases_)", step)] == []


def test_no_number_of_several_stands_open_on_the_screen() -> None:
    shown = masked(party(Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity(phone=NUMBERS)),)))))
    assert shown["phone"] == "132****0001、0571****0001、132****0003"


@pytest.mark.parametrize("name", ["张\U0002ebf0", "张\ue863", "\U0002ebf0\U0002ebf1", "葛\U000e0100城"])
def test_no_character_of_a_name_is_lost_on_the_way_into_the_record(name: str) -> None:
    row = party(Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity(name=name)),))))
    assert open_identity(row).name == name


def test_a_name_has_one_line_and_one_direction() -> None:
    row = party(Matter(lodge(parties=(PartyText(Capacity.PETITIONER, Identity(name="\u202e张\n三")),))))
    assert open_identity(row).name == "张 三"


def test_unmasking_is_an_event_with_its_purpose() -> None:
    matter = Matter(lodge())
    event = matter.do("unmask", "chenhao", purpose="电话核实地点")
    assert (event.act, "电话核实地点" in event.payload) == ("unmask", True)


def test_unmasking_without_a_purpose_is_refused() -> None:
    from huiyin.cases.acts import Refused

    with pytest.raises(Refused):
        Matter(lodge()).do("unmask", "chenhao", purpose="")


def test_a_ciphertext_moved_to_another_person_cannot_be_read() -> None:
    from huiyin.vault.errors import VaultError

    one, other = party(Matter(lodge())), party(Matter(lodge()))
    one.name = other.name
    with pytest.raises(VaultError):
        open_identity(one)
