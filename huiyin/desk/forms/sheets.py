"""The form of an act: fields drawn from the law's own list, filled with what was typed or what stands already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict

from huiyin.cases.accused import names_nobody
from huiyin.cases.models import Case, Claim
from huiyin.cases.owing import with_papers
from huiyin.cases.own_words import Shown, shown_claims, shown_to
from huiyin.cases.parts import Part, part_of
from huiyin.cases.queries import events_of, list_claims
from huiyin.cases.registered import SAYING, registered
from huiyin.cases.relations import roots_of
from huiyin.cases.snapshots import load_facts
from huiyin.desk.forms import claim_rows
from huiyin.desk.forms.drawn import Drawn, Option
from huiyin.desk.forms.procedure_told import told_procedure
from huiyin.desk.matter.claims import findings
from huiyin.desk.matter.mediated import agreed_there
from huiyin.desk.matter.offered import MODELS, Offered, offered, subject_in
from huiyin.desk.matter.timeline import told
from huiyin.desk.matter.wished import Wished, beginning, wish_behind
from huiyin.desk.staff import Desk
from huiyin.law.frame.facts import World
from huiyin.law.frame.particulars import Field
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.matter.forms import FORMS
from huiyin.law.matter.procedure import MATTER, RESTS_ON_PAPERS, WORKERS
from huiyin.law.terms import Act, Execution
from huiyin.law.words import P, Phrase
from huiyin.people.posts import Member, people_of
from huiyin.people.subjects import subjects
from huiyin.typed.wholes import row_id
from huiyin.vault.opening import read_out

#: Text fields that are read out or filled in again and again; the browser offers these words.
PURPOSES = (P("联系信访人核实情况"), P("送达文书"), P("核对是否重复信访"), P("登记信息有误，需要更正"))


#: The organ a matter goes to; other organs in a form are only named.
TO = "to_organ"
#: Fields in which something is explained to the petitioner.
ANSWERS = frozenset({"answer", "explanation"})
#: By which way a matter goes: begins with the sentences for its classes.
PROCEDURE = "procedure"
#: Fields shown in another way than their kind: an organ the matter does not go to is typed by name, and who answers an
#: urgent report is one of those it went to.
SHOWN_AS = {
    "accused_organ": "organ_named",
    "accused_person": "person_named",
    "department": "organ_named",
    "with_organ": "organ_named",
    "from_organ": "organ_told",
}


#: Ticked by whoever asked and was told that nobody knows who it is.
UNKNOWN = "_nobody_known"
#: Asked only while it is not certain whom a report is about.
ELSEWHERE = "accused_elsewhere"


@dataclass(frozen=True)
class Sheet:
    """One act's form for one matter and one person.

    :param typed: what came with the request; ``None`` on the first look.
    :param wrong: per field name what is wrong with it.
    :param start: what an answer begins with, from the knowledge base.
    :param kept_at: ``typed`` is a draft that was kept then, and nothing was sent yet.
    """

    case: Case
    act: Act
    desk: Desk
    typed: QueryDict | None = None
    wrong: Mapping[str, Phrase] = field(default_factory=dict)
    start: str = ""
    kept_at: datetime | None = None

    @cached_property
    def part(self) -> Part:
        """What of the matter is shown here; everything below counts by its numbers."""
        return part_of(self.case, self.desk.actor, self.desk.today)

    @cached_property
    def facts(self) -> Facts:
        return self.part.facts(load_facts(self.case.facts))

    @cached_property
    def world(self) -> World:
        """As of today, and for what rests on papers with those that are still to be issued."""
        return with_papers(self.desk.world, self.case, self.facts) if self.act in RESTS_ON_PAPERS else self.desk.world

    @cached_property
    def claims(self) -> list[Claim]:
        rows = list_claims(self.case, self.desk.actor, self.desk.today)
        return shown_claims(self.part.claims(row for row in rows if row.split_to is None), self.shown)

    @cached_property
    def shown(self) -> Shown:
        """How the words of whoever brought it are shown at this desk."""
        return shown_to(self.case, self.desk.actor, self.desk.today)

    @cached_property
    def text(self) -> str:
        """The petition's words, as far as suggestions may rest on them."""
        return "\n".join([self.case.title, *(f"{row.request}\n{row.facts}\n{row.reasons}" for row in self.claims)])

    @cached_property
    def organs(self) -> Offered:
        chosen, by_hand = self.said("competence"), self.said(f"{TO}_typed")
        return offered(self.case, self.facts, self.world, self.text, chosen, by_hand)

    @property
    def fields(self) -> tuple[Field, ...]:
        unsure = self.facts.unsure
        return tuple(each for each in FORMS.get(self.act, ()) if unsure or each.name != ELSEWHERE)

    @property
    def names_nobody(self) -> bool:
        """Whether a report would be handed on that does not say whom it is about: whoever receives it may be meant."""
        return names_nobody(self.act, self.facts)

    @property
    def asks_organ(self) -> bool:
        return any(each.name == TO for each in self.fields)

    def said(self, name: str, start: str = "") -> str:
        """What was typed under this name, else ``start``."""
        return start if self.typed is None else self.typed.get(name, "")

    def claim_facts(self, row: Claim) -> ClaimFacts:
        return next((claim for claim in self.facts.claims if claim.id == row.seq), ClaimFacts(row.seq))

    @cached_property
    def earlier_findings(self) -> dict[str, Mapping[str, Any]]:
        """What was proposed before and sent back: the next draft starts from it."""
        acts = [Act.PROPOSE.value, Act.PROPOSE_REVIEW.value, Act.DECIDE_REVIEW.value]
        events = events_of(self.case, self.desk.actor, self.desk.today).filter(act__in=acts)
        return findings(told(self.part.events(events))) if self.typed is None else {}

    @cached_property
    def drafted(self) -> Mapping[str, Any]:
        """What the reviewer laid before the head, who signs it."""
        if self.act is not Act.DECIDE_REVIEW or self.typed is not None:
            return {}
        drafts = events_of(self.case, self.desk.actor, self.desk.today).filter(act=Act.PROPOSE_REVIEW.value)
        payload = drafts.order_by("seq").values_list("payload", flat=True).last()
        return dict(read_out(payload)["said"]) if payload else {}

    @cached_property
    def register(self) -> Mapping[str, Any]:
        """What the columns of the register start from in the form of a classification."""
        if self.act is not Act.CLASSIFY or self.typed is not None:
            return {}
        if self.facts.report or "subject" in self.registered:
            return self.registered
        found = subject_in(self.text, self.case.title, self.world, MODELS)
        return {"subject": found.path if found.sure else "", **self.registered}

    @cached_property
    def registered(self) -> Mapping[str, Any]:
        """What stands in the columns of the register."""
        rows = events_of(self.case, self.desk.actor, self.desk.today).filter(act__in=SAYING)
        return registered(payload["said"] for _, payload in told(self.part.events(rows.order_by("seq"))))

    @cached_property
    def agreed(self) -> Mapping[str, Any]:
        """What was agreed where the petition was mediated."""
        return agreed_there(self.case, self.act, self.desk) if self.typed is None else {}

    @cached_property
    def wish(self) -> Wished | None:
        """What the petitioner wished for, if this act would answer it."""
        return wish_behind(self.case, self.act, self.desk.actor, self.desk.today)

    @property
    def organ_names(self) -> list[str]:
        return [organ.name for organ in self.world.chart.organs.values()]

    def drawn(self) -> list[Drawn]:
        return [_draw(self, each) for each in self.fields]


