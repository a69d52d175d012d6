"""Whether words are plainly a report of wrongdoing (检举控告): who is spoken of, what they did, the wish for secrecy.

Nothing is classed by it: a page asks once, a desk is warned. A complaint about noise or a shop, which people call 举报
too, is no report on somebody in office.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from huiyin.law.chart.routes import ROUTES, Suggestion, in_passing, suggest_routes

_DISCIPLINE: Final = "discipline"


def _any(words: str) -> str:
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


#: Who holds an office, or an organ.
_OFFICE: Final = _any(
    """
    局长 主任 书记 支书 村长 镇长 乡长 县长 区长 市长 省长 厅长 处长 科长 股长 站长 所长 院长 校长 园长 部长 队长
    组长 会计 出纳 村干部 干部 公务员 公职人员 领导 民警 警察 辅警 交警 法官 检察官 执法人员 执法队员 工作人员
    管(?:水利|土地|低保|拆迁|城建|教育|民政|工程)的 窗口(?:那个|的人) 接待我的人
    城管队员 办事员 一把手 班子 村两委 村委会 村委 居委会 街道办 镇政府 乡政府 县政府 区政府 市政府 派出所 法院
    检察院 纪委 监委 信访局 信访办 教育局 公安局 住建局 自然资源局 国土局 水利局 民政局 人社局 城管局 卫健局 财政局
    交通局 农业局 农业农村局 环保局 税务局 税务所 市场监管局 工商所 司法所 卫生院 林业局 交通运输局 中心小学 中学
    学校 医院 事业单位 国企 党员 政法委 组织部 考官 评标专家
    """
)
#: What somebody in office does who breaks the rules of the office.
_WRONG: Final = _any(
    """
    贪污 受贿 行贿 索贿 贿赂 回扣 收红包 送红包 收礼 送礼 收了礼
    收(?:了|受)?[^，。]{0,6}(?:的钱才?|好处|保护费|红包) 收了(?:对方|他|她|老板)[^，。]{0,3}(?:钱|万|块)
    收钱(?:放|不办|办) 好处费 收受 侵吞 侵占[^，。]{0,6}款 挪用 套取 冒领 虚报 截留 私分 私吞 中饱私囊 装进自己
    揣进 公款 以权谋私 权钱交易 滥用职权 利用职权 利用职务 徇私 玩忽职守 渎职 保护伞 吃拿卡要 卡要
    索要[^，。]{0,6}(?:钱|元|烟|酒) 优亲厚友 暗箱操作 买官 卖官 买票 拉票 贿选 包养 生活作风 作风问题 违纪 公车私用
    小金库 做假账 假账 内定 围标 串标 泄露举报 通风报信 充当 吃空饷 空饷 虚开 私设 克扣 贪了 贪腐 捞钱 勒索
    刑讯逼供 枉法 关系户 利益输送 插手工程 打招呼 抽成 销毁 故意不执行 霸占 进了[^，。]{0,4}自己
    (?:拉|搬|拿)回[^，。]{0,3}自己家 卖给[^，。]{0,5}(?:老婆|妻子|儿子|女儿|亲戚|弟弟|哥哥|小舅子) 一伙 同流合污
    (?:和|与)[^，。]{0,8}老板吃喝 放水 收黑钱 黑钱 收(?:了|过|受)?[^，。]{0,8}(?:茅台|好烟|烟酒|购物卡|礼金|礼品)
    给(?:她|他|他们)[^，。]{0,8}(?:钱|块|元|万)才
    包给(?:了)?(?:他|她|自己)[^，。]{0,4}(?:小舅子|亲戚|弟弟|哥哥|儿子|女婿|老婆|外甥|侄子)
    (?:名额|低保|指标)[^，。]{0,4}给了[^，。]{0,8}(?:亲戚|家人|兄弟|儿子|弟弟) 要[^，。]{0,8}送(?:卡|礼|钱) 不送就
    公车[^，。]{0,12}(?:老婆|家人|妻子|儿子|孩子|麻将) 名单[^，。]{0,4}(?:编的|造的|假的)
    (?:把|将)[^，。]{0,8}(?:信|材料)[^，。]{0,4}(?:拿给|交给|给了)[^，。]{0,8}看
    """
)
#: Said of anybody; beside an office alone they tell little.
_WEAK: Final = _any("违规 违法 伪造 篡改 乱收费 失职 敲诈 黑社会 顶替 不作为 乱作为")
#: Breaches that need nobody named: only whoever holds an office commits them.
_PLAINLY: Final = _any(
    """
    贪污 受贿 索贿 以权谋私 权钱交易 滥用职权 徇私舞弊 买官卖官 吃拿卡要 吃空饷 小金库 公款吃喝 挪用公款
    侵吞[^，。]{0,6}款 私分公款 利用职权 利用职务 贪腐 中饱私囊 贿选
    """
)
#: Whom a letter is addressed to is not whom it is about; and 社区长期 holds no 区长.
_ADDRESSED: Final = re.compile(
    r"(?:尊敬的|各位|请|希望|恳请|望|求|敬爱的)[^，。：:！]{0,10}?(?:领导|书记|市长|局长|县长|区长|主任)|长(?=期|年|达|时间|大|城|塘|沙|江|春)|(?<=小)区长"
)
_UNSAID: Final = r"(?<![不没未别莫被遭将怕])(?<!不是|不想|不敢|不要|没有|并非|不会|不再|无意)"
_REPORT: Final = re.compile(rf"{_UNSAID}(?:检举|控告|揭发|实名举报|匿名举报)(?![电箱人奖制平网热渠信])")
#: 举报 with whoever holds an office as what is reported on, before anything else is said.
_ON_OFFICE: Final = re.compile(rf"{_UNSAID}举报(?!后|过|了|的|电话|箱|人|奖)[^，。！？；]{{0,16}}{_OFFICE}")
_ON_SOMEBODY: Final = re.compile(rf"{_UNSAID}举报(?:他|她|这个人|此人|该人|本村|本单位)")
#: 举报 with what only whoever holds an office takes or does, whatever they are called: 举报xjw收受好处费 names no
#: office that a list of words knows.
_OF_OFFICE: Final = _any(
    "好处费 收受 贿赂 回扣 (?:收|送)红包 收礼 截留 冒领 套取 私分 私吞 优亲厚友 暗箱操作 空饷 保护伞 滥用职权 公款"
)
_ON_BREACH: Final = re.compile(rf"{_UNSAID}举报(?!后|过|了|的|电话|箱|人|奖)([^。！？；]{{1,24}}?){_OF_OFFICE}")
_SECRET: Final = re.compile(
    r"(?:不要|别|千万别|请勿|勿|不能)(?:让|叫|告诉|透露|泄露)[^，。！？；\n]{0,12}(?:知道|名字|身份|单位|学校|村里|他们|他)"
    r"|(?:为|替|给)(?:我|本人|举报人)?(?:严格)?保密|要保密|请保密|怕[^，。！？；\n]{0,8}报复"
)
_RETALIATED: Final = re.compile(r"打击报复")
_SPOKE_UP: Final = re.compile(r"上访|信访|举报|反映|控告|检举")
_PURSUE: Final = re.compile(r"查处|严查|彻查|调查|查一查|查清|处理|处分|问责|追究|惩处|立案|监察")
_DENIED: Final = re.compile(
    r"(?:不是|并非|不算|没有|不会|不想|不打算|无意)[^，。！？；\n]{0,6}(?:举报|检举|控告|揭发|告状|告谁|针对)"
)
#: NFKC makes half-width stops of Chinese ones; the words above end at the Chinese.
_STOPS: Final = str.maketrans(",;:!?", "，；：！？")
_SENTENCE: Final = re.compile(r"[。！？；\n]+")
#: What is praised, asked about or proposed is not reported.
_ABOUT: Final = re.compile(
    r"建议|提议|希望增设|能否设|怎么(?:举报|检举|查)|请问|咨询|宣传|感谢|表扬|点赞|讲座|反腐|反贪|工作报告|电视剧|警示教育"
)
_PRIVATE: Final = re.compile(
    _any(
        """
        噪音 噪声 扰民 油烟 违建 违章 占道 摆摊 商家 店铺 餐馆 饭店 网店 主播 外卖 工地 扬尘 排污 偷排 污水 异味
        邻居 楼上 楼下 房东 中介 培训机构 培训班 快递 物业 停车 广场舞 传销 假货 假冒 伪劣 宠物 群租 小区 开发商
        公司 工厂 超市 网吧 酒吧 烧烤 烟花 出租车 网约车 黑车 货车 平台 电商 健身房 美容院 养殖场 养鸡场 诈骗 骗子
        赌博 私搭 乱建 垃圾
        """
    )
)
#: An organ that was told of something is not what is reported on.
_TOLD: Final = re.compile(
    rf"(?:向|给|跟|找|到|去|在|打|拨打)[^，。！？；\n]{{0,10}}(?:{_OFFICE}|12345|12388|110)"
    r"[^，。！？；\n]{0,6}(?:举报|投诉|反映|控告|检举)"
)


#: Whom a letter is written to.
_WRITTEN_TO: Final = r"(?:尊敬的|敬爱的|致|呈)[^\n，。]{0,40}|[^\n，。]{0,30}(?:领导|局|办|委|书记|主任|同志)"
_GREETING: Final = re.compile(
    rf"^[ \t　]*(?:{_WRITTEN_TO})[ \t]*[:：,，][ \t]*(?:您好|你们好|你好)?[!！。]?|^[ \t　]*此致[^\n]{{0,40}}$",
    re.MULTILINE,
)


#: Whoever looks into wrongdoing, or would.
_LOOKS_INTO: Final = r"(?:纪检监察|纪委|纪检|监委|监察委|监察部|监察局|监察厅|纪律检查委员会|督查)"
#: That they should, or were told: they are not what is reported on. 纪委书记 and the like are somebody, and stay.
_APPEALED_TO: Final = re.compile(
    rf"(?:请|望|建议|呼吁|要求|请求|迫切|由|交给?|移交|派|安排|让|级|省|市|县|区)[^，。！？；：\n]{{0,10}}{_LOOKS_INTO}"
    rf"(?!书记|主任|干部|常委)[^，。！？；\n被]{{0,16}}?(?:查|介入|处理|督|纠正|重视|落实|核实|立案|追究|问责|进驻|关注)"
    rf"|(?:向|给|跟|找|到|去|在)[^，。！？；\n]{{0,16}}{_LOOKS_INTO}(?!书记|主任|干部|常委)[^，。！？；\n]{{0,10}}?"
    rf"(?:举报|投诉|反映|反应|控告|检举|信访|上访|材料)"
    r"|(?:群众|工作|组织|各项|廉洁|课堂|政治|班级|生活|财经)?纪律(?!检查|审查)"
)


def without_the_told(text: str) -> str:
    """A story without whom it is written to, and without who is asked to look into it: they are not meant by it."""
    return _APPEALED_TO.sub("，", _GREETING.sub("", text))


def without_mere_mentions(text: str) -> str:
    """The same, also without the discipline organs of sentences in which nothing wrong is told."""
    told = re.split(r"(?<=[。！？；\n])", without_the_told(text))
    return "".join(
        each if _signs(_plain(each)) else re.sub(rf"{_LOOKS_INTO}(?!书记|主任|干部|常委)", "，", each) for each in told
    )


def reads_as_report(text: str) -> tuple[str, ...]:
    """The words by which a text is plainly a report on somebody in office; empty if it is not plain."""
    plain = _plain(text)
    found = dict.fromkeys(sign for sentence in _SENTENCE.split(plain) for sign in _signs(sentence))
    found |= dict.fromkeys(_wishes(plain))
    if found and _DENIED.search(plain) and not re.search(_PLAINLY, plain):
        return ()
    return tuple(found)


def _plain(text: str) -> str:
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text)).translate(_STOPS)


def routes_for(text: str, report: bool = False, *, spoken: bool = False) -> tuple[Suggestion, ...]:
    """The statutory routes that fit: for a report of wrongdoing that of the discipline organs, and no other beside it.

    :param report: it was said to be one, whatever the words.
    :param spoken: as people tell of it who file by themselves; see :func:`suggest_routes`.
    """
    said = reads_as_report(text)
    if spoken and not report and (in_passing(said, _plain(text)) or _of_nobody(said)):
        said = ()
    if not said and not report:
        return suggest_routes(text, spoken=spoken)
    own = next((each for each in suggest_routes(text, spoken=spoken) if each.route.key == _DISCIPLINE), None)
    return (Suggestion(ROUTES[_DISCIPLINE], said or (own.found if own else ())),)


def spoken_signs(text: str) -> tuple[str, ...]:
    """The words by which whoever files speaks of wrongdoing, also those that only their own turns tell."""
    told = reads_as_report(text)
    if told:
        return told
    way = next((each for each in suggest_routes(text, spoken=True) if each.route.key == _DISCIPLINE), None)
    return way.found if way else ()


def _of_nobody(said: tuple[str, ...]) -> bool:
    """Whether the word for a report is all: people 实名举报 a shop and call anybody's friend a 保护伞."""
    return bool(said) and all(_REPORT.search(each) or each == "保护伞" for each in said)


