"""Invented facts for the papers of records beside a matter: checks, conferences, visits, charges, plans, reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from huiyin.law.papers import Paper
from huiyin.papers.kinds import Kind
from huiyin.papers.sample_matter import CITY, COUNTY, OFFICE, TO_WATER, WATER

_ITEMS = (
    ("1", "3301822014110300004", "2014.12.18", "2024.12.31", "可以销毁"),
    ("2", "3301822014111700002", "2014.12.29", "2024.12.31", "延长保管10年"),
)
_DRAW = (
    ("范围", "柳溪县水利局 2026年7月1日至2026年10月31日 已经答复的事项，共86件"),
    ("抽取", "随机10件，另按办理风险2件"),
    ("种子", "7c1f0a9e52d84b36（系统随机生成）"),
    ("范围指纹（SHA-256）", "3f0c" * 16),
)
_VISIT_TASK = {
    "promise": "到现场量清楚，恢复渠道", "to_organ": "柳溪县水利局", "whose": "副局长何敏",
    "promise_until": "2026-12-20",
}  # fmt: skip
_VISIT = {
    "matter": "3301822026110200017", "leader_name": "周平（局长）", "on": "2026-12-08", "time": "9:00—11:30",
    "place": "柳溪县信访局接待大厅",
}  # fmt: skip
_MEETING: Final = {
    "day": "2026-12-08", "hour": "上午9时", "place": "市政府三号会议室", "chair": "沈静（召集人）",
    "meeting_title": "青川市信访工作联席会议第四次会议",
    "agenda": "1. 信访事项3301822026110200017（由谁受理有争议）\n2. 信访事项3301822026110200025（久拖没有了结）",
}  # fmt: skip
_SET: Final = {
    "matter": "3301822026110200017", "day": "2026-12-08", "meeting_title": "青川市信访工作联席会议第四次会议",
    "resolution": "由柳溪县水利局受理，恢复渠道，承包合同的事由县农业农村局配合查清", "competent": "柳溪县水利局",
    "lead": "柳溪县水利局", "task": "到现场量清楚，恢复渠道", "helper": "柳溪县农业农村局",
    "part": "查清占渠的承包合同", "until": "2026-12-25",
}  # fmt: skip
_CHARGE = {
    "matter": "3301822026110200017", "leader_name": "柏松（县长）", "until": "2027-01-31",
    "plan": "由县水利局牵头，十二月底以前把被占的渠段挖通，开春以前放水",
}  # fmt: skip
_CONDITION = {
    "matter": "3301822026110200017", "lack": "plan", "request": "把三组到四组的渠道也修成水泥渠",
    "why": "请求合理；这一段没有列入今年的灌区改造，资金要等下一批", "condition": "灌区改造的下一批计划下达",
    "watcher": "柳溪县水利局", "look_on": "2027-05-30",
}  # fmt: skip

RECORDS: Final[Mapping[Kind, Mapping[str, Any]]] = {
    Paper.CHECK_LETTER: {
        **TO_WATER,
        "figures": {
            "drawn": _DRAW,
            "result": (("评议（件）", "12"), ("随机抽取里有问题的", "2／10，20.0%（95%区间5.7%～51.0%）"),
                       ("两人一致的答案", "56／60，93.3%；kappa 0.81")),
            "found": (("990121202609140003", "没有听取陈述；送达没有凭证"),
                      ("990121202610080011", "答应落实的没有落实")),
        },
        "said": {"summary": "多数办得规范，听取陈述和送达凭证是短处", "demand": "补听、补送，逐件说明原因和责任",
                 "until": "2026-12-18"},
    },
    Paper.CHECK_INQUIRY: {
        **TO_WATER,
        "figures": {"drawn": _DRAW, "found": (("990121202609140003", "群众同一件事第二次来；原来的办理超过期限"),)},
        "said": {"question": "群众为什么又来、原来怎样答复的、现在打算怎样办", "until": "2026-12-18"},
    },
    Paper.DISPOSAL_LIST: {
        "figures": {"items": _ITEMS},
        "said": {"count": "2", "summary": "办公室、业务科、档案室三人逐件看过", "drawer": "陈浩"},
    },
    Paper.DESTRUCTION_CERTIFICATE: {
        "figures": {"items": _ITEMS},
        "said": {"list": "W3301822026120100001", "gone": "1", "paper_files": "送保密碎纸中心，回执0113号",
                 "drawer": "陈浩", "approver": "周平", "supervisor": "吴霞", "witness": "王兰"},
    },
    Paper.CONFERENCE_NOTICE: {**TO_WATER, "said": {**_MEETING, "note": "请带上渠道的确权材料"}},
    Paper.CONFERENCE_MINUTES: {
        **TO_WATER,
        "said": {
            **_MEETING, "came": "柳溪县水利局、柳溪县农业农村局、柳溪县自然资源和规划局", "absent": "县公安局请了假",
            "talk": "渠道属集体所有，承包合同没有写明水渠",
            "followed": "信访事项3301822026101200009：机耕路已经修好，还差两处涵管。"
            "重新限定2026年12月18日（星期五）以前办好。",
            "decided": "信访事项3301822026110200017：由县水利局恢复渠道。由柳溪县水利局受理，由柳溪县水利局牵头，"
            "柳溪县农业农村局配合，最迟2026年12月25日（星期五）办好。",
        },
    },
    Paper.RESOLUTION_LETTER: {**TO_WATER, "said": _SET},
    Paper.LAW_REFERRAL: {
        **TO_WATER,
        "said": {"matter": "3301822026110200017", "account": "对合同效力有争议，已经起诉", "until": "2026-12-01"},
    },
    Paper.LAW_RECEIPT: {
        "organ": WATER,
        "to": OFFICE,
        "said": {
            "matter": "3301822026110200017", "way": "filed", "file": "（2026）示0121民初33号", "taken_on": "2026-11-30",
            "until": "2027-01-29", "contact": "立案庭，0999-0000083",
        },
    },
    Paper.VISIT_INVITATION: {"said": _VISIT},
    Paper.VISIT_RECORD: {
        "said": {**_VISIT, **_VISIT_TASK, "said": "渠道被占，春灌没有水", "answer": "一周内到现场定下来",
            "present": "县水利局副局长何敏", "read_back": "是", "held_on": "2026-12-08"},
    },
    Paper.VISIT_INSTRUCTION: {
        **TO_WATER,
        "said": {**_VISIT, **_VISIT_TASK, "note": "请水利局抓紧，给群众一个明白"},
    },
    Paper.CHARGE_NOTICE: {"said": _CHARGE, "act": "take_on"},
    Paper.CONDITION_NOTICE: {"said": _CONDITION, "act": "keep"},
    Paper.CONDITION_REPORT: {
        "to": COUNTY, "act": "raise",
        "said": {**_CONDITION, "need": "请把三组到四组的渠段列入明年的灌区改造计划"},
    },
    Paper.CORRECTION_PLAN: {
        "organ": OFFICE, "to": WATER, "title": "小农水渠被占没有人管",
        "figures": {
            "measures": (("逐村核对渠道管护范围，贴出来", "何敏，副局长", "2026-12-20（周日）"),
                         ("每季度巡一次渠，被占的当月清出", "水政股", "2027-01-31（周日）")),
        },
        "said": {
            "title": "小农水渠被占没有人管", "root": "有规定没有执行", "rule": "《小型农田水利工程管护办法》",
            "account": "三个村的来信说的是同一种事：渠被占了，村和局都说不归自己管",
            "demand": "把管护范围和责任人写明，占了的当月清出", "to_organ": "柳溪县水利局",
        },
    },
    Paper.VISIT_RESULT: {"said": {**_VISIT, "result": "渠道已经恢复，十二月二十日放水"}},
    Paper.ANNUAL_REPORT: {
        "organ": OFFICE,
        "to": CITY,
        "figures": {
            "1": (("登记信访事项（件）", "1286"), ("重复信访率", "11.4%（147/1286）"),
                  ("涉及最多的领域：农村农业（件）", "342")),
            "2": (("转送（件）", "903"), ("交办（件）", "121"), ("督办（件）", "38")),
            "3": (("改进工作建议（件）", "12，采纳10"), ("完善政策建议（件）", "4，采纳2"),
                  ("追究责任建议（件）", "1，采纳1")),
        },
        "said": {"year": "2026", "part4": "联合接访、领导下访和矛盾纠纷排查化解情况见附件"},
    },
    Paper.BULLETIN: {
        "organ": OFFICE, "to": None, "title": "柳溪县11月23日至11月29日信访情况",
        "people_sent": ("柏松", "秦桂芳"),
        "figures": {
            "overview": (("收到信访事项（件）", "46，比前一期（38）增21.1%", "46"), ("已经答复", "21件，45.7%", "21")),
            "places": (("石桥镇", "18", "18"), ("城关镇", "12", "12")),
            "hot": (("涉及供水（件）", "14", "14"), ("涉及农村道路（件）", "9", "9")),
            "growing": (("供水（石桥镇）", "最后七天9件，此前四周每周2件", "9"),),
            "early": (("判定是苗头的（条）", "1", "1"),),
            "policy": (("《柳溪县农村供水管理办法》（件）", "7，已有处理意见5件", "7"),),
        },
        "said": {
            "overview": "11月23日至11月29日，收到信访事项46件，比前一周多8件",
            "hot": "群众反映较多的是供水和农村道路。", "policy": "七件说到停水没有提前通知，办法第九条要求提前一天",
            "suggestions": "请县水利局12月10日以前公布停水计划，每次停水提前一天通知到户",
            "counted_on": "2026-11-30",
        },
    },
    Paper.ASSESSMENT_NOTICE: {
        "organ": OFFICE, "to": WATER, "title": "2026年度信访工作考核结果", "said": {"until": "2027-02-01"},
    },
    Paper.ASSESSMENT_RULING: {
        "organ": OFFICE, "to": WATER, "title": "柳溪县水利局2026年考核结果",
        "said": {
            "ruling": "partly", "reason": "其中一件因道路中断无法送达，不计入；另一件没有说明理由，照常计入",
            "left_out": "及时送达 99012120261102000010",
        },
    },
    Paper.ASSESSMENT_CIRCULAR: {
        "organ": OFFICE, "to": WATER, "also_to": ("柳溪县教育局",),
        "figures": {"organs": (("柳溪县水利局", "86.20"), ("柳溪县教育局", "件数少，不评分"))},
        "said": {"year": "2026", "version": "2026-1", "note": "请各单位对照薄弱环节改进"},
    },
}  # fmt: skip
