"""Somebody's own words (原话) on pages of the desk, as huiyin.cases.own_words shows them to this reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from huiyin.cases.own_words import Shown
from huiyin.desk.matter.claims import ClaimLine
from huiyin.desk.matter.timeline import Entry


def in_words(lines: Iterable[ClaimLine], shown: Shown) -> list[ClaimLine]:
    """Claims as this reader is shown them."""
    return [
        replace(each, request=shown(each.request), facts=shown(each.facts), reasons=shown(each.reasons))
        for each in lines
    ]


def in_entries(steps: Iterable[Entry], shown: Shown) -> list[Entry]:
    """Steps of a journal with what was said at each as this reader is shown it."""
    return list(steps) if shown is str else [_in_entry(each, shown) for each in steps]


def _in_entry(entry: Entry, shown: Shown) -> Entry:
    said = [(label, [shown(line) if isinstance(line, str) else line for line in lines]) for label, lines in entry.said]
    return replace(entry, said=said)
