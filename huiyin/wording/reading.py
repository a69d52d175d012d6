"""Reading a story (读懂来信): a plain aid that offers it back as request, facts and reasons. Pure functions on text.

It follows the marks people write themselves (诉求：, 一、二、, 一是…二是…, 希望…) and never rewrites a word. What it
offers is only a first filling of the form: the person changes it and has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MOST_CLAIMS: Final = 8
_HEADINGS: Final = {
    "request": "诉求 诉求事项 我的诉求 请求 请求事项 投诉请求 要求 希望",
    "facts": "事实 事实经过 经过 情况 反映情况 基本情况 事实和理由 事实与理由 事情经过",
    "reasons": "理由 原因 依据 法律依据",
}
_SECTION: Final = {words: part for part, line in _HEADINGS.items() for words in line.split()}
_HEADING: Final = re.compile(
    rf"^\s*[【\[（(]?({'|'.join(sorted(_SECTION, key=len, reverse=True))})[】\]）)]?\s*[：:]\s*", re.MULTILINE
)
_NUMERALS: Final = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_CIRCLED: Final = {chr(0x2460 + number): number + 1 for number in range(20)}
_START: Final = r"(?:^|(?<=[\n。；;：:！!？?，,\s]))\s*"
_MARKS: Final = (
    re.compile(_START + r"([一二三四五六七八九十])是(?!否|不)[，,：:]?"),
    re.compile(_START + r"第([一二三四五六七八九十])[，,、：:]"),
    re.compile(_START + r"[（(]([一二三四五六七八九十]|\d{1,2})[）)]\s*"),
    re.compile(_START + r"([一二三四五六七八九十])[、．.]\s*"),
    re.compile(_START + r"(\d{1,2})(?:[、）)]|[．.](?!\d))\s*"),
    re.compile(r"\s*([①-⑳])\s*"),
)
_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*")
_ASKING: Final = re.compile(
    r"希望|请求|恳请|恳求|诉求是|盼望|能不能|能否|可不可以|建议"
    r"|(?<!不符合)(?<!按照)(?<!按)要求(?!我|我们)|请(?=帮|给|您|你|"
    r"领导|政府|尽快|依法|有关|解决|查|退|赔|责令|督促|恢复|把)"
)
#: How people ask who name no request, the plainest first: 还请房产部门调查一下, 何时才会动工？, 不应该由我们承担.
_NATURAL: Final = (
    re.compile(
        r"请(?!了|假|客|来了|示|教|柬|愿|战|人|问过|他们吃|我们吃|过)|"
        r"望(?:有关|相关|领导|政府|您|各|能|予|尽|早|市|上级|贵)|盼|恳切|"
        r"烦请|麻烦(?:您|你|领导|政府)"
        r"|(?<![要需])求(?:助|救|您|你|领导|政府|有关|解决|帮|回复|答复|"
        r"公布|处理)|还(?:我|百姓|居民|业主|老百姓|大家|群众|农民)[^，。]{0,6}一个|"
        r"建言|提议|特此反映"
    ),
    re.compile(
        r"[?？]|为什么|为何|何时|什么时候|怎么(?:办|样|还|就|能)|怎样|"
        r"如何|是否|有没有|能不能|多久|不知(?:是|道|何|为)|哪里|哪个部门|吗[。!！]?$|呢[。!！]?$|"
        r"想(?:问|知道|咨询|了解)|咨询"
    ),
    re.compile(
        r"应该|应当|不应|不该|必须|需要|急需|不能再|不要再|早日|尽快|"
        r"尽早|投诉|举报|维权|讨(?:回|要|个)|只想|只要|愿"
    ),
    re.compile(
        r"没人管|没有人管|无人(?:管|问|处理|过问)|不(?:处理|解决|作为|"
        r"理|管|回复|退)|未(?:果|解决|处理|动|回复)|没有(?:结果|解决|"
        r"回复|下文|动静|答复|消息)|至今|无果"
        r"|扰民|严重影响|苦不堪言|不合理|太(?:不|差|慢|贵|吵|堵|久|黑)|"
        r"违(?:法|规|章|建|停)|受不了|难以|投诉无门|推诿|拖欠|隐患"
    ),
)
#: A longer sentence is cut before the clause that asks: what stands before tells what happened. Between Latin words a
#: space is no pause.
_LONG: Final = 30
_PAUSE: Final = re.compile(r"[，,：:]|(?<![a-zA-Z.;!?]) | (?![a-zA-Z])")
_COURTESY: Final = re.compile(r"重视|关注|做主|为民|谢谢|感谢|说法|尽快答复|尽快解决|尽快处理")
_GROUNDS: Final = re.compile(r"^(?:因为|由于|根据|依据|依照|按照)|[》】]规定|条例》|法》")
_COURTESY_LENGTH: Final = 18
_GREETING: Final = re.compile(r"您好|你好|谢谢|感谢|此致|敬礼|打扰|盼复|望回复|请回复|请知悉|祝")
_GREETING_LENGTH: Final = 14


@dataclass(frozen=True, slots=True)
class Offered:
    """One claim offered back: request (请求), facts (事实), reasons (理由), all in the person's own words."""

    request: str
    facts: str = ""
    reasons: str = ""


