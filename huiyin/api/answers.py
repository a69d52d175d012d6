"""What answers look like, as JSON Schema: written by hand, held against every answer by the tests."""

from __future__ import annotations

from typing import Any, Final

from huiyin.api.problems import MEDIA_TYPE

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
FLAG: Final[Schema] = {"type": "boolean"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
WHOLE: Final[Schema] = {"type": "integer"}
ANY: Final[Schema] = {"type": "object", "additionalProperties": True}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _object(named: dict[str, Schema] | None = None, /, **more: Schema) -> Schema:
    """All members there, but those whose name ends with an underscore."""
    members = {**(named or {}), **more}
    return {
        "type": "object",
        "properties": {name.rstrip("_"): schema for name, schema in members.items()},
        "required": [name for name in members if not name.endswith("_")],
        "additionalProperties": False,
    }


_LINE: Final = {
    "kind": TEXT, "number": TEXT, "title": TEXT, "stage": ref("Term"), "holder": ref("Named"), "owner": ref("Named"),
    "opened_at": MOMENT, "last_on": DAY, "closed_on": maybe(DAY),
    "due": maybe(_object(clock=ref("Term"), on=DAY, late=FLAG)),
}  # fmt: skip
_HOOK: Final = {"id": TEXT, "url": TEXT, "kinds": many(TEXT), "made_at": MOMENT, "failing": WHOLE}
COMPONENTS: Final[dict[str, Schema]] = {
    "Term": _object(value=TEXT, label=TEXT),
    "Named": _object(id=TEXT, name=TEXT),
    "Article": _object(key=TEXT, text=TEXT),
    "Problem": _object(
        type=TEXT, title=TEXT, status=WHOLE, detail=TEXT, instead_=TEXT, article_=ref("Article"), act_=TEXT,
        wrong_={"type": "object", "additionalProperties": TEXT}, scope_=TEXT, number_=TEXT,
    ),
    "Line": _object(**_LINE),
    "Page": _object(items=many(ref("Line")), next_=TEXT),
    "Clock": _object(
        clock=ref("Term"), due_on=DAY, why=TEXT, provisional=FLAG, running=FLAG, late=FLAG, article=ref("Article")
    ),
    "OwedPaper": _object(
        id=TEXT, paper=ref("Term"), organ=maybe(ref("Named")), owed_on=DAY, issued_on=maybe(DAY), number=maybe(TEXT),
        href=maybe(TEXT), served_on=maybe(DAY),
    ),
    "Link": _object(kind=TEXT, number=TEXT, rests=FLAG),
    "Record": _object(
        **_LINE, article_book=TEXT, clocks=many(ref("Clock")), words=ANY, papers=many(ref("OwedPaper")),
        links=many(ref("Link")), details=ANY,
    ),
    "Opening": _object(
        act=ref("Term"), open=FLAG, article=ref("Article"), reason_=TEXT, instead_=maybe(TEXT)
    ),
    "Event": _object(
        seq=WHOLE, act=ref("Term"), at=MOMENT, recorded_at=MOMENT, role=ref("Term"), by=maybe(ref("Named")),
        organ=maybe(ref("Named")), to=ref("Term"), holder=maybe(ref("Named")), owner=maybe(ref("Named")),
        article=ref("Article"), papers=many(ref("Term")), said=ANY,
    ),
    "Opened": _object(number=TEXT, query_code_=TEXT, understood_=TEXT, record=maybe(ref("Record"))),
    "Done": _object(act=ref("Term"), record=maybe(ref("Record")), identities_=many(ANY)),
    "Field": _object(name=TEXT, kind=TEXT, required=FLAG, schema=ANY),
    "Kind": _object(
        kind=TEXT, label=TEXT, collection=TEXT, href=TEXT, opening=TEXT,
        stages=many(_object(value=TEXT, label=TEXT, over=FLAG, acts=many(TEXT))),
        acts=many(_object(
            {"from": many(TEXT)}, value=TEXT, label=TEXT, by_hand=FLAG, moves=many(ANY), article=maybe(ref("Article")),
            fields=many(ref("Field")),
        )),
        clocks=many(_object(
            value=TEXT, label=TEXT, length=maybe(WHOLE), unit=maybe(TEXT), article=maybe(ref("Article"))
        )),
    ),
    "Organ": _object(id=TEXT, name=TEXT, short=TEXT, code=TEXT, kind=TEXT, level=TEXT),
    "Member": _object(id=TEXT, name=TEXT, roles=many(TEXT)),
    "Paper": _object(name=TEXT, media_type=TEXT, size=WHOLE, sha256=TEXT, token=TEXT),
    "Self": _object(name=TEXT, organ=ref("Named"), roles=many(TEXT), scopes=many(TEXT), expires_at=MOMENT),
    "Figures": ANY,
    "Hook": _object(**_HOOK),
    "NewHook": _object(**_HOOK, secret=TEXT),
    "Failed": _object(id=TEXT, tries=WHOLE, fault=TEXT, dead=FLAG, due_at=MOMENT),
    "Replayed": _object(replayed=WHOLE),
}  # fmt: skip
_SAID: Final = {
    400: "the request cannot be read", 401: "no key, or none that is good", 403: "the key or its post is not for that",
    404: "there is no such thing, or it may not be read", 409: "the law, or what happened meanwhile, stands in the way",
    412: "somebody acted since the version named by If-Match", 413: "too large", 415: "not this media type",
    422: "something said does not fit", 429: "too many requests", 503: "the database is away",
}  # fmt: skip
_HEADERS: Final = {
    401: {"WWW-Authenticate": {"schema": TEXT, "required": True}},
    429: {"Retry-After": {"schema": WHOLE, "required": True}},
}
#: Whatever is asked for with a key may be answered so.
ALWAYS: Final = (400, 401, 403, 404, 422, 429)
ETAG: Final = {"ETag": {"schema": TEXT, "description": "changes with every act; send it back in If-Match"}}

LOCATION: Final = {"Location": {"schema": TEXT, "description": "where it is read, if the client may read it"}}


def said(status: int) -> Schema:
    problem = {"description": _SAID[status], "content": {MEDIA_TYPE: {"schema": ref("Problem")}}}
    return {**problem, "headers": _HEADERS[status]} if status in _HEADERS else problem


def answers(
    schema: Schema | None,
    *problems: int,
    status: int = 200,
    headers: Schema | None = None,
    media: str = "application/json",
) -> Schema:
    """The answers of an operation, for ``openapi_extra``."""
    good: Schema = {"description": "as asked"}
    if schema is not None:
        good["content"] = {media: {"schema": schema}}
    if headers:
        good["headers"] = headers
    told = {status: good, **{each: said(each) for each in sorted({*ALWAYS, *problems})}}
    return {"responses": told}


def with_body(responses: dict[int, Schema]) -> dict[int, Schema]:
    """Of an operation that takes a body: it may be too much of it."""
    return dict(sorted({**responses, 413: said(413)}.items()))
