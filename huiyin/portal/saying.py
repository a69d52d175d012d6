"""Having a say (您可以): each act the law gives the petitioner, a button from the table and a page with its form."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.cases import materials
from huiyin.cases.acts import Refused, perform
from huiyin.cases.identity import masked
from huiyin.cases.models import Party
from huiyin.law.endings import RATED, rating_until
from huiyin.law.facts import PETITIONER
from huiyin.law.forms import FORMS
from huiyin.law.lifecycle import BY_ACT, HEARING
from huiyin.law.particulars import Field
from huiyin.law.terms import Act, ClockKind, Rating, Stage, Wish
from huiyin.law.verdict import Decision, Refusal
from huiyin.law.words import P, Phrase
from huiyin.portal.answers import answered
from huiyin.portal.fields import Files, Line, Words
from huiyin.portal.grants import opened
from huiyin.portal.matter import THEIR_ACTS, Matter, gather
from huiyin.portal.models import Cosigner
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.portal.standing import remedies
from huiyin.portal.telling import asked

LABELS: Final[Mapping[Act, Phrase]] = {
    Act.CONFIRM_EXECUTION: P("已经落实了"),
    Act.DENY_EXECUTION: P("还没有落实"),
    Act.SUPPLEMENT: P("补充情况或材料"),
    Act.SEEK_REVIEW: P("申请复查"),
    Act.SEEK_REREVIEW: P("申请复核"),
    Act.REOPEN: P("没有解决，要求重新办"),
    Act.JOIN: P("请大家一起提出"),
    Act.BREAK_AGREEMENT: P("协议没有履行"),
    Act.RATE: P("评价"),
    Act.WITHDRAW: P("撤回这件事"),
    Act.LEAVE: P("我退出"),
}
ORDER: Final = (*LABELS, *sorted(THEIR_ACTS - LABELS.keys()))
"""In what order the buttons stand; what the table adds one day comes last under its official name."""
_DONE: Final[Mapping[Act, Phrase]] = {
    Act.CONFIRM_EXECUTION: P("记下了：您确认已经落实。"),
    Act.DENY_EXECUTION: P("记下了：您说还没有落实。单位要接着落实，信访部门看得到。"),
    Act.SUPPLEMENT: P("收到了，已经交给经办人。"),
    Act.SEEK_REVIEW: P("收到了您的复查申请。"),
    Act.SEEK_REREVIEW: P("收到了您的复核申请。"),
    Act.REOPEN: P("收到了，这件事重新办。"),
    Act.BREAK_AGREEMENT: P("记下了，这件事重新办。"),
    Act.RATE: P("谢谢，您的评价记下了。"),
    Act.WITHDRAW: P("已经撤回。改了主意，可以重新提出。"),
    Act.LEAVE: P("您退出了。您的姓名和电话已经从这件事里删掉，您的编号和查询码也不能用了。"),
}
_ADVICE: Final[Mapping[Act, Phrase]] = {
    Act.CONFIRM_EXECUTION: P("请您看过现场、拿到东西，再确认。确认以后发现问题，仍然可以告诉我们。"),
    Act.DENY_EXECUTION: P("请说说哪里没有落实。办理单位要接着落实，督办的人看得到您说的。"),
    Act.SUPPLEMENT: P("新的情况、写错的地方、我们理解错的地方，都写在这里，也可以加照片。"),
    Act.SEEK_REVIEW: P("申请已经替您填好，您可以直接提交，也可以写上理由。"),
    Act.SEEK_REREVIEW: P("申请已经替您填好，您可以直接提交，也可以写上理由。复核是最后一步。"),
    Act.REOPEN: P("请说说哪里没有解决，或者有什么新的事实。"),
    Act.BREAK_AGREEMENT: P("请说说协议的哪一条没有履行。"),
    Act.RATE: P("只有您自己能评价。不评价就一直空着，不会算成满意。经办人只知道有人评了，看不到评了什么。"),
    Act.WITHDRAW: P("撤回以后就不再办了。没有人可以要求您撤回；有人逼您，请告诉上级机关。"),
    Act.LEAVE: P(
        "退出以后，这件事里没有您的姓名和电话，别人的要求照常办。没有人可以要求您退出；有人逼您，请告诉上级机关。"
    ),
}
_PROMPTS: Final[Mapping[tuple[Act, str], Any]] = {
    (Act.SUPPLEMENT, "text"): gettext_lazy("要补充什么"),
    (Act.WITHDRAW, "reason"): gettext_lazy("为什么撤回"),
    (Act.LEAVE, "reason"): gettext_lazy("想说的话"),
    (Act.SEEK_REVIEW, "reason"): gettext_lazy("哪里不服，为什么"),
    (Act.SEEK_REREVIEW, "reason"): gettext_lazy("哪里不服，为什么"),
    (Act.REOPEN, "reason"): gettext_lazy("哪里没有解决，有什么新的事实"),
    (Act.DENY_EXECUTION, "reason"): gettext_lazy("哪里没有落实"),
    (Act.BREAK_AGREEMENT, "reason"): gettext_lazy("哪一条没有履行"),
    (Act.CONFIRM_EXECUTION, "note"): gettext_lazy("想说的话"),
    (Act.RATE, "office"): gettext_lazy("信访部门：结果满意吗"),
    (Act.RATE, "office_service"): gettext_lazy("信访部门：态度好不好，快不快"),
    (Act.RATE, "unit"): gettext_lazy("办理单位：结果满意吗"),
    (Act.RATE, "unit_service"): gettext_lazy("办理单位：态度好不好，快不快"),
    (Act.RATE, "reason"): gettext_lazy("想说的话"),
}


_WISHES: Final[Mapping[Wish, tuple[Phrase, Phrase, frozenset[Stage]]]] = {
    Wish.HEARING: (P("希望开听证会"), P("我希望开听证会，当面把事情说清楚。"), HEARING),
    Wish.MEDIATION: (P("愿意调解"), P("我愿意调解，请安排双方坐下来谈。"), frozenset({Stage.HANDLING})),
    Wish.CORRECTION: (P("这不是我的意思"), P("第{n}项写的不是我的意思。我的意思是："), frozenset()),
}
"""Each wish: its button, the words the form begins with, and the stages in which the button stands on the page."""
_WISH_PROMPTS: Final[Mapping[Wish, Any]] = {
    Wish.HEARING: gettext_lazy("想当面说清楚什么"),
    Wish.MEDIATION: gettext_lazy("想怎么谈，请谁来"),
    Wish.CORRECTION: gettext_lazy("您的意思"),
}
_WISH_ADVICE: Final[Mapping[Wish, Phrase]] = {
    Wish.HEARING: P("听证会上双方当面说，有听证员听。开不开由办理单位定，您的请求会一直记着。"),
    Wish.MEDIATION: P("调解要双方都愿意。谈成了写协议，谈不成照常办，不影响您的权利。"),
    Wish.CORRECTION: P("请用您自己的话再说一遍。经办人按您说的改，原来的话也留着。"),
}


# The buttons ---------------------------------------------------------------------------------------------------------


def button(matter: Matter, act: Act) -> dict[str, Any]:
    """One button for the part that draws them: open, or closed with its reason and article."""
    verdict = matter.openings[act]
    refusal = _in_plain_words(matter, verdict) if isinstance(verdict, Refusal) else None
    number = matter.case.number
    own_page = act is Act.JOIN
    url = reverse("portal:together", args=(number,)) if own_page else reverse("portal:say", args=(number, act.value))
    return {"act": act, "label": LABELS.get(act, P(act.label)), "url": url, "refusal": refusal}


def wishes(matter: Matter) -> list[dict[str, Any]]:
    """Buttons for what may be wished for now: a hearing, mediation."""
    if not isinstance(matter.openings.get(Act.SUPPLEMENT), Decision) or matter.case.report or not matter.own:
        return []
    url = reverse("portal:say", args=(matter.case.number, Act.SUPPLEMENT.value))
    return [
        {"label": label, "url": f"{url}?wish={wish.value}"}
        for wish, (label, _words, stages) in _WISHES.items()
        if matter.facts.stage in stages
    ]


def _in_plain_words(matter: Matter, refusal: Refusal) -> Refusal:
    """A refusal for being too early or too late says from when on it is possible, instead of naming stages."""
    if any(matter.facts.stage in move.from_ for move in BY_ACT[refusal.act]):
        return refusal
    words = _when(matter).get(refusal.act)
    return refusal if words is None else Refusal(refusal.act, words, refusal.citation, refusal.instead)


def _when(matter: Matter) -> Mapping[Act, Phrase]:
    periods = matter.facts.book.periods
    review, rereview = periods[ClockKind.SEEK_REVIEW].length, periods[ClockKind.SEEK_REREVIEW].length
    return {
        Act.SEEK_REVIEW: P("收到书面处理意见后 {n} 天内可以申请", n=review),
        Act.SEEK_REREVIEW: P("收到复查意见后 {n} 天内可以申请", n=rereview),
        Act.CONFIRM_EXECUTION: P("单位说落实了以后，由您确认"),
        Act.DENY_EXECUTION: P("单位说落实了以后，由您来说是不是真的"),
        Act.RATE: P("答复您以后可以评价"),
        Act.LEAVE: P("已经办结，不用退出了"),
        Act.REOPEN: P("答复或者办结以后，没有解决的可以要求重新办"),
        Act.BREAK_AGREEMENT: P("达成调解协议以后才用得上"),
        Act.WITHDRAW: P("已经作出意见，不能撤回了"),
        Act.JOIN: P("已经在写意见或者答复过了，不能再加人"),
        Act.SUPPLEMENT: P("已经办结。有新的事实，请要求重新办，或者作为新的事项提出"),
    }


# The page of an act --------------------------------------------------------------------------------------------------


class SayForm(forms.Form):
    """The particulars of an act as the law lists them, under the words the public page has for them."""

    def __init__(self, *args: Any, act: Act, **options: Any) -> None:
        super().__init__(*args, **options)
        for law in (each for each in FORMS[act] if not each.by_desk):
            self.fields[law.name] = _field(act, law)
        if act is Act.SUPPLEMENT:
            if self.wish:
                self.fields["text"].label = _WISH_PROMPTS[self.wish]
            attrs = {"multiple": True, "accept": materials.ACCEPT}
            self.fields["papers"] = Files(label=_("照片和材料"), help_text=_("每份不超过 20 MB。"), attrs=attrs)

    @property
    def wish(self) -> Wish | None:
        value = self["wish"].value() if "wish" in self.fields else ""
        return Wish(value) if value in set(Wish) else None


def _field(act: Act, law: Field) -> forms.Field:
    label = _PROMPTS.get((act, law.name)) or gettext_lazy(law.label)
    if law.terms is Rating:
        chosen = [("", gettext_lazy("先不评价")), *((term.value, gettext_lazy(term.label)) for term in Rating)]
        return forms.ChoiceField(label=label, choices=chosen, required=False, widget=forms.RadioSelect)
    if law.terms is Wish:
        return forms.ChoiceField(
            choices=[("", ""), *((term.value, term.label) for term in Wish)], required=False, widget=forms.HiddenInput
        )
    if law.kind == "line":
        return Line(label=label, required=law.required)
    return Words(label=label, required=law.required, widget=forms.Textarea(attrs={"rows": 5}))


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One act: why it is closed, or its form; what was typed stays whatever happens."""
    matter = gather(opened(request, number))
    wanted = Act(act) if act in {each.value for each in THEIR_ACTS} else None
    verdict = matter.openings.get(wanted) if wanted else None
    if wanted is None or verdict is None:
        raise Http404
    if wanted is Act.JOIN:
        return see_other("together", number)
    if request.method == "POST":
        return _said(request, matter, wanted)
    refusal = _in_plain_words(matter, verdict) if isinstance(verdict, Refusal) else None
    form = SayForm(initial=_initial(matter, wanted) or _wished(request, wanted), act=wanted)
    return _page(request, matter, wanted, form, refusal)


