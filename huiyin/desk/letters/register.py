"""A letter becomes a matter: through the one door, with its originals as materials, bit for bit as they arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.cases.acts import lodge
from huiyin.cases.asked import asked
from huiyin.cases.lodging import ClaimText, File, Lodging, claims_told
from huiyin.cases.materials import store
from huiyin.cases.models import Case
from huiyin.channels.letters.batches import Sheet
from huiyin.channels.letters.keeping import Lost, fetch
from huiyin.channels.letters.models import LetterFile
from huiyin.desk.intake.accusing import accused_at, keeper
from huiyin.desk.intake.parties import parties
from huiyin.desk.letters.form import LetterForm
from huiyin.desk.staff import Desk
from huiyin.law.terms import Channel


def register(desk: Desk, sheet: Sheet, form: LetterForm, follows: str) -> Case:
    """Lodge it. The same letter twice, as after a broken connection, is one matter.

    :raises Refused: the law does not let this organ take it.
    """
    lodging = replace(_lodging(desk, sheet, form.cleaned_data, follows), register=form.register)
    return lodge(lodging, by=desk.actor, key=f"letter:{sheet.letter.id}").case


def _lodging(desk: Desk, sheet: Sheet, said: Mapping[str, Any], follows: str) -> Lodging:
    accused = accused_at(desk, said)
    return Lodging(
        channel=Channel.LETTER,
        organ=keeper(desk, accused).id,
        place=said["place"],
        received_at=said["received_at"],
        text=said["text"],
        claims=_claims(said),
        parties=parties(said, accused),
        unsure=not accused.meant.sure,
        title=said.get("title", ""),
        postmarked_on=said.get("postmarked_on"),
        petitioners=said.get("petitioners") or 1,
        follows=_follows(desk, follows),
        files=tuple(file for file in map(_material, sheet.files) if file is not None),
    )


def _claims(said: Mapping[str, Any]) -> tuple[ClaimText, ...]:
    requests = [line.strip() for line in said.get("requests", "").splitlines() if line.strip()]
    return tuple(ClaimText(request) for request in requests) or claims_told(said["text"])


def _follows(desk: Desk, chosen: str) -> int | None:
    """The earlier matter the clerk recognised, if the clerk may see it."""
    earlier = asked(chosen, desk.actor, desk.today) if chosen else None
    return earlier.id if earlier else None


def _material(file: LetterFile) -> File | None:
    """The original among the materials; one whose bytes were lost on the disk cannot be brought along."""
    try:
        data = fetch(file.sha256)
    except Lost:
        return None
    return store(SimpleUploadedFile(file.name, data, file.media_type), keep_location=True)
