"""Names of places and bodies in a text: estates, roads, villages, schools, companies, divisions. Pure, no gazetteer.

A name is what stands before a word that says what kind of place it is (小区, 路, 村 …), as far back as a word that
cannot belong to it. Where it begins is often uncertain; so two names are alike when one begins or ends the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from huiyin.insights.cutting import cut


def _words(listed: str) -> list[str]:
    return listed.split()


_KINDS: Final = tuple(
    sorted(
        _words(
            """
        小区 花园 花苑 家园 公寓 别墅 山庄 新村 新城 华庭 华府 名都 名城 名邸 公馆 国际城 广场 大厦 庄园 豪庭 雅苑
        佳苑 佳园 嘉园 学府 世家 首府 半岛 国际 大道 大街 高速 公路 国道 省道 大桥 立交桥 立交 隧道 路口 大学 学院 中学
        小学 学校 幼儿园 一中 附小 高中 职校 社区 街道 公司 企业 集团 银行 医院 酒店 超市 市场 商场 驾校 影楼 会所 宾馆
        水库 公园 工业园 产业园 车站 地铁站 养老院 敬老院 卫生院 派出所 科技园 中心 培训学校 农场 林场 苑 城 府 湾
        湾畔 水岸 小镇 郡 庭 轩 阁 园 邸 墅 路 街 巷 桥 村 镇 乡 屯 寨 厂 店 区 县 组 坪 塘 庙 寺 河 湖 山 岛
        """
        ),
        key=len,
        reverse=True,
    )
)
_KIND_AT_END: Final = re.compile("(?:" + "|".join(_KINDS) + ")$")
#: Words that no name begins or goes on with.
OUTSIDE: Final = frozenset(
    _words(
        """
        的 了 在 是 和 与 及 或 对 对于 关于 请 请求 请问 咨询 建议 反映 投诉 举报 希望 要求 恳请 强烈 质疑 询问
        求助 催促 督促 位于 坐落 坐落在 座落 座落于 居住 住 住在 我 我们 我家 你 您 他 她 本人 有 没有 无 不 未 为
        为何 为什么 从 到 至 由 向 往 把 被 让 将 给 因 因为 由于 但 但是 而 且 并 也 都 就 还 又 再 才 已 已经
        正在 一直 长期 多次 严重 附近 旁边 旁 边 前 后 里 内 外 上 下 中 之间 门口 对面 周边 周围 沿线 沿 段 处
        这个 这 那 那个 该 此 某 每 各 各个 所有 全 整个 一个 一家 一些 几个 个 家 条 座 所 是否 能否 可否 何时
        什么 时候 什么时候 怎么 怎样 如何 哪里 哪 可以 能 能够 会 要 应 应该 需要 尽快 尽早 早日 进行 违规 违法
        非法 违建 擅自 私自 存在 出现 发生 造成 导致 影响 问题 情况 事情 业主 居民 村民 市民 学生 老师 家长 员工
        职工 群众 老百姓 百姓 物业 开发商 政府 部门 领导 有关 相关 市政府 区政府 县政府 小区 社区 街道 学校 公司
        医院 超市 市场 公园 中心 幼儿园 中学 小学 路口 建设 修建 新建 扩建 改造 拆除 拆迁 征收 安装 增设 开通 打通
        规划 管理 经营 施工 扰民 噪音 噪声 油烟 停水 停电 收费 办理 购买 买 租 去 来 说 看 问 找 叫 名叫 称 名为
        经过 通过 靠近 邻近 紧邻 毗邻 以及 还有 其中 其他 其它 包括 特别 尤其 目前 现在 今年 去年 昨天 今天 明天
        最近 近期 近日 年 月 日 号 点 时 分 期 栋 楼 单元 室 层 老 新 大 小 东 南 西 北 于 等 等等 之 如 像 比
        比如 例如 更 最 很 非常 太 真的 希 盼 望 求 谁 管 查处 严查 处理 解决 整治 治理 取缔 反应 呼吁 支持 反对
        感谢 保护 维护 落实 加快 推进 启动 申请 申诉 控诉 揭露 曝光 公开 公示 全国 城市 农村 乡村 乡镇 市区 城区
        地区 县城 县 市 区 镇 乡 村 路 街 省 配套 公办 民办 私立 普惠 附属 本市 本区 本县 本村 我市 我区 我县 我村
        我们村 道路 马路 路面 经常 常常 总是 时常 每天 天天
        """
    )
)
#: Words of one character that join others (不合法, 父母及校方) and are no part of a name.
OF_GRAMMAR: Final = frozenset(
    "的了在是和与及或对请我你他她它有不没未为从到由往把被将给因但而且并也都就还又须应可去来说"
)
#: A word that ends like a name and is none.
_NO_NAMES: Final = frozenset(
    _words(
        """
        小区 社区 街道 学校 公司 医院 超市 市场 公园 中心 幼儿园 中学 小学 路口 城市 农村 乡村 全区 本村 全村 该村
        我村 马路 道路 公路 铁路 一路 网络 线路 套路 思路 出路 后路 半路 走路 修路 问路 赶路 过路 老路 新路 水路
        电路 高速公路 县城 全城 商城 进城 古城 政府 市政府 区政府 县政府 单元 一区 二区 三区 市区 城区 地区 园区
        辖区 郊区 景区 校区 院区 片区 山区 库区 灾区 学区 商店 门店 药店 饭店 酒店 开店 工厂 厂 店 公寓 别墅 大厦
        国际 企业 广场 集团 银行 花园 家园 高中 大学 学院 自来水厂 幼儿 校园 田园 乐园 院 小组 大桥 桥 河 湖 山 岛
        江河 火山 下山 上山 江湖 半山 塘 鱼塘 池塘 水塘 水库 行业协会
        菜市场 农贸市场 培训中心 服务中心 购物中心 售楼中心
        活动中心 物业公司 开发公司 有限公司 分公司 总公司 村
        """
    )
)
#: Of these such as stand within names, too.
_INSIDE: Final = frozenset("才等像最更都再已能会要应该无有未大小新老东南西北前后上中下外期")
#: Words for kinds of things that stand anywhere: with an ordinary word before them they name no place (搅拌厂).
_OF_THINGS: Final = frozenset(_words("厂 店 公司 企业 市场 超市 中心 医院 银行 酒店 车站"))
LONGEST: Final = 10
_AT_KIND: Final = re.compile(r"(?<=^小区)(?=.)")
_DIVISION: Final = re.compile(r"[a-z]\d{1,2}[区县市]")
_CITY: Final = re.compile(r"[a-z]市|西地省|[\u4e00-\u9fff]{2,3}省")
_NAMING: Final = re.compile(r"[0-9a-z\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text: ``core`` without the word for its kind; ``start`` and ``end`` of the whole."""

    core: str
    kind: str
    start: int
    end: int

    @property
    def whole(self) -> str:
        return self.core + self.kind

    @property
    def is_thing(self) -> bool:
        """Whether it says what something is, and not which: an ordinary word before a word for a kind of thing."""
        return self.kind in _OF_THINGS and len(self.core) > 1 and len(cut(self.core)) == 1

    @property
    def key(self) -> str:
        """What is looked for in another text: a core of one character says nothing without its kind."""
        return self.core if len(self.core) > 1 else self.whole


