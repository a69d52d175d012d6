"""What is planted among real messages to see whether it is found: edits of one message, and events of many people.

The phrases are ours; nothing of the messages themselves is kept.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from huiyin.insights.cutting import cut
from huiyin.insights.learned.grams import plain
from huiyin.insights.same.compare import Told
from huiyin.insights.topics.events import Said

Message = tuple[str, str]
_SAYINGS: Final = """\
投诉 举报|反映 反应|严重 厉害|影响 妨碍|希望 盼望|要求 请求|处理 处置|解决 办理|部门 单位|领导 上级|问题 毛病
情况 状况|居民 住户|业主 房主|没有 未曾|一直 始终|经常 常常|多次 屡次|进行 开展|造成 导致|目前 如今|现在 眼下
噪音 噪声|扰民 打扰|违规 违章|拆除 拆掉|收费 收钱|价格 价钱|孩子 小孩|老师 教师|工作 上班|公司 企业|车辆 汽车
道路 马路|垃圾 废物|晚上 夜里|工资 薪水|房子 住房|非常 十分|因为 由于|所以 因此|但是 不过|附近 周边|时间 时刻
政府 市府|建设 修建|施工 动工|安全 平安|生活 日子|休息 歇息"""
SAYINGS: Final = dict(pair.split(" ") for line in _SAYINGS.splitlines() for pair in line.split("|"))
_COMMON: Final = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工"
    "也能下过子说产种面而方后多定行学法所民得经"
)
_OF_NAMES: Final = "金银华丽湘江明和平安康福新兴盛泰天星龙凤湖东西南北阳光春秋月"
#: A name as a reader sees it: another way than ours to find one, so that we are not measured with our own eyes.
_NAMED: Final = re.compile(
    r"(?<=[市区县镇道乡在对诉映于])([\u4e00-\u9fff]{2,5}?)(小区|花园|"
    r"苑|城|府|村|路|大道|街|学校|小学|中学|幼儿园|公司|社区|公馆|"
    r"山庄|国际)"
)
_SENTENCE: Final = re.compile(r"(?<=[。！？；，,!?;])")


def _sentences(text: str) -> list[str]:
    return [each for each in _SENTENCE.split(text) if each.strip()]


class Editor:
    """Edits of messages by one seed; names for other places come from the messages themselves."""

    def __init__(self, messages: Sequence[Message], seed: int) -> None:
        self.dice = random.Random(seed)
        self.pool: dict[str, list[str]] = {}
        for title, _ in messages:
            for found in _NAMED.finditer(title):
                self.pool.setdefault(found.group(2), []).append(found.group(1))

    def shuffled(self, title: str, text: str) -> Message:
        parts = _sentences(text)
        self.dice.shuffle(parts)
        return title, "".join(parts)

    def halved(self, title: str, text: str) -> Message:
        parts = _sentences(text)
        kept = max(1, len(parts) // 2)
        start = self.dice.randrange(len(parts) - kept + 1)
        return title, "".join(parts[start : start + kept])

    def retitled(self, title: str, text: str) -> Message:
        return ("请有关部门处理" if self.dice.random() < 0.5 else max(_sentences(text), key=len)[:25]), text

    def mistyped(self, title: str, text: str, share: float = 0.05) -> Message:
        return self._typed(title, share), self._typed(text, share)

    def reworded(self, title: str, text: str, share: float = 1.0) -> Message:
        return self._said(title, share), self._said(text, share)

    def shortened(self, title: str, text: str) -> Message:
        """Names of four characters and more by their first or last part."""
        for found in _NAMED.finditer(title):
            core, kind = found.groups()
            if len(core) >= 4:
                part = core[: len(core) // 2 + 1] if self.dice.random() < 0.5 else core[len(core) // 2 - 1 :]
                title, text = title.replace(core + kind, part), text.replace(core + kind, part)
        return title, text

    def mixed(self, title: str, text: str) -> Message:
        title, text = self.mistyped(*self.reworded(*self.halved(title, text), 0.7), 0.02)
        return self.shuffled(title if self.dice.random() < 0.5 else "反映一个问题", text)

    def moved(self, title: str, text: str) -> Message | None:
        """The same complaint about another place of the same kind."""
        found = list(_NAMED.finditer(title))
        if not found:
            return None
        name, kind = self.dice.choice(found).groups()
        others = [each for each in self.pool[kind] if each != name and len(each) > 1] or ["新华星"]
        other = self.dice.choice(others)
        return title.replace(name, other), text.replace(name, other)

    def moved_and_reworded(self, title: str, text: str) -> Message | None:
        made = self.moved(title, text)
        return made and self.reworded(*made)

    def nearly(self, title: str, text: str) -> Message | None:
        """About a place whose name differs by one character."""
        found = list(_NAMED.finditer(title))
        if not found:
            return None
        name = self.dice.choice(found).group(1)
        at = self.dice.randrange(len(name))
        other = name[:at] + self.dice.choice([each for each in _OF_NAMES if each != name[at]]) + name[at + 1 :]
        return title.replace(name, other), text.replace(name, other)

    def _typed(self, text: str, share: float) -> str:
        wrong = (self.dice.choice(_COMMON) if self.dice.random() < share else each for each in text)
        return "".join(new if "\u4e00" <= old <= "\u9fff" else old for old, new in zip(text, wrong, strict=True))

    def _said(self, text: str, share: float) -> str:
        words = cut(text)
        return "".join(SAYINGS.get(word, word) if self.dice.random() < share else word for word in words)


#: Each kind of edit, and whether it is still the same matter (``None``: a question for a person).
EDITS: Final[dict[str, tuple[Callable[..., Message | None], bool | None]]] = {
    "sentences shuffled": (Editor.shuffled, True),
    "half of the text": (Editor.halved, True),
    "another title": (Editor.retitled, True),
    "5 % typing errors": (Editor.mistyped, True),
    "synonyms": (Editor.reworded, True),
    "names shortened": (Editor.shortened, True),
    "everything mixed": (Editor.mixed, True),
    "another place": (Editor.moved, False),
    "another place, synonyms": (Editor.moved_and_reworded, False),
    "near name": (Editor.nearly, None),
}

#: Events: what people write of one thing, in their own words; {} is the place.
_EVENTS: Final = (
    (
        "{}旁边半夜打桩吵得睡不着|打桩机从晚上十点响到凌晨三点，老人心脏受不了",
        "投诉{}附近工地夜间施工|工地天天夜里浇混凝土打桩，没有夜间施工许可也照样干",
        "{}隔壁工地晚上施工没人管|打电话给城管，人一走打桩机又响了，孩子第二天没法上课",
        "请管管{}旁的夜间施工|已经连续两周，打桩声音大得窗户都在震，夜里根本不能休息",
    ),
    (
        "{}自来水发黄有铁锈味|放出来的水是黄的，沉淀以后一层锈，孩子喝了拉肚子",
        "{}的水质太差了|自来水又黄又浑，还有股铁锈味，洗衣服都染色",
        "反映{}饮用水浑浊|水龙头里流出黄水已经一个星期，水务公司说是管网老化",
        "{}水黄能不能喝|家里的自来水一直发黄，检测报告也不给看，只好买桶装水",
    ),
    (
        "{}电梯三天两头坏|上周电梯困人四十分钟，维保单位说没有配件，老人天天爬楼",
        "请求更换{}的老旧电梯|电梯用了十几年，经常突然下坠，物业拿维修基金说事不修",
        "{}电梯困人物业不管|孩子被困在电梯里半小时，物业电话没人接，电梯一直没修好",
        "投诉{}物业不修电梯|一单元的电梯停了一个月，高层的住户上下全靠爬楼梯",
    ),
    (
        "{}幼儿园突然关门不退学费|园长失联，一学期的保教费一万多块要不回来",
        "{}民办幼儿园跑路了|早上送孩子发现幼儿园锁了门，交的学费没有人退",
        "求助{}的幼儿园倒闭退费|幼儿园老板说资金断了，几十个家长的学费退不了，教育局让走法院",
        "{}幼儿园停办家长学费怎么办|刚交完下学期的钱幼儿园就停办，家长群里没人负责退费",
    ),
    (
        "{}旁的养猪场臭气熏天|养猪场离住房不到两百米，粪水直排水沟，夏天不敢开窗",
        "{}养猪场排污污染水井|猪粪流进水塘，井水有臭味，村民喝水都成问题",
        "请关停{}边的养猪场|环保来过几次，养猪场还是照样把粪水排进沟里，臭得没法住人",
        "{}被养猪场的臭味包围|养猪场没有环评，几百头猪的粪便堆在露天，苍蝇到处飞",
    ),
    (
        "{}拖欠农民工工资|我们三十多个工友做了半年水电，到现在工资一分没发",
        "{}项目部欠薪过年回不了家|包工头说项目部没结账，项目部说已经给了，互相推工资就是不发",
        "帮我们讨{}工地的血汗钱|工资条都签了，答应月底发工资，现在项目部的人电话都不接",
        "{}工程欠我们工资|工程去年就完工了，工人工资拖到现在，劳动监察让等",
    ),
)
_PLACES: Final = (
    "青禾雅苑", "盛景华府", "枫林嘉园", "碧水湾畔", "星汇名邸", "柳塘新村",
    "云栖小镇", "锦绣华庭", "紫薇公馆", "凤鸣山庄", "翡翠澜湾", "和润家园",
)  # fmt: skip


def told_of(dice: random.Random, many: int) -> Iterator[Message]:
    """Messages of the same sentences, each of a place and two further things of its own."""
    editor = Editor([], dice.randrange(1000))
    for number in range(many):
        place = "".join(dice.sample(_OF_NAMES, 3)) + dice.choice(("小区", "花园", "家园", "新村", "公馆"))
        some = _EVENTS[number % len(_EVENTS)]
        title, text = dice.choice(some).format(place).split("|")
        more = "。".join(each.split("|")[1] for each in dice.sample(some, 2))
        yield editor.reworded(title, f"{text}。{more}。{place}{dice.randrange(2, 40)}栋的住户", 0.3)


def events(seed: int, first: datetime, days: int) -> list[list[Said]]:
    """Twelve events, each at one place, of six to fourteen messages by different people within two months."""
    dice = random.Random(seed)
    editor = Editor([], seed)
    found = []
    for number, place in enumerate(_PLACES):
        begun = first + timedelta(days=dice.randrange(max(days - 60, 1)))
        told = []
        for at in range(dice.randint(6, 14)):
            title, text = dice.choice(_EVENTS[number % len(_EVENTS)]).format(place).split("|")
            more = dice.choice(_EVENTS[number % len(_EVENTS)]).split("|")[1]
            title, text = editor.reworded(title, f"{text}。{more}", 0.4)
            when = begun + timedelta(days=dice.randrange(60))
            told.append(Said(Told(plain(title), plain(text), f"planted-{number}-{at}"), when))
        found.append(told)
    return found
