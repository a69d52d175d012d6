from collections.abc import Callable
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.vault.audit import check_export
from huiyin.vault.digests import Algorithm
from huiyin.vault.exports import write_journal
from huiyin.vault.faults import Fault, Kind
from huiyin.vault.keyring import KeyRing
from tests.vault.journals import NOON, RING, Journal, chained, journals, respelt, sealed, small

VERIFIER = Path(__file__).parents[2] / "verifier" / "verify_journal.py"
reuse_tmp_path = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
Mutation = Callable[[st.DataObject, list[bytes], int], list[bytes]]


def load_verifier() -> ModuleType:
    spec = spec_from_file_location("verify_journal", VERIFIER)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verifier = load_verifier()


def both(lines: list[bytes], folder: Path) -> tuple[Fault, ...]:
    """Faults by the library, after making sure that the stand-alone verifier names the very same."""
    faults = check_export(lines)
    file = folder / "journal.jsonl"
    file.write_bytes(b"".join(lines))
    seen, _ = verifier.check(str(file), {})
    assert {(f.record, f.seq, f.seal, f.line, str(f.kind)) for f in faults} == seen.faults
    return faults


def flip_a_byte(data: st.DataObject, lines: list[bytes], at: int) -> list[bytes]:
    line = bytearray(lines[at])
    line[data.draw(st.integers(0, len(line) - 2))] ^= data.draw(st.integers(1, 255))
    # a newline made by the flip splits the line, as it would in a file
    return (
        [*lines[:at], *bytes(line).splitlines(keepends=True), *lines[at + 1 :]]
        if b"\n" in line[:-1]
        else [*lines[:at], bytes(line), *lines[at + 1 :]]
    )


def drop(data: st.DataObject, lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at] + lines[at + 1 :]


def cut_off(data: st.DataObject, lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at]


def double(data: st.DataObject, lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[: at + 1], *lines[at:]]


def change_a_field(data: st.DataObject, lines: list[bytes], at: int) -> list[bytes]:
    field = data.draw(st.sampled_from(["v", "act", "at", "recorded_at", "by", "organ", "role", "particulars", "key"]))
    return [*lines[:at], respelt(lines[at], {field: "changed"}), *lines[at + 1 :]]


def change_the_number(data: st.DataObject, lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], respelt(lines[at], {"seq": data.draw(st.integers(-1, 2**63 - 1))}), *lines[at + 1 :]]


def change_the_case(data: st.DataObject, lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], respelt(lines[at], {"case": data.draw(st.integers(-1, 2**63 - 1))}), *lines[at + 1 :]]


@reuse_tmp_path
@given(journal=journals())
def test_an_honest_export_has_no_fault(journal: Journal, tmp_path: Path) -> None:
    assert both(journal.export(), tmp_path) == ()


@reuse_tmp_path
@given(journal=journals(), data=st.data())
def test_an_honest_export_of_one_case_has_no_fault(journal: Journal, data: st.DataObject, tmp_path: Path) -> None:
    record = data.draw(st.sampled_from(journal.entries)).record
    assert both(journal.export_record(record), tmp_path) == ()


@pytest.mark.parametrize("single", [False, True], ids=["journal", "case"])
@pytest.mark.parametrize(
    "mutate", [flip_a_byte, drop, cut_off, double, change_a_field, change_the_number, change_the_case]
)
@reuse_tmp_path
@given(journal=journals(), data=st.data())
def test_any_mutation_of_an_event_is_found_in_its_case(
    mutate: Mutation, single: bool, journal: Journal, data: st.DataObject, tmp_path: Path
) -> None:
    place = data.draw(st.integers(0, len(journal.entries) - 1))
    record = journal.entries[place].record
    lines = journal.export_record(record) if single else journal.export()
    at = len(lines) - len(journal.entries) + place if not single else len(lines) - 1
    mutated = mutate(data, lines, at)
    assert mutated == lines or record in {fault.record for fault in both(mutated, tmp_path)}


@reuse_tmp_path
@given(journal=journals(), data=st.data())
def test_two_swapped_lines_are_found_in_one_of_their_cases(
    journal: Journal, data: st.DataObject, tmp_path: Path
) -> None:
    lines, count = journal.export(), len(journal.entries)
    a, b = data.draw(st.integers(-count, -1)), data.draw(st.integers(-count, -1))
    lines[a], lines[b] = lines[b], lines[a]
    cases = {fault.record for fault in both(lines, tmp_path)}
    assert a == b or cases & {journal.entries[a].record, journal.entries[b].record}


