"""Registration (登记) of all six channels: typed once, checked against what came before, a receipt at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.accused import Accused
from huiyin.cases.acts import OtherContent, Refused
from huiyin.cases.asked import asked
from huiyin.cases.lodging import File, Lodging
from huiyin.cases.materials import ACCEPT, store_all
from huiyin.channels.arrivals.enveloped import settled
from huiyin.channels.arrivals.lists import registered as mail_registered
from huiyin.channels.arrivals.lists import waiting_for
from huiyin.channels.arrivals.models import Arrival
from huiyin.desk.answers.ready import words_of
from huiyin.desk.duty import dispatcher_for
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import INTAKE_NAMES, page
from huiyin.desk.intake import unfinished
from huiyin.desk.intake.accusing import Warned, accused_at, keeper, warned
from huiyin.desk.intake.claims import TypedClaim, claim_texts, typed_claims
from huiyin.desk.intake.form import IntakeForm
from huiyin.desk.intake.hints import Beside, Typed, beside
from huiyin.desk.intake.parties import is_nameless, parties
from huiyin.desk.intake.receipts import TAKEN_DOWN
from huiyin.desk.intake.then import ANSWER, TO, Then, may_transfer, register
from huiyin.desk.mails.filled import begun, files_of
from huiyin.desk.names import Names
from huiyin.desk.staff import Desk, staff
from huiyin.gate.keys import pocket
from huiyin.law.terms import Channel
from huiyin.law.words import Phrase
from huiyin.people.divisions import divisions_in
from huiyin.people.gazetteer import find
from huiyin.people.place_words import code_said
from huiyin.people.subjects import subjects
from huiyin.reception.models import Ticket
from huiyin.reception.room import spoken_name, ticket_of
from huiyin.reception.tickets import registered
from huiyin.typed.wholes import row_id
from huiyin.wording.reading import place_told

SALT = "huiyin.desk.kept"
#: Sent with the form to look something up: nothing is registered then.
LOOKING = ("_look", "_add", "_use")
#: What stands in the part of the form that is folded away at first.
RARE = ("address", "email", "way", "needs", "title", "helper")


@dataclass(frozen=True, slots=True)
class Draft:
    """A registration in the making.

    :param kept: files already stored; browsers forget a chosen file when a form comes back.
    :param unwelcome: why some files were not taken.
    :param beside: what is shown beside it; matters of the same person are asked about before anything is registered.
    :param ticket: the visitor's ticket of the waiting room, if one was called; ``mail`` the letter, if one was opened.
    :param accused: whom a report is about, :param warned: what is asked about it before anything is registered.
    """

    channel: Channel
    form: IntakeForm
    claims: list[TypedClaim]
    kept: list[File] = field(default_factory=list)
    unwelcome: Sequence[Phrase] = ()
    beside: Beside = field(default_factory=Beside)
    follows: str = ""
    then: str = ""
    ticket: Ticket | None = None
    mail: Arrival | None = None
    accused: Accused | None = None
    warned: Warned | None = None

    @property
    def unfolded(self) -> bool:
        """Whether something stands in the part that is folded away at first, or is wrong there."""
        said = (self.form[name].value() for name in RARE if name in self.form.fields)
        return any(said) or bool(self.kept or self.unwelcome or self.form["received_at"].errors)


@staff
@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest, desk: Desk, channel: str) -> HttpResponse:
    if channel not in list(Channel):
        raise Http404
    return sheet(request, desk, Channel(channel))


def sheet(request: HttpRequest, desk: Desk, channel: Channel, start: Mapping[str, Any] | None = None) -> HttpResponse:
    """The form, or what comes of sending it.

    :param start: what a blank form begins with, beside the usual.
    """
    if not desk.takes_in:
        raise PermissionDenied
    if request.method != "POST":
        return _begun(request, desk, channel, start or {})
    if "_drop" in request.POST:
        unfinished.drop(desk, request.POST["_drop"])
        return see_other(reverse("desk:intake", args=[channel.value]))
    if "_keep" in request.POST:
        unfinished.keep(desk, channel, request.POST)
        return HttpResponse(status=204)
    answer = None
    try:
        answer = _sent(request, desk, channel)
        return answer
    finally:
        # What was typed outlives every answer but the receipt, whatever went wrong.
        if answer is None or answer.status_code != HTTPStatus.SEE_OTHER:
            unfinished.keep(desk, channel, request.POST)


def _sent(request: HttpRequest, desk: Desk, channel: Channel) -> HttpResponse:
    draft = _typed(request, desk, channel)
    if any(name in request.POST for name in LOOKING):
        return _page(request, desk, draft)
    if draft.unwelcome or not draft.form.is_valid():
        return _page(request, desk, draft, status=422)
    asking = "follows" not in request.POST and any(each.sure for each in draft.beside.earlier)
    said, accused = draft.form.cleaned_data, draft.accused or accused_at(desk, {})
    nameless = is_nameless(parties(said, accused)) and "nameless" not in request.POST
    warning = draft.warned is not None and draft.warned.token != request.POST.get("heard")
    if asking or nameless or warning:
        status = 422 if nameless or warning else 200
        return _page(request, desk, draft, status=status, asking=asking, nameless=nameless, warning=warning)
    return _register(request, desk, draft)


def _begun(request: HttpRequest, desk: Desk, channel: Channel, start: Mapping[str, Any]) -> HttpResponse:
    """A blank sheet, or the one that the address names, as far as it was written."""
    key = request.GET.get("sheet", "")
    words = unfinished.kept(desk, channel, key)
    if words is not None:
        return _page(request, desk, _continued(desk, channel, words), once=key, back=True)
    draft = _blank(request, desk, channel, start)
    return _page(request, desk, draft, others=unfinished.others(desk, channel, key))


def _continued(desk: Desk, channel: Channel, words: QueryDict) -> Draft:
    """What was typed, without a word about what is still missing."""
    typed = {name: some if name == "needs" else some[-1] for name, some in words.lists() if some}
    form = IntakeForm(channel, desk.organ.area, initial=typed, now=desk.now)
    kept, ticket = _kept_files(words.getlist("kept")), ticket_of(desk.actor, words.get("ticket", ""))
    mail = _mail(desk, channel, words.get("mail", ""))
    looked = beside(desk, Typed(channel, form.identity, "", (), code_said(words.get("place"))), looked=True)
    follows, then = words.get("follows", ""), words.get("then", "")
    return Draft(channel, form, typed_claims(words), kept, (), looked, follows, then, ticket, mail)


def _blank(request: HttpRequest, desk: Desk, channel: Channel, start: Mapping[str, Any]) -> Draft:
    mail = _mail(desk, channel, request.GET.get("mail", ""))
    ticket = ticket_of(desk.actor, request.GET.get("ticket", ""))
    begin = {"received_at": desk.now, "place": desk.organ.code, "persons_present": 1, "petitioners": 1}
    begin |= {"read_back_by": desk.person.name} | dict(start)
    if ticket:
        begin |= {"name": spoken_name(ticket), "persons_present": ticket.persons, "petitioners": ticket.persons}
    kept, unwelcome = files_of(mail) if mail else ([], [])
    if mail:
        begin |= begun(mail, places(desk))
    form = IntakeForm(channel, desk.organ.area, initial=begin, now=desk.now)
    looked = Beside()
    if begin.get("phone") or begin.get("name"):
        typed = Typed(channel, form.identity, "", (), str(begin["place"]))
        looked = beside(desk, typed, looked=True)
    return Draft(channel, form, typed_claims({}), kept, unwelcome, looked, ticket=ticket, mail=mail)


def _mail(desk: Desk, channel: Channel, typed: str | None) -> Arrival | None:
    """The letter by e-mail that is being registered, if this clerk may have it in hand."""
    return waiting_for(row_id(typed) or 0, desk.actor) if typed and channel is Channel.EMAIL else None


def _typed(request: HttpRequest, desk: Desk, channel: Channel) -> Draft:
    data = _with_answer(request)
    form = IntakeForm(channel, desk.organ.area, data, now=desk.now)
    claims = typed_claims(data, more="_add" in data)
    said = {"text": data.get("text", "")}
    said["place"] = where(desk, code_said(data.get("place")), said["text"])
    accused = accused_at(desk, data)
    typed = Typed(channel, form.identity, claims=claims, **said, accused=accused)
    kept = _kept_files(data.getlist("kept"))
    new, unwelcome = store_all(request.FILES.getlist("files"), already=len(kept))
    return Draft(
        channel,
        form,
        claims,
        [*kept, *new],
        unwelcome,
        beside(desk, typed, _asked(data)),
        data.get("follows", ""),
        ANSWER if "_use" in data else data.get("then", ""),
        ticket_of(desk.actor, data.get("ticket", "")),
        _mail(desk, channel, data.get("mail", "")),
        accused,
        warned(desk, accused, typed.words, typed.report),
    )


def _asked(data: Mapping[str, str]) -> bool:
    """Whether all that stands beside the form is wanted: somebody looks, or an organ shown there was chosen."""
    return any(name in data for name in LOOKING) or data.get("then", "").startswith(TO)


def _with_answer(request: HttpRequest) -> Any:
    """What was typed; with an answer of the knowledge base behind the words already there, if one is to be used."""
    if "_use" not in request.POST:
        return request.POST
    data = request.POST.copy()
    data["answer"] = "\n".join(filter(None, [data.get("answer", "").strip(), words_of(request.POST["_use"])]))
    return data


def where(desk: Desk, place: str, text: str) -> str:
    """The place that was typed; where it stands as it came, the office's own, the one that the story plainly names.

    From the whole area nobody can tell which organ is near to what happened.
    """
    return place_told(text, places(desk)) or place if place == desk.organ.code else place


def places(desk: Desk) -> list[tuple[str, str]]:
    """Where something can have happened: the divisions the organ serves."""
    return divisions_in(desk.organ.area)


@staff
@require_safe
def found_places(request: HttpRequest, desk: Desk) -> JsonResponse:
    """What the words typed for a place may mean, where this organ serves."""
    found = find(request.GET.get("q", ""), area=desk.organ.area)
    rows = [{"code": each.code, "path": each.path} for each in found]
    return JsonResponse({"places": rows}, json_dumps_params={"ensure_ascii": False})


def _kept_files(signed: list[str]) -> list[File]:
    """Files stored by an earlier sending of the same form; the signature keeps out what was never stored here."""
    try:
        return [File(**signing.loads(each, salt=SALT)) for each in signed]
    except signing.BadSignature:
        return []


def _page(
    request: HttpRequest, desk: Desk, draft: Draft, *, asking: bool = False, status: int = 200, **more: Any
) -> HttpResponse:
    dispatcher = dispatcher_for(desk)
    context = {
        "draft": draft,
        "form": draft.form,
        "channel": draft.channel,
        "asking": asking,
        "heard": request.POST.get("heard", ""),
        "transfers": may_transfer(desk),
        "dispatcher": Names.of(desk.world.chart, [dispatcher]).person(dispatcher) if dispatcher else "",
    }
    if "HX-Request" in request.headers and "_look" in request.POST:
        # While somebody types, only what stands beside the form comes anew.
        return render(request, "desk/_intake_beside.html", context)
    context |= {
        "heading": INTAKE_NAMES.get(draft.channel, draft.channel.label),
        "kept": [(file, signing.dumps(asdict(file), salt=SALT)) for file in draft.kept],
        "accept": ACCEPT,
        "subjects": subjects(),
        "organs": [organ.name for organ in desk.world.chart.organs.values()],
        "once": request.POST.get("_once") or uuid4().hex,
        **more,
    }
    return page(request, desk, "desk/intake.html", context, here=draft.channel.value, status=status)


def _register(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    key = f"desk:{desk.actor.person}:{request.POST.get('_once', '')}"
    key = f"arrival:{draft.mail.id}" if draft.mail else "in:" + hashlib.sha256(key.encode()).hexdigest()[:40]
    try:
        lodging = _lodging(desk, draft)
        lodged = register(desk, lodging, _then(draft), key)
    except OtherContent as taken:
        return _page(request, desk, draft, status=409, refusal=taken.refusal, another=uuid4().hex)
    except Refused as refused:
        return _page(request, desk, draft, status=422, refusal=refused.refusal)
    if lodging.organ != desk.organ.id:
        request.session[TAKEN_DOWN] = lodged.case.number
    # Whoever took a report down prints its receipt while they are signed in here.
    pocket(request).put_matters(lodged.keys)
    unfinished.drop(desk, request.POST.get("_once", ""))
    if draft.ticket:
        registered(draft.ticket, lodged.case.id, desk.now)
    if draft.mail:
        mail_registered(draft.mail.id, lodged.case.id, desk.person.id, desk.now)
        settled(lodged.case.id)
    return see_other(reverse("desk:receipt", args=[lodged.case.number]))


def _then(draft: Draft) -> Then:
    said = draft.form.cleaned_data
    if draft.accused and not draft.accused.meant.sure:
        # The matter is with another organ at once: whatever would be done here afterwards stays undone.
        return Then()
    talk = {"joined": said.get("joined", "").strip(), "said": said.get("joined_said", "").strip()}
    return Then(draft.then, said["answer"].strip(), _why(draft), **talk)


def _why(draft: Draft) -> str:
    """The law's reason for the organ that was chosen, as it stood beside the choice."""
    chosen = (route for route in draft.beside.routes if f"{TO}{route.candidate.organ.id}" == draft.then)
    return "；".join(str(reason.phrase) for route in chosen for reason in route.candidate.reasons)


