"""The facts of a matter from the text of its row."""

from __future__ import annotations

from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.record.snapshots import facts_from


def load_facts(text: str) -> Facts:
    facts: Facts = facts_from(MATTER, text)
    return facts
