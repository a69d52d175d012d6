"""Forms of address (称谓) in papers, kept in ``data/law/address``: how they speak of people and to organs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Read, Record, Text, Whole, filled, read
from huiyin.law.words import P

#: Where an organ stands, seen from the one that writes to it.
BELOW, BESIDE, ABOVE = "below", "beside", "above"


@dataclass(frozen=True, slots=True)
class Address:
    """How people are named, and what an organ is called by whoever writes to it."""

    named: int
    joined: str
    many: str
    nobody: str
    organs: Mapping[str, str]

    def people(self, names: Sequence[str]) -> str:
        """Several people in one breath: 陈大山、李二、王三等5人."""
        if not names:
            return self.nobody
        rest = self.many.format(n=len(names)) if len(names) > self.named else ""
        return self.joined.join(names[: self.named]) + rest


FILE: Final = Record(
    {
        "people": Record(
            {
                "named": Whole(1, 20, "So many people are named."),
                "joined": Text("Between their names."),
                "many": Text("What follows where there are more; {n} is how many there are in all."),
                "nobody": Text("Who is not named."),
            },
            ("named", "joined", "many", "nobody"),
        ),
        "organs": Record(
            {each: Text(f"An organ that stands {each}.") for each in (BELOW, BESIDE, ABOVE)}, (BELOW, BESIDE, ABOVE)
        ),
    },
    needed=("people", "organs"),
    about="Forms of address in papers. What is read last counts.",
)
_address: list[Address] = []


def address() -> Address:
    """The forms of address that papers use."""
    return _address[-1]


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        people: Read = said["people"]
        filled(people.spot("many"), P(people["many"], n=4))
        _address.append(Address(**people.values, organs=said["organs"].values))


each_folder("address", _read)
