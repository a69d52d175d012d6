"""Whose turn it is after an act: one organ and one named person, or a Refusal where nobody may (首问负责)."""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.law.frame.common import NO_SUCH_ORGAN
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.law.words import P

RECEIVERS = (Role.DISPATCHER, Role.HANDLER, Role.HEAD)
HEADS = (Role.HEAD,)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who must act next."""

    organ: int
    person: int


Turn = Holding | Refusal
_NOBODY: frozenset[int] = frozenset()


def excluded(s: Situation) -> frozenset[int]:
    """Who may not have it, wherever they serve."""
    return s.facts.recused | s.world.unfit(s.facts)


# Handing over --------------------------------------------------------------------------------------------------------


def hand(s: Situation, organ: int, person: int | None, roles: tuple[Role, ...], strangers: frozenset[int]) -> Turn:
    """Hand the matter to ``organ``; without a named person, to whoever is on duty there.

    :param strangers: who may not have it although they serve there.
    """
    there = s.organ(organ)
    if there is None:
        return s.no(*NO_SUCH_ORGAN)
    if s.facts.unsure and there.id != s.holder:
        return s.no(
            P("还没有认定反映的是谁，不能转给别的机关。"),
            P("请先在“分类定性”里写明是哪个单位、哪个人；不在名录里，也请勾明。"),
            cite("xf2022", 30, 3),
        )
    if there.id in s.world.barred(s.facts):
        return s.no(
            P("{organ}是被举报的单位或它的下级，不能接收。", organ=there.name),
            P("请转送有管理权限的上级机关。"),
            cite("xf2022", 30, 3),
        )
    if person is not None and (person in strangers or not s.world.serves(person, there.id)):
        return s.no(P("接收人不在{organ}，或应当回避。", organ=there.name))
    named = person if person is not None else s.world.duty(there.id, roles, strangers)
    return nobody_at(s, there.id) if named is None else Holding(there.id, named)


def nobody_at(s: Situation, organ: int) -> Refusal:
    there = s.world.chart.organ(organ).name
    return s.no(P("{organ}没有可以接手的人。", organ=there), P("请先在该机关指定值班的人。"))


def no_superior(s: Situation) -> Refusal:
    return s.no(P("没有可以接手的上一级机关。"), P("请联系联席会议办公室协调。"), cite("xf2022", 24, 1))


def hand_up(s: Situation, organ: int | None, roles: tuple[Role, ...], strangers: frozenset[int] = _NOBODY) -> Turn:
    if organ is None:
        return no_superior(s)
    return hand(s, organ, None, roles, excluded(s) | strangers)


def back(s: Situation, organ: int | None, person: int | None) -> Turn:
    """Back to the organ and, where still there and fit, the person that had it."""
    if organ is None:
        return no_superior(s)
    strangers = excluded(s)
    still = person is not None and person not in strangers and s.world.serves(person, s.world.standing(organ))
    return hand(s, organ, person if still else None, RECEIVERS, strangers)


# Rules that any table may use -----------------------------------------------------------------------------------------


def stays(s: Situation) -> Turn:
    """Where it is; somebody on duty takes over when the owner has left or may not have it any more."""
    facts, holder, owner = s.facts, s.holder, s.facts.owner
    strangers = excluded(s) | s.named_now
    unfit = owner in strangers
    if not unfit and s.world.serves(owner, holder):
        return Holding(holder, owner)
    heir = s.world.duty(holder, RECEIVERS, strangers | facts.judged_by)
    if heir is None and unfit:
        return nobody_at(s, holder)
    return Holding(holder, owner if heir is None else heir)


def to_organ(s: Situation) -> Turn:
    if s.given is None:
        return Holding(s.facts.holder, s.facts.owner)
    return hand(s, s.value("to_organ"), s.value("to_person"), RECEIVERS, excluded(s))


def to_person(s: Situation) -> Turn:
    person = s.value("to_person")
    return stays(s) if person is None else Holding(s.holder, person)
