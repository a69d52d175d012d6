"""Pictures and signatures from a phone: each is the one that was taken, by the digest made at that moment.

What is kept is cleaned of where it was taken, like all pictures handed in; the digest of the original stands beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile

from huiyin.cases.materials import MOST, Unwelcome, store
from huiyin.law.words import P, Phrase
from huiyin.typed.times import exact_moment

SIGNATURE: Final = "signature"
PHOTO: Final = "photo"


class Unlike(ValueError):
    """A picture that is not taken in. ``phrase`` says why."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


def kept(uploads: Sequence[UploadedFile[bytes]], notes: Sequence[str]) -> dict[str, Any]:
    """The particulars of what was taken: the files as they are kept, and what each was when it was taken.

    :raises Unlike: a picture is not the one that was taken, or is none; nothing of the entry is written then.
    """
    if len(uploads) != len(notes) or len(uploads) > MOST:
        raise Unlike(P("照片没有传完整，请再送一次。最多{n}张。", n=MOST))
    taken = [_taken(number, *each) for number, each in enumerate(zip(uploads, notes, strict=True), 1)]
    try:
        files = [asdict(store(upload)) for upload in uploads]
    except Unwelcome as fault:
        raise Unlike(fault.phrase) from None
    return {"files": files, "taken": taken} if files else {}


def _taken(number: int, upload: UploadedFile[bytes], note: str) -> dict[str, str]:
    """When it was taken and what it was then; the picture that came has to be that one."""
    try:
        said = json.loads(note)
        moment, digest, what = exact_moment(str(said["at"])), str(said["sha256"]), str(said["what"])
    except (ValueError, KeyError, TypeError):
        moment, digest, what = None, "", ""
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    if moment is None or what not in (PHOTO, SIGNATURE) or digest != found.hexdigest():
        raise Unlike(P("第{n}张照片和拍下时的不一样，没有收。请重新拍。", n=number))
    return {"sha256": digest, "at": moment.isoformat(), "what": what}
