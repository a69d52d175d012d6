"""The forms with which a petitioner speaks to a hearing: coming or not, whom they object to, the record read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.law.hearing.vocabulary import Attendance, HearingAct, Reading
from huiyin.law.terms import Term
from huiyin.law.words import P
from huiyin.people.fields import Line, Words
from huiyin.portal.fields import OpenWords

#: How somebody who reads on the web may answer; to sign takes a pen.
READ_HERE: Final = (Reading.CONFIRMED, Reading.CORRECTED)


def _choice(label: Any, terms: Iterable[Term]) -> forms.ChoiceField:
    chosen = [(term.value, _(term.label)) for term in terms]
    return forms.ChoiceField(label=label, choices=chosen, widget=forms.RadioSelect)


def _text(label: Any, *, required: bool = True) -> Words:
    return Words(label=label, required=required, widget=forms.Textarea(attrs={"rows": 4}))


class Answer(OpenWords):
    """Whether they come."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["attendance"] = _choice(_("来不来"), Attendance)
        self.fields["agent"] = Line(label=_("委托谁来：姓名和电话"), required=False)
        self.fields["reason"] = _text(_("想说的话"), required=False)


class Object(OpenWords):
    """Who should withdraw, and why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whom"] = Line(label=_("请谁回避（姓名或者职务）"))
        self.fields["reason"] = _text(_("他和这件事有什么利害关系"))


class Read(OpenWords):
    """What they say to the record."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reading"] = _choice(_("笔录写得对不对"), READ_HERE)
        self.fields["remarks"] = _text(_("要更正什么"), required=False)


FORMS: Final = {HearingAct.ANSWER: Answer, HearingAct.OBJECT: Object, HearingAct.READ: Read}
ADVICE: Final = {
    HearingAct.ANSWER: P("可以自己来，也可以委托一两个人来。不来不影响您的事照常办。"),
    HearingAct.OBJECT: P("和这件事、和对方有直接利害关系的，您可以请他回避。负责人决定以后，书面告诉您。"),
    HearingAct.READ: P("请一句一句看。写错的、漏掉的，写在下面，改了再请您看。要签名的，到举行听证的机关签。"),
}
DONE: Final = {
    HearingAct.ANSWER: P("收到了，已经告诉举行听证的机关。"),
    HearingAct.OBJECT: P("收到了。没有决定以前，听证不会开始。"),
    HearingAct.READ: P("记下了您对笔录的意见。"),
}
