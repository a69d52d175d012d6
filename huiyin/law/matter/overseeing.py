"""The conditions on supervision (督办) and what goes with it: xf2022 Art. 38–41."""

from __future__ import annotations

from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.situation import Situation
from huiyin.law.words import P


def breach_confirmed(s: Situation) -> Refusal | None:
    """The facts of the breach are looked into before anybody is pressed for it (Art. 40 ¶1)."""
    if s.given is None or s.value("confirmed"):
        return None
    return s.no(P("督办要写明违反规定的事实，并且核实过。"), P("请核实以后再督办。"))
