"""What a letter says of its writer (姓名、电话、证件号码、住址) and what it asks: proposals, each with its place.

Pure functions on text. They follow labels and signatures people write; nothing is guessed where nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from huiyin.law.accused.signs import reads_as_report
from huiyin.typed.documents import IN_TEXT as RESIDENT_IN_TEXT
from huiyin.typed.documents import LABELLED as LABELLED_DOCUMENT
from huiyin.typed.documents import document_of, fits, resident_of
from huiyin.typed.phones import IN_TEXT, MORE, normal_phone, phone_slip
from huiyin.typed.signs import narrow
from huiyin.vault.masks import COMPOUND_SURNAMES
from huiyin.wording.reading import offer

_SURNAMES: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安"
    "颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成"
    "游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟"
    "全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官"
    "衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺水云昌禤"
)
#: Also the rare ones, those of private use that old systems write names with, and variants.
_RARE: Final = r"\ue000-\uf8ff\U00020000-\U0003fffd\U000f0000-\U0010fffd"
_CHAR: Final = rf"[\u3400-\u9fff\uf900-\ufaff{_RARE}][\ufe00-\ufe0f\U000e0100-\U000e01ef]?"
_DOT: Final = "[·•・‧∙⋅･．]"
_HAN: Final = rf"(?:{_CHAR}|{_DOT})"
_NAME: Final = rf"(?:(?:{_CHAR}){{1,8}}{_DOT}(?:{_HAN}){{1,10}}|(?:{_CHAR}){{2,4}})"
_NAME_AT_ONCE: Final = rf"(?:(?:{_CHAR}){{1,8}}{_DOT}(?:{_HAN}){{1,10}}?|(?:{_CHAR}){{2,4}}?)"
_WRITER: Final = (
    "来信人|写信人|信访人|上访人|反映人|举报人|检举人|控告人|投诉人|申请人|申诉人|求助人|报告人|署名|具名"
    + r"|本人姓\s*名|姓\s*名"
)
#: Whoever is complained of is no writer: 被举报人：…, 被反映人姓名：…, nor is 村支书姓名：….
_OF_ANOTHER: Final = re.compile(r"被[\u4e00-\u9fff]{0,6}\Z")
_OF_SOMEBODY: Final = re.compile(r"[\u4e00-\u9fff]\Z")
_NEXT: Final = "电话|手机|联系|身份证|证件|性别|年龄|民族|出生|职业|单位|住址|地址|家住|现住|户籍|邮编|男|女|来信|日期"
_NOT_A_NAME: Final = re.compile(
    r"^(?:联系|电话|地址|住址|身份|性别|年龄|日期|签名|盖章|全体|代表|此致|敬礼|您好|谢谢)|(?:[村居农市]民|[镇村县市乡区组厂店员])$"
)
_LABELLED: Final = re.compile(
    rf"(?:{_WRITER})\s*(?:[（(][^）)]*[）)])?\s*[：:;；，,.。是为]?\s*({_NAME_AT_ONCE})(?=\s*(?:{_NEXT})|(?!{_HAN}))"
)
_I_AM: Final = re.compile(
    rf"(?:我|本人)(?:名字)?(?:名叫|姓名是|叫|是)\s*({_NAME_AT_ONCE})(?=[，,。、；;（(\s]|是|系|今年|现年|男|女)"
)
_SIGNED: Final = re.compile(rf"^\s*({_NAME})\s*$", re.MULTILINE)
_LAST: Final = 120
"""Characters at the end of a letter in which a line of nothing but a name is a signature."""

_AFTER_ITS_LABEL: Final = re.compile(r"(?:电话|手机|联系方式)[^\d\n]{0,6}(\d[\d\s-]{5,16}\d)")
_CALL: Final = re.compile(r"(?:电话|手机|联系方式|号码)[^\d\n]{0,8}$")
_ADDRESS: Final = re.compile(
    r"(?:家庭住址|通讯地址|联系地址|现住址|住址|地址|家住|现住|户籍地|住所)(?:[：:是在]|\s)*([^，,。；;：:\n]{4,60}?)"
    r"(?=[，,。；;\n]|\s|电话|联系|邮编|$)"
)
_CLOSING: Final = re.compile(
    rf"\s*(?:此致|敬礼|(?:{_WRITER}|电话|手机|联系|住址|地址).*|20\d\d\s?[年./-].*|{_NAME})?[。！!\s]*"
)
_ACCUSING: Final = re.compile(r"检举|举报|控告|揭发")


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal for one field.

    :param start, end: where it stands in the text; both 0 when it is put together from several places.
    """

    field: str
    value: str
    start: int = 0
    end: int = 0


def find_fields(text: str, places: Iterable[str] = ()) -> dict[str, Found]:
    """The first and best proposal for each field that the text gives.

    :param places: full paths of divisions, ``柳溪县石桥镇上桥村``; the most exact one named wins.
    """
    found = (_name(text), _phone(text), _id_number(text), _address(text), _place(text, places), _request(text))
    return {each.field: each for each in found if each is not None}


