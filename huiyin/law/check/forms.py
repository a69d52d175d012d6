"""What must be said with each act on a sample check."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.check.sheets import names
from huiyin.law.check.vocabulary import About, CheckAct, CheckClock, Stand, Upheld
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.terms import SupervisionGround

_WHY = (Field("reason", "text", "理由", least=4),)
_UNTIL = Field("until", "date", "最迟哪天答复", span=Span.AHEAD)
_MATTER = Field("matter", "case", "信访事项编号")

FORMS: Mapping[CheckAct, tuple[Field, ...]] = {
    CheckAct.FRAME: (
        Field("title", "line", "抽查名称", least=4),
        Field("to_organ", "organ", "查哪个机关"),
        Field("about", "choice", "查哪些事项", terms=About),
        Field("since", "date", "从哪天", span=Span.ANY),
        Field("until", "date", "到哪天", span=Span.ANY),
        Field("chance", "integer", "随机抽几件"),
        Field("risk", "integer", "另按办理风险抽几件", required=False, hint="只看办理情况，不看人。"),
        Field("sheet", "choice", "用哪张评议表", listed=names),
        Field("second", "person", "第二评议人", hint="看不到第一评议人填的，第一评议人也看不到他填的。"),
    ),
    CheckAct.DRAW: (
        Field(
            "seed", "line", "种子", required=False,
            hint="可以用事先约定的公开号码，例如当天的开奖号码；不填由系统随机生成，一样公开。",
        ),
        Field("seed_from", "line", "种子从哪里来", required=False),
    ),
    CheckAct.READ: (_MATTER, Field("answers", "answers", "评议")),
    CheckAct.SETTLE: (_MATTER, Field("answers", "answers", "合议结果")),
    CheckAct.CONCLUDE: (Field("summary", "text", "总的看法（不写信访人姓名）", least=8),),
    CheckAct.ASK: (Field("question", "text", "问什么（不写信访人姓名）", least=8), _UNTIL),
    CheckAct.SEND: (Field("demand", "text", "要求", least=4), _UNTIL),
    CheckAct.ANSWER: (
        Field("stand", "choice", "是否认可", terms=Stand),
        Field("answer", "text", "说明和整改情况", least=10),
    ),
    CheckAct.RETURN: (Field("missing", "text", "还缺什么", least=4), _UNTIL),
    CheckAct.ORDER: (
        _MATTER,
        Field("ground", "choice", "督办情形（第四十条）", terms=SupervisionGround),
        Field("account", "text", "违反规定的事实", least=8),
        Field("confirmed", "flag", "以上事实已经核实"),
        Field("demand", "text", "要求", least=4),
        Field("until", "date", "最迟哪天反馈", span=Span.AHEAD),
    ),
    CheckAct.CLOSE: (
        Field("upheld", "choice", "结论", terms=Upheld),
        Field("note", "text", "理由", least=4),
    ),
    CheckAct.NAME_SECOND: (Field("to_person", "person", "第二评议人"), *_WHY),
    CheckAct.NAME_HANDLER: COLLEAGUE,
    CheckAct.DROP: _WHY,
    CheckAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=CheckClock),),
}  # fmt: skip
