"""Invented facts for every kind of instrument, so that anyone can look at the papers without a matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from huiyin.law.papers import Paper
from huiyin.law.terms import ClockKind, Outcome
from huiyin.papers.facts import (
    OrganText,
    PaperFacts,
    PersonText,
)
from huiyin.papers.kinds import Extra, Kind
from huiyin.papers.sample_matter import (
    BASE,
    CITY,
    CLAIMS,
    COUNTY,
    DUES,
    EARLIER,
    NATIONAL_BOOK,
    OFFICE,
    REVIEWED,
    ROUTE,
    TO_WATER,
    WATER,
    due_text,
)
from huiyin.papers.sample_records import RECORDS

_REASON: Final = {"reason": "灌溉渠的管理和保护属于县水利局的职权"}
_WRONG: Final = {"reason": "该段渠道2021年已经移交柳溪镇人民政府管护，转送时没有查对移交清单"}
_HEARING: Final = {
    "on": "2026-12-08",
    "hour": "上午9时30分",
    "place": "柳溪县水利局三楼会议室",
    "panel": "主持人王守正，听证员李静、赵一鸣",
}

CHANGES: Final[Mapping[Kind, Mapping[str, Any]]] = {
    Paper.RECEIPT: {
        "organ": OFFICE,
        "on": date(2026, 11, 2),
        "handler": "陈浩",
        "handler_phone": OFFICE.phone,
        "query_code": "K7MW2QXP",
    },
    Paper.TRANSFER_LETTER: {**TO_WATER, "said": _REASON},
    Paper.ASSIGNMENT_LETTER: {**TO_WATER, "said": {**_REASON, "until": "2026-12-25"}, "copies": (COUNTY.name,)},
    Paper.DESTINATION_NOTICE: {**TO_WATER, "said": _REASON},
    Paper.CORRECTION_LETTER: {**TO_WATER, "said": _WRONG},
    Paper.CORRECTION_NOTICE: {**TO_WATER, "said": _WRONG},
    Paper.ACCEPTANCE_NOTICE: {
        "on": date(2026, 11, 6),
        "said": {"procedure": "先到现场丈量，听取您和有关各方的说明，查阅档案；重大复杂的举行听证；然后书面答复您"},
    },
    Paper.GUIDANCE_NOTICE: {
        "organ": OFFICE,
        "claims": (CLAIMS[0], replace(CLAIMS[1], route=ROUTE)),
        "said": {"explanation": "带上身份证、照片和减产的凭据。写起诉状有困难，法律援助中心可以免费帮您"},
    },
    Paper.NON_ACCEPTANCE_NOTICE: {
        "act": "direct_elsewhere",
        "said": {
            "ground": "in_progress",
            "reason": "同一事项柳溪县水利局正在办理，期限到2027年1月5日",
            "where": "柳溪县水利局，河滨路8号，0999-0000061",
        },
    },
    Paper.NO_FURTHER_NOTICE: {
        "organ": OFFICE,
        "earlier": EARLIER,
        "said": {"earlier": "9901212025030400009", "reason": "两次反映的都是同一段渠道、"
            "同一时间的同一件事，没有新的事实"},
    },
    Paper.MATERIAL_NOTICE: {
        "said": {"what": "被占渠道的位置（哪一块田旁边），有照片的话带几张", "until": "2026-11-20"}
    },
    Paper.OBJECTION: {
        "to": OFFICE,
        "said": {
            "reason": "该段渠道2021年已经移交柳溪镇人民政府管护，移交清单第14项列明，日常管护和清障由镇政府负责",
            "basis": "《柳溪县小型水利工程管护办法》第九条",
            "proper": "柳溪镇人民政府",
        },
    },
    Paper.OBJECTION_RULING: {
        **TO_WATER,
        "act": "reject_objection",
        "said": {"reason": "移交的是日常管护，填占渠道的查处仍是水行政主管部门的职权"},
    },
    Paper.EXTENSION_NOTICE: {
        "said": {"days": 30, "reason": "渠系档案要到省水利档案馆调取，砂石厂的用地手续还在核对"},
        "dues": {
            **DUES,
            ClockKind.HANDLE: due_text(NATIONAL_BOOK, ClockKind.HANDLE, extended=30),
        },
    },
    Paper.EXECUTION_NOTICE: {
        "claims": CLAIMS[:1],
        "said": {"evidence": "11月28日现场验收，四十二米灌溉渠已经挖通，11月29日试水，三组的田里有水"},
    },
    Paper.PROMISE_CHANGED: {
        "claims": CLAIMS[:1],
        "said": {"until": "2027-01-31", "reason": "十二月连日下雨，渠底没法施工，雨停以后十天内可以挖通"},
    },
    Paper.INVESTIGATION_RECORD: {
        "said": {
            "on": "2026-11-10",
            "place": "柳溪村三组灌溉渠现场",
            "heard": "陈大山；村民委员会主任吴桂兰；砂石厂负责人何永",
            "account": "用钢尺丈量，被填占的渠道长四十二米，宽一点二米。"
                "\n何永说明：修路时为了走车填的，没有办手续，愿意恢复。",
        }
    },
    Paper.FIELD_RECORD: {
        "said": {
            "on": "2026-11-10",
            "hour": "9时30分",
            "place": "柳溪村三组灌溉渠现场",
            "went": "方正平、楚向阳",
            "heard": "陈大山",
            "account": "渠道四十二米被填平，上面压了碎石；用钢尺量过，两头有新的车印。"
                "\n陈大山说明：去年三月填的，之后两季没有用上水。",
            "read_back": "是",
            "signed": "signed",
        },
        "figures": {"taken": (("2026年11月10日9时34分", "a" * 64), ("签名，2026年11月10日9时52分", "b" * 64))},
    },
    Paper.CONCLUSION_REPORT: {
        "to": OFFICE,
        "said": {"report": "已作出处理意见并当面送达信访人；砂石厂已签承诺，2027年1月29日前恢复渠道"},
    },
    Paper.OPINION: {"copies": (OFFICE.name,)},
    Paper.REPLY_LETTER: {
        "claims": (
            replace(
                CLAIMS[0],
                outcome=Outcome.PERFORMED,
                kind="申诉求决（五）履行法定职责",
                finding="本机关已立案调查，责令砂石厂在2027年1月29日以前恢复渠道",
            ),
        )
    },
    Paper.REVIEW_OPINION: {
        "organ": COUNTY,
        "earlier": EARLIER,
        "next_organ": CITY,
        "on": date(2026, 12, 25),
        "said": {"ruling": "uphold", "reason": "原意见认定的事实有丈量记录、渠系图和三方说明证明，依据正确，程序合法"},
    },
    Paper.REREVIEW_OPINION: {
        "organ": CITY,
        "earlier": REVIEWED,
        "next_organ": None,
        "on": date(2027, 1, 29),
        "said": {
            "ruling": "change",
            "reason": "复查意见认定渠道被占属实，但给出的期限晚于春灌，应当提前；赔偿问题说明清楚，予以维持",
        },
    },
    Paper.HEARING_NOTICE: {"said": _HEARING},
    Paper.HEARING_RECORD: {"said": _HEARING},
    Paper.HEARING_REFUSAL: {"said": {"reason": "丈量图、照片和三方说明一致，对事实没有争议，不需要再举行听证"}},
    Paper.HEARING_REPORT: {
        "said": {**_HEARING, "conclusion": "各方对渠道被占四十二米没有争议；"
            "砂石厂同意在春灌以前恢复。建议支持第一项请求"}
    },
    Paper.SUPERVISION_LETTER: {
        **TO_WATER,
        "said": {"ground": "shirking",
            "facts": "收到转送后没有按期告知信访人，没有到现场",
            "demand": "立即到现场核实，书面告知信访人进展", "until": "2026-12-04"},
    },
    Paper.SUMMONS: {
        **TO_WATER, "case_number": "D99010020261124001",
        "said": {
            "account": "收到转送后没有按期告知信访人，两次督办都没有反馈", "whom": "柳溪县水利局局长",
            "said": "约谈指出，两次督办都没有反馈，信访人三次空跑。局长表态，当天安排专人到现场，整改情况自己报告",
            "demand": "七日内恢复过水，向信访人书面说明，并报告为什么两次督办都没有反馈", "until": "2026-12-14",
        },
    },
    Paper.CIRCULAR: {
        **TO_WATER, "case_number": "D99010020261124001",
        "said": {
            "circular": "柳溪县水利局对灌溉渠被占一事，收到转送后没有按期告知信访人，两次督办都没有反馈，现予通报",
            "demand": "各单位对照检查，收到督办以后十五日内一律书面反馈", "until": "2026-12-21",
        },
    },
    Paper.LISTING: {
        **TO_WATER, "case_number": "D99010020261124001",
        "said": {
            "listing": "柳溪村灌溉渠四十二米恢复通水。牵头单位柳溪县水利局，整改完成以前每十日报告一次",
            "demand": "春灌以前恢复通水，报验收记录", "until": "2027-01-31",
        },
    },
    Paper.ADVICE_ON_WORK: {
        **TO_WATER,
        "said": {
            "account": "今年一至十月，你单位收到反映灌溉渠被占的信访事项十一件，其中七件没有按期告知信访人",
            "basis": "《信访工作条例》第二十三条第三款",
            "demand": "建立收件当日登记、第十日提醒的制度，公布经办人电话",
            "until": "2026-12-31",
        },
    },
    Paper.ADVICE_ON_POLICY: {
        **TO_WATER,
        "said": {
            "account": "小型渠道移交乡镇以后，日常管护和违法填占的查处由谁负责没有写清楚，"
                "三年里有二十六件信访因此来回转办",
            "basis": "《柳溪县小型水利工程管护办法》第九条",
            "demand": "修改管护办法第九条，写明填占的查处由县水利局负责、乡镇发现后两日内报告",
            "until": "2027-03-31",
        },
    },
    Paper.ADVICE_ON_LIABILITY: {
        **TO_WATER,
        "to": COUNTY,
        "said": {
            "account": "同一信访事项三次转办，经办科室都没有到现场，处理意见书写明的落实期限过了四个月仍未落实",
            "basis": "《信访工作条例》第四十二条、第四十五条",
            "demand": "依规依纪依法追究负有责任的领导人员和直接责任人员的责任",
            "until": "2027-01-31",
        },
    },
    Paper.PROOF_OF_SERVICE: {
        "earlier": EARLIER,
        "said": {
            "method": "by_hand",
            "receiver": "陈大山",
            "served_on": "2026-11-24",
            "place": "柳溪村三组陈大山家",
            "proof": "本人签名",
        },
    },
    Paper.AGREEMENT: {
        "said": {
            "parties": "陈大山；柳溪县宏利砂石厂",
            "terms": "砂石厂在约定期限内恢复渠道四十二米，"
                "并一次付给陈大山三千二百元；陈大山收到款项后不再就减产另行索赔",
            "until": "2026-12-31",
            "consent": "是",
        }
    },
    Paper.SETTLEMENT: {
        "said": {
            "parties": "陈大山；柳溪县宏利砂石厂",
            "terms": "砂石厂在约定期限内恢复渠道四十二米，双方互不追究其他责任",
            "until": "2026-12-31",
            "consent": "是",
        }
    },
    Paper.MEDIATION_AGREEMENT: {
        "organ": OrganText("上桥村村民委员会"),
        "case_number": "J-990121-20261102-1",
        "people": (
            PersonText("陈大山", "甲方", "19900007710", "上桥村三组", "990121195001010011"),
            PersonText("吴桂兰", "乙方", "19900007711", "上桥村三组", "990121196203040022"),
        ),
        "said": {
            "facts": "两家田埂相邻，乙方修水泥路时把水沟填窄，甲方的田浇不上水",
            "duties": "乙方填沟没有同甲方商量，应当恢复；甲方堵路不对",
            "terms": "乙方把水沟恢复到六十厘米宽，补甲方秧苗钱一千二百元，分两期付清；甲方不再堵路",
            "agreed_on": "2026-11-02",
            "mediators": "雷春旺",
            "committee": "上桥村人民调解委员会",
            "confirmation": "30",
        },
        "figures": {
            "instalments": (
                ("2026年11月20日", "恢复水沟，付第一期（600元）"),
                ("2026年12月20日", "付第二期（600元）"),
            )
        },
    },
    Paper.URGENT_REPORT: {
        "organ": OFFICE,
        "to": CITY,
        "on": date(2026, 11, 3),
        "handler": "陈浩",
        "copies": ("中共青川市委员会", "青川市信访工作联席会议办公室", "青川市水利局", "示范省信访局", "国家信访局"),
        "said": {
            "at": "2026年11月3日9时20分",
            "reason": "渠道塌方，下游三十户进水，有人受伤",
            "measures": "已通知县应急局、县水利局到场，转移住户十一人",
        },
    },
    Paper.DECISION_REQUEST: {
        "organ": OFFICE,
        "to": CITY,
        "on": date(2026, 11, 3),
        "handler": "陈浩",
        "said": {
            "reason": "涉及水利、应急两个部门和两个县，需要统一指挥",
            "proposal": "请市政府明确由市水利局牵头，三日内恢复通水",
        },
    },
    Paper.PERSONNEL_LETTER: {
        **TO_WATER,
        "said": {"account": "今年以来收到反映乡镇领导干部虚报补贴面积的信访两件，已按管理权限转送纪检监察机关"},
    },
    Paper.RECUSAL_DECISION: {
        "said": {"ruling": "granted", "reason": "承办人与砂石厂负责人是近亲属，有直接利害关系"},
    },
    Paper.REWARD_NOTICE: {
        "said": {
            "award": "奖金五百元，颁发证书",
            "basis": "《青川市人民建议奖励办法》第六条",
            "reason": "提出的错峰放水办法每年节水约三万方，已在全县推行",
        }
    },
    Paper.RELIEF_NOTICE: {
        "said": {
            "relief": "social",
            "where": "柳溪县民政局社会救助窗口，府前街3号，0999-0000070",
            "account": "带上身份证、户口簿和病历，填一张申请表；我们已经帮您填好了一份",
        }
    },
    Paper.PUBLICATION: {
        "organ": CITY,
        "said": {
            "account": "经听证查明渠道被占四十二米属实，变更原意见，春灌以前恢复",
            "place": "青川市人民政府网站、柳溪村公告栏",
            "on": "2027-02-01",
            "until": "2027-02-08",
        },
    },
    Paper.ARCHIVE_FORM: {"earlier": EARLIER, "said": {"closure": "期限内未申请复查复核", "retention": "30年"}},
    Extra.REGISTER_FORM: {
        "organ": OFFICE, "handler": "王兰",
        "said": {"subject": "农村农业", "aim": "seek", "happened": "2025年10月起", "affected": 43},
    },
    Extra.REVIEW_APPLICATION: {"earlier": EARLIER, "said": {"served_on": "2026-11-24"}},
    Extra.REREVIEW_APPLICATION: {"earlier": REVIEWED, "next_organ": CITY, "said": {"served_on": "2026-12-25"}},
    Paper.DOOR_NOTICE: {
        "next_organ": WATER,
        "said": {
            "come_on": "2026-12-08",
            "bring": "身份证、这张回执、土地承包合同",
            "why": "灌溉渠由柳溪县水利局管，在那里当场能查图纸",
        },
    },
    **RECORDS,
}  # fmt: skip


def sample(kind: Kind) -> PaperFacts:
    """Complete invented facts for an instrument."""
    changes = dict(CHANGES[kind])
    if kind is Paper.RECEIPT:
        changes["dues"] = {ClockKind.SORT: DUES[ClockKind.SORT]}
    return replace(BASE, kind=kind, **changes)
