"""Lines that speak of danger to somebody (紧急危险): self-harm, violence, children, collapse, poison, crowds. Pure.

Recall comes first: what is found goes to a person at once, who decides in seconds; what is missed may cost a life. One
telling phrase is enough, and only phrases of everyday speech (热死了, 跳楼价) are taken out before. What has none of
them is held against written lines (``danger_lines``), because most people tell of danger without its word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from huiyin.law.chart.routes import examples
from huiyin.law.danger_lines import Likeness, lines
from huiyin.law.words import P, Phrase


class Danger(StrEnum):
    """What kind of danger; the label is shown."""

    SELF = "self"
    VIOLENCE = "violence"
    CHILD = "child"
    COLLAPSE = "collapse"
    POISON = "poison"
    CROWD = "crowd"

    @property
    def label(self) -> Phrase:
        return _LABELS[self]


_LABELS: Final = {
    Danger.SELF: P("可能自伤"),
    Danger.VIOLENCE: P("暴力伤害"),
    Danger.CHILD: P("儿童受害"),
    Danger.COLLAPSE: P("坍塌、火灾、爆炸"),
    Danger.POISON: P("中毒、泄漏"),
    Danger.CROWD: P("多人聚集"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of danger with the words that speak of it.

    :param sure: a phrase tells it. What only reads like written lines of danger is a question: of short petitions about
        ordinary troubles it is asked of every second one.
    """

    danger: Danger
    words: str
    sure: bool = True


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


