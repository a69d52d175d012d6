"""What the public page calls each act, says before it and answers after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

from huiyin.law.matter.table import HEARING
from huiyin.law.terms import Act, Stage, Wish
from huiyin.law.words import P, Phrase
from huiyin.portal.following.matter import THEIR_ACTS

LABELS: Final[Mapping[Act, Phrase]] = {
    Act.URGE: P("催办"),
    Act.SUPPLEMENT: P("补充情况或材料"),
    Act.SEEK_REVIEW: P("申请复查"),
    Act.SEEK_REREVIEW: P("申请复核"),
    Act.REOPEN: P("没有解决，要求重新办"),
    Act.JOIN: P("请大家一起提出"),
    Act.BREAK_AGREEMENT: P("协议没有履行"),
    Act.RATE: P("评价"),
    Act.ASK_RECUSAL: P("请经办人回避"),
    Act.WITHDRAW: P("撤回这件事"),
    Act.LEAVE: P("我退出"),
}
ORDER: Final = (*LABELS, *sorted(THEIR_ACTS - LABELS.keys()))
"""In what order the buttons stand; what the table adds one day comes last under its official name."""
DONE: Final[Mapping[Act, Phrase]] = {
    Act.SUPPLEMENT: P("收到了，已经交给经办人。"),
    Act.SEEK_REVIEW: P("收到了您的复查申请。"),
    Act.SEEK_REREVIEW: P("收到了您的复核申请。"),
    Act.REOPEN: P("收到了，这件事重新办。"),
    Act.BREAK_AGREEMENT: P("记下了，这件事重新办。"),
    Act.RATE: P("谢谢，您的评价记下了。"),
    Act.URGE: P("催办收到了。经办人要书面告诉您办到哪一步、什么时候办完。"),
    Act.ASK_RECUSAL: P("收到了。负责人决定以后，会书面告诉您。"),
    Act.WITHDRAW: P("已经撤回。改了主意，可以重新提出。"),
    Act.LEAVE: P("您退出了。您的姓名和电话已经从这件事里删掉，您的编号和查询码也不能用了。"),
}
ADVICE: Final[Mapping[Act, Phrase]] = {
    Act.SUPPLEMENT: P("新的情况、写错的地方、我们理解错的地方，都写在这里，也可以加照片、录音。"),
    Act.SEEK_REVIEW: P("申请已经替您填好，您可以直接提交，也可以写上理由。"),
    Act.SEEK_REREVIEW: P("申请已经替您填好，您可以直接提交，也可以写上理由。复核是最后一步。"),
    Act.REOPEN: P("请说说哪里没有解决，或者有什么新的事实。"),
    Act.BREAK_AGREEMENT: P("请说说协议的哪一条没有履行。"),
    Act.RATE: P("只有您自己能评价。不评价就一直空着，不会算成满意。经办人只知道有人评了，看不到评了什么。"),
    Act.URGE: P("到期没有办，您可以催。不写话也行，经办的单位必须答复您。"),
    Act.ASK_RECUSAL: P("经办人和这件事、和对方有直接利害关系的，您可以请他回避。由负责人决定，不影响您的事继续办。"),
    Act.WITHDRAW: P("撤回以后就不再办了。没有人可以要求您撤回；有人逼您，请告诉上级机关。"),
    Act.LEAVE: P(
        "退出以后，这件事里没有您的姓名和电话，别人的要求照常办。没有人可以要求您退出；有人逼您，请告诉上级机关。"
    ),
}
PROMPTS: Final[Mapping[tuple[Act, str], Any]] = {
    (Act.SUPPLEMENT, "text"): gettext_lazy("要补充什么"),
    (Act.URGE, "reason"): gettext_lazy("想说的话"),
    (Act.ASK_RECUSAL, "whom"): gettext_lazy("请谁回避（姓名或者职务）"),
    (Act.ASK_RECUSAL, "reason"): gettext_lazy("他和这件事有什么利害关系"),
    (Act.WITHDRAW, "reason"): gettext_lazy("为什么撤回"),
    (Act.LEAVE, "reason"): gettext_lazy("想说的话"),
    (Act.SEEK_REVIEW, "reason"): gettext_lazy("哪里不服，为什么"),
    (Act.SEEK_REREVIEW, "reason"): gettext_lazy("哪里不服，为什么"),
    (Act.REOPEN, "reason"): gettext_lazy("哪里没有解决，有什么新的事实"),
    (Act.BREAK_AGREEMENT, "reason"): gettext_lazy("哪一条没有履行"),
    (Act.RATE, "office"): gettext_lazy("信访部门：结果满意吗"),
    (Act.RATE, "office_service"): gettext_lazy("信访部门：态度好不好，快不快"),
    (Act.RATE, "unit"): gettext_lazy("办理单位：结果满意吗"),
    (Act.RATE, "unit_service"): gettext_lazy("办理单位：态度好不好，快不快"),
    (Act.RATE, "reason"): gettext_lazy("想说的话"),
}


WISHES: Final[Mapping[Wish, tuple[Phrase, Phrase, frozenset[Stage]]]] = {
    Wish.HEARING: (P("希望开听证会"), P("我希望开听证会，当面把事情说清楚。"), HEARING),
    Wish.MEDIATION: (P("愿意调解"), P("我愿意调解，请安排双方坐下来谈。"), frozenset({Stage.HANDLING})),
    Wish.CORRECTION: (P("这不是我的意思"), P("第{n}项写的不是我的意思。我的意思是："), frozenset()),
}
"""Each wish: its button, the words the form begins with, and the stages in which the button stands on the page."""
WISH_PROMPTS: Final[Mapping[Wish, Any]] = {
    Wish.HEARING: gettext_lazy("想当面说清楚什么"),
    Wish.MEDIATION: gettext_lazy("想怎么谈，请谁来"),
    Wish.CORRECTION: gettext_lazy("您的意思"),
}
WISH_ADVICE: Final[Mapping[Wish, Phrase]] = {
    Wish.HEARING: P("听证会上双方当面说，有听证员听。开不开由办理单位定，您的请求会一直记着。"),
    Wish.MEDIATION: P("调解要双方都愿意。谈成了写协议，谈不成照常办，不影响您的权利。"),
    Wish.CORRECTION: P("请用您自己的话再说一遍。经办人按您说的改，原来的话也留着。"),
}
