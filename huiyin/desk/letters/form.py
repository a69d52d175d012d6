"""The form beside the picture of a letter: filled from what was read, each proposal with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.channels.letters.finding import Found, accuses, find_fields, valid_id, valid_phone
from huiyin.channels.letters.lines import Line, Placed, text_of
from huiyin.channels.letters.models import LetterPage
from huiyin.desk.intake.form import IntakeForm
from huiyin.law.terms import Channel
from huiyin.law.words import P, Phrase
from huiyin.people.fields import Words
from huiyin.typed.documents import resident_of

#: What a proposal may say of itself: a sign's name and the words.
Check = tuple[str, Phrase]


class LetterForm(IntakeForm):
    """The registration form of letters; the requests in one field, a line each, for that is how letters list them."""

    requests = Words(
        label=_("诉求"),
        required=False,
        most=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一项。不写就从原文里找。"),
    )
    envelope = forms.ChoiceField(label=_("信封是哪一页"), required=False)

    def __init__(self, area: str, pages: int, *args: Any, now: datetime, **kwargs: Any):
        super().__init__(Channel.LETTER, area, *args, now=now, **kwargs)
        self.own("text").widget.attrs |= {"rows": 12, "spellcheck": "false"}
        self.own("envelope").choices = [("", _("没有扫描")), *((str(n), n) for n in range(1, pages + 1))]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a proposal stands: on a page (from 1), on which line of it, and what a check says."""

    page: int
    line: int
    checks: Sequence[Check]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter as it was read.

    :param lines: every line with its place in ``text``, :param unsure: places of characters that may be wrong.
    :param initial: what the form begins with, :param seen: where each of its values stands, by field.
    """

    text: str
    lines: Sequence[Placed]
    unsure: Sequence[int]
    initial: Mapping[str, str]
    seen: Mapping[str, Seen]
    accuses: bool

    @property
    def spans(self) -> list[list[int]]:
        """For the script: page, line, start and end in the text."""
        return [[each.page, each.number, each.start, each.end] for each in self.lines]


def propose(read: Sequence[Sequence[Line]], places: Sequence[tuple[str, str]], envelope: int | None) -> Proposal:
    """What the letter says, without its envelope, and what the fields may be.

    :param places: code and full path of the divisions the organ serves.
    """
    text, placed = text_of(read)
    lines: Sequence[Placed] = placed
    own = [each for each in lines if each.page != envelope]
    if envelope and own:
        text, lines = _without(text, own)
    unsure = sorted(at for each in lines for at in each.unsure)
    found = find_fields(text, [path for _, path in places])
    initial = {field: each.value for field, each in found.items() if field not in ("place", "request")}
    codes = {path: code for code, path in places}
    initial |= {"text": text} | ({"place": codes[found["place"].value]} if "place" in found else {})
    initial |= {"requests": found["request"].value} if "request" in found else {}
    names = {"request": "requests"}
    seen = {names.get(field, field): _seen(each, lines, unsure) for field, each in found.items()}
    return Proposal(text, lines, unsure, initial, {k: v for k, v in seen.items() if v}, accuses(text))


def shown_envelope(pages: Sequence[LetterPage], read: Sequence[Sequence[Line]]) -> int | None:
    """Which page looks like an envelope: few lines, with a postcode and somebody to receive it."""
    for number, lines in enumerate(read, 1):
        words = "".join(line.words for line in lines)
        if len(pages) > 1 and 0 < len(lines) <= 10 and len(words) < 120 and ("收" in words or "邮政编码" in words):
            return number
    return None


def _without(text: str, own: Sequence[Placed]) -> tuple[str, list[Placed]]:
    """The text of the remaining lines, moved to where they stand now."""
    parts: list[str] = []
    moved: list[Placed] = []
    length, before = 0, None
    for each in own:
        joint = "" if before is None else text[before.end : each.start] if before.page == each.page else "\n"
        parts += [joint, each.line.words]
        start = length + len(joint)
        length = start + len(each.line.words)
        moved.append(Placed(each.page, each.number, each.line, start, length))
        before = each
    return "".join(parts), moved


def _seen(found: Found, lines: Sequence[Placed], unsure: Sequence[int]) -> Seen | None:
    line = next((each for each in lines if each.start <= found.start < each.end), None)
    if line is None or found.end == 0:
        return None
    checks = [*_shape(found)]
    if any(found.start <= at < found.end for at in unsure):
        checks.append(("soon", P("有看不清的字")))
    return Seen(line.page, line.number, checks)


def _shape(found: Found) -> Iterable[Check]:
    if found.field == "id_number" and resident_of(found.value):
        yield ("ok", P("校验位对")) if valid_id(found.value) else ("late", P("校验位不对，请对照图片"))
    if found.field == "phone" and not valid_phone(found.value):
        yield "late", P("不像电话号码，请对照图片")