#: What of a text is read; so much of a sentence is shown.
READ: Final = 20_000
SHOWN: Final = 40
_GAPS: Final = re.compile(r"\s+")
#: Figures of speech and things that only sound so.
_SAYINGS: Final = _any(
    r"跳楼(?:价|甩卖|促销|清仓)",
    r"(?<=[热堵难烂烦等吵臭气穷黑累急冷晒枯忙困])死(?:了|人了|我了)?",
    r"死(?:亡)?(?:证明|因|循环|水塘|机|老鼠|板)",
    r"自杀的人|预防[^,。]{0,6}(?:轻生|自杀)|防止[^,。]{0,4}(?:轻生|"
    r"自杀)|生命教育",
    r"秒杀|杀(?:猪|毒|鱼|虫|价|菌|青)",
    r"砍(?:价|树|伐|柴)",
    r"打(?:桩|电话|麻将|针|车|印|假|卡|工|分|扫|造|算|开|破|通|听|"
    r"交道|球|游戏|包|折|水|表|广告|牌|款|磨|击|压)",
    r"炸(?:鸡|油条|串|酱)",
    r"(?:烧|点)香",
    r"放火炬|纵火案",
    r"硫酸(?:亚铁|钾|铵)",
    r"拼命(?:加班|工作|干活)",
    r"同归于好",
    r"食物中毒(?:保险|培训)",
    r"毒(?:蘑菇|品)的科普",
    r"危房改造|滑坡治理|消防(?:证|车道收费)",
    r"救命(?:钱|稻草|通道|药|之恩)|(?:火灾|爆炸|坍塌|倒塌|着火|起火|"
    r"失火|中毒|滑坡|泄漏)(?:串气)?(?:等|的)?(?:重大|安全|消防){0,2}(?:隐患|危险|风险|事故频发|预防|"
    r"保险)",
    r"(?:一旦|万一|如果|要是|假如|若)[^。]{0,16}(?:火灾|爆炸|坍塌|"
    r"倒塌|着火|起火|失火|泄漏|塌)",
    r"爆(?:米花|胎|满|料|款)",
    r"火(?:车|锅|热|炬)",
    r"一氧化碳报警器",
    # Things and trees, not people: what was felled, shut, stuck, tilted in favour of somebody.
    r"砍(?:掉|倒|断|光|了|走)?[^,。]{0,6}(?:树|林|木|竹|枝|苗|茶|果|柴|棵|株)|"
    r"(?:树|林|木|竹|枝|苗|果)[^,。]{0,8}砍(?:掉|倒|断|光|了|走)",
    r"(?:电梯|轿厢)[^,。]{0,12}[关困](?:人|住|了|在)?|[关困]在(?:了)?(?:电梯|轿厢)|被关电梯|"
    r"(?:电梯|轿厢)[^。]{0,40}被?[关困]在(?:里面|其中)",
    r"被(?:关(?:停|闭|掉|店|张|注|税|联|了?门)|锁(?:定|死|号|了?户|了?车|了?门|屏|住?在?[^,。]{0,3}(?:车位|账)))",
    r"(?:政策|资源|资金|经费|名额|适当|重点|给予|有所|向)[^,。]{0,8}倾斜|"
    r"下沉(?:[水(]|式|社区|干部|广场|一线|基层|到)|(?:干部|力量|资源|服务)下沉",
    r"(?:信息|隐私|资料|数据|个人|试题|考题|秘密|名单|号码|手机号|电话)[^,。]{0,6}泄漏|(?:信息|人口|知识|客流)大?爆炸",
    r"(?:拖|压|搞|整|累|斗)垮|(?:水管|水沟|网线|光缆)[^,。]{0,4}挖断|挖断(?=[^,。]{0,2}(?:水管|水沟|网线|光缆|路|田|自来水))",
    r"[要会快]倒(?:闭|车|贴|卖|班|灶|逼|查|计时|流|退|霉|找|腾|手|垃圾|灌|白|夜)|颠倒|防溺水",
    r"(?:电梯|机器|设备|卡顿|空调|手机|系统|水泵|电脑|车)[^,。]{0,8}罢工",
    r"(?:烟囱|烧烤|油烟|餐饮|厨房|夜宵|炒菜|饭店|餐馆|小摊|摊子|烤肉)[^。]{0,40}(?:浓烟|冒(?:黑|浓)?烟)",
    # Said of rules, money and noise as if it were done to somebody.
    r"绑架式|(?:道德|舆论|无理|感觉被|觉得被|等于|变相)[^,。]{0,4}绑架|"
    r"绑架(?:了)?(?=[^,。]{0,6}(?:业主|家长|消费|百姓|权利|工具|政策|民意|购房))",
    r"一哭二闹三上吊|任人欺凌|摸(?:底|排|查|清|索)|打得(?:起|了?官司)|跳绳|砸到地|强奸(?:式|民意)|性侵占|让人[^,。]{0,4}想死的|(?:埋下|枕着|像|如同|等于|成了|抱着)[^,。]{0,10}炸药(?:包|桶)?|"
    r"炸药(?:包|桶)|像[^,。]{0,4}被关",
    r"救命的?(?:消防)?通道|[一二两三几]堵(?:高|矮)?墙|"
    r"(?:出门|回家|上班|下班|上学|出行|车流|高峰)[^,。]{0,10}堵",
    # What might come some day, or came to others.
    r"(?:极易|易|容易|可能会?|足以|以防|如遇|遇到|遇有)[^,。]{0,10}(?:火灾|爆炸|起火|触电|着火|中毒)",
    r"(?:出了?|发生了?|造成|引发|引起)(?:了|大)?(?:火灾|爆炸)(?=[^,。]{0,2}(?:不堪|怎么|如何|无处|谁|后果|时|的话|就|来不及|事故))",
    r"(?:现实中|新闻|报道|案例|别的|其他(?:地方|小区|城市))[^。]{0,30}(?:火灾|爆炸|漏电|起火|坍塌|跳楼)",
    # A fear that is one of a list, or that is to come about first; what is looked at, counted or guarded by that name.
    r"(?:火灾|爆炸|触电|坍塌|漏电)(?:、[^,。]{1,6}){1,3}的?(?:安全)?(?:隐患|危险|风险)|火灾(?:猛于虎|或其他|逃生|报警)",
    r"(?:失火|起火|着火|火灾|爆炸|坍塌|倒塌)(?:的)?(?:可能|概率|几率)|漏电(?:保护|故障时|开关)|"
    r"(?:火灾|起火|着火|爆炸|倒塌)[^,。]{0,4}的?(?:报道|新闻|视频)|老屋早已倒塌",
    r"(?:一但|要等到?|难道|非要|如果|如(?=[0-9一二两三充遇再发])|若|当(?=发生|出现))[^。]{0,16}(?:发生|出|引发|造成)[^,。]{0,6}(?:火灾|爆炸|起火|坍塌)",
    # Sayings of the same words.
    r"挤压了|下沉(?:箱|式)|打倒[^,。]{0,6}(?:保护伞|势力|腐败|歪风)|要倒[一二两三几\d]*(?:趟|次|班)?(?:车|地铁|公交)|添堵|"
    r"(?:头|脑袋|耳朵|肺)(?:都)?(?:快|要|被)*炸|救命(?:保命|的)?的?(?:钱|款)|毒气房|"
    r"(?:天平|一味)[^,。]{0,12}倾斜|(?:钱|馅饼)[^,。]{0,8}天(?:上|下)(?:不会)?掉|爆炸场|"
    r"只[能好][^,。]{0,6}向[^,。]{0,6}(?:政府|领导|媒体|部门)[^,。]{0,4}求救|绑架(?=的?(?:客户|用户|老百姓|乘客))",
    r"(?:联合|联名|组织|集体)[^,。]{0,12}签(?:名|字)(?:书|信)?|[触抚]摸(?:充电|电器|设备|屏)",
    # People together for nothing but company.
    r"(?:聚集|集合|围)[^,。]{0,8}(?:跳舞|跳广场|健身|聚餐|钓鱼|打牌|喝酒|夜宵|聊天|下棋|唱歌|摆摊|烧烤)",
    r"到省(?:会|外|城医|内)|去省(?:会|外|城医|城看|里看)",
)  # fmt: skip