def _said(request: HttpRequest, matter: Matter, act: Act) -> HttpResponse:
    form = SayForm(request.POST, request.FILES, act=act)
    if not form.is_valid():
        return _page(request, matter, act, form, status=UNFIT)
    given: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "papers" and value}
    kept, refused = materials.store_all(form.cleaned_data.get("papers") or [])
    for phrase in refused:
        form.add_error("papers", _(phrase.text).format(**dict(phrase.args)))
    if refused:
        return _page(request, matter, act, form, status=UNFIT)
    if kept:
        given["files"] = [asdict(file) for file in kept]
    if matter.opened.writer is not None:
        given["party"] = matter.opened.writer
    try:
        perform(
            case=matter.case.id, act=act, by=PETITIONER, at=timezone.now(), given=given,
            key=_key(matter, act, request.POST.get("key", "")), seen=_seen(request),
        )  # fmt: skip
    except Refused as refused_by_law:
        return _page(request, matter, act, form, refused_by_law.refusal, status=UNFIT)
    done = _DONE.get(act)
    messages.success(request, _(done.text) if done else _("记下了。"))
    if act is Act.LEAVE:
        Cosigner.objects.filter(party=given["party"]).delete()
        return see_other("home")
    return see_other("matter", matter.case.number, query=f"said={act.value}")


