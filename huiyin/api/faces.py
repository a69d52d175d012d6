"""What a kind of record shows and takes beyond its procedure. A kind that is not listed needs nothing of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from huiyin.api.matters.face import MatterFace
from huiyin.api.records.shown import Face
from huiyin.law.matter.procedure import MATTER
from huiyin.record.kinds import Kind

FACES: Final[Mapping[str, type[Face]]] = {MATTER.key: MatterFace}


def face_of(kind: Kind) -> type[Face]:
    return FACES.get(kind.key, Face)
