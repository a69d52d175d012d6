"""The statutory routes (法定途径): what does not belong to petition work, where it goes, and by when.

Sorting by law (依法分类) and keeping litigation apart (诉访分离) follow xf2022 Art. 31; reports of misconduct follow
its Art. 22 ¶2 and Art. 30. The outside time limits matter most: they run on while a petition is pending.
A limit without a citation is from memory, not from a text we have read, and says so.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import Ground
from huiyin.law.words import P, Phrase


class Span(StrEnum):
    """What a time limit is counted in."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit set by another law for going its way; `words` says it in full, from which day on."""

    amount: int
    span: Span
    words: Phrase
    citation: Citation | None = None

    @property
    def unverified(self) -> bool:
        """True if we know the limit from memory only; show it with that remark and never as a hard rule."""
        return self.citation is None

    def last_day(self, start: date) -> date:
        """The last day if `start` is the day the limit runs from; that day itself does not count.

        Months and years end on the same day of the month, or on its last day if there is none.
        """
        if self.span is Span.DAY:
            return start + timedelta(days=self.amount)
        months = start.year * 12 + start.month - 1 + self.amount * (12 if self.span is Span.YEAR else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Route:
    """One statutory route.

    `ground` is the item of Art. 31, None for reports of misconduct. One word of `telling` in a petition points here,
    of `hinting` it takes two; each word of `against` takes two hints away.
    """

    key: str
    name: Phrase
    ground: Ground | None
    basis: Citation
    where: Phrase
    explanation: Phrase
    limits: tuple[TimeLimit, ...] = ()
    missed: Phrase | None = None
    telling: tuple[str, ...] = ()
    hinting: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A route and the words of the petition that point to it, in the order in which our lists hold them."""

    route: Route
    found: tuple[str, ...]


def _limit(amount: int, span: Span, words: str, citation: Citation | None = None) -> TimeLimit:
    return TimeLimit(amount, span, P(words, n=amount), citation)


def _item(ground: Ground) -> tuple[Ground, Citation]:
    return ground, cite("xf2022", 31, None, int(ground.value))


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_LITIGATION: Final = _item(Ground.LITIGATION)
_ARBITRATION: Final = _item(Ground.ARBITRATION)
_PARTY: Final = _item(Ground.PARTY_APPEAL)
_ADMINISTRATIVE: Final = _item(Ground.ADMINISTRATIVE)
_DUTY: Final = _item(Ground.DUTY)

_ROUTES: Final = (
    Route(
        "civil_suit",
        P("民事诉讼"),
        *_LITIGATION,
        where=P("人民法院立案庭；可以先到法律援助中心咨询"),
        explanation=P("个人、单位之间的合同、债务、损害赔偿等纠纷，由法院判断谁对谁错，也只有法院能强制执行。"),
        limits=(_limit(3, Span.YEAR, "知道或应当知道权利受到损害之日起{n}年内"),),
        missed=P("过了时效再起诉，对方提出这一点，法院一般就不支持您的请求。"),
        telling=_words("民间借贷 借款纠纷 合同纠纷 侵权纠纷 离婚纠纷 遗产纠纷 继承纠纷 交通事故赔偿"),
        hinting=_words("借条 欠条 不还钱 违约 赔偿 退款 退定金 解除合同 起诉 开发商 卖家"),
        against=_words("行政处罚 工资 劳动合同"),
    ),
    Route(
        "administrative_suit",
        P("行政诉讼"),
        *_LITIGATION,
        where=P("人民法院立案庭"),
        explanation=P("您不服行政机关的处罚、强制、征收补偿等决定，可以告它；有些事要先申请行政复议。"),
        limits=(
            _limit(6, Span.MONTH, "知道或应当知道行政行为之日起{n}个月内直接起诉", cite("susong2017", 46, 1)),
            _limit(15, Span.DAY, "已经复议的，收到复议决定书之日起{n}日内起诉", cite("susong2017", 45)),
        ),
        missed=P("过了起诉期限，法院不再审理；信访不会让这个期限停下来。"),
        telling=_words("行政诉讼 起诉政府 告政府 不服复议决定 维持了行政处罚"),
        hinting=_words("行政处罚决定书 强制拆除 强拆 征收决定 补偿决定 行政机关 起诉"),
    ),
    Route(
        "court_supervision",
        P("申诉、再审和执行"),
        *_LITIGATION,
        where=P("作出判决的法院或它的上一级法院；执行的事找执行法院"),
        explanation=P("不服法院的判决、裁定，或者判决没有执行，由法院按审判监督和执行程序处理，信访部门不能改判。"),
        limits=(_limit(6, Span.MONTH, "判决、裁定生效后{n}个月内申请再审"),),
        missed=P("过了申请再审的期限，法院一般不再受理申请。"),
        telling=_words("申请再审 不服判决 判决不公 枉法裁判 强制执行申请 执行法官 老赖 判决没有执行 判决执行不到位"),
        hinting=_words("判决书 法院 法官 一审 二审 生效判决 执行局 申请执行"),
    ),
    Route(
        "police",
        P("公安机关法律程序"),
        *_LITIGATION,
        where=P("案发地或您居住地的公安机关；紧急情况请立即拨打110"),
        explanation=P("被骗、被偷、被打、有人失踪等，要由公安机关立案侦查或作治安处理，信访部门没有侦查权。"),
        telling=_words("被诈骗 电信诈骗 诈骗团伙 传销窝点 非法集资 被盗 被打伤 故意伤害 非法拘禁"),
        hinting=_words("诈骗 传销 报案 报警 派出所 公安局 立案 跑路 打人 威胁"),
        against=_words("户口 身份证 落户"),
    ),
    Route(
        "procuratorate",
        P("检察机关法律监督"),
        *_LITIGATION,
        where=P("同级人民检察院的控告申诉部门"),
        explanation=P("公安该立案不立案、法院审判或执行活动违法的，可以请检察院监督。"),
        telling=_words("立案监督 公安不立案 不予立案 检察监督 申请抗诉 刑讯逼供"),
        hinting=_words("检察院 不立案 违法办案 超期羁押 办案人员"),
    ),
    Route(
        "labour_arbitration",
        P("劳动仲裁"),
        *_ARBITRATION,
        where=P("合同履行地或单位所在地的劳动人事争议仲裁委员会，不收费"),
        explanation=P("您和用人单位之间为工资、辞退、加班、社保、补偿发生的争议，先仲裁，不服再到法院。"),
        limits=(
            _limit(1, Span.YEAR, "知道或应当知道权利受到侵害之日起{n}年内", cite("laodong2007", 27, 1)),
            _limit(1, Span.YEAR, "在职期间拖欠工资的，离职之日起{n}年内", cite("laodong2007", 27, 4)),
        ),
        missed=P("过了一年，仲裁委可能不支持您的请求；您向单位要过或向有关部门求助过的，时间从那时重新算。"),
        telling=_words("劳动仲裁 拖欠工资 欠薪 拖欠薪 不发工资 克扣工资 未签劳动合同 不签劳动合同 违法辞退"),
        hinting=_words("工资 劳动合同 辞退 开除 加班 双休 经济补偿 试用期 押金 老板 离职 劳动法"),
        against=_words("公务员 事业编 绩效工资 教师工资 编制 退休"),
    ),
    Route(
        "land_arbitration",
        P("农村土地承包仲裁"),
        *_ARBITRATION,
        where=P("县级农村土地承包仲裁委员会；也可以先找乡镇调解"),
        explanation=P("承包合同、承包地流转、承包经营权确认等争议，可以仲裁，也可以直接起诉。"),
        limits=(_limit(2, Span.YEAR, "知道或应当知道权利受到侵害之日起{n}年内"),),
        missed=P("过了时效，仲裁委可能不再受理或不支持。"),
        telling=_words("土地承包纠纷 承包经营权 承包地被占 土地承包合同 土地流转合同"),
        hinting=_words("承包地 责任田 承包合同 土地流转 流转费 确权"),
        against=_words("征地补偿 拆迁"),
    ),
    Route(
        "commercial_arbitration",
        P("商事仲裁"),
        *_ARBITRATION,
        where=P("合同里约定的仲裁委员会"),
        explanation=P("合同写明发生争议交给某个仲裁委员会的，就去那里仲裁；没有约定的到法院起诉。"),
        limits=(_limit(3, Span.YEAR, "知道或应当知道权利受到损害之日起{n}年内"),),
        missed=P("过了时效，对方提出这一点，仲裁庭一般就不支持。"),
        telling=_words("仲裁条款 仲裁协议 约定仲裁 商事仲裁"),
        hinting=_words("仲裁委员会 买卖合同 工程款 供货 合作协议"),
        against=_words("劳动仲裁 劳动合同 工资"),
    ),
    Route(
        "party_appeal",
        P("党员申诉"),
        *_PARTY,
        where=P("作出处分决定的党组织或它的上一级党组织"),
        explanation=P("党员不服党纪处分或组织处理，按党内程序申诉、申请复审。"),
        telling=_words("党纪处分 开除党籍 党内警告 党员申诉 留党察看 恢复党籍"),
        hinting=_words("处分决定 党员 复审 申诉 组织处理"),
    ),
    Route(
        "reconsideration",
        P("行政复议"),
        *_ADMINISTRATIVE,
        where=P("作出决定的部门的本级人民政府；政府自己作出的找上一级政府"),
        explanation=P(
            "您不服行政机关的决定，或者它该办不办，可以请政府重新审查，不收费；当场处罚、该办不办这几类，要先复议才能起诉。"
        ),
        limits=(_limit(60, Span.DAY, "知道或应当知道行政行为之日起{n}日内", cite("fuyi2023", 20, 1)),),
        missed=P("过了期限，复议机关不再受理；信访不会让这个期限停下来。"),
        telling=_words("行政复议 不服处罚 不服行政处罚 处罚决定书 不服罚款 征收补偿决定 行政强制 不服工伤认定"),
        hinting=_words("行政处罚 罚款 扣押 吊销 责令停业 征收 拆迁补偿 强拆 决定书 交警 违章"),
    ),
    Route(
        "administrative_ruling",
        P("行政裁决"),
        *_ADMINISTRATIVE,
        where=P("主管这类争议的行政机关，例如自然资源、林业或知识产权部门"),
        explanation=P("土地、山林权属等争议，法律让行政机关先裁决；不服裁决的，再复议或起诉。"),
        telling=_words("土地权属争议 林权争议 山林权属 宅基地权属 权属纠纷 行政裁决 专利侵权"),
        hinting=_words("权属 界址 地界 林权证 宅基地 侵占"),
    ),
    Route(
        "administrative_confirmation",
        P("行政确认"),
        *_ADMINISTRATIVE,
        where=P("主管部门，例如工伤认定找人力资源和社会保障局"),
        explanation=P("工伤、亲属关系、身份资格等要先由主管部门认定，有了结论才好主张待遇。"),
        limits=(_limit(1, Span.YEAR, "工伤认定：受伤或确诊职业病之日起{n}年内由本人或亲属申请"),),
        missed=P("过了期限，主管部门可能不再受理认定申请。"),
        telling=_words("工伤认定 认定工伤 申请工伤 伤残等级鉴定 劳动能力鉴定 职业病诊断"),
        hinting=_words("工伤 职业病 伤残 尘肺"),
    ),
    Route(
        "administrative_licence",
        P("行政许可"),
        *_ADMINISTRATIVE,
        where=P("负责审批的部门或政务服务中心"),
        explanation=P("要办证照、审批的，按许可程序申请；被拒绝或者到期没有答复的，可以复议或起诉。"),
        telling=_words("行政许可 不予许可 申请许可证 拒绝办证 许可申请被驳回"),
        hinting=_words("许可证 审批 营业执照 办证 施工许可 预售许可"),
        against=_words("开发商 无证经营 没有许可证"),
    ),
    Route(
        "open_information",
        P("政府信息公开"),
        *_ADMINISTRATIVE,
        where=P("制作或保存这些信息的行政机关的信息公开机构"),
        explanation=P(
            "您想看文件、批复、补偿标准等政府信息，可以申请公开；一般20个工作日内答复。不给公开的，先申请复议。"
        ),
        limits=(_limit(60, Span.DAY, "不服信息公开答复的，收到答复之日起{n}日内申请复议", cite("fuyi2023", 20, 1)),),
        missed=P("过了期限，不能再就这次答复申请复议，但可以就新的信息重新申请。"),
        telling=_words("信息公开 申请公开 政府信息 公开征地批文 公开补偿标准 依申请公开"),
        hinting=_words("公示文件 查阅文件 批复文件 知情权"),
    ),
    Route(
        "labour_inspection",
        P("劳动保障监察"),
        *_DUTY,
        where=P("人力资源和社会保障局的劳动监察机构"),
        explanation=P("拖欠工资、不缴社保、超时加班等，您可以请劳动监察查处，这不影响您同时申请仲裁。"),
        limits=(_limit(2, Span.YEAR, "违法行为发生或结束之日起{n}年内"),),
        missed=P("超过期限，劳动监察可能不再查处。"),
        telling=_words("农民工工资 拖欠工资 欠薪 劳动监察 不缴社保 不交社保 未缴纳社保 童工"),
        hinting=_words("工资 社保 加班 五险一金 双休 工地 包工头 最低工资"),
        against=_words("公务员 事业编 绩效工资 教师工资 养老金 编制 退休"),
    ),
    Route(
        "duty",
        P("查处违法行为、履行法定职责"),
        *_DUTY,
        where=P("主管的行政执法部门，例如生态环境、城管、市场监管、住建"),
        explanation=P("您请机关查处违法或保护人身、财产权益，它要依法去做并答复您；它不做，您先申请复议，再起诉。"),
        limits=(
            _limit(60, Span.DAY, "知道或应当知道它不履行、不答复之日起{n}日内申请复议", cite("fuyi2023", 20, 1)),
            _limit(15, Span.DAY, "不服复议决定的，收到决定书之日起{n}日内起诉", cite("susong2017", 45)),
        ),
        missed=P("过了期限，复议机关和法院不再受理，但您可以就新的违法行为再次举报。"),
        telling=_words("违法建设 违章建筑 违建 无证经营 非法排污 偷排 噪音扰民 油烟扰民 假冒伪劣 食品安全"),
        hinting=_words("扰民 噪音 污染 臭气 举报 查处 取缔 监管 无证 违规 乱收费 占道"),
        against=_words("工资 劳动合同"),
    ),
    Route(
        "discipline",
        P("纪检监察检举控告"),
        None,
        cite("xf2022", 22, 2),
        where=P("有管理权限的纪检监察机关；也可以直接拨打12388"),
        explanation=P("反映公职人员违纪违法的，由纪检监察机关办理，您的材料依法不得转给被反映的人和单位。"),
        telling=_words("贪污 受贿 行贿 索贿 以权谋私 权钱交易 挪用公款 保护伞 吃拿卡要 违纪"),
        hinting=_words("腐败 侵吞 徇私 滥用职权 公款 回扣 收钱 送礼 套取"),
    ),
)

ROUTES: Final[Mapping[str, Route]] = MappingProxyType({route.key: route for route in _ROUTES})

_ENOUGH: Final = 2
_AT_MOST: Final = 3


def suggest_routes(text: str) -> tuple[Suggestion, ...]:
    """Routes that a petition's own words point to, the plainest first, at most three; none when the words are few.

    A suggestion only opens a page or a choice for a person: it never classifies a petition by itself.
    """
    plain = "".join(text.split())
    scored = [(*_weigh(route, plain), route) for route in _ROUTES]
    enough = sorted((entry for entry in scored if entry[0] >= _ENOUGH), key=lambda entry: -entry[0])
    return tuple(Suggestion(route, found) for _, found, route in enough[:_AT_MOST])


def _weigh(route: Route, text: str) -> tuple[int, tuple[str, ...]]:
    telling = tuple(word for word in route.telling if word in text)
    hinting = tuple(word for word in route.hinting if word in text)
    # A hint inside a telling word is the same evidence, not a second piece.
    fresh = tuple(word for word in hinting if not any(word in longer for longer in telling))
    against = sum(word in text for word in route.against)
    return _ENOUGH * len(telling) + len(fresh) - 2 * against, telling + fresh