def _key(matter: Matter, act: Act, typed: str) -> str | None:
    """A key of this matter and act alone, so that nobody reaches another matter's event with a borrowed one."""
    return hashlib.sha256(f"{matter.case.id}:{act.value}:{typed}".encode()).hexdigest() if typed else None


def _seen(request: HttpRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None


def _wished(request: HttpRequest, act: Act) -> dict[str, Any]:
    """What a button of a wish, or beside a claim, has already filled in."""
    wish = request.GET.get("wish", "")
    if act is not Act.SUPPLEMENT or wish not in set(Wish):
        return {}
    claim = request.GET.get("claim", "")
    words = _(_WISHES[Wish(wish)][1].text).format(n=claim if claim.isascii() and claim.isdigit() else "")
    return {"wish": wish, "text": words}


def _initial(matter: Matter, act: Act) -> dict[str, Any]:
    if act is Act.RATE and matter.rating:
        return {name: getattr(matter.rating, name) for name in RATED}
    if act in (Act.SEEK_REVIEW, Act.SEEK_REREVIEW):
        return {"reason": _("我不服这个意见，请求上一级机关审查。")}
    return {}


def _page(
    request: HttpRequest, matter: Matter, act: Act, form: SayForm, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    wish = form.wish
    label = _WISHES[wish][0] if wish else LABELS.get(act, P(act.label))
    context = {
        "matter": matter, "case": matter.case, "act": act, "label": label,
        "advice": _WISH_ADVICE[wish] if wish else _ADVICE.get(act),
        "form": form, "refusal": refusal, "closed": refusal and status == 200,
        "key": request.POST.get("key") or uuid.uuid4().hex, "seen": matter.case.seq, "today": matter.today,
        "here": "track", **_application(matter, act),
        "until": rating_until(matter.facts) if act is Act.RATE else None,
        "asked": asked(matter) if act is Act.SUPPLEMENT and not wish else None,
        "written": _written(request, matter) if wish is Wish.CORRECTION else "",
    }  # fmt: skip
    return render(request, "portal/say.html", context, status=status)


def _written(request: HttpRequest, matter: Matter) -> str:
    """The claim that is said not to be what was meant, as it stands."""
    claim = request.GET.get("claim", "")
    return next((each.request for each in matter.claims if str(each.seq) == claim and matter.told_all), "")


def _application(matter: Matter, act: Act) -> dict[str, Any]:
    """What an application for review is already filled with: who, against what, to whom, until when."""
    if act not in (Act.SEEK_REVIEW, Act.SEEK_REREVIEW):
        return {}
    party = Party.objects.filter(case=matter.case, capacity="petitioner").first()
    last = next((each for each in answered(matter).answers if each.lines or each.standing), None)
    return {"applicant": masked(party) if party else {}, "against": last, "remedy": next(iter(remedies(matter)), None)}
