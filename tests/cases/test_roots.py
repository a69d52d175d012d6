"""A root cause is chosen by a person; what the journal speaks for is shown with its reason and kept beside it."""

from __future__ import annotations

import json

import pytest

from tests.city import Matter, handler_of, lodge

pytestmark = pytest.mark.django_db


def test_the_root_is_chosen_by_a_person_and_what_the_record_proposed_is_kept_beside_it() -> None:
    matter = Matter(lodge()).served(outcome="supported")
    event = matter.do("name_root", handler_of(matter), root="history", rule="《农田水利条例》", note="渠道移交没有手续")
    said = json.loads(event.payload)["said"]
    assert said["root"] == "history" and "not_carried_out" in said["proposed"]
    assert matter.row.stage == "served"


def test_a_root_that_is_not_in_the_list_is_none() -> None:
    from huiyin.record.door import Refused

    matter = Matter(lodge()).served()
    with pytest.raises(Refused) as no:
        matter.do("name_root", handler_of(matter), root="the petitioner")
    assert list(no.value.refusal.wrong) == ["root"]


def test_who_names_the_root_has_not_dealt_with_the_matter() -> None:
    matter = Matter(lodge()).served()
    before = matter.facts.handled_by
    matter.do("name_root", "wuxia", root="procedure")
    assert matter.facts.handled_by == before
