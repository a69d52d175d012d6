"""The papers of a record over the wire (文书): issued where they are owed, fetched where they may be opened, voided."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from huiyin.api.answers import answers, ref
from huiyin.api.callers import Caller
from huiyin.api.faces import face_found
from huiyin.api.keys import Scope
from huiyin.api.problems import Problem, not_found
from huiyin.api.records import kinds
from huiyin.api.records.forms import refuse_unfit
from huiyin.api.records.shown import Face
from huiyin.api.site import Collection, Number, Row, asking, said_in, told
from huiyin.law.words import P
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.models import Opening, Paper
from huiyin.papers.needs import Incomplete
from huiyin.papers.served import as_file
from huiyin.people import ledgers
from huiyin.record.instruments import NotYours, withdraw
from huiyin.record.models import OwedPaper
from huiyin.store.locks import writing
from huiyin.typed.wholes import row_id
from huiyin.wording.words import say

#: Why it is voided; it stands in the register of numbers.
VOIDING: Final = {
    "type": "object",
    "properties": {
        "why": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"\S", "title": "为什么作废"}
    },
    "required": ["why"],
    "additionalProperties": False,
}
_INCOMPLETE: Final = P("这份文书还缺：{what}。补上以后再出具。")
_NOT_YOURS: Final = P("这份文书由别的机关出具。")
_NOT_HEAD: Final = P("作废由出具机关的负责人决定。")
router = Router()


@router.post(
    "/{collection}/{number}/papers/{paper}", openapi_extra=answers(ref("OwedPaper"), 409), operation_id="issue_paper",
    summary="{label}: issue a paper it owes: numbered, drawn, kept",
)  # fmt: skip
def issue(request: HttpRequest, collection: Collection, number: Number, paper: Row) -> HttpResponse:
    caller, face, row = _owed(request, collection, number, paper)
    if row.organ != caller.actor.organ:
        raise Problem(403, "not-yours", _NOT_YOURS)
    try:
        face.issue(row)
    except NotYours:
        raise Problem(403, "not-yours", _NOT_YOURS) from None
    except Incomplete as fault:
        lacking = "；".join(f"{say(need.what)}（{say(need.citation)}）" for need in fault.missing)
        raise Problem(409, "incomplete", P(_INCOMPLETE.text, what=lacking)) from None
    except Unprintable as fault:
        raise Problem(409, "unprintable", P("这些字没有字体，印不出来：{chars}。", chars=fault.characters)) from None
    except NoFonts:
        raise Problem(409, "unprintable", P("这台机器没有中文字体，请管理员安装。")) from None
    return told(_shown(collection, number, row, caller))


@router.get(
    "/{collection}/{number}/papers/{paper}", operation_id="paper",
    openapi_extra=answers({"type": "string", "format": "binary"}, media="application/pdf"),
    summary="{label}: a paper that was issued, as PDF",
)  # fmt: skip
def paper(request: HttpRequest, collection: Collection, number: Number, paper: Row) -> HttpResponse:
    caller = asking(request, Scope.READ)
    face = face_found(kinds.called(collection), caller, number)
    found = face.open_papers.filter(owed=row_id(paper) or 0).first()
    data = found.file("pdf") if found is not None else None
    if found is None or data is None or caller.actor.person is None or caller.actor.organ is None:
        raise not_found()
    with writing():
        opening = Opening.objects.create(
            paper=found, person=caller.actor.person, organ=caller.actor.organ, at=caller.now
        )
        ledgers.bind(ledgers.READINGS, "open", [opening], by=opening.person, organ=opening.organ)
    return as_file(data, "pdf", f"{found.label}{found.number}")


@router.post(
    "/{collection}/{number}/papers/{paper}/void", openapi_extra=answers(ref("OwedPaper"), 409, 415),
    operation_id="void_paper", summary="{label}: void a paper; its number stays, and the paper is owed again",
)  # fmt: skip
def void(request: HttpRequest, collection: Collection, number: Number, paper: Row) -> HttpResponse:
    caller, _, row = _owed(request, collection, number, paper)
    said = said_in(request)
    refuse_unfit(VOIDING, said)
    issued = Paper.objects.filter(owed=row.id, matter=row.record).first()
    if issued is None:
        raise not_found()
    try:
        withdraw(issued, caller.actor, caller.today, str(said["why"]).strip())
    except NotYours:
        raise Problem(403, "not-yours", _NOT_HEAD) from None
    return told(_shown(collection, number, row, caller))


def _owed(request: HttpRequest, collection: str, number: str, paper: str) -> tuple[Caller, Face, OwedPaper]:
    """The debt with this id, among those that the caller reads."""
    caller = asking(request, Scope.ACT)
    face = face_found(kinds.called(collection), caller, number)
    row = next((each for each in face.papers() if each.id == row_id(paper)), None)
    if row is None:
        raise not_found()
    return caller, face, row


def _shown(collection: str, number: str, row: OwedPaper, caller: Caller) -> dict[str, Any]:
    """The paper as it is now."""
    return face_found(kinds.called(collection), caller, number).paper(OwedPaper.objects.get(id=row.id))