#: Of these kinds what is long past, did not come about, or is only guarded against, alarms nobody: who threatens or
#: wants to die is believed, whatever else stands in the sentence.
_MAY_BE_OVER: Final = frozenset(["collapse", "poison", "child", "violence"])
_LONG_AGO: Final = re.compile(
    r"(?:19\d\d|20[01]\d)年|(?:去|前|大前|上)年|[一二两三四五六七八九十几\d]+(?:多)?年(?:多)?(?:以)?前|"
    r"曾经|早年|那年|当年|小时候"
)
_STILL: Final = re.compile(
    r"现在|至今|如今|还在|又|今天|昨[天夜晚]|今[早晚]|刚|正在|仍|再次|越来越|每天|天天|经常|随时|马上|要|快"
)
_NOT: Final = re.compile(r"(?:没有?|没有?发生(?:过)?|并未|从未|尚未|未|不会|未造成|没有?造成)$")
_GUARDED: Final = re.compile(
    r"(?:以免|一但|避免|防止|免得|预防|严防|杜绝|谨防|防范|防|一旦|万一|假如|倘若|假设)[^。!?;]{0,16}$"
)
_SENTENCE_ENDS: Final = "。!?;"

_CHILDREN: Final = (
    r"(?:孩子|小孩|儿童|女孩|男孩|学生|幼儿|婴儿|女儿|儿子|侄女|外甥|"
    r"孙子|孙女|少女|未成年|初中生|小学生|留守|[一二三四五六七八九十几]+岁的)"
)
_COUNTED: Final = (
    "(?:名|个|户|人|位|辆|号|业主|村民|家长|工人|职工|司机|学生|群众|居民|员工|老兵|学员|储户|商户|客户|代表|车主)"
)
_MANY: Final = (
    rf"(?:(?:[一二两三四五六七八九几数上\d]+[百千万]|[百千万](?=[多余来]|{_COUNTED})|[二三四五六七八九几数]十|\d{{2,}})(?:多|余|来)?{_COUNTED}|"
    r"全村|全体|全厂|全部|集体|业主们?|村民们?|家长们?|工人们?|拆迁户|投资人|两个村|退役军人|罢运|周[一二三四五六日末]一起)"
)

