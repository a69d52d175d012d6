"""The table of powers (competence.py) asked about one matter: the guard that stands before every act it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huiyin.law.chart.routes import ROUTES
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.competence import WHOLE, Cell, Rule, answer, ask, class_of, side_of
from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.matter.situation import Situation
from huiyin.law.terms import Act, NonAcceptance, Role, Stage, Way
from huiyin.law.words import P


def within_competence(s: Situation) -> Refusal | None:
    """What this kind of organ may do with these classes, by the channel and the way they came (Arts. 22, 23, 28–33)."""
    organ = s.organ(s.holder)
    if organ is None or Role.SYSTEM in s.by.roles:
        return None
    found = answer(cells(s)) if s.given is not None else _best(s)
    return None if found is None or found.allowed else _refused(s, found)


def _refused(s: Situation, found: Rule) -> Refusal:
    return s.no(found.why or P("法律没有这样规定。"), found.instead, found.article)


def _best(s: Situation) -> Rule | None:
    """While only the button is drawn: open if some choice in the form would be."""
    rows = [ask(cell) for ground in _grounds(s) for cell in cells(s, ground)]
    if not rows:
        return None
    either = s.act in WHOLE or s.act in (Act.GUIDE, Act.DIRECT_ELSEWHERE)
    return next((row for row in rows if row.allowed is either), rows[0])


def _grounds(s: Situation) -> Iterable[NonAcceptance | None]:
    return tuple(NonAcceptance) if s.act is Act.DIRECT_ELSEWHERE else (None,)


def cells(s: Situation, ground: NonAcceptance | None = None) -> list[Cell]:
    """The questions this act asks of the table, one for each claim it touches."""
    said = s.value("ground")
    if s.act is Act.DIRECT_ELSEWHERE and said is not None:
        ground = NonAcceptance(said)
    return [_cell(s, claim, ground) for claim in _touched(s)]


def _cell(s: Situation, claim: ClaimFacts, ground: NonAcceptance | None) -> Cell:
    organ = s.organ(s.holder)
    assert organ is not None
    facts = s.facts
    book = facts.book_key.partition("+")[0]
    return Cell(s.act, side_of(organ.kind), class_of(claim), facts.channel, way_of(s), ground, book)


def way_of(s: Situation) -> Way:
    """Passed on, unless it lies with the organ that was asked first."""
    first = s.world.standing(s.facts.coordinator) == s.holder and s.facts.stage is not Stage.TRANSFERRED
    return Way.DIRECT if first or s.facts.sender is None else Way.PASSED


def _touched(s: Situation) -> Iterator[ClaimFacts]:
    named = s.rows("routes") if s.act is Act.GUIDE else {}
    for claim in s.facts.claims:
        if s.act in WHOLE or (str(claim.id) in named if named else claim.open):
            yield claim


def route_fits(s: Situation) -> Refusal | None:
    """A claim is led into the procedure of its own ground, and into no other (Art. 31 (1)–(4))."""
    for claim in s.facts.claims:
        route = ROUTES.get(str(s.rows("routes").get(str(claim.id), {}).get("route")))
        if route is not None and route.ground is not claim.ground:
            return s.no(
                P(
                    "第{n}项诉求定性为{ground}，“{route}”不是它的途径。",
                    n=claim.id,
                    ground=claim.ground,
                    route=route.name,
                ),
                P("请另选途径；分错了类，请先改正“分类定性”。"),
            )
    return None
