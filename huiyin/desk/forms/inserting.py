"""Typed once (只写一次): what can be put into the form of an act instead of being typed.

Five sources, each in words that somebody already answered for: approved text modules of the place, what was found on
the spot in this very matter, ready answers of the knowledge base that fit what is asked, the basis of opinions served
earlier on like claims (never of a report, and only where the reader may read it), and the articles of the law with
their text. What is put in stands behind what was typed; the
person reads it over and sends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import events_of, of_these
from huiyin.desk.answers.ready import fitting
from huiyin.desk.forms.acts_known import known
from huiyin.desk.forms.sheets import Sheet
from huiyin.desk.matter.cases import fetch
from huiyin.desk.matter.claims import findings
from huiyin.desk.matter.timeline import told
from huiyin.desk.staff import Desk, staff
from huiyin.insights.similar import similar_ids
from huiyin.law.chart.routes import ROUTES
from huiyin.law.module.procedure import BLANK
from huiyin.law.module.vocabulary import Blank, Use
from huiyin.law.sources.articles import LAWS, PLACES, Citation
from huiyin.law.terms import Act
from huiyin.law.words import P, Phrase
from huiyin.library.queries import all_articles
from huiyin.oversight.modules import Offered, approved
from huiyin.wording.words import say

#: So many of each source are shown; what somebody looks for narrows them.
MOST: Final = 8
LONGEST: Final = 90_000
LONGEST_FIND: Final = 80
#: Into which fields of which forms something can be put, beside those of every claim.
FIELDS: Final[Mapping[str, Use]] = {"remedy": Use.REMARK, "answer": Use.ANSWER, "explanation": Use.ANSWER}


@dataclass(frozen=True, slots=True)
class Spot:
    """A field that takes a text. ``label`` says which."""

    name: str
    use: Use
    label: Phrase


@dataclass(frozen=True, slots=True)
class Text:
    """Something that can be put in: what it is, what will stand there, where it comes from, and into which fields.

    :param key: by which the form names it when it is sent.
    :param also: what goes into other fields at the same press (宏).
    """

    key: str
    title: str
    text: str
    source: str
    spots: tuple[Spot, ...]
    url: str = ""
    also: tuple[tuple[Use, str], ...] = ()


def spots_of(sheet: Sheet) -> list[Spot]:
    """The fields of a form that take a text, those of each claim apart."""
    found: list[Spot] = []
    for each in sheet.fields:
        if each.kind == "outcomes":
            open_ = [row.seq for row in sheet.claims if sheet.claim_facts(row).route is None]
            for seq in open_:
                found.append(Spot(f"{each.name}-{seq}-finding", Use.FINDING, P("第{n}项的事实", n=seq)))
                found.append(Spot(f"{each.name}-{seq}-basis", Use.BASIS, P("第{n}项的依据", n=seq)))
        elif each.name in FIELDS:
            use = Use.GUIDANCE if sheet.act is Act.GUIDE else FIELDS[each.name]
            found.append(Spot(each.name, use, P(each.label)))
    return found


def offered(sheet: Sheet, query: str) -> dict[str, list[Text]]:
    """What can be put into this form, by where it comes from; only what holds the words looked for."""
    spots = spots_of(sheet)
    if not spots:
        return {}
    groups = {
        "modules": _modules(sheet, spots),
        "found": _found_there(sheet, spots),
        "ready": _ready(sheet, spots),
        "earlier": _earlier(sheet, spots),
        "articles": _articles(spots, query),
    }
    words = query.split()
    return {
        name: [each for each in texts if name == "articles" or all(w in each.title + each.text for w in words)][:MOST]
        for name, texts in groups.items()
    }


def _into(spots: Iterable[Spot], *uses: Use) -> tuple[Spot, ...]:
    return tuple(spot for spot in spots if spot.use in uses)


def _modules(sheet: Sheet, spots: list[Spot]) -> list[Text]:
    """Those whose words stand in what is asked for come first."""
    known: dict[str, Offered] = {}
    for use in dict.fromkeys(spot.use for spot in spots):
        known |= {each.number: each for each in approved(sheet.desk.actor, sheet.desk.today, use)}
    found = sorted(known.values(), key=lambda each: (-each.fits(sheet.text), not each.own))
    return [_module(sheet, each, _into(spots, *each.uses)) for each in found]


def _module(sheet: Sheet, each: Offered, spots: tuple[Spot, ...]) -> Text:
    source = str(P("{law} · 第{n}版，{day}起适用", law=each.law, n=each.version, day=each.since))
    also = tuple((use, filled(sheet, text)) for use, text in each.also)
    return Text(f"module.{each.number}", each.title, filled(sheet, each.text), source, spots, also=also)


def filled(sheet: Sheet, text: str) -> str:
    """A text with its blanks filled from the matter; what this matter does not say stays open to be seen."""
    known = _blanks(sheet)
    return BLANK.sub(lambda found: known.get(found[1]) or found[0], text)


def _blanks(sheet: Sheet) -> dict[str, str]:
    routes = [claim.route for claim in sheet.facts.claims if claim.route]
    said = {
        Blank.TITLE: sheet.case.title,
        Blank.NUMBER: sheet.case.number,
        Blank.CLAIM: "；".join(row.request for row in sheet.claims),
        Blank.ORGAN: sheet.desk.organ.name,
        Blank.TODAY: str(P("{on}", on=sheet.desk.today)),
        Blank.LODGED: str(P("{on}", on=sheet.facts.lodged_on)),
        Blank.ROUTE: "、".join(str(ROUTES[route].name) for route in routes),
    }
    return {blank.label: value for blank, value in said.items()}


def _found_there(sheet: Sheet, spots: list[Spot]) -> list[Text]:
    """What was found in this matter and stands in its journal: nobody types it again into the opinion."""
    into = _into(spots, Use.FINDING)
    if not into:
        return []
    acts = (Act.INVESTIGATE.value, Act.CO_REPORT.value)
    rows = events_of(sheet.case, sheet.desk.actor, sheet.desk.today).filter(act__in=acts).order_by("-seq")[:MOST]
    return [
        Text(f"found.{event.seq}", Act(event.act).label, str(said["said"]["account"]), str(_when(said["said"])), into)
        for event, said in told(sheet.part.events(rows))
        if said["said"].get("account")
    ]


def _ready(sheet: Sheet, spots: list[Spot]) -> list[Text]:
    """Ready answers that fit what is asked: in an opinion the policy is a remark, and its law a basis. What is past its
    review is not put in; the forms of an answer show it with its warning."""
    remark, basis = _into(spots, Use.REMARK), _into(spots, Use.BASIS)
    found = [each for each, old in fitting(sheet.text, sheet.desk.today) if not old] if basis else []
    return [
        text
        for each in found
        for text in (
            Text(f"answer.{each.id}", each.title, each.body, each.law, remark),
            Text(f"answer-law.{each.id}", each.law, each.law, each.title, basis),
        )
        if text.spots
    ]


def _when(said: Mapping[str, Any]) -> str:
    return "　".join(str(said[name]) for name in ("on", "place", "heard") if said.get(name))


def _earlier(sheet: Sheet, spots: list[Spot]) -> list[Text]:
    """On what opinions rested that were served on like claims; facts of another matter are never put into this one."""
    into = _into(spots, Use.BASIS)
    if not into or sheet.facts.report:
        return []
    desk = sheet.desk
    ids = [each for each in similar_ids(desk.actor, desk.today, sheet.text) if each != sheet.case.id]
    cases = [each for each in of_these(desk.actor, desk.today, ids).values() if _served(each)]
    return [text for case in cases[:MOST] for text in _bases(case, desk, into)]


def _served(case: Case) -> bool:
    return case.answered_on is not None and not case.report and not case.screened


def _bases(case: Case, desk: Desk, into: tuple[Spot, ...]) -> Iterator[Text]:
    rows = events_of(case, desk.actor, desk.today).filter(act__in=[Act.PROPOSE.value, Act.DECIDE_REVIEW.value])
    for seq, row in findings(told(list(rows))).items():
        if basis := str(row.get("basis", "")):
            source = str(P("{title}，{on}答复", title=case.title, on=case.answered_on))
            yield Text(f"earlier.{case.number}.{seq}", basis, basis, source, into, case.number)


def _articles(spots: list[Spot], query: str) -> list[Text]:
    """Articles that hold the words looked for: the law's own where this office has loaded it, else in our words."""
    into, words = _into(spots, Use.BASIS, Use.ANSWER, Use.GUIDANCE), query.split()
    if not into or not words:
        return []
    found: dict[str, Text] = {}
    for law, number, text in all_articles():
        place = Citation(law, number)
        if all(word in place.label() + text for word in words):
            found[place.key] = Text(f"law.{place.key}", place.label(), place.label(), text, into)
    for place, phrase in PLACES.items():
        if place.key not in found and all(word in place.label() + phrase.text for word in words):
            found[place.key] = Text(f"law.{place.key}", place.label(), place.label(), say(phrase), into)
    return list(found.values())[: MOST * 2]