@pytest.mark.parametrize("mutate", [flip_a_byte, drop, double])
@reuse_tmp_path
@given(journal=journals(), data=st.data())
def test_any_mutation_of_the_header_or_a_seal_is_found(
    mutate: Mutation, journal: Journal, data: st.DataObject, tmp_path: Path
) -> None:
    lines = journal.export()
    at = data.draw(st.integers(0, len(lines) - len(journal.entries) - 1))
    assert both(mutate(data, lines, at), tmp_path)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_rewritten_case_with_fitting_hashes_is_found_against_its_seals(algorithm: Algorithm, tmp_path: Path) -> None:
    honest = small(algorithm)
    forged = Journal((*chained(11, "aXcd", algorithm), *honest.entries[4:]), honest.days, algorithm)
    assert {(fault.kind, fault.record) for fault in both(forged.export(), tmp_path)} == {(Kind.CHANGED, 11)}


def test_a_case_slipped_in_is_found_as_added(tmp_path: Path) -> None:
    lines = small().export()
    extra = Journal(tuple(chained(13, "x")), (), Algorithm.SHA256).export()[-1]
    assert both([*lines, extra], tmp_path) == (Fault(Kind.ADDED, 13, 1),)


def test_an_export_signed_by_a_stranger_is_found_when_the_key_is_known_from_outside() -> None:
    lines = list(write_journal(KeyRing.generate(), lambda: small().entries, small().days, made_at=NOON))
    assert Fault(Kind.HEADER_FORGED) in check_export(lines, RING.public_keys())


def test_a_header_that_counts_wrongly_is_found_although_it_is_signed(tmp_path: Path) -> None:
    readings = iter([small().entries[:4], small().entries])
    lines = write_journal(RING, lambda: next(readings), sealed(small().entries, (4,), Algorithm.SHA256), made_at=NOON)
    assert both(list(lines), tmp_path) == (Fault(Kind.HEADER_FORGED),)


@pytest.mark.parametrize(
    "line", [b"\n", b"{}\n", b"[]\n", b"null\n", b'{"kind":"event"}\n', b"\xff\n", b"[" * 9999 + b"\n"]
)
def test_a_line_that_is_none_is_named(line: bytes, tmp_path: Path) -> None:
    lines = small().export()
    assert Fault(Kind.UNREADABLE, line=len(lines) + 1) in both([*lines, line], tmp_path)


@pytest.mark.parametrize("start", [b"", b"\n", b"{}\n", b'{"kind":"header"}\n'])
def test_a_file_without_a_header_is_refused_whole(start: bytes, tmp_path: Path) -> None:
    assert both([start] if start else [], tmp_path) == (Fault(Kind.HEADER_FORGED),)


def test_a_field_given_twice_is_refused(tmp_path: Path) -> None:
    lines = small().export()
    lines[-1] = lines[-1].replace(b'"by":7', b'"by":8,"by":7')
    assert Fault(Kind.UNREADABLE, line=len(lines)) in both(lines, tmp_path)


def closed(journal: Journal, upto: int) -> Journal:
    """As older events stand in an export without words: number and hash."""
    entries = (replace(each, body={}, particulars=None) if each.seq <= upto else each for each in journal.entries)
    return replace(journal, entries=tuple(entries))


@pytest.mark.parametrize("upto", range(5))
def test_events_that_are_closed_keep_their_place_under_the_seals(upto: int, tmp_path: Path) -> None:
    lines = closed(small(), upto).export()
    assert both(lines, tmp_path) == () and sum(b'"kind":"closed"' in line for line in lines) == 2 * upto


@pytest.mark.parametrize("mutate", [drop, double])
@pytest.mark.parametrize("at", [-8, -7, -6, -5])
def test_a_closed_event_that_is_taken_away_or_doubled_is_found(mutate: Mutation, at: int, tmp_path: Path) -> None:
    lines = closed(small(), 2).export()
    assert 11 in {fault.record for fault in both(mutate(None, lines, len(lines) + at), tmp_path)}  # type: ignore[arg-type]


@pytest.mark.parametrize("seq", [2, 4])
def test_another_hash_for_a_closed_event_is_found_by_the_next_or_the_seal(seq: int, tmp_path: Path) -> None:
    lines = closed(small(), seq).export()
    place, true = len(lines) - 9 + seq, small().entries[seq - 1].hash.hex().encode()
    lines[place] = lines[place].replace(true, bytes(32).hex().encode())
    assert 11 in {fault.record for fault in both(lines, tmp_path)}


def test_particulars_that_are_shown_must_be_those_of_the_event(tmp_path: Path) -> None:
    entries = chained(3, "ab")
    lines = Journal(tuple(entries), (), Algorithm.SHA256).export()
    assert both(lines, tmp_path) == ()
    lines[-1] = lines[-1].replace(b'"value":"b"', b'"value":"c"')
    assert both(lines, tmp_path) == (Fault(Kind.CHANGED, 3, 2),)


def test_particulars_beside_an_older_event_are_refused(tmp_path: Path) -> None:
    lines = Journal(tuple(chained(1, "ab")), (), Algorithm.SHA256).export()
    lines[-1] = lines[-1].replace(b'"kind":"event"', b'"kind":"event","particulars":{}')
    assert Fault(Kind.UNREADABLE, line=len(lines)) in both(lines, tmp_path)
