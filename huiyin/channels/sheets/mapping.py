"""Which column means what: a small YAML file per kind of export, recognised by its headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from huiyin.law.accused.spelling import present_characters
from huiyin.law.papers import Service
from huiyin.law.terms import Channel, ClaimKind, Ground, Role

NEEDED = ("time", "text")
COLUMNS = (
    "number", "user", "title", "time", "text", "answer", "answered", "id_number", "phone", "address", "email",
    "accused_organ", "accused_person", "subject", "subject_second", "subject_third", "aim", "happened", "affected",
)  # fmt: skip
#: The columns our own list of rows begins with, see :func:`huiyin.channels.sheets.account.write_remarks`.
OWN = ("表", "行", "结果", "原因")
_ADDED = re.compile(r"\s+|[(\[【](?:必填|选填|必须|可选)[)\]】]|^[*:·•【\[《<“\"]+|[*:·•】\]》>”\"]+$")
#: Whom a report is about, under a heading that no mapping lists: 被举报对象, 被反映人姓名, 被检举单位. The reporter
#: (举报人) is not meant, and whom people complain of (被投诉) need not hold an office.
_ACCUSED = re.compile(
    r"被(?:举报|反映|检举|控告|检举控告)(?:的)?(?:对象|人|者|干部|人员|领导)?(?:的)?(单位|机关|部门|组织)?(?:姓名|名称|名字)?|(?:举报|检举|控告)对象"
)
KEYS = frozenset(
    {
        "system",
        "channel",
        "sub_channel",
        "organ",
        "place",
        "class",
        "answer",
        "columns",
        "extra",
        "results",
        "results_as",
    }
)
#: What a register that sent orders may be told of each, by the names a mapping uses.
RESULTS = frozenset({"number", "case", "organ", "stage", "act", "at", "day", "answer"})


class WrongMapping(Exception):
    """A mapping that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How to read one kind of export.

    :param system: the name of the other system, under which its numbers are kept.
    :param organ: key of the receiving organ; ``place`` a division code, empty for that organ's own.
    :param kind: class given to every matter, ``None`` to leave it open; ``ground`` likewise.
    :param answered_by: the role of the organ that answered, ``Role.SYSTEM`` if the export does not say.
    :param columns: for each of :data:`COLUMNS` the headings it may stand under.
    :param extra: headings that are kept beside the message.
    :param results: heading → one of :data:`RESULTS`, for what goes back; as ``json`` or ``csv``.
    """

    name: str
    system: str
    channel: Channel
    sub_channel: str
    organ: str
    place: str
    kind: ClaimKind | None
    ground: Ground | None
    answered_by: Role
    method: Service
    columns: Mapping[str, tuple[str, ...]]
    extra: tuple[str, ...]
    results: Mapping[str, str] = field(default_factory=dict)
    results_as: str = "json"

    def places(self, headings: Sequence[str]) -> dict[str, int]:
        """Where each column stands under these headings; columns that are missing are left out."""
        tidied = [tidy(heading) for heading in headings]
        found = {name: _first(self.columns.get(name, ()), tidied) for name in COLUMNS}
        for index, heading in enumerate(tidied):
            named = _ACCUSED.fullmatch(heading) if index not in found.values() else None
            column = "accused_organ" if named and named[1] else "accused_person"
            if named and found[column] is None:
                found[column] = index
        return {name: index for name, index in found.items() if index is not None}

    def beside(self, headings: Sequence[str]) -> dict[str, int]:
        """Where each of :attr:`extra` stands."""
        tidied = [tidy(heading) for heading in headings]
        return {name: tidied.index(tidy(name)) for name in self.extra if tidy(name) in tidied}

    def fits(self, headings: Sequence[str]) -> int:
        """How many columns are recognised; 0 if a needed one is missing."""
        places = self.places(headings)
        return len(places) if all(name in places for name in NEEDED) else 0

    def ignored(self, headings: Sequence[str]) -> list[str]:
        """Headings that this mapping does not read."""
        read = {tidy(heading) for names in (*self.columns.values(), self.extra, OWN) for heading in names}
        taken = {headings[index] for index in self.places(headings).values()}
        return [each for each in headings if each and each not in taken and tidy(each) not in read]


def read_mapping(path: Path) -> SheetMapping:
    """Read one mapping.

    :raises WrongMapping: if the file is not YAML, a key is unknown or a value is not one of the law's words.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _mapping(path.stem, values)
    except (OSError, yaml.YAMLError, KeyError, ValueError, TypeError, AttributeError) as fault:
        raise WrongMapping(f"{path}: {_why(fault)}") from None


def _mapping(name: str, values: Mapping[str, Any]) -> SheetMapping:
    unknown = set(values) - KEYS | set(values["columns"]) - set(COLUMNS)
    if unknown:
        raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
    given, answer = values.get("class") or {}, values.get("answer") or {}
    return SheetMapping(
        name=name,
        system=str(values["system"]),
        channel=Channel(values["channel"]),
        sub_channel=str(values.get("sub_channel") or ""),
        organ=str(values["organ"]),
        place=str(values.get("place") or ""),
        kind=ClaimKind(given["kind"]) if given.get("kind") else None,
        ground=Ground(str(given["ground"])) if given.get("ground") else None,
        answered_by=Role(answer.get("by") or "system"),
        method=Service(answer.get("method") or "electronic"),
        columns={column: _headings(headings) for column, headings in values["columns"].items()},
        extra=_headings(values.get("extra") or ()),
        results=_results(values.get("results") or {}),
        results_as={"json": "json", "csv": "csv"}[str(values.get("results_as") or "json")],
    )


def _results(given: Mapping[str, Any]) -> dict[str, str]:
    unknown = {str(name) for name in given.values()} - RESULTS
    if unknown:
        raise ValueError(f"unknown results: {', '.join(sorted(unknown))}")
    return {str(heading): str(name) for heading, name in given.items()}


def _headings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(heading) for heading in value)


def _why(fault: Exception) -> str:
    return f"{fault.args[0]} is missing" if isinstance(fault, KeyError) else str(fault)


def tidy(heading: str) -> str:
    """A heading without what people add to it: breaks, spaces, a star, a colon, brackets, 必填, another width, old
    forms of its characters."""
    present = present_characters()
    plain = "".join(present.get(char, char) for char in unicodedata.normalize("NFKC", heading).casefold())
    while plain != (shorter := _ADDED.sub("", plain)):
        plain = shorter
    return plain


def _first(names: Sequence[str], tidied: Sequence[str]) -> int | None:
    return next((tidied.index(tidy(name)) for name in names if tidy(name) in tidied), None)


def recognise(headings: Sequence[str], mappings: Sequence[SheetMapping]) -> SheetMapping | None:
    """The mapping that recognises most of the headings, if any does."""
    best = max(mappings, key=lambda mapping: mapping.fits(headings), default=None)
    return best if best is not None and best.fits(headings) else None
