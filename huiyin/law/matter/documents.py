"""What a petitioner is asked to bring, by name (一次办): whether it lies in the matter already, and what that cost.

Nobody brings a second time what any organ has (xf2022 Art. 28 ¶1: no shirking, no delay). See ``data/law/documents``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Record, Table, Text, read
from huiyin.law.terms import Term


@dataclass(frozen=True, slots=True)
class Document:
    """One sort of paper, and the words by which people call it."""

    key: str
    name: str
    words: tuple[str, ...]

    def named_in(self, text: str) -> bool:
        return any(word in text for word in self.words)


class How(Term):
    """By what it is known that the matter has it."""

    HANDED_IN = "handed_in", "已经交来"
    TOLD = "told", "补充时说已经交了"
    NOTED = "noted", "登记时已经核对"
    ASKED = "asked", "已经要过"


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that the matter has, or that was asked for: since when, and of which sort."""

    key: str
    how: How
    on: date


_documents: dict[str, Document] = {}
IDENTITY: Final = "identity"


def documents() -> Mapping[str, Document]:
    return _documents


def named(text: str) -> Iterator[Document]:
    """The sorts of paper that a text speaks of."""
    return (each for each in _documents.values() if each.named_in(text))


def held_already(asked: str, held: Iterable[Held]) -> Sequence[Held]:
    """Of what is asked for, what the matter has, or was asked for already; the earliest of each."""
    wanted = {each.key for each in named(asked)}
    first: dict[str, Held] = {}
    for each in sorted(held, key=lambda one: (one.on, one.how.value)):
        if each.key in wanted:
            first.setdefault(each.key, each)
    return tuple(first.values())


FILE: Final = Record(
    {
        "version": Text("Changes with every change."),
        "source": Text("Where it comes from."),
        "documents": Table(
            Record({"name": Text("What it is called."), "words": Text("What people call it, parted by spaces.")},
                   ("name", "words")),
            Text("Its name in journals; never changed.", "[a-z][a-z_]{1,15}", "identity"),
            "The sorts of paper; one of the same name in a file read later takes the place of ours.",
        ),
    },
    needed=("version", "source", "documents"),
    about="What petitioners are asked to bring (一次办).",
)  # fmt: skip


def _read(files: Sequence[Path]) -> None:
    for file in files:
        found = read(file, FILE)["documents"]
        _documents.update(
            {key: Document(key, said["name"], tuple(said["words"].split())) for key, said in found.items()}
        )


each_folder("documents", _read)