# Putting in ---------------------------------------------------------------------------------------------------------


def put_in(sheet: Sheet, asked: str) -> tuple[QueryDict, Spot, Text] | None:
    """What was typed with a text behind it; ``None`` where what was asked for is not offered here and now.

    :param asked: the key of the text and the name of the field, as the button says it.
    """
    key, _, name = asked.partition("@")
    spot = next((each for each in spots_of(sheet) if each.name == name), None)
    text = _named(sheet, key) if spot else None
    if spot is None or text is None or spot not in text.spots or sheet.typed is None:
        return None
    typed = sheet.typed.copy()
    _behind(typed, spot, text.text)
    for use, words in text.also:
        if beside := _beside(sheet, spot, use):
            _behind(typed, beside, words)
    return typed, spot, text


def _behind(typed: QueryDict, spot: Spot, text: str) -> None:
    """A text behind what was typed into a field, once."""
    before, line = typed.get(spot.name, "").rstrip(), spot.use is Use.BASIS
    words = " ".join(text.split()) if line else text
    if words not in before:
        between = ("；" if line else "\n") if before else ""
        typed[spot.name] = f"{before}{between}{words}"[:LONGEST]


def _beside(sheet: Sheet, spot: Spot, use: Use) -> Spot | None:
    """The field for this use in the same claim, else the one that the whole form has; never the field itself."""
    claim = spot.name.rpartition("-")[0]
    found = [each for each in spots_of(sheet) if each.use is use and each.name != spot.name]
    same = (each for each in found if claim and each.name.rpartition("-")[0] == claim)
    return next(same, next((each for each in found if "-" not in each.name), None))


def _named(sheet: Sheet, key: str) -> Text | None:
    source, _, rest = key.partition(".")
    if source == "law":
        law, _, number = rest.partition(":")
        if law not in LAWS or not number.isascii() or not number[:4].strip("."):
            return None
        try:
            place = Citation.parse(rest)
            return Text(key, place.label(), place.label(), "", _into(spots_of(sheet), *Use))
        except (ValueError, KeyError):
            return None
    spots = spots_of(sheet)
    made = {"module": _modules, "found": _found_there, "earlier": _earlier, "answer": _ready, "answer-law": _ready}
    texts = made.get(source)
    return next((each for each in texts(sheet, spots) if each.key == key), None) if texts else None


@staff
@require_safe
def texts(request: HttpRequest, desk: Desk, number: str, act: str) -> HttpResponse:
    """What can be put in, as the page asks for it when it is opened and while somebody types what they look for."""
    case, which = fetch(desk, number), known(act)
    query = request.GET.get("_find", "").strip()[:LONGEST_FIND]
    context = {"texts": offered(Sheet(case, which, desk), query), "find": query, "case": case, "act": which}
    return render(request, "desk/_texts.html", context)
