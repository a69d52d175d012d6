"""The tables that files may fill: their columns, what identifies a row, and what a list is complete for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from huiyin.law.chart.organs import CODE_DIGITS, Level
from huiyin.people import models
from huiyin.people.loading import cells
from huiyin.people.loading.cells import Reader
from huiyin.people.loading.sheets import Row
from huiyin.people.stamps import ORGANS, POSTS
from huiyin.store.ids import new_id


@dataclass
class Directory:
    """Handles of what rows may refer to: those in the database and those in the files at hand."""

    divisions: dict[str, str] = field(default_factory=dict)
    organs: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    hashes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_database(cls) -> Directory:
        """What was loaded before."""
        return cls(
            divisions=dict(models.Division.objects.values_list("code", "name")),
            organs=dict(models.Organ.objects.values_list("key", "id")),
            people=dict(models.Person.objects.values_list("username", "id")),
            words=set(models.CompetenceWord.objects.values_list("word", flat=True)),
        )

    def organ(self, cell: str) -> int:
        return self.organs[cells.known(cell, self.organs)]

    def organ_or_none(self, cell: str) -> int | None:
        return self.organ(cell) if cell else None

    def person(self, cell: str) -> int:
        return self.people[cells.known(cell, self.people)]

    def word(self, cell: str) -> str:
        return cells.known(cell, self.words)

    def division(self, cell: str) -> str:
        return cells.known(cells.division_code(cell), self.divisions)

    def path(self, code: str) -> str:
        """A division's name with those above it, the largest first: 示范省 青川市 柳溪县."""
        above = (cells.division_code(code[: level.width]) for level in Level)
        return " ".join(self.divisions[each] for each in dict.fromkeys(above) if each in self.divisions)

    def hashed(self, password: str) -> str:
        """A password's hash; one slow computation for all who share it (the demo city), none without password."""
        if password not in self.hashes or not password:
            self.hashes[password] = make_password(password or None)
        return self.hashes[password]


Values = dict[str, Any]
ReaderOf = Callable[[Directory], Reader]


def plainly(reader: Reader) -> ReaderOf:
    """A reader that needs no directory."""
    return lambda directory: reader


@dataclass(frozen=True)
class Table:
    """How rows of one name become rows of one model.

    :param columns: reader by column; the first ones make the key and must be present in every row.
    :param fields: names of the model's fields where they differ from the columns'.
    :param key: columns that identify a row.
    :param split: a column whose cell lists several words, and the column each of them goes to.
    :param owner: column for whose values a file gives the complete list: rows it leaves out are closed.
    :param required: columns that a new row needs.
    :param derive: adds to the values of a row what follows from them.
    :param fresh: the same for rows that are new.
    :param transient: columns that count for new rows only.
    """

    name: str
    model: type[Model]
    columns: Mapping[str, ReaderOf]
    key: tuple[str, ...]
    stamp: str
    fields: Mapping[str, str] = field(default_factory=dict)
    split: tuple[str, str] | None = None
    owner: str | None = None
    required: tuple[str, ...] = ()
    derive: Callable[[Values, Directory], None] | None = None
    fresh: Callable[[Values, Directory], None] | None = None
    transient: tuple[str, ...] = ()

    def field_of(self, column: str) -> str:
        """The model's field that a column fills."""
        return self.fields.get(column, column)

    @property
    def key_fields(self) -> tuple[str, ...]:
        return tuple(self.field_of(column) for column in self.key)


def _place(values: Values, directory: Directory) -> None:
    values["path"] = directory.path(values["code"])
    values["level"] = str(cells.level_of(values["code"]))


def _identify_organ(values: Values, directory: Directory) -> None:
    values["id"] = directory.organs[values["key"]]


def _account(values: Values, directory: Directory) -> None:
    values["id"] = directory.people[values["username"]]
    values["password"] = directory.hashed(values.get("password", ""))


DATES: Mapping[str, ReaderOf] = {"since": plainly(cells.since), "until": plainly(cells.until)}
ORGAN: Mapping[str, ReaderOf] = {"organ": lambda directory: directory.organ}
TEXT = plainly(cells.text)
FILLED = plainly(cells.filled)