def _lodging(desk: Desk, draft: Draft) -> Lodging:
    said = draft.form.cleaned_data
    accused = draft.accused or accused_at(desk, said)
    return Lodging(
        channel=draft.channel,
        organ=keeper(desk, accused).id,
        place=where(desk, said["place"], said["text"]),
        received_at=said["received_at"],
        text=said["text"],
        claims=claim_texts(draft.claims, said["text"]),
        parties=parties(said, accused),
        title=said["title"],
        sub_channel=said.get("sub_channel", ""),
        postmarked_on=said.get("postmarked_on"),
        petitioners=said.get("petitioners") or 1,
        persons_present=said.get("persons_present") or 1,
        helper=said.get("helper", ""),
        read_back=said.get("read_back", False),
        unsure=not accused.meant.sure,
        follows=_follows(desk, draft.follows),
        register=draft.form.register,
        extra=_read_by(said) | _came_as(draft.mail),
        files=tuple(draft.kept),
    )


def _came_as(mail: Arrival | None) -> dict[str, str]:
    """By which the original of a letter by e-mail is known for ever."""
    return {"电子邮件原件": f"SHA-256 {mail.sha256}"} if mail else {}


def _read_by(said: Mapping[str, Any]) -> dict[str, str]:
    """Who read the oral account back, and who else was on the line: kept beside the submission."""
    reader, joined = said.get("read_back_by", "").strip(), said.get("joined", "").strip()
    read = {"念给本人听": reader} if said.get("read_back") and reader else {}
    return read | ({"三方通话": f"{joined}：{said.get('joined_said', '').strip()}"} if joined else {})


def _follows(desk: Desk, chosen: str) -> int | None:
    """The earlier matter the clerk recognised, if the clerk may see it."""
    earlier = asked(chosen, desk.actor, desk.today) if chosen else None
    return earlier.id if earlier else None
