"""What people call the contents (内容分类) as data: ``data/law/subjects``, and an office's own folder. Pure.

The first level are the fields of the competence catalogue, the second its words, each with what people call it; the
third stands below. What people choose goes before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Many, Record, Table, Text, read

FILE: Final = Record(
    {
        "version": Text("Changes with every change."),
        "source": Text("Where it comes from."),
        "everyday": Table(
            Many(Text("What people call it; parts parted by … stand near each other, in this order: 工钱, 占…地.")),
            Text("A word of the competence catalogue."),
        ),
        "thirds": Table(
            Table(
                Many(Text("A word that letters use for it.")),
                Text("What of the competence it is.", "[^/]{1,12}", "水质"),
            ),
            Text("A word of the competence catalogue."),
        ),
    },
    needed=("version", "source"),
    about="What people call the contents (内容分类), and their third level. Those of a folder read later are added.",
)
_thirds: dict[str, dict[str, tuple[str, ...]]] = {}
_everyday: dict[str, tuple[str, ...]] = {}


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said_in = read(file, FILE)
        for word, calls in (said_in["everyday"] or {}).items():
            _everyday[word] = tuple(dict.fromkeys((*_everyday.get(word, ()), *calls)))
        for word, below in (said_in["thirds"] or {}).items():
            for name, said in below.items():
                known = _thirds.setdefault(word, {})
                known[name] = tuple(dict.fromkeys((*known.get(name, ()), *said)))


def thirds_of(word: str) -> Mapping[str, tuple[str, ...]]:
    """What stands below a word of the catalogue, each with the words people use for it."""
    return _thirds.get(word, {})


#: What people call each word of the catalogue; a word that is not here is known by itself alone.
EVERYDAY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(_everyday)

each_folder("subjects", _read)
