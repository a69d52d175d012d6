"""The words of a yearly report (信访情况年度报告)."""

from __future__ import annotations

from huiyin.law.terms import Term


class AnnualStage(Term):
    """Where a report stands."""

    NEW = "new", "未起草"
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待签发"
    ISSUED = "issued", "已报送"
    DROPPED = "dropped", "已撤销"


class AnnualAct(Term):
    """What somebody does to a report."""

    DRAW_UP = "draw_up", "起草年度报告"
    AMEND = "amend", "修改年度报告"
    SUBMIT = "submit", "送签"
    SEND_BACK = "send_back", "退回修改"
    ISSUE = "issue", "签发年度报告"
    NAME_HANDLER = "name_handler", "指定承办人"
    DROP = "drop", "撤销年度报告"


class AnnualClock(Term):
    """A report has no period of its own."""
