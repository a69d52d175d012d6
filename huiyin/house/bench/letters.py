"""Letters that nobody wrote, from people who do not exist: phrases put together by a seeded chance.

Every phrase ends with a full stop, so that the words of a letter are the words of its phrases, which are cut once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from huiyin.cases.identity import Identity
from huiyin.insights.words import words_in

_NAMES_OF_PLACES = "柳溪云河大湾梨园石桥滨河白石东坡沙洲上桥下桥码头柳荫青山向阳红旗新华建设和平胜利光明幸福团结友谊"
_SORTS = ("村一组。", "村三组。", "小区二期。", "家园七栋。", "路北段。", "街十八号。", "花园南门。", "新村四巷。")
_PLACES = [_NAMES_OF_PLACES[at : at + 2] + sort for at in range(0, len(_NAMES_OF_PLACES), 2) for sort in _SORTS]
_WHEN = [f"{year}{month}月开始的。" for year in ("前年", "去年", "今年") for month in range(1, 13)]
_MATTERS: tuple[tuple[str, ...], ...] = (
    ("请恢复被占的灌溉渠。", "渠道被占了四十二米。", "春耕用不上水。", "水利站来看过两次没有结果。"),
    ("请尽快修好漏水的屋顶。", "顶楼漏雨一年多。", "物业说维修资金用不了。", "老人的房间已经发霉。"),
    ("请追回拖欠的工资。", "工程完工半年没有结账。", "班组一共十一个人。", "老板电话打不通。"),
    ("请给小区加装路灯。", "晚上一片漆黑。", "上个月有老人摔伤。", "居委会说没有经费。"),
    ("请处理楼下饭店的油烟。", "烟道正对着窗户。", "夏天不能开窗。", "孩子咳嗽好几个月。"),
    ("请按合同交房。", "合同约定的日子过了一年。", "开发商口头说快了。", "我们还在外面租房子。"),
    ("请增加一趟公交车。", "早高峰挤不上去。", "学生上学要走四十分钟。", "附近新建了三个小区。"),
    ("请发放征地补偿款。", "协议签了两年。", "村里说款没有下来。", "全家就靠这几亩地。"),
    ("请查处夜间施工噪声。", "凌晨两点还在打桩。", "打过三次热线。", "家里有中考的学生。"),
    ("请补办不动产登记证。", "房款早已付清。", "公司注销了没有人管。", "孩子上学要用房产证。"),
    ("请疏通堵塞的下水道。", "一下雨就倒灌。", "一楼三户都进了水。", "城管和物业互相推。"),
    ("请解决医保报销问题。", "异地住院没有直接结算。", "材料交了两遍。", "药费一共三万多元。"),
    ("请规范学校课后收费。", "每学期多收了八百元。", "没有开票据。", "家长群里不让问。"),
    ("请清理河道里的垃圾。", "水面上全是塑料袋。", "夏天臭味很大。", "上游有两个养殖场。"),
    ("请核实低保资格。", "家里两个病人。", "去年被取消了。", "没有告诉我们原因。"),
    ("请治理占道经营。", "人行道摆满摊子。", "轮椅过不去。", "投诉以后好三天又回来。"),
    ("请维修破损的村道。", "大车压坏了路面。", "雨天全是泥坑。", "救护车开不进来。"),
    ("请安装一部电梯。", "八层楼没有电梯。", "楼上都是七十多岁的老人。", "图纸已经批了。"),
    ("请处理违法建筑。", "邻居在楼顶加盖两间房。", "挡住了我家采光。", "执法队贴过通知。"),
    ("请退还预付的培训费。", "机构关门跑了。", "合同上写着可以退。", "同样情况的有六十多家。"),
)
_ASIDES = (
    "望领导重视。", "我不想闹事只想有个说法。", "请给一个书面答复。", "电话白天都能打通。", "以前反映过一次没有下文。",
    "照片我都留着。", "希望能到现场看一看。", "大家都盼着早点解决。", "我说的都是实话。", "谢谢工作人员。",
)  # fmt: skip
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国春梅红玉兰志海波鹏飞雪琳丹凤龙山林峰"
PEOPLE_PER_MATTER = 0.7


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person asks, and its phrases."""

    request: str
    facts: str
    reasons: str
    text: str
    phrases: tuple[str, ...]

    @property
    def words(self) -> set[str]:
        return set().union(*map(_words, self.phrases))


@cache
def _words(phrase: str) -> frozenset[str]:
    return frozenset(words_in([phrase]))


def letter(chance: Random) -> Letter:
    """A letter of about a hundred characters."""
    request, facts, reasons, more = chance.choice(_MATTERS)
    place, when = chance.choice(_PLACES), chance.choice(_WHEN)
    asides = chance.sample(_ASIDES, 3)
    phrases = (place, when, facts, reasons, more, *asides, request)
    return Letter(request, facts + when, reasons, "".join(phrases), phrases)


def person(number: int) -> Identity:
    """The ``number``-th person of the city, always the same."""
    chance = Random(number)
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_NAMES, k=2))
    born = f"{chance.randrange(1940, 2005)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    return Identity(
        name=name,
        id_number=f"990121{born}{number % 10000:04}",
        phone=f"199{number:08}",
        address=f"{chance.choice(_PLACES)}{chance.randrange(1, 300)}号",
    )