DIVISIONS = Table(
    "divisions",
    models.Division,
    {
        "code": lambda directory: directory.division,
        "name": FILLED,
        "aliases": plainly(cells.several),
        "initials": plainly(cells.initials),
        "longitude": plainly(cells.longitude),
        "latitude": plainly(cells.latitude),
    },
    key=("code",),
    stamp=ORGANS,
    required=("name",),
    derive=_place,
)
ORGANS_TABLE = Table(
    "organs",
    models.Organ,
    {
        "key": FILLED,
        "division": lambda directory: directory.division,
        "kind": plainly(cells.kind),
        "name": FILLED,
        "short": FILLED,
        "phone": TEXT,
        "address": TEXT,
        "hours": TEXT,
        "successor": lambda directory: directory.organ_or_none,
        **DATES,
    },
    key=("key",),
    stamp=ORGANS,
    fields={"division": "code", "successor": "successor_id"},
    required=("division", "kind", "name", "short"),
    derive=_place,
    fresh=_identify_organ,
)
SUPERIORS = Table(
    "superiors",
    models.Superior,
    {**ORGAN, "superior": lambda directory: directory.organ, "primary": plainly(cells.yes_or_no), **DATES},
    key=("organ", "superior", "since"),
    stamp=ORGANS,
    fields={"organ": "organ_id", "superior": "superior_id"},
    owner="organ",
)
WORDS = Table(
    "competence_words",
    models.CompetenceWord,
    {"word": FILLED, "english": FILLED, "field": FILLED},
    key=("word",),
    stamp=ORGANS,
    required=("english", "field"),
)
COMPETENCES = Table(
    "competences",
    models.Competence,
    {**ORGAN, "word": lambda directory: directory.word, **DATES},
    key=("organ", "word", "since"),
    stamp=ORGANS,
    fields={"organ": "organ_id", "word": "word_id"},
    split=("words", "word"),
    owner="organ",
)
BOOKS_TABLE = Table(
    "books",
    models.OrganBook,
    {**ORGAN, "book": plainly(cells.book), **DATES},
    key=("organ", "since"),
    stamp=ORGANS,
    fields={"organ": "organ_id"},
    owner="organ",
    required=("book",),
)
ROOM_TEXTS = Table(
    "room_texts",
    models.RoomText,
    {
        **ORGAN,
        "part": plainly(cells.room_part),
        "line": plainly(cells.line_number),
        "words": plainly(cells.said_in_a_room),
        **DATES,
    },
    key=("organ", "part", "line", "since"),
    stamp=ORGANS,
    fields={"organ": "organ_id"},
    owner="organ",
    required=("words",),
)
PEOPLE = Table(
    "people",
    models.Person,
    {
        "username": FILLED,
        "name": FILLED,
        "phone": TEXT,
        "language": plainly(cells.language),
        "active": plainly(cells.active),
        "demo": plainly(cells.yes_or_no),
        "password": TEXT,
    },
    key=("username",),
    stamp=POSTS,
    fields={"phone": "phone_office", "active": "is_active", "demo": "is_demo"},
    required=("name",),
    fresh=_account,
    transient=("password",),
)
POSTS_TABLE = Table(
    "posts",
    models.Post,
    {
        "person": lambda directory: directory.person,
        **ORGAN,
        "role": plainly(cells.role),
        "duty": plainly(cells.yes_or_no),
        **DATES,
    },
    key=("person", "organ", "role", "since"),
    stamp=POSTS,
    fields={"person": "person_id", "organ": "organ_id"},
    split=("roles", "role"),
    owner="person",
)

TABLES = (DIVISIONS, ORGANS_TABLE, SUPERIORS, WORDS, COMPETENCES, BOOKS_TABLE, ROOM_TEXTS, PEOPLE, POSTS_TABLE)
BY_NAME = {table.name: table for table in TABLES}


def announce(row: Row, directory: Directory) -> None:
    """Let a row's handle be known before any row is read, so that rows may refer to each other in any order."""
    if row.table == "organs" and row.text("key"):
        directory.organs.setdefault(row.text("key"), new_id())
    elif row.table == "people" and row.text("username"):
        directory.people.setdefault(row.text("username"), new_id())
    elif row.table == "competence_words" and row.text("word"):
        directory.words.add(row.text("word"))
    elif row.table == "divisions" and row.text("code"):
        directory.divisions[row.text("code").ljust(CODE_DIGITS, "0")] = row.text("name")
