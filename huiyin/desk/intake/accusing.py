"""A report of wrongdoing at the counter, by letter or telephone: whom it is about, who keeps it, what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.cases.accused import Accused, accused_of, next_keeper
from huiyin.cases.accused import keeper as accused_keeper
from huiyin.desk.staff import Desk
from huiyin.law.accused.heard import NOTHING, Heard, heard
from huiyin.law.chart.organs import Organ
from huiyin.law.words import P, Phrase
from huiyin.people.place_words import code_said

_PLAINLY = P("听起来是检举控告。是的话，请先写明反映的是谁")
_PERHAPS = P("说的也许是干部、公职人员做了不该做的事。请问一句来人是不是检举；是的话，请先写明反映的是谁")


@dataclass(frozen=True, slots=True)
class Warned:
    """What is asked once before anything is registered.

    :param token: comes back with the form once it has been read; other names bring the question again.
    :param sounds: what the text sounds like, though the form does not say so.
    """

    head: Phrase
    what: Phrase
    token: str
    sounds: Heard = NOTHING


def accused_at(desk: Desk, said: Mapping[str, Any]) -> Accused:
    """Whom the form is about."""
    place = code_said(said.get("place")) or desk.organ.code
    return accused_of(desk.today, place, str(said.get("accused_organ", "")), str(said.get("accused_person", "")))


def keeper(desk: Desk, accused: Accused) -> Organ:
    """Who holds it, see :func:`huiyin.cases.accused.keeper`."""
    return accused_keeper(accused, desk.organ, desk.actor, desk.world)


def warned(desk: Desk, accused: Accused, words: str, classed: bool) -> Warned | None:
    """What must be asked before this is registered, if anything.

    :param words: everything that was said, :param classed: the form itself says that it is a report.
    """
    if not accused.meant.sure:
        organ = next_keeper(accused, desk.world)
        holder = P("登记后由{organ}保管、核对，本机关不再经手。", organ=organ.name) if organ else P("请先问清是谁。")
        return Warned(accused.understood, holder, _token("unsure", accused.said))
    sounds = NOTHING if classed or accused.said else heard(words)
    if not sounds:
        return None
    return Warned(
        _PLAINLY if sounds.signs else _PERHAPS,
        P("写在“这是检举控告：反映的是谁”里，被反映的人和单位就看不到；不是，再按一次登记。"),
        _token("said", *sounds.signs),
        sounds,
    )


def _token(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
