"""What a request that does something must say: the schema of its body, by which it is described and checked alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from huiyin.api.faces import face_of
from huiyin.api.problems import unfit
from huiyin.api.records.fields import Schema, form_of, wrong_in
from huiyin.api.records.shown import body_of
from huiyin.record.kinds import Kind

AT: Final[Schema] = {
    "type": "string",
    "format": "date-time",
    "description": "什么时候办的；不写就是现在。补记过去的事，写当时的时间",
}


def refuse_unfit(schema: Schema, said: Mapping[str, Any]) -> None:
    """:raises Problem: something said is not as the schema has it; member by member."""
    if wrong := wrong_in(schema, said):
        raise unfit(wrong)


def act_schema(kind: Kind, act: Any) -> Schema:
    """The body with which an act is done."""
    beside = face_of(kind).beside.get(act, {})
    return body_of(form_of(kind.procedure.needs(act)), {"at": AT, **beside})


def opening_schema(kind: Kind) -> Schema:
    """The body with which a record is opened."""
    return face_of(kind).opening(kind)
