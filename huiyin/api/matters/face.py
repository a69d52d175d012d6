"""A petition matter as a client reads it: parts behind a report closed as at the desk, identities masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cached_property
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from pydantic import ValidationError

from huiyin.api.callers import Caller
from huiyin.api.keys import Scope
from huiyin.api.matters import papers
from huiyin.api.matters.filing import Filing, filed
from huiyin.api.problems import unfit
from huiyin.api.records.fields import NOT_A_MEMBER, Schema
from huiyin.api.records.shown import Face, Said, term
from huiyin.cases.accused import HANDED_ON, refuse_if_nobody_is_named
from huiyin.cases.acts import Refused, perform
from huiyin.cases.identity import masked
from huiyin.cases.models import Case, Claim, Material, Party, Submission
from huiyin.cases.own_words import Shown, shown_claims, shown_said, shown_words
from huiyin.cases.papers.instruments import number, papers_for_staff, quick
from huiyin.cases.parts import Part, part_of
from huiyin.cases.projections import query_code_of
from huiyin.cases.queries import find, list_claims, list_events, list_submissions, merged_into, parties_of
from huiyin.cases.readings import record_reading
from huiyin.cases.snapshots import load_facts
from huiyin.cases.unmasking import unmask
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, Channel, ClaimKind, Ground
from huiyin.law.words import P, Phrase
from huiyin.oversight.orders import under_order
from huiyin.papers.models import Paper
from huiyin.record.kinds import Kind
from huiyin.record.models import Event, OwedPaper
from huiyin.record.worlds import beijing_day, world_on
from huiyin.wording.words import say

#: Acts that papers or photos can come with.
WITH_PAPERS: Final = (Act.SUPPLEMENT, Act.INVESTIGATE)
_FILES: Final[Schema] = {
    "type": "array", "items": {"type": "string", "maxLength": 1000}, "maxItems": 20,
    "description": "材料的 token，先用 POST /api/v1/materials 上传",
}  # fmt: skip
_CHANNEL: Final[Schema] = {"type": "string", "enum": [each.value for each in Channel]}
_ASKED: Final[Schema] = {"type": "boolean", "description": "问过了，不知道反映的是谁"}


def _beside() -> dict[Any, dict[str, Schema]]:
    found: dict[Any, dict[str, Schema]] = {act: {"files": _FILES} for act in WITH_PAPERS}
    found[Act.SUPPLEMENT]["channel"] = _CHANNEL
    return {**found, **{act: {"nobody_known": _ASKED} for act in HANDED_ON}}


class MatterFace(Face):
    """A petition matter (信访事项)."""

    row: Case
    beside: ClassVar[Mapping[Any, Mapping[str, Schema]]] = _beside()

    @classmethod
    def find(cls, kind: Kind, caller: Caller, number: str) -> Face | None:
        row = find(caller.actor, caller.today, number)
        if row is None:
            return None
        record_reading(row, caller.actor, caller.now)
        return cls(kind, row, caller)

    @classmethod
    def opening(cls, kind: Kind) -> Schema:
        return {"$ref": "#/components/schemas/Filing"}

    @classmethod
    def open(cls, kind: Kind, caller: Caller, body: Said, key: str | None) -> tuple[Face, Said]:
        try:
            said = Filing.model_validate(body)
        except ValidationError as fault:
            raise unfit(_told(fault)) from None
        lodged, accused = filed(said, caller, key)
        told: dict[str, Any] = {"number": lodged.case.number, "query_code": query_code_of(lodged.case)}
        if accused.said:
            told["understood"] = say(accused.understood)
        return cls(kind, lodged.case, caller), told

    @cached_property
    def part(self) -> Part:
        return part_of(self.row, self.caller.actor, self.caller.today)

    @cached_property
    def facts(self) -> Facts:
        return self.part.facts(load_facts(self.row.facts))

    def hides(self, seq: int) -> bool:
        return seq <= self.part.upto

    def events(self) -> list[Event]:
        return self.part.events(list_events(self.row, self.part.upto)[::-1])

    def do(self, act: Any, body: Said, *, at: Any, key: str | None, seen: int | None) -> Said:
        given = dict(body.get("said", {}))
        if files := papers.named(body.get("files", ()), self.caller):
            given["files"] = [asdict(each) for each in files]
        if act is Act.SUPPLEMENT:
            given["channel"] = body.get("channel", Channel.WEB.value)
        if not body.get("nobody_known"):
            refuse_if_nobody_is_named(act, self.facts)
        if act is Act.UNMASK:
            return self._unmasked(given, at)
        self._refuse_in_the_readers_numbers(act, given, at)
        perform(
            case=self.row.id, act=act, by=self.caller.actor, at=at, given=self.part.given(given), key=key, seen=seen
        )
        return {}

    def _refuse_in_the_readers_numbers(self, act: Any, given: Said, at: Any) -> None:
        """Whoever counts the claims by other numbers is answered in these."""
        if not self.part.closed:
            return
        day = beijing_day(at)
        verdict = decide(self.procedure, act, self.facts, self.caller.actor, day, world_on(day), given)
        if isinstance(verdict, Refusal):
            raise Refused(verdict)

    def _unmasked(self, given: Said, at: Any) -> Said:
        """Identity in the clear, on this one answer only."""
        self.caller.needs(Scope.UNMASK)
        found = unmask(self.row, by=self.caller.actor, at=at, given=given)
        return {"identities": [{"capacity": party.capacity, **asdict(identity)} for party, identity in found]}

    def words(self) -> Said:
        return {}

    def papers(self) -> Iterable[OwedPaper]:
        rows = self.row.owed_papers.order_by("id")
        return [row for row in rows if row.event_seq == 1 or row.event_seq > self.part.upto]

    @property
    def open_papers(self) -> QuerySet[Paper]:
        return papers_for_staff(self.row, self.caller.actor, self.caller.today)

    def issue(self, owed: OwedPaper) -> None:
        """At once where that takes milliseconds; else it has its number, and the worker draws it. Of a report the
        worker has no key to what it says."""
        caller = self.caller
        if self.row.report or quick(owed.id, caller.today):
            super().issue(owed)
        else:
            number(owed.id, caller.actor, caller.now)

    def details(self) -> dict[str, Any]:
        case = self.row
        claims = shown_claims(self.part.claims(list_claims(case, self.caller.actor, self.caller.today)), self.shown)
        return {
            "channel": term(Channel(case.channel)),
            "place": case.place,
            "urgent": case.urgent,
            "repeat": case.repeat,
            "supervised": bool(under_order([case.id])),
            "claims": [_claim(each) for each in claims],
            "parties": [_party(each, self) for each in self._parties],
            "submissions": self._submissions(claims),
        }

    @cached_property
    def _parties(self) -> list[Party]:
        return list(parties_of(self.row, self.caller.actor, self.caller.today))

    @cached_property
    def shown(self) -> Shown:
        """How what somebody wrote is told to this client: masked, unless its organ must answer."""
        return shown_words(self.row, self.caller.actor, self._parties)

    def event(self, event: Event) -> dict[str, Any]:
        told = super().event(event)
        return {**told, "said": shown_said(told["said"], self.shown)}

    def _submissions(self, claims: list[Claim]) -> list[dict[str, Any]]:
        case, caller = self.row, self.caller
        merged = merged_into(case.id)
        rows = self.part.submission(case, claims) + list_submissions(case, caller.actor, merged, caller.today)
        found: dict[int, list[Material]] = {}
        for paper in Material.objects.filter(submission__in=[row.id for row in rows]).order_by("id"):
            found.setdefault(paper.submission_id, []).append(paper)
        return [_submission(row, found.get(row.id, []), case, self.shown) for row in rows]


def _told(fault: ValidationError) -> dict[str, Phrase | str]:
    return {"/".join(map(str, each["loc"])) or "body": _wrong(each) for each in fault.errors()}


def _wrong(error: Any) -> Phrase | str:
    if error["type"] == "extra_forbidden":
        return P(NOT_A_MEMBER, name=error["loc"][-1])
    return P("请填写这一项。") if error["type"] == "missing" else str(error["msg"])


def _claim(row: Claim) -> dict[str, Any]:
    return {
        "claim": row.seq,
        "request": row.request,
        "facts": row.facts,
        "reasons": row.reasons,
        "kind": term(ClaimKind(row.kind)) if row.kind else None,
        "ground": term(Ground(row.ground)) if row.ground else None,
        "outcome": row.outcome or None,
    }


def _party(row: Party, face: Face) -> dict[str, Any]:
    """One party, masked."""
    return {
        "capacity": row.capacity,
        "masked": dict(masked(row)),
        "organ": face.organ(row.organ),
        "person": face.person(row.person),
        "authority": row.authority,
        "needs": row.needs,
    }


def _submission(row: Submission, materials: list[Material], case: Case, shown: Shown) -> dict[str, Any]:
    return {
        "channel": term(Channel(row.channel)),
        "received_at": row.received_at.isoformat(),
        "text": shown(row.text),
        "materials": [
            {
                "name": each.name,
                "media_type": each.media_type,
                "size": each.size,
                "href": f"/api/v1/matters/{case.number}/materials/{each.id}",
            }
            for each in materials
        ],
    }