def _signs(sentence: str) -> list[str]:
    """What one sentence says: a report by its name, or somebody in office and a breach."""
    if _ABOUT.search(sentence) and not _REPORT.search(sentence):
        return []
    own = _ADDRESSED.sub("", _TOLD.sub("", sentence))
    said = [each.group() for pattern in (_REPORT, _ON_OFFICE, _ON_SOMEBODY) if (each := pattern.search(own))]
    breach = _ON_BREACH.search(own)
    said += [breach.group()] if breach and not said and not _PRIVATE.search(breach.group(1)) else []
    office, wrong, plainly = (re.search(words, own) for words in (_OFFICE, _WRONG, _PLAINLY))
    if said or plainly:
        return said or [plainly.group()] if plainly else said
    if office and wrong:
        return [office.group(), wrong.group()]
    weak = re.search(_WEAK, own)
    return [office.group(), weak.group()] if office and weak and "举报" in own and not _PRIVATE.search(own) else []


def _wishes(text: str) -> list[str]:
    """The wish that somebody in office be looked into and not learn of it, or what they did to whoever spoke up."""
    if (hidden := _RETALIATED.search(text)) and _SPOKE_UP.search(text):
        return [hidden.group()]
    secret, office = _SECRET.search(text), re.search(_OFFICE, text)
    return [secret.group()] if secret and office and _PURSUE.search(text) and not _PRIVATE.search(text) else []
