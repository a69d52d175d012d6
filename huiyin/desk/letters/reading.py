"""The reading page (核对来信): picture beside text; confirmed by keyboard, registered, and the next letter opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.cases.acts import OtherContent, Refused
from huiyin.cases.earlier import Earlier, earlier_matters
from huiyin.cases.envelopes import envelope_of
from huiyin.channels.letters import batches
from huiyin.channels.letters.batches import Sheet
from huiyin.channels.letters.enveloped import put_in
from huiyin.channels.letters.faults import WHAT_TO_DO, Fault
from huiyin.channels.letters.models import Letter, LetterPage
from huiyin.channels.letters.several import beginnings
from huiyin.channels.letters.splitting import still_whole
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.intake.accusing import Warned, accused_at, warned
from huiyin.desk.intake.parties import is_nameless, parties
from huiyin.desk.letters.form import LetterForm, Proposal, propose, shown_envelope
from huiyin.desk.letters.register import register
from huiyin.desk.letters.rows import known_to, place_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.reading import WHOLE
from huiyin.law.words import P, Phrase
from huiyin.people.divisions import divisions_in
from huiyin.people.subjects import subjects
from huiyin.typed.wholes import whole

#: Below this, most of a page is guesswork: handwriting, usually.
LEGIBLE = 70


@dataclass(frozen=True, slots=True)
class Open:
    """A letter open on the desk; ``begins`` are the pages on which another one seems to begin."""

    sheet: Sheet
    pages: Sequence[tuple[int, LetterPage, Sequence[Any]]]
    proposal: Proposal
    form: LetterForm
    earlier: Sequence[Earlier]
    follows: str
    legible: bool
    warned: Warned | None = None
    begins: Sequence[int] = ()

    @property
    def letter(self) -> Letter:
        return self.sheet.letter


@staff
@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    found = batches.letter_of(desk.actor, letter) if desk.takes_in else None
    if found is None:
        return _settled(request, desk, letter)
    opened = _open(desk, found, _data(request, found))
    if request.method != "POST" or "_look" in request.POST:
        return _page(request, desk, opened)
    batches.keep_typed(found, _typed(request.POST))
    if not opened.form.is_valid():
        return _page(request, desk, opened, status=422)
    asking = "follows" not in request.POST and any(each.sure for each in opened.earlier)
    said = opened.form.cleaned_data
    nameless = is_nameless(parties(said, accused_at(desk, said))) and "nameless" not in request.POST
    warning = opened.warned is not None and opened.warned.token != request.POST.get("heard")
    if asking or nameless or warning:
        return _page(request, desk, opened, status=422, asking=asking, nameless=nameless, warning=warning)
    return _registered(request, desk, opened)


@staff
@require_safe
def skip(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """Leave this one for later and open the next; what was typed stays with it."""
    return _onwards(desk, open_letter(desk, letter))


@staff
@require_POST
def typed(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """Keep what stands in the form, while somebody types."""
    batches.keep_typed(open_letter(desk, letter), _typed(request.POST))
    return HttpResponse(status=204)


@staff
@require_POST
def aside(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """Not to be registered, with a reason."""
    found = open_letter(desk, letter)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.warning(request, _("请写明为什么不登记。"))
        return see_other(reverse("desk:letter", args=[found.id]))
    batches.set_aside(found, reason, desk.person.id, desk.now)
    messages.success(request, _("第 {seq} 封放在一边，没有登记。").format(seq=place_of(found, desk)))
    return _onwards(desk, found)


def _settled(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """A form sent twice, or a page kept open: the batch says what became of it, and that nothing was changed."""
    if not desk.takes_in:
        raise PermissionDenied
    batch = batches.batch_with(desk.actor, letter)
    if batch is None or (request.method != "POST" and not known_to(letter, desk)):
        raise Http404
    if request.method == "POST" and "_look" not in request.POST:
        messages.info(request, _("这封信已经处理过，没有另外登记。写的有改动，请打开登记的那一件，用“补充情况”。"))
    return see_other(reverse("desk:letter-batch", args=[batch]))


def open_letter(desk: Desk, letter: int) -> Letter:
    """A letter that waits for a clerk of this organ, else 404."""
    if not desk.takes_in:
        raise PermissionDenied
    found = batches.letter_of(desk.actor, letter)
    if found is None:
        raise Http404
    return found


def _typed(data: QueryDict) -> Mapping[str, list[str]]:
    return {name: data.getlist(name) for name in data if not name.startswith(("csrf", "_"))}


def _data(request: HttpRequest, letter: Letter) -> QueryDict | None:
    """What was sent now, or typed before; nothing for a letter that is opened the first time."""
    if request.method == "POST":
        return request.POST
    before = batches.typed_in(letter)
    if before is None or "anew" in request.GET:
        return None
    data = QueryDict(mutable=True)
    for name, values in before.items():
        data.setlist(name, values)
    return data


def _open(desk: Desk, letter: Letter, data: QueryDict | None) -> Open:
    sheet = batches.sheet_of(letter)
    read = batches.read_lines(sheet.pages)
    places = divisions_in(desk.organ.area)
    envelope = _envelope(sheet, read, data)
    proposal = propose(read, places, envelope)
    form = _form(desk, sheet, proposal, envelope, data)
    lines = [[each for each in proposal.lines if each.page == number] for number in range(1, len(sheet.pages) + 1)]
    pages = [(number, each, lines[number - 1]) for number, each in enumerate(sheet.pages, 1)]
    earlier = earlier_matters(form.identity, desk.actor, desk.today)
    follows = data.get("follows", "") if data else ""
    return Open(
        sheet, pages, proposal, form, earlier, follows or "", _legible(read), _warned(desk, data), _begins(read)
    )


def _warned(desk: Desk, data: QueryDict | None) -> Warned | None:
    """What is asked about whom the letter is about, once it has been typed."""
    if data is None:
        return None
    words = f"{data.get('text', '')}\n{data.get('requests', '')}"
    return warned(desk, accused_at(desk, data.dict()), words, classed=False)


def _envelope(sheet: Sheet, read: Sequence[Sequence[Any]], data: QueryDict | None) -> int | None:
    if data is None:
        return shown_envelope(sheet.pages, read)
    return whole(data.get("envelope"), 1, len(sheet.pages))


def _form(desk: Desk, sheet: Sheet, proposal: Proposal, envelope: int | None, data: QueryDict | None) -> LetterForm:
    start = {"received_at": sheet.letter.batch.received_at, "place": desk.organ.code, "petitioners": 1}
    start |= dict(proposal.initial) | ({"envelope": str(envelope)} if envelope else {})
    return LetterForm(desk.organ.area, len(sheet.pages), data, initial=start, now=desk.now)


def _begins(read: Sequence[Sequence[Any]]) -> Sequence[int]:
    return beginnings(["\n".join(line.words for line in lines) for lines in read])


def _legible(read: Sequence[Sequence[Any]]) -> bool:
    sure = [each for lines in read for line in lines for each in line.sure]
    return not sure or sum(sure) / len(sure) >= LEGIBLE


def _page(
    request: HttpRequest, desk: Desk, opened: Open, *, status: int = 200, asking: bool = False, **more: Any
) -> HttpResponse:
    sheet = opened.sheet
    parts = [file for file in sheet.files if file.part_of_id is not None]
    batch = {"label": P("一批来信"), "url": reverse("desk:letter-batch", args=[sheet.letter.batch_id])}
    context = {
        "crumbs": [{"label": P("来信扫描"), "url": reverse("desk:letters")}, batch, {"label": P("核对")}],
        "opened": opened,
        "heard": request.POST.get("heard", ""),
        "letter": sheet.letter,
        "place": place_of(sheet.letter, desk),
        "sheet": sheet,
        "form": opened.form,
        "seen": opened.proposal.seen,
        "left": batches.left_in(sheet.letter.batch, desk.actor),
        "faults": [(file, _what_to_do(file.fault)) for file in sheet.files if file.fault],
        "asking": asking,
        "parts": parts,
        "whole": bool(parts) and still_whole(parts, desk.actor),
        "again": opened.form.is_bound and request.method != "POST",
        "subjects": subjects(),
        "organs": [organ.name for organ in desk.world.chart.organs.values()],
        **more,
    }
    return page(request, desk, "desk/letters_reading.html", context, here="letters", status=status)


def _what_to_do(fault: str) -> Phrase:
    return WHAT_TO_DO[Fault(fault)]


def _registered(request: HttpRequest, desk: Desk, opened: Open) -> HttpResponse:
    try:
        case = register(desk, opened.sheet, opened.form, opened.follows)
    except OtherContent as taken:
        # It was registered, and the machine stopped before that was noted here.
        batches.registered(opened.letter, taken.case.id, desk.person.id, desk.now)
        return _page(request, desk, opened, status=409, refusal=taken.refusal)
    except Refused as refused:
        return _page(request, desk, opened, status=422, refusal=refused.refusal)
    place = place_of(opened.letter, desk)
    batches.registered(opened.letter, case.id, desk.person.id, desk.now)
    if case.report and (envelope := envelope_of(case.id)) is not None:
        put_in(case.id, WHOLE, envelope)
    messages.success(request, _("第 {seq} 封已登记，编号 {number}。").format(seq=place, number=case.number))
    return _onwards(desk, opened.letter)


def _onwards(desk: Desk, letter: Letter) -> HttpResponse:
    """To the next letter that is read, or back to the batch."""
    following = batches.next_letter(letter.batch, desk.actor, letter.seq)
    if following is None:
        return see_other(reverse("desk:letter-batch", args=[letter.batch_id]))
    return see_other(reverse("desk:letter", args=[following]))
