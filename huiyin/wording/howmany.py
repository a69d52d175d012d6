"""For how many people a story speaks: 我们十二个人, 我和另外三个工友, 全村一百三十六口人. Pure."""

from __future__ import annotations

import re
from typing import Final

from huiyin.typed.wholes import HAN, number_said
from huiyin.wording.reading import SHOWN_LENGTH

_NUMBER: Final = rf"(?:\d{{1,5}}|[{HAN}]{{1,6}})"
_WE: Final = r"(?:我们|咱们|俺们|俺|大家|一共|总共|共有|共计|全体|代表|群里|(?:加上|算上|连)我)"
_WHO: Final = (
    r"村民|社员|农户|住户|居民|业主|租户|商户|摊主|家长|邻居|街坊|老人|老汉|农民|乡亲|老乡|民工|工友|工人|女工|男工|临时工|"
    r"打工|骑手|保安|保洁|环卫|阿姨|大姐|姐妹|兄弟|同事|职工|员工|教师|老师|学生|司机|退休|老兵|战友|储户|学员|会员|病人|家属|群众"
)
_PEOPLE: Final = re.compile(
    rf"{_WE}[^，。！？；\n村区厂校]{{0,8}}?(?<![第\d{HAN}])({_NUMBER})\s*[多来几余]?\s*"
    rf"(?:口人|个人|人|名|位|个(?={_WHO})|家(?=[的，。都]))"
    # A village, an estate, a works as a whole: everybody in it, or as many households.
    rf"|(?:我们|咱们|俺们|俺)全[村组队班厂校]\w{{0,3}}?(?<![第\d{HAN}])({_NUMBER})\s*[多来几余]?\s*(?:口人|口|人|户)"
    rf"|(?:我们|咱们|俺们|俺)[^，。！？；\n]{{0,8}}?(?<![第\d{HAN}])({_NUMBER})\s*[多来几余]?\s*户(?={_WHO}|人家)"
    rf"|(?:加上|算上|连)我[^，。！？；\n]{{0,4}}?({_NUMBER})\s*个(?=[，。；\s]|$)"
)
_AND_OTHERS: Final = re.compile(rf"我(?:和|跟|与)(?:另外|其他|其余)?\s*({_NUMBER})\s*(?:个|名|位)")
_SPOKEN: Final = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_OF_US: Final = re.compile(
    rf"\b(\d{{1,5}}|{'|'.join(_SPOKEN)}) (?:of us|(?:colleagues|neighbours|workers) and I)\b", re.IGNORECASE
)


def people_told(text: str) -> int | None:
    """How many people the story speaks for: 我们十二个人, 我和另外三个工友, four of us; ``None`` if untold."""
    told = text[:SHOWN_LENGTH]
    counts = [number_said(next(filter(None, found.groups()))) for found in _PEOPLE.finditer(told)]
    counts += [number_said(found.group(1)) + 1 for found in _AND_OTHERS.finditer(told)]
    counts += [_counted(found.group(1).lower()) for found in _OF_US.finditer(told)]
    return max((count for count in counts if 1 < count <= 100_000), default=None)


def _counted(said: str) -> int:
    return int(said) if said.isdecimal() else _SPOKEN.index(said) + 2
