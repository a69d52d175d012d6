"""What a kind of record shows and takes beyond its procedure. A kind that is not listed needs nothing of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from huiyin.api.callers import Caller
from huiyin.api.matters.face import MatterFace
from huiyin.api.problems import not_found
from huiyin.api.records.shown import Face
from huiyin.law.matter.procedure import MATTER
from huiyin.record.kinds import Kind

FACES: Final[Mapping[str, type[Face]]] = {MATTER.key: MatterFace}


def face_found(kind: Kind, caller: Caller, number: str) -> Face:
    """:raises Problem: there is none that the caller may read."""
    face = face_of(kind).find(kind, caller, number)
    if face is None:
        raise not_found()
    return face


def face_of(kind: Kind) -> type[Face]:
    return FACES.get(kind.key, Face)
