"""What is wrong with an answer (答复): said by rules with the words at fault, for whoever signs it. Pure.

Nothing here judges whether an answer is true. It says what a reader would miss: an answer to each thing asked, reasons,
the rule it rests on, a date, a friendly word; and it points to answers that say nothing, or speak of another matter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import rjieba

from huiyin.insights.learned.grams import plain
from huiyin.insights.same.compare import Same, Told, Weigh, compare, elsewhere, rarity


class Fault(StrEnum):
    """What may be wrong with an answer; the names are the columns of the command line."""

    PLACEHOLDER = "placeholder"
    INCOMPLETE = "incomplete"
    UNRELATED = "unrelated"
    NO_REASONS = "no_reasons"
    NO_LAW = "no_law"
    NO_DATE = "no_date"
    NO_COURTESY = "no_courtesy"
    COPIED = "copied"


#: Characters of content: below the first an answer says nothing, above the last it is complete.
EMPTY, HOLLOW, COMPLETE = 15, 60, 150
#: Enough to hold reasons beside a rule cited, and without anything else.
WITH_LAW, WITHOUT = 90, 260
#: Below this likeness two messages have hardly anything in common.
STRANGE: Final = 0.24
#: Clauses that open and close every letter; each is looked at by itself, and dropped if it is short.
_SENTENCE: Final = re.compile(r"[^,。!?;]*[,。!?;]?")
_FORMS: Final = re.compile(
    r"收悉|阅悉|已收到|感谢|谢谢|特此|此复|专此|联系电话|咨询电话|拨打|致电|欢迎|监督我|祝您|祝你|如有疑|如有不明|如有其他|如您还有|如还有"
)
_FORM_LENGTH: Final = 40
_OPENING: Final = re.compile(r"^.{0,160}?(?:如下|您好|你好)[:,。!]*")
_SIGNED: Final = re.compile(
    r"(?:20\d\d年\d{1,2}月\d{1,2}日)?[^,。]{0,20}?20\d\d年\d{1,2}月\d{1,2}日[。]?$|^20\d\d年\d{1,2}月\d{1,2}日$"
)
_LAW: Final = re.compile(
    r"《[^》]{3,60}》|第[0-9一二三四五六七八九十百]+条|(?:根据|依据|按照|依照)[^,。]{1,30}?(?:法|条例|规定|办法|规范|标准|细则|通知|意见|文件|政策|方案|规划)"
)
_FOUND: Final = re.compile(
    r"经(?:我|市|区|县|镇|街道|局|现场|多方|初步|认真|核)?[^,。]{0,14}?(?:查|核实|调查|了解|核查|勘|走访|检查|测)|现场(?:查看|核实|检查|走访|勘)|调查(?:核实)?(?:情况|如下)|据(?:了解|查|调查)|核实"
)
_EMPTY_WORDS: Final = re.compile(
    r"(?:已|将)?(?:转|交)(?:交|由|办|给|至|送|相关)?[^,。]{0,20}?(?:处理|办理|核实|调查|部门|单位)|(?:正在|将|会|尽快|马上|立即)[^,。]{0,12}?"
    r"(?:核实|调查|处理|研究|办理|落实|回复|跟进)|耐心等待|高度重视|认真研究|进一步"
)
_DATE: Final = re.compile(
    r"20\d\d年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|(?:\d{1,2}|[一二三四五六七八九十]+)个?(?:工作)?[日天月]内|年底|月底"
)
_COURTESY: Final = re.compile(r"您|你好|谢|敬请|请")


@dataclass(frozen=True, slots=True)
class Answered:
    """A message and its answer, as they came."""

    title: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The faults of an answer, each with the words it rests on (empty where something is missing)."""

    faults: dict[Fault, str]
    content: str


