"""What is said about something typed that is not taken: one sentence for every page that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from huiyin.typed.slips import Slip

SAID: Final[Mapping[Slip, Any]] = {
    Slip.NO_PHONE: _("电话里有不是数字的字。请只写数字，比如 13200001234 或 0571-88001234。"),
    Slip.PHONE_SHORT: _("电话的位数不对，少了数字。手机号 11 位，固定电话连区号一起写，请再核对一下。"),
    Slip.PHONE_LONG: _("电话的位数不对，多了数字。手机号 11 位；写两个号码，中间用“/”隔开。请再核对一下。"),
    Slip.PHONE_UNKNOWN: _("没有这样开头的电话号码，请再核对一下。"),
    Slip.NO_DOCUMENT: _("证件号码不像是证件上的号码，请核对。不想填可以空着。"),
    Slip.DOCUMENT_LENGTH: _("证件号码的位数不对，居民身份证是 18 位，请核对。不想填可以空着。"),
    Slip.DOCUMENT_SLIP: _("证件号码好像写错了一位，请核对。不想填可以空着。"),
    Slip.NO_DAY: _("日期要写成 2026-11-23 的样子。"),
    Slip.NO_MOMENT: _("时间要写成 2026-11-23 09:30 的样子。"),
    Slip.YEAR: _("年份不对，请核对。"),
    Slip.NO_WHOLE: _("请写数字，比如 12。"),
}
