"""The words of a list of destruction (销毁清册)."""

from __future__ import annotations

from huiyin.law.terms import Term


class DisposalStage(Term):
    """Where a list stands: drawn up, appraised, approved by a second person, agreed to by a third, carried out."""

    NEW = "new", "未编制"
    DRAWN = "drawn", "正在鉴定"
    SUBMITTED = "submitted", "待负责人审批"
    APPROVED = "approved", "待档案监督核准"
    CLEARED = "cleared", "可以销毁"
    DESTROYED = "destroyed", "已销毁"
    CANCELLED = "cancelled", "已作废"


class DisposalAct(Term):
    """What is done about a list."""

    DRAW = "draw", "编制销毁清册"
    APPRAISE = "appraise", "鉴定"
    SUBMIT = "submit", "报请审批"
    SEND_BACK = "send_back", "退回重新鉴定"
    APPROVE = "approve", "批准销毁"
    COUNTERSIGN = "countersign", "档案监督核准"
    CARRY_OUT = "carry_out", "销毁"
    CANCEL = "cancel", "作废清册"
    NAME_HANDLER = "name_handler", "指定承办人"


class Finding(Term):
    """What an appraisal says of one item."""

    DESTROY = "destroy", "可以销毁"
    PROLONG = "prolong", "延长保管"
    FOREVER = "forever", "改为永久保管"


class DisposalClock(Term):
    """No article says how long a list may take; it stands with whoever has it."""