def offer(text: str) -> tuple[Offered, ...]:
    """The story as claims, at least one. An empty request means that we could not tell what is wanted."""
    text = text.replace("\r\n", "\n").strip()
    return listed(text) or _by_sentences(text)[:MOST_CLAIMS]


def listed(text: str) -> tuple[Offered, ...]:
    """The claims that somebody set apart from each other, under headings or by numbers; none where they did not."""
    text = text.replace("\r\n", "\n").strip()
    return (_by_headings(text) or _by_numbers(text))[:MOST_CLAIMS]


#: What was lost or done, before that nobody cares about it: 扣了我一千八 tells more than 没人理我.
_COMPLAINTS: Final = (
    re.compile(
        r"不给|不退|不修|不还|不发|没给|没发|没退|一直没|至今|被|欠|坏了|扣了|少了|停了|断了|没了|没影|涨了|塌|裂|堵|漏|淹|占了|"
        r"拖了|跑了|关了|凭什么|为什么"
    ),
    re.compile(r"不管|没人|没有人|谁来管|谁管|做主|怎么办|咋办"),
)
_OWN_LENGTH: Final = 60


#: Who writes to whom, how they are reached, how a letter begins and ends: never what somebody wants.
_BESIDE: Final = re.compile(
    r"\s*(?:尊敬的.{0,20}|.{0,12}(?:领导|同志|信访局|信访办|书记|[县市区镇乡]长)(?:们|您好|你好|你们好)*|[您你]们?好|"
    r"此致.{0,16}|敬礼|.{0,8}信|"
    r"(?:被?(?:反映|信访|申请|举报|投诉|控告)人|姓名|性别|年龄|民族|籍贯|职业|(?:家庭)?住址|地址|电话|手机|联系(?:电话|方式|人)|"
    r"(?:居民)?身份证(?:号码?)?|证件号码?|日期|签名)\s*[：:].*|"
    r"(?:我们?|本人)(?:是|家住|住在|住)[^，。]{0,30}(?:省|市|县|区|镇|乡|村|组|街道|社区|小区|厂|公司|学校|单位)[^，。]{0,4}"
    r"(?:的|人|村民|居民|业主|职工|工人|学生|家长)|"
    r"我姓.{1,12}|.{0,12}(?:帮我|替我|代我)(?:写|打|填|念)的.{0,6}|"
    r"(?:电话|手机|身份证(?:号码?)?)(?:是|为)?\s*[\dXx][\dXx -]*|我(?:叫|是)[^。]{0,80}(?:身份证|电话|手机)[^。]*|"
    r"(?:20\d\d|二[〇○零Oo0][一二三四五六七八九十〇○零]{2})\s*年.{1,4}月.{1,5}[日号])[。！!：:，,\s]*"
)
_HOLLOW: Final = re.compile(
    r"(?:这个?事|这日子|这|那|到底|究竟|我们?|俺们?|咱们?|你们?|您|给|谁|哪个|也|都|就|又|还|来|去|能|求求?|请|希望|政府|领导|上级|帮帮?忙?|帮助|看看?|吧|一个|一下|老?农民|老?百姓|没有?人|不?管|管管|怎么办|咋办|咋过|"
    r"做主|做个主|找|说理|说|没个说法|凭什么|凭啥|为什么|为啥|到现在|一直|呀|啊|呢|吗|嘛|了|[，。？！?!、\s])+"
)


