"""The stand-alone verifier as an auditor runs it: another process, without any of the library."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from huiyin.vault.audit import check_export
from huiyin.vault.digests import Algorithm, sm3
from huiyin.vault.receipts import receipt
from huiyin.vault.seals import is_signed
from tests.vault.journals import RING, chained, relinked, respelt, sealed, small
from tests.vault.journals import Journal as Made
from tests.vault.test_exports import VERIFIER, verifier

KEYS = [f"--key={number}:{key.hex()}" for number, key in RING.public_keys().items()]


def run(folder: Path, lines: list[bytes], *options: str) -> subprocess.CompletedProcess[str]:
    file = folder / "journal.jsonl"
    file.write_bytes(b"".join(lines))
    # -S and -I: no site-packages, so nothing but the standard library can be used
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(file), *options]
    return subprocess.run(command, capture_output=True, text=True, env={"PYTHONIOENCODING": "utf-8"}, check=False)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_it_passes_an_honest_export(algorithm: Algorithm, tmp_path: Path) -> None:
    result = run(tmp_path, small(algorithm).export(), *KEYS)
    assert (result.returncode, result.stderr) == (0, "")
    assert "没有发现问题 | nothing wrong was found" in result.stdout


@pytest.mark.parametrize("algorithm", Algorithm)
def test_it_names_case_event_and_kind_in_both_languages(algorithm: Algorithm, tmp_path: Path) -> None:
    lines = small(algorithm).export()
    lines[4] = respelt(lines[4], {"by": 8})
    result = run(tmp_path, lines, *KEYS)
    assert result.returncode == 1
    assert "案件11第2条记录被改动 | case 11, event 2: changed" in result.stdout


@pytest.mark.parametrize("at", range(11))
def test_it_agrees_with_the_library_on_every_dropped_line(at: int, tmp_path: Path) -> None:
    lines = small().export()
    del lines[at]
    faults = json.loads(run(tmp_path, lines, "--json").stdout)["faults"]
    assert [(f["kind"], f["case"], f["seq"]) for f in faults] == [
        (f.kind, f.record, f.seq) for f in check_export(lines)
    ]


def test_it_names_an_event_recorded_before_its_predecessor(tmp_path: Path) -> None:
    one, two, three = chained(11, "abc")
    lied = relinked([one, two, replace(three, body={**three.body, "recorded_at": one.body["recorded_at"]})])
    result = run(tmp_path, Made(tuple(lied), (), Algorithm.SHA256).export())
    assert result.returncode == 1 and "case 11, event 3: recorded before the one it follows" in result.stdout


def test_it_warns_when_no_key_is_known_from_outside(tmp_path: Path) -> None:
    assert "no --key given" in run(tmp_path, small().export()).stdout


def test_it_refuses_an_export_under_another_key(tmp_path: Path) -> None:
    result = run(tmp_path, small().export(), f"--key=3:{'ab' * 32}")
    assert "header: forged" in result.stdout
    assert "seal 1: forged" in result.stdout


def test_a_published_seal_convicts_even_those_who_hold_the_keys(tmp_path: Path) -> None:
    published = small().days[0].seal.hash.hex()
    entries = (*chained(11, "aXcd"), *small().entries[4:])
    rewritten = Made(entries, sealed(entries, (2, 3), Algorithm.SHA256), Algorithm.SHA256).export()
    assert run(tmp_path, rewritten, *KEYS).returncode == 0
    assert "seal 1: not the one published" in run(tmp_path, rewritten, *KEYS, f"--seal=1:{published}").stdout


def test_it_finds_the_event_a_receipt_proves(tmp_path: Path) -> None:
    code = str(receipt("330106-2026-000123", small().entries[4].hash))
    result = run(tmp_path, small().export_record(12), *KEYS, f"--receipt={code}")
    assert (result.returncode, "proves case 12, event 1" in result.stdout) == (0, True)


def test_it_fails_when_the_event_of_a_receipt_is_not_there(tmp_path: Path) -> None:
    code = str(receipt("330106-2026-000123", small().entries[4].hash))
    assert run(tmp_path, small().export_record(11), *KEYS, f"--receipt={code}").returncode == 1


def test_it_says_that_a_receipt_was_mistyped(tmp_path: Path) -> None:
    assert "回执凭证" in run(tmp_path, small().export(), "--receipt=1/0000-0000-0000-0000").stderr


def test_it_says_that_there_is_no_file() -> None:
    result = subprocess.run([sys.executable, VERIFIER, "/nowhere"], capture_output=True, text=True, check=False)
    assert (result.returncode, "cannot open" in result.stderr) == (2, True)


def test_it_is_written_for_old_pythons_and_imports_nothing_of_ours() -> None:
    tree = ast.parse(VERIFIER.read_text(), feature_version=(3, 8))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {str(module).split(".")[0] for module in modules} <= sys.stdlib_module_names


@given(st.binary(max_size=300))
def test_its_own_sm3_is_sm3(data: bytes) -> None:
    assert verifier.sm3_plain(data) == sm3(data)


def test_its_own_sm3_gives_the_standard_value() -> None:
    assert verifier.sm3_plain(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=64))
def test_its_own_signature_check_accepts_what_is_signed(secret: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    assert verifier.is_signed(key.public_key().public_bytes_raw(), message, key.sign(message))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 511))
def test_its_own_signature_check_refuses_as_the_library_does(secret: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    signature = (int.from_bytes(key.sign(b"message"), "big") ^ 1 << bit).to_bytes(64, "big")
    public = key.public_key().public_bytes_raw()
    assert verifier.is_signed(public, b"message", signature) is is_signed(public, b"message", signature) is False


def test_it_meets_the_first_test_vector_of_rfc_8032() -> None:
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert verifier.is_signed(public, b"", signature)
