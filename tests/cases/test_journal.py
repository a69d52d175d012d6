"""The journal: whatever is changed, removed, reordered or cut off is found and named."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.city import MONDAY, Matter, days, lodge, organ

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter() -> Matter:
    return Matter(lodge()).handled()


def faults() -> list[tuple[str, int]]:
    from huiyin.record.checking import verify

    return [(fault.kind.value, fault.seq) for fault in verify().faults]


def events(matter: Matter):  # type: ignore[no-untyped-def]
    from huiyin.record.models import Event

    return Event.objects.filter(record=matter.id)


def seal(count: int = 0):  # type: ignore[no-untyped-def]
    from huiyin.record.journal import seal_day

    return seal_day(days(count).date(), made_at=days(count + 1))


def test_the_seal_takes_away_the_list_of_what_it_sealed(matter: Matter) -> None:
    from huiyin.record.journal import SEAL_TOPIC
    from huiyin.record.models import Message

    assert Message.objects.filter(topic=SEAL_TOPIC, record=matter.id).exists()
    seal()
    assert not Message.objects.filter(topic=SEAL_TOPIC).exists()


def test_an_untouched_journal_is_whole(matter: Matter) -> None:
    from huiyin.record.checking import verify

    seal()
    assert verify().sound


def test_a_changed_event_is_named(matter: Matter) -> None:
    row = events(matter).get(seq=3)
    events(matter).filter(seq=3).update(payload=row.payload.replace("水渠归县水利局管", "水渠归县交通局管"))
    assert ("changed", 3) in faults()


def test_a_changed_time_is_named(matter: Matter) -> None:
    events(matter).filter(seq=2).update(at=days(-1))
    assert ("changed", 2) in faults()


def test_a_removed_event_is_named(matter: Matter) -> None:
    events(matter).filter(seq=2).delete()
    assert ("removed", 2) in faults()


def test_a_journal_cut_short_is_named_even_before_it_is_sealed(matter: Matter) -> None:
    events(matter).filter(seq=4).delete()
    assert ("truncated", 4) in faults()


def test_a_journal_cut_short_together_with_its_head_is_named_once_sealed(matter: Matter) -> None:
    from huiyin.cases.models import Case

    seal()
    events(matter).filter(seq=4).delete()
    Case.objects.filter(id=matter.id).update(seq=3, head=events(matter).get(seq=3).hash)
    assert ("truncated", 4) in faults()


def test_two_events_that_changed_places_are_named(matter: Matter) -> None:
    one, two = events(matter).get(seq=2), events(matter).get(seq=3)
    events(matter).filter(id=one.id).update(seq=99)
    events(matter).filter(id=two.id).update(seq=2)
    events(matter).filter(id=one.id).update(seq=3)
    assert ("changed", 2) in faults()


def test_a_stage_changed_past_the_door_is_named(matter: Matter) -> None:
    from huiyin.cases.models import Case
    from huiyin.record.checking import verify

    Case.objects.filter(id=matter.id).update(facts=matter.row.facts.replace('"handling"', '"served"'))
    assert verify().drifted == [matter.id]


def test_a_matter_removed_whole_is_missed_by_the_seal(matter: Matter) -> None:
    from huiyin.record.models import Event

    seal()
    Event.objects.filter(record=matter.id).delete()
    assert ("truncated", 1) in faults()


def test_a_day_is_sealed_once(matter: Matter) -> None:
    assert (seal().number, seal()) == (1, None)


def test_the_next_seal_covers_what_came_after_the_first(matter: Matter) -> None:
    import json

    seal()
    matter.do("contact", "chenhao", at=MONDAY, way="电话", account="告知进展")
    assert json.loads(seal(1).body)["events"] == 1


def test_a_forged_seal_is_named(matter: Matter) -> None:
    from huiyin.record.models import Seal

    row = seal()
    Seal.objects.filter(number=1).update(body=row.body.replace('"events":', '"events":9'))
    assert "seal_forged" in {kind for kind, _ in faults()}


@pytest.fixture
def exported(matter: Matter, tmp_path: Path) -> Callable[..., Path]:
    def write(*, full: bool = False) -> Path:
        from huiyin.record.journal import export_journal

        file = tmp_path / "journal.jsonl"
        file.write_bytes(b"".join(export_journal(made_at=days(2), full=full)))
        return file

    return write


def outside(file: Path) -> int:
    """The stand-alone verifier, in a Python of its own, knowing nothing of this program."""
    command = [sys.executable, "-I", "verifier/verify_journal.py", str(file)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_the_verifier_from_outside_finds_an_export_whole(matter: Matter, exported: Callable[[], Path]) -> None:
    seal()
    assert outside(exported()) == 0


def test_the_verifier_from_outside_finds_a_full_export_whole(matter: Matter, exported: Callable[..., Path]) -> None:
    seal()
    assert outside(exported(full=True)) == 0


def of_record(file: Path, record: int) -> list[str]:
    return [line for line in file.read_text().splitlines() if f'"record":{record},' in line]


def test_an_export_holds_no_words_and_nobody_who_is_accused(matter: Matter, exported: Callable[..., Path]) -> None:
    from huiyin.cases.lodging import Capacity, PartyText

    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-jyj"))
    report = Matter(lodge(parties=(accused,), text="县教育局虚报工程款"))
    report.do("contact", "chenhao", way="电话", account="核实虚报的数额")
    words, full = ("\n".join(of_record(exported(full=each), report.id)) for each in (False, True))
    assert [each for each in (str(organ("lx-jyj")), "教育局", "核实", "said", 'sha256":') if each in words] == []
    # What a report says rests in its envelope, in a full export too.
    assert str(organ("lx-jyj")) in full and "核实" not in full


def test_the_events_of_an_older_journal_are_closed_in_an_export(matter: Matter, exported: Callable[..., Path]) -> None:
    from huiyin.record.door import body_of
    from huiyin.vault.chain import link

    head = None
    for event in events(matter).order_by("seq"):
        payload = json.loads(event.payload)
        del payload["salt"]  # as version 2 was written
        head = link(head, body_of(event, payload))
        events(matter).filter(seq=event.seq).update(payload=json.dumps(payload), hash=head)
    type(matter.row).objects.filter(id=matter.id).update(head=head)
    seal()
    file = exported()
    assert "县水利局" not in file.read_text() and '"kind":"closed"' in file.read_text() and outside(file) == 0
    assert outside(exported(full=True)) == 0


def test_the_verifier_from_outside_finds_a_changed_export(matter: Matter, exported: Callable[..., Path]) -> None:
    seal()
    file = exported(full=True)
    file.write_bytes(file.read_bytes().replace("县水利局".encode(), "县交通局".encode(), 1))
    assert outside(file) == 1


def test_one_matter_can_be_handed_out_with_its_proof(matter: Matter, tmp_path: Path) -> None:
    from huiyin.record.journal import export_record

    seal()
    file = tmp_path / "case.jsonl"
    file.write_bytes(b"".join(export_record(matter.id, made_at=days(2))))
    assert outside(file) == 0


def test_a_journal_under_the_national_digest_is_checked_alike(settings: object) -> None:
    settings.HUIYIN_HASH = "sm3"  # type: ignore[attr-defined]
    matter = Matter(lodge()).handled()
    events(matter).filter(seq=3).update(at=days(-1))
    assert ("changed", 3) in faults()