def hollow(request: str) -> bool:
    """Whether these words only say that somebody should care: 谁也不管, 这事谁来管, 你们给我做主, 求政府帮帮我."""
    return _HOLLOW.fullmatch(request) is not None


def beside(sentence: str) -> bool:
    """Whether a sentence only says who writes to whom, or how they are reached: never what somebody wants."""
    return _BESIDE.fullmatch(sentence) is not None


def own_words(text: str) -> str:
    """What a story complains of in its own words, one sentence at most, for whoever asked for nothing in particular."""
    sentences = [found.group().strip() for found in _SENTENCE.finditer(text[:SHOWN_LENGTH])]
    telling = [each for each in sentences if not hollow(each) and not _BESIDE.fullmatch(each)] or sentences
    found = (each for complaint in _COMPLAINTS for each in telling if complaint.search(each))
    said = next(found, telling[0] if telling else "")
    while len(said) > _OWN_LENGTH and (cut := max(said.rfind(sign, 0, len(said) - 1) for sign in "，,、")) > 0:
        said = said[:cut]
    return said


def _claims(requests: Iterable[str], facts: str, reasons: str) -> tuple[Offered, ...]:
    """Facts and reasons stand with the first claim; a second copy would only have to be corrected twice."""
    kept = [request.strip(" \n；;，,") for request in requests]
    kept = [request for request in kept if request] or [""]
    return (Offered(kept[0], facts.strip(), reasons.strip()), *(Offered(request) for request in kept[1:]))


def _by_headings(text: str) -> tuple[Offered, ...]:
    found = list(_HEADING.finditer(text))
    parts = {"request": "", "facts": text[: found[0].start()] if found else "", "reasons": ""}
    if not any(_SECTION[each.group(1)] == "request" for each in found):
        return ()
    for here, following in pairwise([*found, None]):
        assert here is not None
        body = text[here.end() : following.start() if following else len(text)]
        part = _SECTION[here.group(1)]
        parts[part] = f"{parts[part]}\n{body.strip()}".strip()
    items = _items(parts["request"])
    requests = [each for each in items.each if not _BESIDE.fullmatch(each)] if items else [parts["request"]]
    return _claims(requests, parts["facts"], parts["reasons"])


@dataclass(frozen=True, slots=True)
class _Items:
    before: str
    each: list[str]
    after: str


def _items(text: str) -> _Items | None:
    """Numbered items, if at least two follow each other from one on in the same manner."""
    runs = (_run(mark, text) for mark in _MARKS)
    best = max((run for run in runs if len(run) > 1), key=len, default=None)
    if best is None:
        return None
    ends = [*(found.start() for found in best[1:]), len(text)]
    each = [text[found.end() : end].strip() for found, end in zip(best, ends, strict=True)]
    last, after = _cut_last(each[-1], inline="\n" not in text[best[0].start() : best[-1].start()].strip())
    return _Items(text[: best[0].start()], [*each[:-1], last], after)


def _run(mark: re.Pattern[str], text: str) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for found in mark.finditer(text):
        if _value(found.group(1)) == len(run) + 1:
            run.append(found)
    return run


def _value(sign: str) -> int:
    return _NUMERALS.get(sign) or _CIRCLED.get(sign) or (int(sign) if sign.isdigit() and sign.isascii() else 0)


