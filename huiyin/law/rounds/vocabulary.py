"""The words of a round (排查走访)."""

from __future__ import annotations

from huiyin.law.terms import Term


class RoundStage(Term):
    """Where a round stands."""

    NEW = "new", "还没有走访"
    WALKED = "walked", "已走访"
    VOID = "void", "登记有误，已撤销"


class RoundAct(Term):
    """What somebody does about a round."""

    WALK = "walk", "登记走访"
    ADD = "add", "补充情况"
    NAME_HANDLER = "name_handler", "指定承办人"
    RETRACT = "retract", "撤销登记"


class RoundClock(Term):
    """A round has no period of its own; how often one is due is told village by village."""
