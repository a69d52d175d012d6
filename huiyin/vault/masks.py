"""Masks (脱敏): what a screen shows of a person before somebody with a reason asks for more."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

COMPOUND_SURNAMES = frozenset(
    """
    欧阳 上官 司马 诸葛 司徒 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 东方 夏侯
    端木 南宫 独孤 万俟 闻人 申屠 呼延 钟离 澹台 公冶 濮阳 淳于 太史 轩辕
    鲜于 闾丘 司空 亓官 赫连 拓跋 西门 百里 第五 东郭 左丘 梁丘 宗政 单于
    仲孙 完颜
    """.split()  # noqa: SIM905 one word per name reads better than fifty quotes
)
#: What people write where a name is asked for and none is given; such words point to nobody and stay.
ANYBODY: Final = frozenset(
    "村民 群众 业主 市民 居民 家长 学生 职工 员工 工人 农民 农民工 网友 匿名 本人 老百姓 百姓 消费者 客户 用户".split()  # noqa: SIM905
)
# A place down to the county; a residential area, a campus or a depot is no county.
PLACE = re.compile(
    r"(?:[^\d\s]{2,6}?(?:特别行政区|自治区|省))?"
    r"(?:[^\d\s区县]{1,8}?(?:自治州|地区|市|盟))?"
    r"(?:[^\d\s路街村里弄巷号]{1,9}?(?:自治县|自治旗|(?<![小社园校厂院库林景])区|县|市|旗))?"
)


def mask_name(name: str) -> str:
    """The family name and at most two stars: ``陈建国`` → ``陈**``, ``欧阳修`` → ``欧阳*``."""
    text = name.strip()
    family = 2 if len(text) > 2 and text[:2] in COMPOUND_SURNAMES else 1
    if len(text) <= 1:
        return "*" * len(text)
    return text[:family] + "*" * min(len(text) - family, 2)


def mask_id(number: str) -> str:
    """The first three and the last four of a document number; birthday and district are hidden."""
    text = number.strip()
    return _keep(text, 3, 4) if len(text) >= 15 else _keep(text, 1, 2) if len(text) >= 7 else "*" * len(text)


def mask_phone(number: str) -> str:
    """``13200007710`` → ``132****7710``; of a shorter number only the last two digits; of several each by itself."""
    return "、".join(_mask_one_phone(each) for each in re.split(r"[/\\|、,，;；]", number) if each.strip())


def _mask_one_phone(number: str) -> str:
    text = re.sub(r"[\s-]", "", number)
    if len(text) >= 11:
        return f"{text[:-8]}****{text[-4:]}"
    return _keep(text, 0, 2) if len(text) >= 7 else "*" * len(text)


def mask_address(address: str) -> str:
    """The address down to the county: ``浙江省杭州市西湖区文三路1号`` → ``浙江省杭州市西湖区****``."""
    text = address.strip()
    place = PLACE.match(text)
    return f"{place.group() if place else ''}****" if text else ""


def mask_email(address: str) -> str:
    """The first letter and the domain: ``chen@example.cn`` → ``c***@example.cn``."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local[:1] if len(local) > 1 else ''}***@{domain}" if at else "*" * len(address.strip())


#: What points to a person wherever it stands: a document's number, telephones, mail.
_POINTS: Final = re.compile(
    r"(?P<id>(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9]))"
    r"|(?P<phone>(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9])0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9]))"
    r"|(?P<email>[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
)


def mask_text(text: str, names: Collection[str] = ()) -> str:
    """Somebody's own words with what points to them hidden as it is elsewhere on the page.

    :param names: of the people whose words they are; the longest is looked for first.
    """
    meant = {each for each in names if len(each) > 1} - ANYBODY
    for name in sorted(meant, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return _POINTS.sub(_pointed, text)


def _pointed(found: re.Match[str]) -> str:
    by = {"id": mask_id, "phone": _mask_one_phone, "email": mask_email}
    return by[str(found.lastgroup)](found.group())


def _keep(text: str, first: int, last: int) -> str:
    return text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]