def names_in(text: str) -> list[Name]:
    """The names in a text that is already plain, in their order."""
    found = [Name(each.group()[:-1], each.group()[-1], *each.span()) for each in _DIVISION.finditer(text)]
    return sorted([*found, *_walked(_without_divisions(text))], key=lambda name: name.start)


def alike(one: str, other: str) -> bool:
    """Whether one core begins or ends the other: a shortened name is the same name."""
    short, long = sorted((one, other), key=len)
    return (len(short) > 1 and (long.startswith(short) or long.endswith(short))) or one == other


def nearly(one: str, other: str) -> bool:
    """Whether two names may be one with a slip in it: a sign other, missing or too many, or two that changed places."""
    if one == other:
        return True
    if len(one) == len(other):
        differ = [at for at in range(len(one)) if one[at] != other[at]]
        if len(differ) == 1:
            return len(one) > 1
        crossed = len(differ) == 2 and differ[1] == differ[0] + 1
        return crossed and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
    short, long = sorted((one, other), key=len)
    inside = len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    return inside and len(short) > 1


def is_said_by_all(piece: str) -> bool:
    """Whether a piece consists of words that no name begins or goes on with: it stands in the place of none."""
    words = cut(piece)
    return all(word in OUTSIDE for word in words) and any(
        len(word) > 1 or (len(words) > 1 and word in OF_GRAMMAR) for word in words
    )


def _without_divisions(text: str) -> str:
    """The same length, with a sign where cities and divisions stood."""
    for pattern in (_DIVISION, _CITY):
        text = pattern.sub(lambda found: "," * len(found.group()), text)
    return text


def _walked(text: str) -> Iterator[Name]:
    for run in _NAMING.finditer(text):
        # The dictionary has 小区业主 as one word.
        words = [part for word in cut(run.group()) for part in _AT_KIND.split(word) if part]
        ends = [run.start()]
        for word in words:
            ends.append(ends[-1] + len(word))
        yield from _in_run(text, words, ends)


def _in_run(text: str, words: Sequence[str], ends: Sequence[int]) -> Iterator[Name]:
    last = 0
    for at, word in enumerate(words):
        kind = _KIND_AT_END.search(word)
        if kind is None or (word in _NO_NAMES and word != kind.group()):
            continue
        first, held = at, len(word)
        while first > last and held + len(words[first - 1]) <= LONGEST:
            # A sign before the bare word for a kind is part of the name where something goes before it: 麓山才苑.
            inside = first == at and word == kind.group() and words[first - 1] in _INSIDE and first - 1 > last
            if words[first - 1] in OUTSIDE and not (inside and words[first - 2] not in OUTSIDE):
                break
            first -= 1
            held += len(words[first])
        start, end = ends[first], ends[at + 1]
        core = text[start : end - len(kind.group())]
        if core and not core.isdigit() and core not in OUTSIDE and (len(core) > 1 or len(kind.group()) > 1):
            yield Name(core, kind.group(), start, end)
            last = at + 1
