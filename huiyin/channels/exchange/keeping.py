"""What comes from another site is kept before it is believed: files portion by portion, each encrypted, until whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from huiyin.cases import materials
from huiyin.channels.arrivals.keeping import Lost, forget, keep, lying
from huiyin.channels.exchange.models import Piece
from huiyin.channels.exchange.protocol import PORTION, Untrue, portions
from huiyin.media.limits import FILM
from huiyin.store.locks import writing

#: No material is larger (huiyin.media.limits).
LARGEST: Final = FILM


def missing(site: str, sha256: str, size: int) -> list[int]:
    """Which portions of a file are not here yet.

    :raises Untrue: ``size``: no file may be so large.
    """
    if not 0 <= size <= LARGEST:
        raise Untrue("size")
    if materials.lies_here(sha256):
        return []
    known = set(Piece.objects.filter(site=site, sha256=sha256).values_list("number", flat=True))
    return [number for number in range(portions(size)) if number not in known]


def take(site: str, sha256: str, size: int, number: int, data: bytes, at: datetime) -> bool:
    """Keep one portion; whether the file is whole by it.

    :raises Untrue: ``size``: it does not fit; ``digest``: the whole is not what it was said to be, and is asked for
        again from the beginning.
    """
    count = portions(size)
    expected = PORTION if number < count - 1 else size - PORTION * (count - 1)
    if not 0 <= number < count or len(data) != expected or not 0 <= size <= LARGEST:
        raise Untrue("size")
    if materials.lies_here(sha256):
        return True
    with writing():
        Piece.objects.get_or_create(
            site=site, sha256=sha256, number=number, defaults={"piece": keep(data), "came_at": at}
        )
    return _whole(site, sha256, count)


def _whole(site: str, sha256: str, count: int) -> bool:
    rows = list(Piece.objects.filter(site=site, sha256=sha256).order_by("number"))
    if len(rows) < count:
        return False
    try:
        data = b"".join(lying(row.piece) for row in rows)
    except Lost:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        _drop(rows)
        raise Untrue("digest")
    materials.keep(data)
    _drop(rows)
    return True


def _drop(rows: Iterable[Piece]) -> None:
    for row in rows:
        Piece.objects.filter(id=row.id).delete()
        if not Piece.objects.filter(piece=row.piece).exists():
            forget(row.piece)