_TELLING: Final[dict[Danger, re.Pattern[str]]] = {
    Danger.SELF: _any(
        r"不想活|活不下去|活不成|不想再撑|撑不下去|没有?(?:了)?活路了|"
        r"没法活|活着(?:没|还有什么)?(?:意思|意义)|活着是(?:个)?(?:拖累|"
        r"累赘|负担)",
        r"自杀|轻生|自焚|自尽|自残|上吊|服毒|投河|跳(?:楼|河|江|桥|井|下去|轨)|从[^,。]{1,8}跳|就跳(?:$|[,。])",
        r"割(?:了|过|开)?[^,。]{0,2}(?:手)?(?:腕|脉)|喝(?:了|下)?(?:瓶)?(?:农药|"
        r"敌敌畏|百草枯|老鼠药|毒)|安眠药[^,。]{0,6}(?:吃|吞)|(?:吃|吞)[^,。]{0,8}安眠药",
        r"(?:写|留)(?:好|了|下)?遗书|收尸|绝食(?!疗)|一死|死路|死给|(?:撞|"
        r"死|吊|烧)死?在[^,。]{0,10}(?:门|面前|楼|法院|政府)|我死了|想死|"
        r"去死|求死|以死",
        r"结束[^,。]{0,6}生命|(?:今晚|今天|马上|就)[^,。]{0,4}(?:了断|"
        r"解脱)|说要解脱|要解脱$|用命|拿命|(?:药|汽油)[^,。]{0,5}(?:买好|"
        r"准备好)",
        r"最后一次[^,。]{0,8}(?:信|留言|说|见)[^。]{0,20}(?:不在|走了|"
        r"再见)|一起走(?:算|了)|生无可恋|别找我了|我是多余|跳下去|站在[^,。]{0,8}(?:桥|"
        r"楼顶|天台)",
        r"(?:爬上|在)(?:[^,。]{0,5})(?:楼顶|天台|塔吊)[^。]{0,14}(?:跳|"
        r"不下来)|(?:脚手架|塔吊)[^,。]{0,4}不下来|(?:煤气|燃气)[^,。]{0,4}(?:打|"
        r"拧)开了|打开了(?:煤气|燃气)",
    ),
    Danger.VIOLENCE: _any(
        r"(?:要|想|去|就|敢|我|我们)(?:[^,。]{0,4})(?:杀|砍|捅|弄死|打死|"
        r"炸|剁)(?:了|死|掉|人|他|她|你|我|一个|平)",
        r"弄死|打死人|杀人|砍人|捅人|见一个[^,。]{0,3}一个",
        r"拿(?:着|了|起)?[^,。]{0,4}(?:刀|斧|钢管|棍|枪|汽油)|砍刀|持刀|"
        r"刀比划|钢管|雷管|炸药|汽油(?:瓶|弹)|泼(?:了)?(?:硫酸|汽油)|"
        r"电棍打|拿刀",
        r"同归于尽|鱼死网破|垫背|陪葬|血洗|血债|剁手|拼(?:命$|命[,。!]|"
        r"了$|了[,。])|自己动手|别逼我|报复(?:社会|学校|政府|他们)",
        r"放火|纵火|炸(?:掉|毁|了)|绑(?:走|架)|拘禁|不让出(?:去|门)|被(?:关|锁)|锁在屋|家暴|救命|求救",
        r"(?:殴打|围殴|毒打|暴打|打伤|打倒|打昏|打晕|打断|打得|打骂|打老人|"
        r"打业主|打人|(?:天天|又|还)打我|打群架|打起来|又动手|动手打|"
        r"护工打)|把[^,。]{0,8}(?<!房屋)打(?:了(?!$)|伤|成[^,。]{0,4}(?:伤|"
        r"残)|得)|打[^。]{0,8}骨折",
        r"头(?:上)?(?:是|流)血|受伤流血|(?:浑|满)身(?:上)?(?:都|全)?是?(?:伤|"
        r"血)|身上全是伤|跟踪我|威胁[^,。]{0,8}(?:杀|打|弄|泼|烧|炸|洗)",
    ),
    Danger.CHILD: _any(
        rf"{_CHILDREN}[^。]{{0,14}}(?:打得|打成|被打|挨打|针扎|摸|猥亵|"
        rf"性侵|强奸|虐待|惨叫|失踪|不见了|走丢|被拐|欺凌|霸凌|勒索|围殴|"
        rf"淹死|溺|掉进|断粮|单衣|被关|锁在|陪酒|童工|一直哭|嫁人|脱衣服)",
        rf"(?:打|殴打|针扎|摸|猥亵|性侵|强奸|虐待|拐走?|逼|绑|喂)(?!乱|扰|击|造|电|给)[^,。]{{0,3}}{_CHILDREN}",
        rf"绑在[^,。]{{0,6}}打|{_CHILDREN}[^,。]{{0,8}}(?:绑|安眠药|上吐下泻|"
        rf"中毒|抽搐)|淹死|溺水|溺亡|欺凌|霸凌|童工|猥亵|性侵|强奸|拐卖|"
        rf"拐孩子|(?:校车|面包车)[^。]{{0,6}}(?:超载|超员)|超载[^。]{{0,8}}孩子",
        r"婴儿[^,。]{0,6}(?:丢|扔|弃)|弃婴|十[三四五]岁[^。]{0,10}(?:嫁|陪|逼|打工)|喝尿|发霉的饭|吸电子烟",
    ),
    Danger.COLLAPSE: _any(
        r"(?:要|会|快|随时)[^,。]{0,4}(?:塌|倒(?!闭|灌|夜|白|车|卖|贴)|垮|爆炸|坍)",
        r"(?:塌陷|坍塌|倒塌|垮塌|塌方|塌了|垮了|倾斜|歪了|下沉)",
        r"冲垮|决堤|溃坝|渗水[^。]{0,6}(?:大|快)|透水|管涌|漫堤|往村里灌",
        r"(?:墙|楼|板|顶|梁|柱|房|屋)[^,。]{0,8}(?:裂[^。]{0,8}(?:变大|"
        r"一指|越来越|加宽)|开裂倾斜|在响)|掉(?:下来|了一块)[^。]{0,6}(?:砸|"
        r"墙)?|(?:掉|往下掉)[^,。]{0,4}砸|往下掉|掉下来砸",
        r"(?:山体)?滑坡|泥石流|滚石|石头[^,。]{0,4}滚|土坡|掉土|突然出现[^,。]{0,2}(?:大)?坑|"
        r"桥墩[^,。]{0,4}掏空|(?:护栏|桥(?!的?[栏护]))[^,。]{0,4}断",
        r"(?:倒下来|压了|压塌|砸到|砸伤|摔下来)",
        r"着火|起火|失火|火灾|冒(?:火花|烟|黑烟)|浓烟|爆炸|(?<!小)爆燃|"
        r"漏(?:气|电)|泄漏|煤气味|燃气味|挖断|超压|垂到地|烧起来了",
        r"电梯[^。]{0,14}(?:坠|掉到|下坠|冲顶)|危房[^。]{0,8}(?:住着|里还)|井下|下面还有人",
    ),
    Danger.POISON: _any(
        r"中毒|投毒|下毒|毒(?:气(?!体)|死|水)|泄漏|氯气|氨气|硫酸(?:流|泄|罐)|"
        r"剧毒",
        r"(?:吃|喝|打|闻)[^。]{0,14}(?:呕吐|上吐下泻|拉肚子|抽搐|昏迷|"
        r"晕倒|发烧|头晕|嘴巴发麻)",
        r"(?:多(?:个|名|人)|好几个|几十|三十多|全村|集体|一桌)[^。]{0,14}(?:呕吐|"
        r"拉肚子|发烧|昏|晕|中毒|超标|送医)",
        r"血铅[^。]{0,8}超标|超标[^。]{0,8}(?:流鼻血|白血病|超标)|甲醛超标|"
        r"(?:两|几|多)个[^,。]{0,6}(?:白血病|尘肺)",
        r"(?:偷排|倒)[^。]{0,12}(?:鱼全?死|水源|农药桶|呕吐)|(?:取水口|"
        r"水源(?:地)?|井里|水井)[^。]{0,10}(?:倒|死|毒|农药|扔)|(?:扔|"
        r"倒)[^。]{0,8}(?:河|水库|井)[^。]{0,10}取水",
        r"(?:自来水|井水|水)[^,。]{0,6}(?:汽油味|农药味|柴油味)|苯味|眼睛睁不开|晕倒在|昏(?:迷|过去)|抽搐",
    ),
    Danger.CROWD: _any(
        rf"{_MANY}[^,。]{{0,14}}(?:(?<![拥封])堵(?!车|塞|点|死|路费)|围堵|围住|围了|"
        rf"包围|聚集|集合|静坐|下跪|拉横幅|打砸|冲击|对峙|进京|去省|到省|"
        rf"罢工|罢课|罢运|罢市|不散|游行|打群架|不让孩子上学)",
        r"(?:堵|围堵|围|冲击)[^,。车塞]{0,4}(?:政府|高速|国道|公司|售楼部|"
        r"推土机)(?!出口|入口)[^。]{0,8}(?:人|户|名|集合|赶来|警察)",
        r"(?:准备|报名|一起|几百人)[^。]{0,12}政府门口|政府门口[^。]{0,8}(?:集合|"
        r"静坐|几百|下跪)",
        r"(?:包|坐)[^,。]{0,3}(?:车|火车)[^。]{0,8}(?:上访|去省|去北京|"
        r"进京)|车都包好|去(?:省里|北京|省政府)(?:上访|的火车|下跪)|厂停工[^。]{0,8}不散",
        rf"(?:约好|联合|组织|报名|准备|明天|后天|周六|星期)[^。]{{0,14}}(?:集体|"
        rf"一起|全部|{_MANY})[^。]{{0,10}}(?:去|到|堵|围|进京|罢|静坐|"
        rf"集合|打砸|上访|下跪)",
        r"罢运|罢工|罢课|罢市|打群架|打砸|(?:有|来了|到了|聚了|围了)上千人|各来了[^,。]{0,4}人",
        rf"(?:在|已经)[^,。]{{0,3}}去(?:北京|省)[^,。]{{0,6}}(?:车|路)上|"
        rf"{_MANY}[^。]{{0,10}}(?:赶来|在[^,。]{{0,6}}对峙)",
    ),
}  # fmt: skip


