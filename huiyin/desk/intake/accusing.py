"""A report of wrongdoing at the counter, by letter or telephone: whom it is about, who keeps it, what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huiyin.cases.accused import Accused, accused_of
from huiyin.cases.acts import FIRST_ASKED, Refused
from huiyin.desk.staff import Desk
from huiyin.law.accused.signs import reads_as_report
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act
from huiyin.law.words import P, Phrase


@dataclass(frozen=True, slots=True)
class Warned:
    """What is asked once before anything is registered.

    :param token: comes back with the form once it has been read; other names bring the question again.
    :param signs: the words by which the text is plainly a report, though the form does not say so.
    """

    head: Phrase
    what: Phrase
    token: str
    signs: Sequence[str] = ()


def accused_at(desk: Desk, said: Mapping[str, Any]) -> Accused:
    """Whom the form is about."""
    place = str(said.get("place") or desk.organ.code)
    return accused_of(desk.today, place, str(said.get("accused_organ", "")), str(said.get("accused_person", "")))


def keeper(desk: Desk, accused: Accused) -> Organ:
    """Who holds it: the own organ; while it is not sure who is meant, the discipline organ that cannot be.

    :raises Refused: there is none with somebody on duty who cannot be meant.
    """
    if accused.meant.sure:
        return desk.organ
    found, away = _next_keeper(desk, accused), accused.away(desk.world)
    if found is None or desk.actor.person in away:
        raise Refused(
            Refusal(
                Act.LODGE,
                P("“{said}”可能指谁还认不准，这里没有一定不相干的机关和人来收。", said=accused.said),
                cite("xf2022", 30, 3),
                P("请问清单位和姓名，写全称再登记；可能指您本人的，请换一位同事。也可以请来人打12388。"),
            )
        )
    return found


def _next_keeper(desk: Desk, accused: Accused) -> Organ | None:
    world, away = desk.world, accused.away(desk.world)
    return next((each for each in accused.keepers(world) if world.duty(each.id, FIRST_ASKED, away)), None)


def warned(desk: Desk, accused: Accused, words: str, classed: bool) -> Warned | None:
    """What must be asked before this is registered, if anything.

    :param words: everything that was said, :param classed: the form itself says that it is a report.
    """
    if not accused.meant.sure:
        organ = _next_keeper(desk, accused)
        holder = P("登记后由{organ}保管、核对，本机关不再经手。", organ=organ.name) if organ else P("请先问清是谁。")
        return Warned(accused.understood, holder, _token("unsure", accused.said))
    signs = () if classed or accused.said else reads_as_report(words)
    if not signs:
        return None
    return Warned(
        P("听起来是检举控告。是的话，请先写明反映的是谁"),
        P("写在“这是检举控告：反映的是谁”里，被反映的人和单位就看不到；不是，再按一次登记。"),
        _token("said", *signs),
        signs,
    )


def _token(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
