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

from huiyin.insights.cutting import cut
from huiyin.insights.learned.grams import plain
from huiyin.insights.same.compare import Same, Told, Weigh, compare, elsewhere, rarity
from huiyin.insights.taking_up import ENOUGH, Scale, Worth, heard, lowest, passed_over, spoken, taken


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
#: Enough for an answer that gives a cause.
WITH_CAUSE: Final = 40
#: Below this likeness two messages have hardly anything in common.
STRANGE: Final = 0.24
#: Clauses that open and close every letter; each is looked at by itself, and dropped if it is short.
_SENTENCE: Final = re.compile(r"[^,。!?;]*[,。!?;]?")
_FORMS: Final = re.compile(
    r"收悉|阅悉|已收到|感谢|谢谢|特此|此复|专此|联系电话|咨询电话|拨打|致电|欢迎|监督我|祝您|祝你|如有疑|如有不明|如有其他|如您还有|如还有"
)
_FORM_LENGTH: Final = 40
#: So much of a line at fault is shown.
LINE: Final = 60
_OPENING: Final = re.compile(r"^.{0,160}?(?:如下|您好|你好)[:,。!]*")
_SIGNED: Final = re.compile(
    r"(?:20\d\d年\d{1,2}月\d{1,2}日)?[^,。]{0,20}?20\d\d年\d{1,2}月\d{1,2}日[。]?$|^20\d\d年\d{1,2}月\d{1,2}日$"
)
_LAW: Final = re.compile(
    # The title of a rule; of a post, a list or a letter it is none.
    r"《[^》]{2,60}?(?:法|条例|规定|办法|规范|标准|细则|通知|意见|方案|规划|政策|决定|准则|规程|制度|规则|纲要|目录|批复|章程|公告|指南|纪要)"
    r"(?:[(（][^》]*)?》|第[0-9一二三四五六七八九十百]+条"
    r"|(?:根据|依据|按照|依照)[^,。]{1,30}?(?:法|条例|规定|办法|规范|标准|细则|通知|意见|文件|政策|方案|规划)"
)
#: Words that give a cause: enough for a short answer to be one with reasons.
_WHY: Final = re.compile(
    r"因(?!此)|由于|鉴于|原因|考虑到|根据|按照|为(?:方便|避免|保障|防止|确保|规范)|受[^,。]{1,12}影响|没有[^,。]{0,10}权限|按原?设计"
    r"|经[^,。]{0,24}?(?:咨询|研究|批准|勘|决定)"
)
_FOUND: Final = re.compile(
    r"经(?:我|市|区|县|镇|街道|局|现场|多方|初步|认真|核)?[^,。]{0,14}?(?:查|核实|调查|了解|核查|勘|走访|检查|测)|现场(?:查看|核实|检查|走访|勘)|调查(?:核实)?(?:情况|如下)|据(?:了解|查|调查)|核实"
)
_EMPTY_WORDS: Final = re.compile(
    r"(?:已|将)?(?:转|交)(?:交|由|办|给|至|送|相关)?[^,。]{0,20}?(?:处理|办理|办复|核实|核处|调查|部门|单位|局|支队|科室)"
    r"|请[^,。]{0,4}联系[0-9-]{5,}|(?:正在|将|会|尽快|马上|立即)[^,。]{0,12}?"
    r"(?:核实|调查|处理|研究|办理|落实|回复|跟进)|耐心等待|高度重视|认真研究|进一步"
)
#: That it was handed on to be looked into is no finding, whatever is to be looked into.
_PASSED_ON: Final = re.compile(
    r"(?:已|将|经)?(?:转交|转至|转给|转由|转)[^,。]{1,24}?(?:、|,)?(?:核实|核处|核查|调查|办理|办复|处理)"
)
_DATE: Final = re.compile(
    r"20\d\d年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|(?:\d{1,2}|[一二三四五六七八九十]+)个?(?:工作)?[日天月]内|年底|月底|20\d\d[.-]\d{1,2}(?:[.-]\d{1,2})?"
)
#: A word of courtesy; who applied for something or was asked for it was not spoken to kindly by that.
_COURTESY: Final = re.compile(r"您|你好|谢|敬请|(?<![申邀聘提报])请(?!求|示|假)")
#: Where a second answer begins behind the first one's date: 已转…2019年4月10日“…”您好！
_SECOND: Final = re.compile(r"(?<=日)(?=[\"“”']?(?:uu\d|网友|网民|亲爱|尊敬|[^,。:]{1,6}(?:先生|女士)))")


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


