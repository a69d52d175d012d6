"""What people say on the scripted morning of tests/commands/office.py, and to whom it belongs.

Places and organs are those of the demonstration city. Each matter is another person with another story: whoever says
the same twice is asked whether it is the same matter.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

SURNAMES: Final = "陈李王赵周吴郑冯蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏章苏潘葛范彭鲁韦马苗方俞任袁柳史唐"
GIVEN: Final = (
    "大山",
    "秀英",
    "建军",
    "桂花",
    "小兰",
    "国庆",
    "春生",
    "玉梅",
    "文斌",
    "月琴",
    "志强",
    "翠萍",
    "长河",
    "雪琴",
)
#: A place as people say it, with the organs of its county or district.
PLACES: Final = (
    ("石桥镇上桥村", "柳溪县"), ("石桥镇下桥村", "柳溪县"), ("梨园乡东坡村", "柳溪县"), ("梨园乡白石村", "柳溪县"),
    ("滨河街道柳荫社区", "云河区"), ("滨河街道码头社区", "云河区"),
    ("大湾镇大湾村", "云河区"), ("大湾镇沙洲村", "云河区"),
)  # fmt: skip
#: What happened, and the competent organ without its place; {n} is a number that is another one each time.
STORIES: Final = (
    ("灌溉渠被围了{n}米，春耕用不上水，{n}亩田都干着。请恢复灌溉渠。", "水利局"),
    ("自来水断了{n}天，一家老小要到河边挑水。什么时候能通水？", "水利局"),
    ("楼下的饭店每天排油烟到夜里，{n}户人家开不了窗。请叫他们装净化器。", "生态环境局"),
    ("砖厂夜里偷着烧，烟囱离村小只有{n}米，孩子都咳嗽。你们来查一查。", "生态环境局"),
    ("工地的老板欠我们{n}个人的工钱，年底了一分没给。求你们帮我们要回来。", "人社局"),
    ("单位没有给我交{n}个月的养老保险，要退休了才知道。给我补上。", "人社局"),
    ("征地补偿款少算了{n}平方米，量地的时候我不在家。请重新丈量。", "自然资源局"),
    ("房产证办了{n}个月还办不下来，跑了多少趟都说再等等。到底什么时候办好？", "自然资源局"),
    ("小区物业收了{n}个月的费，电梯坏了不修，楼道灯也不亮。请管一管物业。", "住建局"),
    ("买的房子逾期{n}天没有交，开发商电话不接。请帮我们拿到房子。", "住建局"),
    ("孩子上学的事，学校说名额满了，差{n}天不够年龄。我要孩子在家门口上学。", "教育局"),
    ("学校多收了{n}元资料费，说不交就不发书。请退给我们。", "教育局"),
    ("公交{n}路改线以后不到医院了，老人要走三里路。请恢复医院那一站。", "交通局"),
    ("进村的路塌了{n}米，下雨天车子过不来。谁来修一修。", "交通局"),
    ("我妈住院{n}天，报销的钱一直没有到。请查一下卡在哪里。", "医保局"),
    ("在镇上的店里买的奶粉过期{n}天，店家不认。我要退钱。", "市场监管局"),
    ("邻居养了{n}条狗，夜里叫，还咬过人。派出所来过也没有用。", "公安局"),
    ("低保停了{n}个月，没有人跟我说为什么。请恢复。", "民政局"),
    ("父亲的残疾补贴少发了{n}元，问了两次都没有结果。请补发。", "民政局"),
    ("承包地被村里收走{n}分，合同还没有到期。请把地还给我。", "农业农村局"),
    ("路灯坏了{n}盏，晚上摔了人。请修好路灯。", "城管局"),
    ("楼顶有人搭了{n}平方米的房子，漏水漏到我家。请拆掉。", "城管局"),
    ("退伍{n}个月了，安置的事没有着落。什么时候安排？", "退役军人局"),
    ("景区说好的退票，扣了我{n}元。我要退全款。", "文旅局"),
)  # fmt: skip
#: What the full name of an organ holds where its short name does not stand in it.
STEMS: Final = {
    "人社局": "人力资源和社会保障", "住建局": "住房和城乡建设", "城管局": "城市管理", "医保局": "医疗保障",
    "市场监管局": "市场监督管理", "文旅局": "文化广电和旅游",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who comes, with what, and where it belongs: ``area`` and the competent ``organ`` of it."""

    name: str
    phone: str
    story: str
    area: str
    organ: str

    @property
    def to(self) -> str:
        return f"{self.area}{self.organ}"

    def fits(self, organ: str) -> bool:
        """Whether an organ that was proposed may take it: the competent one at any level, or its area's office."""
        stem = STEMS.get(self.organ, self.organ.removesuffix("局"))
        return stem in organ or (self.area in organ and organ.endswith(("信访局", "人民政府")))


def people(seed: int) -> Iterator[Somebody]:
    """People without end, no two alike."""
    dice, number = random.Random(seed), count(2)
    while True:
        n = next(number)
        (place, area), (story, organ) = PLACES[n % len(PLACES)], STORIES[n % len(STORIES)]
        name = dice.choice(SURNAMES) + dice.choice(GIVEN)
        yield Somebody(name, f"132{dice.randrange(10**8):08}", f"我是{place}的。{story.format(n=n)}", area, organ)