def checked(one: Answered, common: frozenset[str] = frozenset()) -> Checked:
    """One answer by itself, beside its message.

    :param common: words that stand in so many messages that sharing them says nothing.
    """
    answer = plain(one.answer)
    content = content_of(answer)
    faults: dict[Fault, str] = {}
    hollow = _EMPTY_WORDS.search(content)
    found, law = _FOUND.search(content), _LAW.search(content)
    if len(content) < EMPTY or (hollow and len(content) < HOLLOW and not found and not law):
        faults[Fault.PLACEHOLDER] = hollow.group() if hollow and len(content) >= EMPTY else content
    if len(content) < COMPLETE:
        faults[Fault.INCOMPLETE] = ""
    reasoned = (law and len(content) >= WITH_LAW) or (found and len(content) >= COMPLETE) or len(content) >= WITHOUT
    if not reasoned:
        faults[Fault.NO_REASONS] = ""
    if not law:
        faults[Fault.NO_LAW] = ""
    if not _DATE.search(answer):
        faults[Fault.NO_DATE] = ""
    if not _COURTESY.search(answer):
        faults[Fault.NO_COURTESY] = ""
    if Fault.PLACEHOLDER not in faults and not _shared(one, content, common):
        faults[Fault.UNRELATED] = content[:40]
    return Checked(faults, content)


def content_of(answer: str) -> str:
    """A plain answer without how letters begin and end."""
    sentences = [_unopened(found) for found in _SENTENCE.findall(_OPENING.sub("", answer)) if found]
    kept = [each for each in sentences if not (len(each) <= _FORM_LENGTH and _FORMS.search(each))]
    return _SIGNED.sub("", "".join(kept)).strip(",。!:;、 ")


def _unopened(sentence: str) -> str:
    """A sentence without the greeting, and without what announces the answer."""
    while (found := _OPENING.match(sentence)) and found.end() > 0:
        sentence = sentence[found.end() :]
    return sentence


def checked_all(rows: Sequence[Answered]) -> list[Checked]:
    """Answers of one file or record: also those that were copied from another matter."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(_words(f"{row.title}。{row.text}"))
    common = frozenset(word for word, often in counts.items() if often > max(0.08 * len(rows), 8))
    found = [checked(row, common) for row in rows]
    for at, other in _copies(rows, found):
        found[at].faults[Fault.COPIED] = rows[other].title
    return found


def _copies(rows: Sequence[Answered], found: Sequence[Checked]) -> list[tuple[int, int]]:
    """Answers whose content is that of the answer to a different matter, with which one."""
    alike: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(found):
        if len(each.content) >= HOLLOW:
            alike[each.content[:200]].append(at)
    counts: Counter[str] = Counter()
    several = [group for group in alike.values() if len(group) > 1]
    told = {at: Told.of(rows[at].title, rows[at].text) for group in several for at in group}
    for message in told.values():
        counts.update(message.pairs)
    weigh = rarity(counts, max(len(told), 1))
    copies = []
    for group in several:
        for at in group:
            others = (one for one in group if one != at)
            far = next((one for one in others if _far(told[at], told[one], weigh)), None)
            if far is not None:
                copies.append((at, far))
    return copies


def _far(one: Told, other: Told, weigh: Weigh) -> bool:
    """Whether two messages are so different that one answer for both is odd: other places, or nothing in common."""
    verdict = compare(one, other, weigh)
    return verdict.same is Same.NO and (elsewhere(one, other) or verdict.score < STRANGE)


def _shared(one: Answered, content: str, common: frozenset[str]) -> bool:
    """Whether the answer takes up any word of the message that is not everybody's."""
    asked = _words(f"{one.title}。{one.text}") - common
    # 灌溉渠 is taken up by whoever writes 灌溉.
    parts = {word[at : at + 2] for word in asked if len(word) > 2 for at in range(len(word) - 1)}
    return not asked or any(word in content for word in asked | parts)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in rjieba.cut(plain(text), False) if len(word) > 1 and not word.isdigit())