def _cut_last(item: str, *, inline: bool) -> tuple[str, str]:
    """Where the last item ends nothing says so: at its line's end, or at its sentence's within a paragraph."""
    end = re.search(r"\n|(?<=[。！!])" if inline else r"\n", item)
    return (item, "") if end is None else (item[: end.start()].strip(), item[end.end() :].strip())


def _by_numbers(text: str) -> tuple[Offered, ...]:
    items = _items(text)
    if items is None:
        return ()
    head = items.before.strip()[-30:]
    asked = _ASKING.search(head) or re.search(r"诉求|问题|建议|几点|如下", head)
    if not asked and not any(_ASKING.search(item) for item in items.each):
        return ()
    wanted = [each for each in items.each if not _BESIDE.fullmatch(each)]
    beside = [each for each in items.each if _BESIDE.fullmatch(each)]
    return _claims(wanted, "\n".join(filter(None, [items.before.strip(), *beside, items.after])), "") if wanted else ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or the part of a long one before or from where it asks."""

    start: int
    end: int
    text: str


def _by_sentences(text: str) -> tuple[Offered, ...]:
    asks = next((each for each in (_ASKING, *_NATURAL) if _asked(each, text)), None)
    sentences = [piece for found in _SENTENCE.finditer(text) for piece in _cut(found, asks)]
    asking = [each for each in sentences if asks and asks.search(each.text) and not _only_polite(each.text)]
    if asks is _NATURAL[-1] or asks is _NATURAL[-2]:
        # Nobody asked in words: what was said last is what they came for.
        asking = asking[-1:]
    earnest = [each for each in asking if not (_COURTESY.search(each.text) and len(each.text) <= _COURTESY_LENGTH)]
    requests = [each.text for each in earnest or asking]
    grounds = [each for each in sentences if each not in asking and _GROUNDS.search(each.text)]
    told = [each for each in sentences if each not in asking and each not in grounds]
    return _claims(requests, _joined(told, text), "\n".join(each.text for each in grounds))


def _asked(asks: re.Pattern[str], text: str) -> bool:
    sentences = (found.group().strip() for found in _SENTENCE.finditer(text))
    return any(asks.search(each) and not _only_polite(each) for each in sentences)


def _only_polite(sentence: str) -> bool:
    """A greeting or thanks that says nothing of the matter."""
    polite = len(sentence) <= _GREETING_LENGTH and _GREETING.search(sentence) is not None
    return polite and not _ASKING.search(sentence)


def _cut(found: re.Match[str], asks: re.Pattern[str] | None) -> Iterator[_Piece]:
    text = found.group()
    hit = asks.search(text) if asks and len(text) > _LONG else None
    comma = max((each.start() for each in _PAUSE.finditer(text, 0, hit.start())), default=-1) if hit else -1
    for start, end in ((0, comma + 1), (comma + 1, len(text))) if comma > 0 else ((0, len(text)),):
        if said := text[start:end].strip():
            yield _Piece(found.start() + start, found.start() + end, said)


def _joined(told: list[_Piece], text: str) -> str:
    """The remaining sentences with the line breaks that stood between them."""
    pieces: list[str] = []
    for before, here in pairwise([None, *told]):
        assert here is not None
        gap = text[before.end : here.start] if before else ""
        pieces.append(("\n" if "\n" in gap else "") + here.text)
    return "".join(pieces)


# Dates, places, sums -----------------------------------------------------------------------------------------------

_HAN_NUMBER: Final = "[零〇一二三四五六七八九十百千万两]"
_WHEN: Final = (
    r"(?:19|20)\d{2}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?|"
    r"[初中末底])?|(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}"
    r"|\d{1,2}月(?:\d{1,2}[日号]|份|初|底|[上中下]旬)|(?:去年|今年|前年|上个月|本月|昨天|前天)"
    r"(?:[一二三四五六七八九十\d]{1,3}月)?(?:[一二三四五六七八九十\d]{1,3}[日号])?"
)
_SUM: Final = (
    rf"\d[\d,，]*(?:\.\d+)?\s?(?:多|余)?[万亿千百]?(?:多|余)?(?:元|块钱)|{_HAN_NUMBER}{{1,8}}(?:多|余)?(?:元|块钱)"
)
#: Verbs before an organ that is complained of, 举报县水利局: neither they nor their second half begin a place.
_VERBS: Final = ("举报", "检举", "控告", "反映", "投诉", "查处", "状告", "信访")
_NO_VERB: Final = "".join(f"(?!{verb})(?!(?<={verb[0]}){verb[1]})" for verb in _VERBS)
_SPOT: Final = (
    rf"(?:{_NO_VERB}(?![我你他她们是在住于到的和与去从把被来了由向及等有个该本此找过没])[\u4e00-\u9fff]){{1,10}}?"
    r"(?:街道|社区|小区|花园|大道|村|镇|乡|县|[东南西北中]路|(?<![修走铺拦让问赶带堵挖占条的出])路|街|巷|弄)"
    r"(?:[一二三四五六七八九十\d]{1,4}(?:组|号|栋|幢))*"
)
_FINDS: Final = (("when", re.compile(_WHEN)), ("sum", re.compile(_SUM)), ("place", re.compile(_SPOT)))
SHOWN_LENGTH: Final = 20_000
_MOST_FINDS: Final = 12


@dataclass(frozen=True, slots=True)
class Find:
    """Something found in the story; ``kind`` is when, place or sum."""

    kind: str
    words: str
    start: int
    end: int


def finds(text: str, places: Iterable[str] = ()) -> tuple[Find, ...]:
    """Dates, places and sums of money in the first 20,000 characters, in their order, without overlap.

    :param places: names of divisions that count as places wherever they stand.
    """
    text = text[:SHOWN_LENGTH]
    known = [name for name in places if name and name in text]
    readers = list(_FINDS)
    if known:
        readers.append(("place", re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))))
    taken: list[Find] = []
    for kind, pattern in readers:
        for found in pattern.finditer(text):
            if not any(found.start() < each.end and each.start < found.end() for each in taken):
                taken.append(Find(kind, found.group().strip(), found.start(), found.end()))
    return tuple(sorted(taken, key=lambda find: find.start))


def words_of(found: Iterable[Find], kind: str) -> tuple[str, ...]:
    """Each distinct wording of a kind once, a dozen at most."""
    return tuple(dict.fromkeys(find.words for find in found if find.kind == kind))[:_MOST_FINDS]


def pieces(text: str, found: Iterable[Find]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it was found, for a page that marks them."""
    at = 0
    for find in found:
        if find.start > at:
            yield text[at : find.start], False
        yield text[find.start : find.end], True
        at = find.end
    if at < len(text):
        yield text[at:], False


