"""The operations on records, each written once for every kind; huiyin.api.describing spells them out kind by kind."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Header, Query, Router

from huiyin.api import problems
from huiyin.api.answers import ETAG, LOCATION, answers, many, ref
from huiyin.api.callers import Caller
from huiyin.api.faces import face_found, face_of
from huiyin.api.keys import Scope
from huiyin.api.problems import Problem, not_found, unfit
from huiyin.api.records import kinds, lists
from huiyin.api.records.forms import act_schema, opening_schema, refuse_unfit
from huiyin.api.records.shown import Face, Said, mark_of, term
from huiyin.api.site import Collection, Number, Once, Row, asking, said_in, told
from huiyin.cases.materials import open_material
from huiyin.cases.models import Material
from huiyin.cases.queries import submissions_of
from huiyin.law.matter.procedure import MATTER
from huiyin.law.words import P
from huiyin.record.door import Refused
from huiyin.record.kinds import KINDS, Kind
from huiyin.typed.times import ANY_DAY, moment_of
from huiyin.typed.wholes import row_id

IfMatch = Annotated[str, Header(alias="If-Match", max_length=200, description="the ETag of the version you saw")]
IfNoneMatch = Annotated[str, Header(alias="If-None-Match", max_length=200)]
#: What a client says that wants to see the record it opened (RFC 7240); most need its number alone.
WHOLE: Final = "return=representation"
Prefer = Annotated[str, Header(alias="Prefer", max_length=200, description=WHOLE)]
router = Router()


@router.get(
    "/matters/{number}/materials/{material}",
    openapi_extra=answers({"type": "string", "format": "binary"}, media="application/octet-stream"),
    summary="A paper handed in",
)
def material(request: HttpRequest, number: Number, material: Row) -> HttpResponseBase:
    caller = asking(request, Scope.READ)
    face = face_found(KINDS[MATTER.key], caller, number)
    allowed = submissions_of(face.row, caller.actor, caller.today)
    paper = Material.objects.filter(id=row_id(material) or 0, submission__in=allowed).first()
    try:
        file = open_material(paper.sha256) if paper else None
    except FileNotFoundError:
        file = None
    if paper is None or file is None:
        raise not_found()
    return FileResponse(file, as_attachment=True, filename=paper.name, content_type="application/octet-stream")


@router.get("/{collection}", openapi_extra=answers(ref("Page")), summary="{label}: a page of those that may be read")
def collection(
    request: HttpRequest, collection: Collection, stage: Annotated[str, Query(max_length=40)] = "",
    shelf: lists.Shelf = "all", cursor: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=lists.MOST)] = 50,
) -> HttpResponse:  # fmt: skip
    caller, kind = asking(request, Scope.READ), kinds.called(collection)
    page = lists.page(kind, caller, stage=stage, shelf=shelf, cursor=cursor, most=limit)
    more = {"Link": f'<{_next(request, page["next"])}>; rel="next"'} if "next" in page else {}
    return told(page, headers=more)


def _next(request: HttpRequest, cursor: str) -> str:
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"{request.path}?{asked.urlencode()}"


@router.post(
    "/{collection}", openapi_extra=answers(ref("Opened"), 409, 415, status=201, headers=LOCATION),
    summary="{label}: {opening}",
)  # fmt: skip
def opened(request: HttpRequest, collection: Collection, once: Once = "", wish: Prefer = "") -> HttpResponse:
    caller, kind = asking(request, Scope.FILE), kinds.called(collection)
    said = said_in(request)
    face_class = face_of(kind)
    schema = opening_schema(kind)
    if "$ref" not in schema:
        refuse_unfit(schema, said)
    with _law_of(kind, caller):
        face, more = face_class.open(kind, caller, said, _key(caller, once))
    again = _again(face, caller)
    whole = again.told() if again and WHOLE in wish else None
    body = {"number": face.row.number, **more, "record": whole}
    found = {"Location": _address(kind, face.row.number), "ETag": f'"{again.mark}"'} if again else {}
    return told(body, 201, found)


@router.get(
    "/{collection}/{number}", openapi_extra=answers(ref("Record"), headers=ETAG), summary="{label}: one of them"
)
def record(request: HttpRequest, collection: Collection, number: Number, known: IfNoneMatch = "") -> HttpResponse:
    face = face_found(kinds.called(collection), asking(request, Scope.READ), number)
    if face.mark in _marks(known):
        return HttpResponse(status=304, headers={"ETag": f'"{face.mark}"'})
    return told(face.told(), 200, {"ETag": f'"{face.mark}"'})


@router.get("/{collection}/{number}/events", openapi_extra=answers(many(ref("Event"))), summary="{label}: its journal")
def events(request: HttpRequest, collection: Collection, number: Number) -> HttpResponse:
    face = face_found(kinds.called(collection), asking(request, Scope.READ), number)
    return told([face.event(each) for each in face.events()])


@router.get(
    "/{collection}/{number}/acts", openapi_extra=answers(many(ref("Opening"))),
    summary="{label}: what may be done now, and why the rest may not",
)  # fmt: skip
def acts(request: HttpRequest, collection: Collection, number: Number) -> HttpResponse:
    face = face_found(kinds.called(collection), asking(request, Scope.READ), number)
    return told(list(face.openings()))


@router.post(
    "/{collection}/{number}/acts/{act}", openapi_extra=answers(ref("Done"), 409, 412, 415, headers=ETAG),
    summary="{label}: {act}",
)  # fmt: skip
def do(
    request: HttpRequest, collection: Collection, number: Number, act: str, once: Once = "", seen: IfMatch = ""
) -> HttpResponse:
    caller, kind = asking(request, Scope.ACT), kinds.called(collection)
    which = kinds.act_called(kind, act)
    said = said_in(request)
    refuse_unfit(act_schema(kind, which), said)
    face = face_found(kind, caller, number)
    saw = _seen(face, seen)
    with _law_of(kind, caller, face, saw):
        more = face.do(which, said, at=_at(said, caller), key=_key(caller, once), seen=saw)
    again = _again(face, caller)
    body = {"act": term(which), "record": again.told() if again else None, **more}
    return told(body, 200, {"ETag": f'"{again.mark}"'} if again else {})


def _again(face: Face, caller: Caller) -> Face | None:
    """The record as it is now; nothing for whoever gave it away and may not read it any more."""
    return face_of(face.kind).find(face.kind, caller, face.row.number)


def _address(kind: Kind, number: str) -> str:
    return f"/api/v1/{kind.collection}/{number}"


class _law_of:
    """The law's no becomes a problem; 412 where somebody acted since what the client saw."""

    def __init__(self, kind: Kind, caller: Caller, face: Face | None = None, seen: int | None = None) -> None:
        self.kind, self.caller, self.face, self.seen = kind, caller, face, seen

    def __enter__(self) -> None:
        pass

    def __exit__(self, cause: Any, fault: BaseException | None, trace: Any) -> None:
        if not isinstance(fault, Refused):
            return
        if self.face is not None and self.seen is not None and self.seen != _seq_now(self.face):
            raise Problem(412, "overtaken", problems.OVERTAKEN, instead=problems.READ_AGAIN) from None
        raise problems.of_refusal(fault.refusal, self.kind.procedure, self.caller.actor.roles) from None


def _seq_now(face: Face) -> int:
    return int(face.kind.model.objects.values_list("seq", flat=True).get(id=face.row.id))


def _seen(face: Face, header: str) -> int | None:
    """What If-Match says, as the door wants it: the entry seen, 0 for one that is not the last any more."""
    if header.strip() in ("", "*"):
        return None
    return int(face.row.seq) if mark_of(face.row) in _marks(header) else 0


def _marks(header: str) -> set[str]:
    return {part.strip().removeprefix("W/").strip('"') for part in header.split(",")}


def _key(caller: Caller, once: str) -> str | None:
    return f"api:{caller.actor.person}:{once}" if once else None


def _at(said: Said, caller: Caller) -> datetime:
    if "at" not in said:
        return caller.now
    moment = moment_of(str(said["at"]), last=ANY_DAY)
    if moment is None or datetime.fromisoformat(str(said["at"])).tzinfo is None:
        why = P("时间要写明时区，写成 2026-11-23T09:30:00+08:00 的样子。")
        raise unfit({"at": why})
    return moment
