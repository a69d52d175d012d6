"""What docs/security.md names as the test of something is there, and each kind of fault has one."""

from __future__ import annotations

import re

from huiyin.house.config import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
KINDS = [str(number) for number in range(1, 37)] + ["1b"]


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[a-z0-9_/.]+)`", PAGE))
    assert named and not [each for each in named if not (ROOT / each).exists()]


def test_every_kind_of_fault_has_a_test() -> None:
    held = dict(re.findall(r"^\| ([0-9b]+) \| .*? \| (.*) \|$", PAGE, re.M))
    assert sorted(held) == sorted(KINDS) and all("`tests/" in each for each in held.values())