_IN: Final = r"(?:在|位于|住|就是)(?:[^，。！？；、\n]{0,12}?)"


def place_told(text: str, places: Iterable[tuple[str, str]]) -> str:
    """The code of the smallest place that the words plainly name; empty where they name none, or two that differ."""
    found = places_told(text, places)
    return found[0] if len(found) == 1 else ""


def places_told(text: str, places: Iterable[tuple[str, str]]) -> list[str]:
    """The codes of the smallest places that the words name; of several the one in which something happened.

    :param places: code and path, the largest name first: 示范省 青川市 柳溪县.
    """
    text = text[:SHOWN_LENGTH]
    paths = {code: path.split() for code, path in places}
    named = [code for code, path in paths.items() if path[-1] in text]
    around = {tuple(paths[code][:depth]) for code in named for depth in range(len(paths[code]))}
    smallest = [code for code in named if tuple(paths[code]) not in around]
    # Of namesakes the one is meant that stands with those above it: 柳溪县东坡村.
    backed = {code: sum(name in text for name in paths[code]) for code in smallest}
    best = [code for code in smallest if backed[code] == max(backed.values())]
    # 我们下桥村的人在大湾镇干活: it happened in the second.
    happened = [code for code in best if re.search(_IN + re.escape(paths[code][-1]), text)]
    return happened if len(happened) == 1 else best
