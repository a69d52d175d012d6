"""The registration form of each channel: one screen, few fields, nothing asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.cases.identity import Identity
from huiyin.channels.ways import WRITTEN, choices
from huiyin.desk.forms.plain_widgets import PlainRenderer
from huiyin.law.matter.forms import REGISTER
from huiyin.law.terms import Aim, Channel
from huiyin.people.fields import Day, Document, Line, Moment, Phone, Whole, Words
from huiyin.people.forms import LightForm
from huiyin.people.gazetteer import certain, find
from huiyin.people.place_words import PlaceWords
from huiyin.record.worlds import BEIJING
from huiyin.typed.times import ANY_DAY

IDENTITY = ("name", "phone", "id_number", "address", "email")
NEEDS = (
    ("大字", _("大字")),
    ("打电话", _("打电话")),
    ("念给我听", _("念给我听")),
    ("手语", _("手语")),
    ("方言", _("方言")),
)
FROM_FIVE: Final = 5
"""From so many visitors on they are to choose those who speak for them (Art. 20)."""
#: What only some channels ask; everything else is asked by all.
ONLY: Mapping[str, frozenset[Channel]] = {
    "postmarked_on": frozenset({Channel.LETTER}),
    "persons_present": frozenset({Channel.VISIT}),
    "representatives": frozenset({Channel.VISIT}),
    "unelected": frozenset({Channel.VISIT}),
    "petitioners": frozenset({Channel.VISIT, Channel.LETTER, Channel.WEB, Channel.EMAIL}),
    "read_back": frozenset({Channel.VISIT, Channel.PHONE}),
    "read_back_by": frozenset({Channel.VISIT, Channel.PHONE}),
    "joined": frozenset({Channel.PHONE}),
    "joined_said": frozenset({Channel.PHONE}),
    "helper": frozenset({Channel.VISIT, Channel.PHONE, Channel.WEB}),
}
#: The kinds of telegram and the like, written down as they came.
SUB_CHANNELS: Mapping[Channel, tuple[str, ...]] = {
    Channel.TELEGRAM: ("电报", "传真"),
    Channel.VISIT: ("来访", "下访", "约访"),
    Channel.WEB: ("窗口代填", "帮办代填"),
}


def _words(rows: int, **more: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **more})


def _private(kind: str = "text", **more: Any) -> forms.TextInput:
    """An input whose words the browser neither keeps nor offers again."""
    return forms.TextInput(attrs={"type": kind, "autocomplete": "off", "data-private": "", **more})


class IntakeForm(LightForm):
    """Everything but the claims, which may be many."""

    default_renderer = PlainRenderer()

    text = Words(label=_("原文"), widget=_words(5))
    # What lies ahead has a sentence of its own.
    received_at = Moment(label=_("收到的时间"), last=ANY_DAY)
    sub_channel = forms.ChoiceField(label=_("具体方式"), required=False)
    postmarked_on = Day(label=_("邮戳日期"), required=False)
    persons_present = Whole(label=_("到场几人"), min_value=1, max_value=9999, required=False)
    petitioners = Whole(label=_("一共代表几人"), min_value=1, max_value=99_999, required=False)
    representatives = Words(
        label=_("信访代表"),
        required=False,
        most=1000,
        widget=_words(2),
        help_text=_("每行一人：姓名 电话。5 人以上走访要推选，最多 5 人。"),
    )
    unelected = forms.BooleanField(label=_("还没有推选出代表，照样登记"), required=False)
    name = Line(label=_("姓名"), required=False, most=80, widget=_private(autofocus=True))
    phone = Phone(label=_("电话"), required=False, most=40, widget=_private("tel"))
    id_number = Document(label=_("证件号码"), required=False, copied=True, most=40, widget=_private())
    address = Line(label=_("住址"), required=False, most=200, widget=_private())
    email = Line(label=_("电子邮箱"), required=False, most=120, widget=_private("email"))
    way = forms.ChoiceField(label=_("怎么告诉本人"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("需要的帮助"), required=False, choices=NEEDS, widget=forms.CheckboxSelectMultiple
    )
    place = PlaceWords(label=_("事情发生在哪里"))
    title = Line(label=_("一句话标题"), required=False, most=40, help_text=_("不写就用第一项诉求。"))
    accused_organ = Line(label=_("检举控告：反映哪个单位"), required=False, most=120, widget=_private(list="l-organs"))
    accused_person = Line(label=_("检举控告：反映哪个人"), required=False, most=80, widget=_private())
    helper = Line(label=_("谁帮忙写的"), required=False, most=80)
    read_back = forms.BooleanField(
        label=_("已经念给本人听，本人确认"),
        required=False,
        widget=forms.CheckboxInput(attrs={"accesskey": "r"}),
    )
    read_back_by = Line(label=_("谁念的"), required=False, most=40)
    joined = Line(label=_("三方通话：谁加入（单位、姓名）"), required=False, most=120)
    joined_said = Words(
        label=_("各自说了什么"),
        required=False,
        most=4000,
        widget=_words(3),
        help_text=_("每行一人：姓名：说的话。"),
    )
    subject = Line(label=_("内容分类"), required=False, most=40, widget=forms.TextInput(attrs={"list": "l-subjects"}))
    aim = forms.ChoiceField(label=_("信访目的"), required=False)
    happened = Line(label=_("问题发生时间"), required=False, most=60, help_text=_("知道多少写多少，比如：2026年3月起"))
    affected = Whole(label=_("涉及人数"), min_value=1, max_value=9_999_999, required=False)
    answer = Words(label=_("当场怎么答复的"), required=False, most=4000, widget=_words(4))

    several_from = FROM_FIVE

    def __init__(self, channel: Channel, area: str, *args: Any, now: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.now = now
        for name, channels in ONLY.items():
            if channel not in channels:
                del self.fields[name]
        self.own("way").choices = choices(WRITTEN)
        self.area = area
        self.own("place").widget.attrs["placeholder"] = _("写村、镇的名字，或者拼音的头一个字母。")
        self.own("aim").choices = [("", "—"), *((each.value, each.label) for each in Aim)]
        if channel in SUB_CHANNELS:
            self.own("sub_channel").choices = [(each, each) for each in SUB_CHANNELS[channel]]
        else:
            del self.fields["sub_channel"]
        if channel in (Channel.PHONE, Channel.VISIT):
            self.own("text").label = _("本人说的（照实记）")

    def clean_place(self) -> str:
        """The code of the place that was typed: one that lies where this organ serves."""
        said = self.cleaned_data["place"]
        found = certain(said, self.area)
        meant = [found] if found else find(said, area=self.area)
        if len(meant) == 1:
            return meant[0].code
        if meant:
            names = "；".join(each.path for each in meant)
            raise forms.ValidationError(_("不止一个：{names}。请写全。").format(names=names))
        raise forms.ValidationError(_("本单位管的地方里没有“{said}”。").format(said=said))

    def _elected(self, said: dict[str, Any]) -> None:
        """Art. 20 asks them to choose who speaks; who has chosen nobody is registered all the same."""
        several = max(said.get("persons_present") or 0, said.get("petitioners") or 0)
        named = said.get("representatives") or said.get("unelected") or "representatives" in self.errors
        if "representatives" in self.fields and several >= FROM_FIVE and not named:
            self.add_error("representatives", _("一共 {n} 人，请他们推选代表，写在这里。").format(n=several))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.data.get("then") == "answer" and not said.get("answer", "").strip():
            self.add_error("answer", _("选了当场答复，请写下答复的话。"))
        self._elected(said)
        if said.get("joined", "").strip() and not said.get("joined_said", "").strip():
            self.add_error("joined_said", _("写了谁加入通话，请把各自说的也记下来。"))
        return said

    def clean_received_at(self) -> datetime:
        received: datetime = self.cleaned_data["received_at"]
        if received > self.now:
            raise forms.ValidationError(_("收到的时间不能在现在以后。"))
        return received.astimezone(BEIJING)

    @property
    def register(self) -> dict[str, Any]:
        """What the register asks beside the words, as far as somebody knew it."""
        said = {field.name: self.cleaned_data.get(field.name) for field in REGISTER}
        return {name: value for name, value in said.items() if value not in (None, "")}

    @property
    def registers(self) -> bool:
        """Whether something of that stands in the form, or is wrong there."""
        return any(self[field.name].value() or self[field.name].errors for field in REGISTER)

    @property
    def identity(self) -> Identity:
        """Who brought it, as far as typed, also while other fields are still wrong."""
        said = self.data if self.is_bound else self.initial
        return Identity(**{name: str(said.get(name, "")) for name in IDENTITY}).tidied
