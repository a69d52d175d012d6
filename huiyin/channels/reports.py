"""What a gateway says later of a message or call (状态报告): it arrived, or it never will; the same twice is once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from huiyin.channels.adapter import Connection
from huiyin.channels.asking import at as standing
from huiyin.channels.models import Sent
from huiyin.channels.undelivered import came_back
from huiyin.store.locks import writing

#: What the setting ``reports`` holds.
NAMES: Final = frozenset({"word", "list", "reference", "state", "delivered", "failed", "answer"})
NEEDED: Final = frozenset({"word", "reference", "state", "delivered"})
#: The word in the address is all that the gateway shows; nobody must guess it.
SHORTEST: Final = 20


def reports(value: Any) -> Mapping[str, str]:
    """The setting, or nothing.

    :raises ValueError: a name is unknown or lacking, or the word is too short to keep anybody out.
    """
    if value in ("", None):
        return {}
    if not isinstance(value, dict) or value.keys() - NAMES or NEEDED - value.keys():
        raise ValueError(value)
    said = {str(name): str(each) for name, each in value.items()}
    if len(said["word"]) < SHORTEST or not said["word"].isalnum():
        raise ValueError(value)
    return said


def note(connection: Connection, said: Any, at: datetime) -> bool:
    """Write down what a gateway reports.

    :returns: whether every message in it was known; one that was not may be reported again.
    """
    how: Mapping[str, str] = connection["reports"]
    known = True
    for row in _rows(said, how):
        reference, state = (str(standing(row, how[name]) or "") for name in ("reference", "state"))
        sent = Sent.objects.filter(connection=connection.name, reference=reference).first() if reference else None
        if sent is None:
            known = False
        elif state in _words(how["delivered"]):
            with writing():
                Sent.objects.filter(id=sent.id, delivered_at=None, returned_at=None).update(delivered_at=at)
        elif state in _words(how.get("failed", "")):
            came_back(sent.id, f"gateway {state[:20]}", at)
    return known


def _rows(said: Any, how: Mapping[str, str]) -> Iterator[Any]:
    found = standing(said, how.get("list", ""))
    yield from found if isinstance(found, list) else [found]


def _words(text: str) -> set[str]:
    return {each.strip() for each in text.split(",") if each.strip()}
