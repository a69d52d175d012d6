"""Somebody's own words (原话) for a reader: whole for the organ that holds the matter, masked for all others.

What is hidden of a person beside the words must not stand in them, on no page, in no form and over no wire. Whoever has
a reason looks, and the look is recorded (huiyin.cases.unmasking).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any

from huiyin.cases.identity import known_of
from huiyin.cases.models import Case, Claim, Party
from huiyin.cases.queries import list_claims, parties_of
from huiyin.law.frame.facts import Actor
from huiyin.vault.masks import mask_text

Shown = Callable[[str], str]
#: What of a claim somebody wrote.
WRITTEN = ("request", "facts", "reasons")


def must_read(case: Case, actor: Actor) -> bool:
    """Whether this reader sits where the matter is answered, and reads the words as they came."""
    return case.holder == actor.organ


def shown_words(case: Case, actor: Actor, parties: Iterable[Party]) -> Shown:
    """How this reader is shown what the person wrote.

    :param parties: of the matter; their names are looked for in the words.
    """
    if must_read(case, actor):
        return str
    names = {known_of(row).name for row in parties if row.name}
    return lambda words: mask_text(words, names)


def shown_to(case: Case, actor: Actor, on: date) -> Shown:
    """The same where nobody asked for the parties yet; one question, and none for whoever must read."""
    return str if must_read(case, actor) else shown_words(case, actor, parties_of(case, actor, on))


def shown_claims(rows: Iterable[Claim], shown: Shown) -> list[Claim]:
    """The claims with their words as this reader is shown them; copies, never saved."""
    return list(rows) if shown is str else [_shown_claim(row, shown) for row in rows]


def requests_shown(case: Case, actor: Actor, on: date) -> list[str]:
    """What is asked for in a matter, each request as this reader is shown it."""
    return [row.request for row in shown_claims(list_claims(case, actor, on), shown_to(case, actor, on))]


def _shown_claim(row: Claim, shown: Shown) -> Claim:
    found = copy(row)
    for name in WRITTEN:
        setattr(found, name, shown(getattr(row, name)))
    return found


def shown_said(said: Any, shown: Shown) -> Any:
    """What was said with an act, every text in it as this reader is shown it; numbers and marks stay."""
    if shown is str:
        return said
    if isinstance(said, str):
        return shown(said)
    if isinstance(said, Mapping):
        return {name: shown_said(value, shown) for name, value in said.items()}
    return [shown_said(value, shown) for value in said] if isinstance(said, list | tuple) else said
