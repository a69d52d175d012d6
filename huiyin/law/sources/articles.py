"""Laws and citations (引用): which rule stands behind a step, as a value that can print itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Day, Flag, Read, Record, Spot, Table, Text, read
from huiyin.law.sources.tongues import Words
from huiyin.law.words import Phrase

_DIGITS: Final = "零一二三四五六七八九"
_KEY: Final = re.compile(r"(?P<law>\w+):(?P<article>\d+)(?:\.(?P<paragraph>\d*)(?:\.(?P<item>\d+))?)?")


def chinese_numeral(number: int) -> str:
    """Write 1..999 as the law does: 10 → 十, 34 → 三十四, 102 → 一百零二. Raises ValueError outside that span."""
    if not 1 <= number <= 999:
        raise ValueError(f"no article numeral for {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Law:
    """One law or regulation (法律、法规) in the version whose text we have read.

    `doubtful` means that we could not establish whether it has been amended or repealed since; `version_of` names the
    version that this one amends, with whose words it is explained where it says the same.
    """

    key: str
    title: str
    short: str
    title_en: str
    adopted: date
    in_force: date
    repealed_on: date | None
    doubtful: bool = False
    version_of: str | None = None

    @property
    def file_stem(self) -> str:
        """What the published text is called: its name in daily use and the day of the version."""
        return f"{self.short}({self.adopted})"

    def in_force_on(self, day: date) -> bool:
        """Whether the rule binds on that day; the day of repeal itself no longer counts."""
        return self.in_force <= day and (self.repealed_on is None or day < self.repealed_on)


_laws: dict[str, Law] = {}
LAWS: Final[Mapping[str, Law]] = MappingProxyType(_laws)
"""Every law there is a file of, in the order of the files' names."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a law: article (条), paragraph (款) and item (项); numbers start at 1.

    Where an article has a single paragraph its items are cited without it, as the laws themselves do.
    """

    law: str
    article: int
    paragraph: int | None = None
    item: int | None = None

    def __post_init__(self) -> None:
        if self.law not in LAWS:
            raise ValueError(f"unknown law {self.law!r}")
        if min(self.article, self.paragraph or 1, self.item or 1) < 1:
            raise ValueError(f"articles, paragraphs and items count from 1: {self.key}")

    @property
    def key(self) -> str:
        """Compact text form: "xf2022:34", "xf2022:34.1", "xf2022:22.1.3", "xf2022:31..6"."""
        tail = f".{self.paragraph or ''}" if self.paragraph or self.item else ""
        return f"{self.law}:{self.article}{tail}" + (f".{self.item}" if self.item else "")

    @classmethod
    def parse(cls, key: str) -> Citation:
        """Read the compact form back. Raises ValueError on anything else."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise ValueError(f"not a citation: {key!r}")
        paragraph, item = found["paragraph"], found["item"]
        return cls(
            found["law"], int(found["article"]), int(paragraph) if paragraph else None, int(item) if item else None
        )

    def place(self) -> str:
        """第三十四条第一款第（二）项, without the title of the law."""
        words = f"第{chinese_numeral(self.article)}条"
        if self.paragraph:
            words += f"第{chinese_numeral(self.paragraph)}款"
        return words + (f"第（{chinese_numeral(self.item)}）项" if self.item else "")

    def label(self) -> str:
        """《信访工作条例》第三十四条第一款第（二）项."""
        return f"《{LAWS[self.law].short}》{self.place()}"

    def short_label(self) -> str:
        """第34条: the article alone, for a narrow column."""
        return f"第{self.article}条"

    def label_en(self) -> str:
        """Regulations on Petition Work (2022), Art. 34 para. 1 item (2)."""
        words = f"{LAWS[self.law].title_en}, Art. {self.article}"
        if self.paragraph:
            words += f" para. {self.paragraph}"
        return words + (f" item ({self.item})" if self.item else "")

    def whole_article(self) -> Citation:
        """The article that holds this paragraph or item."""
        return Citation(self.law, self.article)

    def __str__(self) -> str:
        return self.label()


def cite(law: str, article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    """Cite a place in a law by the law's key, e.g. cite("xf2022", 31, item=6). Raises ValueError for an unknown law."""
    return Citation(law, article, paragraph, item)


# The files ------------------------------------------------------------------------------------------------------------

PLACE: Final = Text(
    "A place in a law: article.paragraph.item. A dot more leaves out the paragraph.",
    r"\d{1,3}(?:\.\d{1,2}|\.\d{0,2}\.\d{1,2})?",
    "34, 22.1, 22.1.3 or 31..6",
)
ANYWHERE: Final = Text(
    "A place in any law, by the key of the law.",
    r"[a-z][a-z0-9]{1,31}:\d{1,3}(?:\.\d{1,2}|\.\d{0,2}\.\d{1,2})?",
    "xf2022:22.1.3",
)
KEY: Final = Text("Its name in all other files; never changed.", "[a-z][a-z0-9]{1,31}", "xf2022")

LAW: Final = Record(
    {
        "key": KEY,
        "title": Text("The full title, as published."),
        "short": Text("The name in daily use, where it differs."),
        "title_en": Text("The title in English, with the year of the version."),
        "adopted": Day("Adopted, or last amended: the version that the places are of."),
        "in_force": Day("The first day on which it binds."),
        "repealed": Day("The first day on which it binds no longer."),
        "doubtful": Flag("It could not be established whether it still stands."),
        "version_of": Text("The key of the version that this one amends; what is not said here is said there."),
        "places": Table(
            Words(), PLACE, "What a place says, in plain words of our own: never the text itself; in English beside it."
        ),
    },
    needed=("key",),
    about="A law in one version, and what its places say. A file with a key that is known already adds places only.",
)

_places: dict[Citation, Phrase] = {}
PLACES: Final[Mapping[Citation, Phrase]] = MappingProxyType(_places)
"""What places of laws say, in our own words; see :func:`huiyin.law.sources.summaries.summary`."""


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, LAW)
        law = _law(said)
        if law is not None:
            _laws[law.key] = law
        for place, words in (said["places"] or {}).items():
            _places[cited(said.spot("places").entry(place), place, said["key"])] = Phrase(words)


def _law(said: Read) -> Law | None:
    """The law of a file; ``None`` where it only adds words to one that is there."""
    if said["key"] in LAWS:
        if set(said.values) - {"key", "places"}:
            raise said.spot("key").wrong("there is such a law already; an amended one is a version with its own key")
        return None
    before = LAWS.get(said["version_of"] or "")
    if said["version_of"] and before is None:
        raise said.spot("version_of").wrong("there is no law of that key; a version is read after the one it amends")
    wanted = ("adopted", "in_force") if before else ("title", "title_en", "adopted", "in_force")
    for name in wanted:
        if name not in said:
            raise said.at.wrong(f"{name!r} is missing")
    title, short = (before.title, before.short) if before else (said["title"], said["title"])
    return Law(
        said["key"],
        said["title"] or title,
        said["short"] or said["title"] or short,
        said["title_en"] or (before.title_en if before else ""),
        said["adopted"],
        said["in_force"],
        said["repealed"],
        bool(said["doubtful"]),
        said["version_of"],
    )


def cited(at: Spot, place: str, law: str = "") -> Citation:
    """The place as it stands in a file, of ``law`` where it names none itself.

    :raises BadFile: there is no file of that law, or the place counts from 0.
    """
    try:
        return Citation.parse(place if ":" in place else f"{law}:{place}")
    except ValueError as fault:
        raise at.wrong(str(fault)) from None


each_folder("laws", _read)
