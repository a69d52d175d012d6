"""Laws and citations (引用): which rule stands behind a step, as a value that can print itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

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

    `doubtful` means that we could not establish whether it has been amended or repealed since.
    """

    key: str
    title: str
    short: str
    title_en: str
    in_force: date
    repealed_on: date | None
    file_stem: str
    doubtful: bool = False

    def in_force_on(self, day: date) -> bool:
        """Whether the rule binds on that day; the day of repeal itself no longer counts."""
        return self.in_force <= day and (self.repealed_on is None or day < self.repealed_on)


_STATE: Final = "中华人民共和国"
# key · name in daily use · whether the full title begins with the name of the state · English · in force · adopted
_TABLE: Final = (
    ("xf2022", "信访工作条例", False, "Regulations on Petition Work (2022)", "2022-05-01", "2022-02-25"),
    ("xf2005", "信访条例", False, "Regulations on Petitions (2005, repealed)", "2005-05-01", "2005-01-10"),
    ("zj2016", "浙江省信访条例", False, "Zhejiang Regulations on Petitions (2016)", "2016-08-01", "2016-07-29"),
    (
        "bj2021",
        "北京市接诉即办工作条例",
        False,
        "Beijing Swift Response Rules (2021)",
        "2021-09-24",
        "2021-09-24",
    ),
    ("fuyi2023", "行政复议法", True, "Administrative Reconsideration Law (2023)", "2024-01-01", "2023-09-01"),
    ("susong2017", "行政诉讼法", True, "Administrative Litigation Law (2017)", "2017-07-01", "2017-06-27"),
    ("laodong2007", "劳动争议调解仲裁法", True, "Labour Dispute Arbitration Law (2007)", "2008-05-01", "2007-12-29"),
    ("tiaojie2010", "人民调解法", True, "People's Mediation Law (2010)", "2011-01-01", "2010-08-28"),
    ("dangan2020", "档案法", True, "Archives Law (2020)", "2021-01-01", "2020-06-20"),
    ("pipl2021", "个人信息保护法", True, "Personal Information Protection Law (2021)", "2021-11-01", "2021-08-20"),
    (
        "wangshu2024",
        "网络数据安全管理条例",
        False,
        "Network Data Security Rules (2024)",
        "2025-01-01",
        "2024-09-24",
    ),
    (
        "xxgk2019",
        "政府信息公开条例",
        True,
        "Government Information Regulations (2019)",
        "2019-05-15",
        "2019-04-03",
    ),
    ("wza2023", "无障碍环境建设法", True, "Accessible Environment Law (2023)", "2023-09-01", "2023-06-28"),
)
# 国务院令第752号 repealed the 2005 regulations on the day the 2022 ones came into force.
_REPEALED: Final = {"xf2005": date(2022, 5, 1)}

# Its text still cites the 2005 regulations; no later version was found.
_DOUBTFUL: Final = frozenset({"zj2016"})


def _law(key: str, short: str, of_state: bool, title_en: str, in_force: str, adopted: str) -> Law:
    return Law(
        key=key,
        title=f"{_STATE}{short}" if of_state else short,
        short=short,
        title_en=title_en,
        in_force=date.fromisoformat(in_force),
        repealed_on=_REPEALED.get(key),
        file_stem=f"{short}({adopted})",
        doubtful=key in _DOUBTFUL,
    )


LAWS: Final[Mapping[str, Law]] = MappingProxyType({row[0]: _law(*row) for row in _TABLE})


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
            raise ValueError(f"articles, paragraphs and items count from 1: {self}")

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
