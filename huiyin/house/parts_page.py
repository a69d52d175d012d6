"""Pages that show every part in every state with invented data, for those who write pages and those who check them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from huiyin.law.frame.deadlines import Due
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act, Role
from huiyin.law.words import P
from huiyin.people.fields import said

TODAY: Final = date(2026, 11, 23)
HERE: Final = ZoneInfo("Asia/Shanghai")
NUMBER: Final = "3301822026110200017"


def _at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


class SampleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(
        label=_("一句话说清是什么事"), help_text=_("比如：村里的水渠被占，春耕用不上水。"), max_length=30
    )
    story = forms.CharField(label=_("经过"), widget=forms.Textarea, help_text=_("时间、地点、找过谁、对方怎么说。"))
    phone = forms.CharField(label=_("手机号"), widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    since = forms.DateField(label=_("什么时候开始的"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    answer_by = forms.ChoiceField(
        label=_("怎么答复您"),
        choices=[("paper", _("寄纸质信")), ("phone", _("打电话，再寄信")), ("sms", _("发短信，我自己上网看"))],
        widget=forms.RadioSelect,
    )
    aids = forms.MultipleChoiceField(
        label=_("需要我们怎么帮您"),
        choices=[("large", _("大字")), ("aloud", _("请念给我听")), ("sign", _("手语"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.ChoiceField(label=_("事情发生在"), choices=[("", _("请选择")), ("liuxi", "柳溪村")])
    papers = forms.FileField(label=_("照片或材料"), required=False, help_text=said(_("每份不超过 {file} MB。")))
    truth = forms.BooleanField(label=_("我说的是真实的"))


def sample_form() -> SampleForm:
    """Filled in with mistakes, so that errors show."""
    form = SampleForm({"subject": "柳溪村三组灌溉渠被占", "answer_by": "fax", "story": "去年十月开始，渠口被围起来。"})
    form.is_valid()
    return form


def _dues() -> list[dict[str, Any]]:
    rows: list[tuple[object, date | None]] = [
        (date(2027, 1, 8), None),
        (date(2026, 11, 29), None),
        (TODAY, None),
        (date(2026, 11, 20), None),
        (date(2026, 11, 20), date(2026, 11, 9)),
        (date(2026, 11, 9), date(2026, 11, 12)),
        (Due(date(2027, 2, 10), P("自{start}起{n}日，到{end}", start=TODAY, n=79, end=date(2027, 2, 10)), True), None),
        (None, None),
    ]
    return [{"item": item, "done_on": done} for item, done in rows]


def _steps() -> list[dict[str, Any]]:
    return [
        {"state": "ahead", "title": P("书面答复您"), "at": date(2027, 1, 8), "text": P("最迟这一天。")},
        {
            "title": P("工作人员到现场看了水渠"),
            "at": _at(11, 19, 14, 20),
            "by": "县水利局 周敏、柳溪村 何建国",
            "text": P("量了占渠的 {n} 米，拍了照片，听了您和邻居的说明。", n=42),
            "links": [{"url": "#", "label": P("看记录")}],
        },
        {
            "state": "silent",
            "title": P("{start}到{end}没有新的进展。", start=date(2026, 11, 10), end=date(2026, 11, 18)),
            "note": P("超过 {n} 天没有动静会自动督办。", n=15),
        },
        {"state": "moved", "title": P("市信访局转给县水利局"), "at": _at(11, 4), "by": P("因为水渠归县水利局管")},
        {"state": "late", "title": P("告知晚了 {n} 天", n=2), "at": _at(11, 4)},
        {
            "title": P("您的来信已登记"),
            "at": _at(11, 2),
            "links": [{"url": "#", "label": P("回执和存证")}, {"url": "#", "label": P("您的原信")}],
        },
    ]


def _claims() -> list[dict[str, Any]]:
    return [
        {
            "text": "恢复三组灌溉渠 42 米",
            "reason": "渠道属集体，占用未经同意",
            "finding": "11月19日现场丈量，占用属实。",
            "links": [{"url": "#", "label": P("记录 {n} 份", n=2)}],
            "verdict": P("支持"),
            "state": "ok",
            "promise": P("{on}前恢复", on=date(2026, 12, 31)),
        },
        {"text": "赔偿去年减产损失 3 200 元", "citation": cite("xf2022", 32)},
        {"text": "撤换村民小组长", "finding": "属村民自治事项，村民可以依法提出罢免。", "verdict": P("不支持")},
    ]


REFUSAL: Final = Refusal(
    Act.CLOSE, P("还没有送达证明，不能办结。"), cite("xf2022", 35), P("先把意见书送到信访人手上，登记送达回证。")
)


def _next() -> dict[str, Any]:
    return {
        "sentence": P("出具信访处理意见书，逐项答复 {n} 项诉求。", n=3),
        "citations": [cite("xf2022", 31, item=6), cite("xf2022", 32)],
        "acts": [
            {"label": P("起草意见书"), "url": "#", "key": "E", "first": True},
            {"label": P("申请延期"), "url": "#", "note": P("负责人批准，最多 {n} 天", n=30)},
            {"label": P("补充调查记录"), "url": "#", "key": "R"},
            {"label": Act.CLOSE, "refusal": REFUSAL},
        ],
    }


def _clocks() -> list[dict[str, Any]]:
    return [
        {"label": P("办理 {n} 日", n=60), "citation": cite("xf2022", 34), "due": date(2027, 1, 8)},
        {"label": P("协办：{organ}", organ="柳溪镇"), "due": date(2026, 11, 29), "note": P("已催过一次")},
        {
            "label": P("书面告知 {n} 日", n=15),
            "citation": cite("xf2022", 23),
            "due": date(2026, 11, 19),
            "done_on": date(2026, 11, 9),
        },
    ]


def _four() -> dict[str, Any]:
    return {
        "due": date(2027, 1, 8),
        "citation": cite("xf2022", 34),
        "procedure": P("调查核实 → 书面意见"),
        "who": "周敏",
        "organ": "青川县水利局",
        "phone": "0571-8800 2216",
    }


def _receipt() -> dict[str, Any]:
    return {
        "organ": "青川市信访局",
        "number": NUMBER,
        "code": "7K4M-92QX",
        "received_at": _at(11, 2, 9, 12),
        "channel": P("来信"),
        "subject": "柳溪村三组灌溉渠被占，春耕用不上水",
        "claims": ["恢复三组灌溉渠 42 米", "赔偿去年减产损失 3 200 元"],
        "next": P("{organ}在{on}前告诉您由谁办理。", organ="市信访局", on=date(2026, 11, 17)),
        "citation": cite("xf2022", 22, 1),
        "clerk": "王岚",
        "phone": "0571-8800 2201",
        "proof": "3f9c 71d2 08ab",
        # The drawing comes from segno alone; no reader's text is in it.
        "qr": mark_safe(segno.make("https://example.invalid/q/7K4M92QX", micro=False).svg_inline(omitsize=True)),
    }


def _queue() -> list[dict[str, Any]]:
    rows = [
        ("柳溪村三组灌溉渠被占，春耕用不上水", NUMBER, "农村农业 › 水利水电", date(2026, 11, 20), "周敏"),
        ("小区电梯停用两个月，老人上不了楼", "3301822026110900004", "城乡建设 › 物业", date(2026, 11, 28), "周敏"),
        ("工地拖欠工资，二十六人", "3301822026111600031", "劳动社保 › 工资", date(2027, 1, 15), "何建国"),
    ]
    names = ("subject", "number", "category", "due", "owner")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _nav() -> list[dict[str, Any]]:
    return [
        {
            "items": [
                {"label": P("我的办件"), "url": "#", "count": 23, "current": True},
                {"label": P("待分流"), "url": "#", "count": 41},
                {"label": P("待送达"), "url": "#", "count": 6},
            ]
        },
        {"heading": P("督办"), "items": [{"label": P("一转了之"), "url": "#", "count": 0}]},
        {"heading": P("来访"), "items": [{"label": P("登记"), "url": "#", "key": "N"}]},
    ]


def _common() -> dict[str, Any]:
    return {
        "today": TODAY,
        "number": NUMBER,
        "dues": _dues(),
        "steps": _steps(),
        "claims": _claims(),
        "clocks": _clocks(),
        "next": _next(),
        "refusal": REFUSAL,
        "queue": _queue(),
        "person": {
            "name": "陈**",
            "phone": "132****7710",
            "place": "柳溪村三组",
            "needs": P("字大、请打电话。"),
            "history": P("同一事项没有来过。"),
        },
        "article": cite("xf2022", 34),
        "file_name": "现场照片.jpg",
        "crumbs": [{"label": P("首页"), "url": "#"}, {"label": P("我的信访事项")}],
    }


def parts(request: HttpRequest) -> HttpResponse:
    """Every part as the public sees it."""
    return render(
        request,
        "parts_portal.html",
        _common() | {"form": sample_form(), "four": _four(), "receipt": _receipt(), "here": "track"},
    )


def parts_desk(request: HttpRequest) -> HttpResponse:
    """Every part as the staff sees it."""
    me = {"name": "周敏", "organ": "青川县水利局", "role": Role.HANDLER}
    return render(request, "parts_desk.html", _common() | {"form": sample_form(), "nav": _nav(), "me": me})
