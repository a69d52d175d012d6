"""Papers and photos over the wire: sent first, each answered with a token by which an act or a filing names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from huiyin.api.callers import Caller
from huiyin.api.problems import Problem, unfit
from huiyin.cases.lodging import File
from huiyin.cases.materials import Unwelcome, store
from huiyin.law.words import P

LIFE: Final = timedelta(days=1)
LONGEST: Final = 1000
_SALT: Final = "huiyin.api.paper"


def keep(upload: UploadedFile[bytes], caller: Caller) -> dict[str, Any]:
    """Keep a file, judged by its content.

    :raises Problem: it is not taken in; why, and what to do.
    """
    try:
        kept = store(upload)
    except Unwelcome as fault:
        raise Problem(422, "unwelcome-file", fault.phrase) from None
    token = signing.dumps([caller.key.id, asdict(kept)], salt=_SALT)
    return {**asdict(kept), "token": token}


def named(tokens: Iterable[str], caller: Caller) -> list[File]:
    """The files behind these tokens.

    :raises Problem: one of them was not given to this client, or too long ago.
    """
    found = []
    for place, token in enumerate(tokens):
        try:
            key, file = signing.loads(token, salt=_SALT, max_age=LIFE)
        except signing.BadSignature:
            key, file = 0, {}
        if key != caller.key.id:
            why = P("这份材料没有找到，请重新上传。")
            raise unfit({f"files/{place}": why})
        found.append(File(**file))
    return found