def dangers_in(text: str) -> tuple[Found, ...]:
    """Each kind of danger the text speaks of, with its words; empty for what everybody writes."""
    plain = unicodedata.normalize("NFKC", text[:READ])
    return by_phrases(plain) or _by_lines(plain)


def by_phrases(text: str) -> tuple[Found, ...]:
    """Each kind of danger of which a phrase tells."""
    said = _SAYINGS.sub("_", _GAPS.sub("", text).lower())
    hits = ((danger, _first(danger, pattern, said)) for danger, pattern in _TELLING.items())
    return tuple(Found(danger, hit.replace("_", "")) for danger, hit in hits if hit)


def _first(danger: Danger, pattern: re.Pattern[str], said: str) -> str:
    """The first words of a kind that tell of something that is, not of what was, might be, or did not come about."""
    return next((hit.group() for hit in pattern.finditer(said) if danger not in _MAY_BE_OVER or _is_now(said, hit)), "")


def _is_now(said: str, hit: re.Match[str]) -> bool:
    begin = max(said.rfind(end, 0, hit.start()) for end in _SENTENCE_ENDS) + 1
    before = said[begin : hit.start()]
    if _NOT.search(before[-6:]) or _GUARDED.search(before):
        return False
    ends = [at for end in _SENTENCE_ENDS if (at := said.find(end, hit.end())) >= 0]
    rest = said[hit.end() : min(ends, default=len(said))]
    return not _LONG_AGO.search(before) or bool(_STILL.search(before + rest))


def _by_lines(text: str) -> tuple[Found, ...]:
    like = learned()
    told = like.told(text)
    return (Found(Danger(like.kind(told)), _GAPS.sub("", told)[:SHOWN], sure=False),) if told else ()


@cache
def learned() -> Likeness:
    """What written lines say; ordinary are also the examples of routes of which no phrase tells danger."""
    dangers, ordinary = lines()
    return Likeness.of(dangers, [*ordinary, *(each for each in examples() if not by_phrases(each))])
