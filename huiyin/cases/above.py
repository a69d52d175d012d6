"""What rooms above do in the transaction in which it changes who may read a matter.

They are named by path, so that this room need not know them, and in one place: huiyin.house.records fills these lists.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.module_loading import import_string

#: Called with the ids of matters that must be drawn anew from the record.
FORGETTING: Final[list[str]] = []
#: Called with ids of matters and the moment: what rests on them, and whoever had it cannot read any more.
SHUTTING: Final[list[str]] = []
#: Called with a matter, the last entry that is meant and an envelope: words beside the record that go into it.
PUTTING_IN: Final[list[str]] = []
#: Called with a kind and ids of its records: what is found of them by their titles is drawn anew.
INDEXING: Final[list[str]] = []


def ask(paths: list[str], *what: Any) -> None:
    """Call each of them."""
    for path in paths:
        import_string(path)(*what)