def _draw(sheet: Sheet, each: Field) -> Drawn:
    kind = SHOWN_AS.get(each.name, each.kind)
    more = _DRAW.get(kind, _plain)(sheet, each)
    template = "choice" if kind == "organ_told" else kind
    return Drawn(each.name, template, each.label, each.required, each.hint, sheet.wrong.get(each.name), **more)


def _plain(sheet: Sheet, each: Field) -> dict[str, Any]:
    options = tuple(Option("", words) for words in _offered(sheet, each.name))
    start = sheet.start if each.name in ANSWERS else beginning(sheet.wish).get(each.name, "")
    known = {**sheet.agreed, **sheet.register, **sheet.drafted}
    if each.name == PROCEDURE and not start:
        start = told_procedure(sheet.facts)
    start = str(known.get(each.name, start))
    return {"value": sheet.said(each.name, start), "options": options}


def _offered(sheet: Sheet, name: str) -> Iterable[object]:
    if name == "proper":
        # Whoever sorts it anew finds this organ proposed only if it is called by its name.
        return sheet.organ_names
    return {"purpose": PURPOSES, "subject": subjects()}.get(name, ())


def _date(sheet: Sheet, each: Field) -> dict[str, Any]:
    past = each.name in ("on", "served_on")
    start = sheet.desk.today.isoformat() if past else str(sheet.agreed.get(each.name, ""))
    return {"value": sheet.said(each.name, start)}


def _days(sheet: Sheet, each: Field) -> dict[str, Any]:
    return {"value": sheet.said(each.name, str(sheet.facts.extension_asked or ""))}


def _flag(sheet: Sheet, each: Field) -> dict[str, Any]:
    return {"value": "on" if sheet.said(each.name) else ""}