def accuses(text: str) -> bool:
    """Whether it may be a report of wrongdoing (检举控告), which needs the accused written down first."""
    return bool(_ACCUSING.search(text) or reads_as_report(text))


def valid_id(number: str) -> bool:
    """Whether the last sign of an 18-digit identity number fits the others (GB 11643)."""
    return bool(resident_of(number)) and fits(number)


def valid_phone(number: str) -> bool:
    """Whether every number of it has the digits of a telephone."""
    return phone_slip(number) is None


def _name(text: str) -> Found | None:
    for each in _LABELLED.finditer(text):
        if not _anothers(text, each) and _like_a_name(each.group(1), labelled=True):
            return Found("name", each.group(1), each.start(1), each.end(1))
    for each in _I_AM.finditer(text):
        if _like_a_name(each.group(1)):
            return Found("name", each.group(1), each.start(1), each.end(1))
    signed = [each for each in _SIGNED.finditer(text, max(0, len(text) - _LAST)) if _like_a_name(each.group(1))]
    return Found("name", signed[-1].group(1), signed[-1].start(1), signed[-1].end(1)) if signed else None


def _anothers(text: str, label: re.Match[str]) -> bool:
    """Whether the label names somebody else: 被举报人, or the 姓名 of a 村支书."""
    before = label.start()
    somebody = label.group().startswith("姓") and _OF_SOMEBODY.search(text, 0, before)
    return bool(_OF_ANOTHER.search(text, 0, before) or somebody)


def _like_a_name(words: str, *, labelled: bool = False) -> bool:
    """A surname there is, or a name of several parts; behind its label also one that begins with a rare character."""
    known = words[0] in _SURNAMES or words[:2] in COMPOUND_SURNAMES or re.search(_DOT, words)
    rare = labelled and not "\u4e00" <= words[0] <= "\u9fa5"
    return bool(known or rare) and not _NOT_A_NAME.match(words)


def _phone(text: str) -> Found | None:
    plain = narrow(text)
    numbers = sorted(IN_TEXT.finditer(plain), key=lambda each: (not _called(plain, each.start()), each.start()))
    if numbers:
        first = numbers[0]
        more = MORE.match(plain, first.end())
        value = _written(first.group()) + (re.sub(r"\s", "", more.group()) if more else "")
        return Found("phone", value, first.start(), more.end() if more else first.end())
    misread = _AFTER_ITS_LABEL.search(plain)
    return Found("phone", misread.group(1).strip(), misread.start(1), misread.end(1)) if misread else None


def _called(text: str, at: int) -> bool:
    return bool(_CALL.search(text, max(0, at - 14), at))


def _written(number: str) -> str:
    """A mobile number as its digits; of a line the dash behind its area code stays."""
    bare = normal_phone(number)
    return bare if bare.startswith("1") else re.sub(r"\s", "", number)


def _id_number(text: str) -> Found | None:
    plain = narrow(text)
    residents = ((resident_of(each.group()), each.span()) for each in RESIDENT_IN_TEXT.finditer(plain))
    others = ((document_of(each.group(1)), each.span(1)) for each in LABELLED_DOCUMENT.finditer(plain))
    found = next(((number, at) for number, at in residents if number and _born(number)), None) or next(others, None)
    return Found("id_number", found[0], *found[1]) if found else None


def _born(number: str) -> bool:
    return number[6:8] in ("19", "20") and 1 <= int(number[10:12]) <= 12 and 1 <= int(number[12:14]) <= 31


def _address(text: str) -> Found | None:
    each = _ADDRESS.search(text)
    return Found("address", each.group(1).strip(), each.start(1), each.end(1)) if each else None


def _place(text: str, places: Iterable[str]) -> Found | None:
    """The division whose own name and most of whose superiors' names stand in the text."""
    best = max(_named(text, places), default=None)
    if best is None:
        return None
    _, _, start, name, path = best
    return Found("place", path, -start, -start + len(name))


def _named(text: str, places: Iterable[str]) -> Iterator[tuple[int, int, int, str, str]]:
    """How well each division that is named fits: superiors named, depth, earliest place."""
    for path in places:
        parts = path.split()
        at = text.find(parts[-1]) if parts else -1
        if at >= 0:
            above = sum(part in text for part in parts[:-1])
            yield above, len(parts), -at, parts[-1], path


def _request(text: str) -> Found | None:
    requests = [each.request for each in offer(_without_closing(text)) if each.request]
    if not requests:
        return None
    start = text.find(requests[0])
    end = start + len(requests[0]) if start >= 0 else 0
    return Found("request", "\n".join(requests), max(start, 0), end)


def _without_closing(text: str) -> str:
    """The letter up to its greeting, signature and date, which are no part of what it asks."""
    lines = text.split("\n")
    while len(lines) > 1 and _CLOSING.fullmatch(lines[-1]):
        lines.pop()
    return "\n".join(lines)
