"""What a member of staff can be told, and how they can wish to be told."""

from __future__ import annotations

from huiyin.law.terms import Term


class Kind(Term):
    """Why a notification (提醒) was written."""

    DANGER = "danger", "来件说的话像是有紧急危险"
    MAYBE_DANGER = "maybe_danger", "来件读起来也许有人有危险"
    MENTION = "mention", "同事在备注里提到我"
    ASSIGNED = "assigned", "有事交给我"
    APPROVAL = "approval", "有事等我批"
    PETITIONER = "petitioner", "信访人有话说"
    RETURNED = "returned", "退回给我"
    DECIDED = "decided", "我报的事批了"
    PRESSED = "pressed", "我的事被督办"
    CO_HANDLE = "co_handle", "请本单位协办"
    CO_REPORTED = "co_reported", "协办单位有了反馈"
    INVITED = "invited", "请我参加会议、听证、接访"
    CHANGED = "changed", "我参加的会议、听证、接访有变动或者有结果"
    TO_SIGN = "to_sign", "笔录、纪要等我核对签发"
    TO_READ = "to_read", "信访信息送我阅，或者有了批示和结果"
    SOON = "soon", "三天内到期"
    OVERDUE = "overdue", "已经超期"
    UNSERVED = "unserved", "文书还没有送达"


class How(Term):
    """By which way. Whatever is told by mail stands on the page too."""

    PAGE = "page", "只在页面上"
    EMAIL = "email", "页面和邮件"
    DIGEST = "digest", "页面和每日汇总"
    OFF = "off", "不提醒"


#: Unless somebody wishes otherwise; mail goes only to those who gave an address.
DEFAULT = {kind: How.DIGEST for kind in Kind} | dict.fromkeys(
    (Kind.DANGER, Kind.MENTION, Kind.PRESSED, Kind.CO_HANDLE, Kind.INVITED, Kind.CHANGED), How.EMAIL
)