def checked(one: Answered, common: frozenset[str] = frozenset(), scale: Scale | None = None) -> Checked:
    """One answer by itself, beside its message.

    :param common: words that stand in so many messages that sharing them says nothing.
    :param scale: how much a pair of characters says; by our own sentences where nobody counted.
    """
    answer, scale = plain(one.answer), scale or spoken()
    content = content_of(answer)
    faults: dict[Fault, str] = {}
    hollow = _EMPTY_WORDS.search(content)
    found, law = _FOUND.search(content), _LAW.search(content)
    passed_on = _PASSED_ON.search(content)
    nothing_found = not law and (passed_on or not found)
    if len(content) < EMPTY or (hollow and len(content) < HOLLOW and nothing_found):
        faults[Fault.PLACEHOLDER] = hollow.group() if hollow and len(content) >= EMPTY else content
    said = Told("", answer)
    if (missed := passed_over(one.text, said, scale)) or len(content) < COMPLETE:
        faults[Fault.INCOMPLETE] = missed
    why = _WHY.search(content) and len(content) >= WITH_CAUSE and Fault.PLACEHOLDER not in faults
    reasoned = (
        why or (law and len(content) >= WITH_LAW) or (found and len(content) >= COMPLETE) or len(content) >= WITHOUT
    )
    if not reasoned:
        faults[Fault.NO_REASONS] = ""
    if not law:
        faults[Fault.NO_LAW] = ""
    if not _DATE.search(answer):
        faults[Fault.NO_DATE] = ""
    if not _COURTESY.search(answer):
        faults[Fault.NO_COURTESY] = ""
    if Fault.PLACEHOLDER not in faults and not _relates(one, content, said, common, scale):
        faults[Fault.UNRELATED] = _strangest(content, Told.of(one.title, one.text), scale.worth)
    return Checked(faults, content)


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer among those to several claims of one matter; ``fits`` is the other claim that it answers instead."""

    checked: Checked
    fits: int | None = None


def checked_claims(rows: Sequence[Answered], common: frozenset[str], scale: Scale) -> list[Judged]:
    """Answers to the claims of one matter, in their order: also those that stand at the wrong one."""
    messages = [Told.of(row.title, row.text) for row in rows]
    found = []
    for at, row in enumerate(rows):
        answer = Told("", plain(row.answer))
        fit = [taken(each.title, each, answer, scale.worth) for each in messages]
        best = max(range(len(rows)), key=fit.__getitem__)
        elsewhere_ = best != at and fit[at] <= scale.taken and fit[best] >= 2 * scale.taken
        found.append(Judged(checked(row, common, scale), best if elsewhere_ else None))
    return found


def content_of(answer: str) -> str:
    """A plain answer, or several one behind the other, without how letters begin and end."""
    parts = (_content_of(part) for part in _SECOND.split(answer))
    return ",".join(part for part in parts if part)


def _content_of(answer: str) -> str:
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
    scale = counted(rows) if len(rows) >= ENOUGH else spoken()
    found = [checked(row, common, scale) for row in rows]
    for at, other in _copies(rows, found):
        found[at].faults[Fault.COPIED] = rows[other].title
    return found


def counted(rows: Sequence[Answered]) -> Scale:
    """How much a pair of characters says among these messages and answers."""
    messages, answers = (Told.of(row.title, row.text) for row in rows), (Told.of("", row.answer) for row in rows)
    return Scale(lowest(heard(messages).worth, heard(answers).worth))


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


def _relates(one: Answered, content: str, said: Told, common: frozenset[str], scale: Scale) -> bool:
    """Whether the answer is one to this message: a short one by a word, a longer one by what both say."""
    if not _shared(one, content, common):
        return False
    message = Told.of(one.title, one.text)
    return len(content) < HOLLOW or taken(message.title, message, said, scale.worth) > scale.taken


def _strangest(content: str, message: Told, worth: Worth) -> str:
    """The clause of an answer that says most of what the message does not: the line at fault."""
    clauses = [found.strip(",。!?;") for found in _SENTENCE.findall(content)]

    def strange(clause: str) -> float:
        return sum(map(worth, Told("", clause).pairs - message.pairs))

    return max(clauses, key=strange, default=content)[:LINE]


def _shared(one: Answered, content: str, common: frozenset[str]) -> bool:
    """Whether the answer takes up any word of the message that is not everybody's."""
    asked = _words(f"{one.title}。{one.text}") - common
    # 灌溉渠 is taken up by whoever writes 灌溉.
    parts = {word[at : at + 2] for word in asked if len(word) > 2 for at in range(len(word) - 1)}
    return not asked or any(word in content for word in asked | parts)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in cut(plain(text)) if len(word) > 1 and not word.isdigit())
