"""The words of a hold (冻结销毁)."""

from __future__ import annotations

from huiyin.law.terms import Term


class HoldStage(Term):
    """Where a hold stands."""

    NEW = "new", "未冻结"
    HELD = "held", "冻结中"
    LIFTED = "lifted", "已解除"
    LAPSED = "lapsed", "到期解除"


class HoldAct(Term):
    """What is done about a hold."""

    PLACE = "place", "冻结销毁"
    PROLONG = "prolong", "改冻结到哪天"
    LIFT = "lift", "解除冻结"
    NAME_HANDLER = "name_handler", "指定承办人"
    LAPSE = "lapse", "到期解除冻结"


class HoldGround(Term):
    """Why nothing of a matter may be destroyed, however old it is."""

    PROCEEDINGS = "proceedings", "诉讼、仲裁、行政复议正在进行"
    DISCIPLINE = "discipline", "纪检监察正在核查"
    AUDIT = "audit", "巡视、审计、督查要用"
    PERSON = "person", "信访人要查阅、要作证据"
    HISTORY = "history", "有历史价值，准备移交档案馆"
    OTHER = "other", "其他原因"


class HoldClock(Term):
    """Until when it is held."""

    UNTIL = "Q1", "冻结到期"
