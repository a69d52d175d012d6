"""How a paper reached the person (送达), told over the wire as at the desk: each way with what it asks and must prove.

A letter or a public notice is told of when it goes and again when its proof has come; one that came back is said so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from ninja import Router

from huiyin.api import problems
from huiyin.api.answers import DAY, Schema, answers, ref
from huiyin.api.callers import Caller
from huiyin.api.faces import face_found
from huiyin.api.keys import Scope
from huiyin.api.matters.papers import LONGEST, named
from huiyin.api.problems import Problem, not_found, unfit
from huiyin.api.records import kinds
from huiyin.api.records.forms import refuse_unfit
from huiyin.api.records.shown import Face
from huiyin.api.site import Collection, Number, Once, Row, asking, said_in, told
from huiyin.cases.materials import open_material
from huiyin.cases.papers.service import NotToServe, came_back, prove, serve
from huiyin.law.papers import Service as Method
from huiyin.law.words import P
from huiyin.papers.models import Paper, Service
from huiyin.papers.service import ASKED, Asked, Proof, Words, attempts, faults
from huiyin.papers.store import keep
from huiyin.record.door import Refused
from huiyin.record.models import OwedPaper
from huiyin.typed.times import day_of
from huiyin.typed.wholes import row_id
from huiyin.vault.opening import Shut

LONGEST_LINE, LONGEST_TEXT = 120, 500
PICTURES: Final = ("image/", "application/pdf")
_NOT_TO_SERVE: Final = P("这份文书不用送达，或者已经送达、作废了。")
_SEALED: Final = P("这件检举控告的内容是密封的，要由有钥匙的人来做这一步。")
_NO_PICTURE: Final = P("这里只收照片、扫描件和 PDF。")
_NOT_UNDER_WAY: Final = P("没有寄出去还没签收的。")
router = Router()


def _schema(asked: Asked) -> Schema:
    if asked.kind == "date":
        return {**DAY, "title": str(asked.label)}
    longest = {"picture": LONGEST, "text": LONGEST_TEXT}.get(asked.kind, LONGEST_LINE)
    return {"type": "string", "maxLength": longest, "title": str(asked.label)}


def _drawn() -> dict[str, Schema]:
    """Everything that some way asks, by name; which of it a way needs is told where it is missing."""
    return {asked.name: _schema(asked) for way in ASKED.values() for asked in way}


SERVED: Final[Schema] = {
    "type": "object",
    "properties": {"method": {"type": "string", "enum": [way.value for way in ASKED], "title": "送达方式"}, **_drawn()},
    "required": ["method"],
    "additionalProperties": False,
}


@router.post(
    "/{collection}/{number}/papers/{paper}/service", openapi_extra=answers(ref("OwedPaper"), 409, 415),
    operation_id="serve_paper", summary="{label}: how a paper was served, or that it is under way",
)  # fmt: skip
def service(request: HttpRequest, collection: Collection, number: Number, paper: Row, once: Once = "") -> HttpResponse:
    caller, face, found = _found(request, collection, number, paper)
    said = said_in(request)
    refuse_unfit(SERVED, said)
    proof = _proof(said, caller)
    if wrong := faults(proof, found.issued_on, caller.today):
        raise unfit(wrong)
    tried = attempts(found)
    if not (once and _told_before(tried, proof)):
        _write(face, found, tried, proof, _key(caller, once, found, proof))
    return told(_shown(collection, number, found, caller))


@router.post(
    "/{collection}/{number}/papers/{paper}/returned", openapi_extra=answers(ref("OwedPaper"), 409),
    operation_id="paper_returned", summary="{label}: what was posted came back; the paper is to be served another way",
)  # fmt: skip
def returned(request: HttpRequest, collection: Collection, number: Number, paper: Row) -> HttpResponse:
    caller, _, found = _found(request, collection, number, paper)
    waiting = _waiting(attempts(found))
    if waiting is None:
        raise Problem(409, "not-under-way", _NOT_UNDER_WAY)
    try:
        came_back(waiting, caller.actor, caller.today)
    except NotToServe:
        raise Problem(409, "not-to-serve", _NOT_TO_SERVE) from None
    return told(_shown(collection, number, found, caller))


def _found(request: HttpRequest, collection: str, number: str, paper: str) -> tuple[Caller, Face, Paper]:
    """The issued paper with this id that the caller's organ may serve."""
    caller = asking(request, Scope.ACT)
    face = face_found(kinds.called(collection), caller, number)
    own = face.open_papers.filter(owed=row_id(paper) or 0, organ=caller.organ.id, to_petitioner=True)
    found = own.order_by("-id").first()
    if found is None:
        raise not_found()
    return caller, face, found


def _proof(said: Mapping[str, Any], caller: Caller) -> Proof:
    """What was said; members that do not belong to this way of serving are left out."""
    method = Method(said["method"])
    given = {asked.name: said.get(asked.name, "") for asked in ASKED[method]}
    days: dict[str, date | None] = {name: day_of(given.get(name, "")) for name in ("sent_on", "served_on")}
    words = Words(**{name: str(given.get(name, "")).strip() for name in Words.__slots__})
    return Proof(method, days["sent_on"], days["served_on"], words, _picture(str(given.get("signature", "")), caller))


def _picture(token: str, caller: Caller) -> str:
    """The signed receipt that was sent before, kept with the papers; its hash."""
    if not token:
        return ""
    try:
        (file,) = named([token], caller)
    except Problem:
        raise unfit({"signature": P("这份材料没有找到，请重新上传。")}) from None
    if not file.media_type.startswith(PICTURES):
        raise unfit({"signature": _NO_PICTURE})
    with open_material(file.sha256) as stored:
        return keep(stored.read())


def _waiting(tried: list[Service]) -> Service | None:
    return next((row for row in tried if row.served_on is None and row.failed_on is None), None)


def _told_before(tried: list[Service], proof: Proof) -> bool:
    """Whether the same proof is there: a client that heard no answer sends it again."""
    return proof.served_on is not None and any(
        (row.method, row.served_on) == (proof.method.value, proof.served_on) for row in tried
    )


def _write(face: Face, found: Paper, tried: list[Service], proof: Proof, key: str) -> None:
    waiting, caller = _waiting(tried), face.caller
    try:
        if waiting is not None and waiting.method == proof.method and proof.served_on:
            prove(waiting, proof, caller.actor, caller.now, key)
        else:
            serve(found, proof, caller.actor, caller.now, key)
    except Refused as fault:
        raise problems.of_refusal(fault.refusal, face.kind.procedure, caller.actor.roles) from None
    except NotToServe:
        raise Problem(409, "not-to-serve", _NOT_TO_SERVE) from None
    except Shut:
        raise Problem(409, "sealed", _SEALED) from None


def _key(caller: Caller, once: str, found: Paper, proof: Proof) -> str:
    """The same proof under the same key counts once."""
    said = f"api:{caller.actor.person}:{once or uuid4().hex}\0{found.id}\0{proof!r}"
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def _shown(collection: str, number: str, found: Paper, caller: Caller) -> dict[str, Any]:
    """The paper as it is now."""
    again = face_found(kinds.called(collection), caller, number)
    return again.paper(OwedPaper.objects.get(id=found.owed or 0))