def _choice(sheet: Sheet, each: Field) -> dict[str, Any]:
    chosen = sheet.said(each.name, str(sheet.drafted.get(each.name, sheet.register.get(each.name, ""))))
    spoken_for = _spoken_for(sheet, each)
    found = sorted(each.choices.items(), key=lambda choice: choice[0] not in spoken_for)
    return {"options": tuple(_chosen(value, words, chosen, spoken_for.get(value)) for value, words in found)}


def _chosen(value: str, words: str, chosen: str, why: Phrase | None) -> Option:
    return Option(value, words, value == chosen, (why,) if why else ())


def _spoken_for(sheet: Sheet, each: Field) -> Mapping[str, Phrase]:
    """What of the choices the journal speaks for, and by what: it stands first, and nothing is ticked."""
    if each.name != "root":
        return {}
    return {found.root: found.why for found in roots_of(sheet.case, sheet.desk.actor, sheet.desk.today)}


def _by_name(sheet: Sheet, each: Field) -> dict[str, Any]:
    return {"value": sheet.said(f"{each.name}_typed")}


def _told(sheet: Sheet, each: Field) -> dict[str, Any]:
    """The organs that were told of something urgent and have not answered."""
    told, chosen = sorted(sheet.facts.urgent_told), sheet.said(each.name)
    organs = [sheet.world.chart.organ(organ) for organ in told]
    return {"options": tuple(Option(str(organ.id), organ.name, str(organ.id) == chosen) for organ in organs)}


def _organ(sheet: Sheet, each: Field) -> dict[str, Any]:
    chosen = sheet.said(each.name)
    found = [(each.organ, tuple(reason.phrase for reason in each.reasons)) for each in sheet.organs.candidates]
    listed = {organ.id for organ, _ in found}
    found += [(organ, ()) for organ in sheet.organs.matches if organ.id not in listed]
    options = tuple(Option(str(organ.id), organ.name, str(organ.id) == chosen, notes) for organ, notes in found)
    return {"value": sheet.said(f"{each.name}_typed"), "options": options}


def _person(sheet: Sheet, each: Field) -> dict[str, Any]:
    """Staff of the organ that gets the matter: the chosen one where an organ is asked, else the holder."""
    chosen = sheet.said(each.name, str(_usual_person(sheet, each) or ""))
    members = eligible(sheet, _organ_of_people(sheet))
    return {"options": tuple(_member(member, chosen) for member in members)}


def _member(member: Member, chosen: str) -> Option:
    return Option(str(member.person), member.name, str(member.person) == chosen, tuple(sorted(member.roles)))


def _organ_of_people(sheet: Sheet) -> int | None:
    if not sheet.asks_organ:
        return sheet.facts.holder
    chosen = sheet.said(TO)
    return row_id(chosen)


def eligible(sheet: Sheet, organ: int | None) -> list[Member]:
    """Who may be named: nobody recused, complained of or tied to whom it is about; in a review nobody who had it."""
    if organ is None:
        return []
    able = WORKERS[MATTER.by_act[sheet.act][0].to or sheet.facts.stage]
    out = sheet.facts.recused | sheet.world.unfit(sheet.facts)
    if sheet.act is Act.ADMIT_REVIEW:
        out |= sheet.facts.judged_by
    members = people_of(organ, on=sheet.desk.today)
    return [member for member in members if member.person not in out and not able.isdisjoint(member.roles)]


def _usual_person(sheet: Sheet, each: Field) -> int | None:
    """Whoever sits at the desk takes it on, unless the act gives it away."""
    if each.name != "to_person" or sheet.act not in (Act.ACCEPT, Act.ADMIT_REVIEW):
        return None
    return sheet.desk.actor.person


def _claims(sheet: Sheet, each: Field) -> dict[str, Any]:
    chosen = sheet.typed.getlist(each.name) if sheet.typed is not None else []
    rows = [row for row in sheet.claims if sheet.act is not Act.EXECUTE or _outstanding(sheet.claim_facts(row))]
    return {"options": tuple(Option(str(row.seq), row.request, str(row.seq) in chosen) for row in rows)}


def _outstanding(claim: ClaimFacts) -> bool:
    return claim.execution in (Execution.DUE, Execution.DENIED, Execution.DONE)


_DRAW: Mapping[str, Callable[[Sheet, Field], dict[str, Any]]] = {
    "date": _date,
    "days": _days,
    "flag": _flag,
    "choice": _choice,
    "organ": _organ,
    "organ_named": _by_name,
    "organ_told": _told,
    "person_named": _by_name,
    "person": _person,
    "claims": _claims,
    "classes": claim_rows.classes,
    "routes": claim_rows.routes,
    "outcomes": claim_rows.outcomes,
}
