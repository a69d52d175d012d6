"""Every cell of the table of powers, with the article beside each yes (+) and no (-).

A line is: organ, how it came and by which channel, then one answer for each class: unclassed, suggestion, accusation,
and the grounds (1) to (6) of Art. 31. An article without a law is of xf2022.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from huiyin.law.frame.decide import decide
from huiyin.law.matter.competence import TABLE, Cell, ask
from huiyin.law.matter.procedure import MATTER
from huiyin.law.sources.summaries import summary
from huiyin.law.terms import Act, Channel, Class, NonAcceptance, Side, Way
from tests import cast

A, L, V = Act, Channel.LETTER, Channel.VISIT
NOT_OURS, IN_PROGRESS = NonAcceptance.NOT_OURS, NonAcceptance.IN_PROGRESS

#: (act, ground, book) → lines.
GRID = {
    (A.TRANSFER, None, "cn-2022"): """
        office     direct letter  +22.1 +22.1 +22.2 +22.2 +22.1 +22.1 +22.1 +22.1 +22.1
        office     direct visit   +22.1 +22.1 +22.2 +22.2 +22.1 +22.1 +22.1 +22.1 +22.1
        unit       direct letter  +23.1 +23.1 +30.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1
        judicial   passed letter  +23.1 +23.1 +30.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1
        discipline passed letter  +23.1 +23.1 +30.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1
    """,
    (A.ASSIGN, None, "cn-2022"): """
        office direct letter  +22.1.3 +22.1.3 +22.1.3 +22.1.3 +22.1.3 +22.1.3 +22.1.3 +22.1.3 +22.1.3
        unit   passed letter  +23.1   +23.1   +30.1   +23.1   +23.1   +23.1   +23.1   +23.1   +23.1
    """,
    (A.ACCEPT, None, "cn-2022"): """
        office     direct letter  -22.1 -22.1 -22.1 -22.1 -22.1   -22.1   -22.1   -22.1   -22.1
        unit       direct letter  -31   +29.1 +30.1 -28.2 +31..2  +31..3  +31..4  +31..5  +31..6
        unit       passed visit   -31   +29.1 +30.1 -28.2 +31..2  +31..3  +31..4  +31..5  +31..6
        judicial   passed letter  -31   +29.1 +30.1 +28.2 +31..2  +31..3  +31..4  +31..5  +31..6
        discipline passed letter  -31   +29.1 +30.1 -28.2 +31..2  +31..3  +31..4  +31..5  +31..6
    """,
    (A.GUIDE, None, "cn-2022"): """
        office     direct letter  -31 -29.1 -22.2 -22.2  -22.1  -22.1  -22.1  -22.1   -31..6
        office     direct phone   -31 -29.1 -22.2 -22.2  -22.1  -22.1  -22.1  -22.1   -31..6
        office     direct web     -31 -29.1 -22.2 -22.2  -22.1  -22.1  -22.1  -22.1   -31..6
        office     direct visit   -31 -29.1 -22.2 +22.2  -22.1  -22.1  -22.1  -22.1   -31..6
        unit       direct letter  -31 -29.1 -30.1 +31..1 +31..2 +31..3 +31..4 -31..5  -31..6
        unit       passed visit   -31 -29.1 -30.1 +31..1 +31..2 +31..3 +31..4 -31..5  -31..6
        judicial   passed letter  -31 -29.1 -30.1 +31..1 +31..2 +31..3 +31..4 -31..5  -31..6
        discipline direct letter  -31 -29.1 -30.1 +31..1 +31..2 +31..3 +31..4 -31..5  -31..6
    """,
    (A.GUIDE, None, "zhejiang-2016"): """
        office direct letter -31 -29.1 -22.2 +zj20.1.1 +zj20.1.1 -22.1  +zj20.1.1 -22.1  -31..6
        unit   direct letter -31 -29.1 -30.1 +zj20.1.1 +zj20.1.1 +31..3 +zj20.1.1 -31..5 -31..6
    """,
    (A.GUIDE, None, "cn-2005"): """
        office direct letter -31 -29.1 -22.2 +old21.1.1 +old21.1.1 +old21.1.1 +old21.1.1 -22.1  -31..6
        unit   direct letter -31 -29.1 -30.1 +31..1     +31..2     +31..3     +31..4     -31..5 -31..6
    """,
    (A.DIRECT_ELSEWHERE, NOT_OURS, "cn-2022"): """
        office     direct letter -31 -22.1 -22.2 -22.1 -22.1 -22.1 -22.1 -22.1 -22.1
        office     direct visit  -31 -22.1 -22.2 -22.1 -22.1 -22.1 -22.1 -22.1 -22.1
        unit       direct letter -31 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1
        unit       passed letter -31 -23.3 -23.3 -23.3 -23.3 -23.3 -23.3 -23.3 -23.3
        judicial   direct letter -31 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1
        discipline direct visit  -31 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1 +23.1
    """,
    (A.DIRECT_ELSEWHERE, NOT_OURS, "zhejiang-2016"): """
        office direct letter -31 -zj20.1.3 -22.2     -zj20.1.3 -zj20.1.3 -zj20.1.3 -zj20.1.3 -zj20.1.3 -zj20.1.3
        unit   direct letter -31 +zj20.1.3 +zj20.1.3 +zj20.1.3 +zj20.1.3 +zj20.1.3 +zj20.1.3 +zj20.1.3 +zj20.1.3
    """,
    (A.DIRECT_ELSEWHERE, NOT_OURS, "cn-2005"): """
        office direct letter -31 -22.1 -22.2 +old21.1.1 +old21.1.1 +old21.1.1 +old21.1.1 -22.1 -22.1
    """,
    (A.DIRECT_ELSEWHERE, IN_PROGRESS, "cn-2022"): """
        office direct letter -31 +19.3 -22.2 +19.3 +19.3 +19.3 +19.3 +19.3 +19.3
        unit   direct visit  -31 +19.3 -30.1 +19.3 +19.3 +19.3 +19.3 +19.3 +19.3
    """,
    (A.DIRECT_ELSEWHERE, IN_PROGRESS, "zhejiang-2016"): """
        unit direct letter -31 +zj20.1.5 -30.1 +zj20.1.5 +zj20.1.5 +zj20.1.5 +zj20.1.5 +zj20.1.5 +zj20.1.5
    """,
    (A.NO_FURTHER, None, "cn-2022"): """
        office direct letter -31 -36.3 -36.3 -36.3 -36.3 -36.3 -36.3 -36.3 +36.3
        unit   direct letter -31 -36.3 -36.3 -36.3 -36.3 -36.3 -36.3 -36.3 +36.3
    """,
    (A.NO_FURTHER, None, "zhejiang-2016"): """
        office direct letter -31 -36.3 -36.3 +zj25.2 +zj25.2 +zj25.2 +zj25.2 +zj25.2 +zj25.2
    """,
    (A.ANSWER_ON_SPOT, None, "cn-2022"): """
        office     direct letter -31 +29.1 -22.2 -22.1  -22.1  -22.1  -22.1  -22.1  -31..6
        office     direct visit  -31 +29.1 -22.2 -22.1  -22.1  -22.1  -22.1  -22.1  -31..6
        unit       direct visit  -31 +29.1 -30.1 -31..1 -31..2 -31..3 -31..4 +31..5 -31..6
        judicial   direct visit  -31 +29.1 -30.1 -31..1 -31..2 -31..3 -31..4 +31..5 -31..6
        discipline direct visit  -31 +29.1 +30.1 -31..1 -31..2 -31..3 -31..4 +31..5 -31..6
    """,
    (A.ANSWER_ON_SPOT, None, "zhejiang-2016"): """
        office direct visit -31 +zj20.1 -22.2 -22.1 -22.1 -22.1 -22.1 -22.1 -31..6
    """,
    (A.REPLY, None, "cn-2022"): """
        office     direct letter -31 +29.1 -22.2 -22.1  -22.1  -22.1  -22.1  -22.1  -31..6
        unit       passed letter -31 +29.1 -30.1 -31..1 -31..2 -31..3 -31..4 +31..5 -31..6
        discipline passed letter -31 +29.1 +30.1 -31..1 -31..2 -31..3 -31..4 +31..5 -31..6
    """,
    (A.PROPOSE, None, "cn-2022"): """
        office   direct letter -22.1 -22.1 -22.1 -22.1  -22.1  -22.1  -22.1  -22.1  -22.1
        unit     passed letter -31   +29.1 +30.1 -31..1 -31..2 -31..3 -31..4 +31..5 +31..6
        judicial passed letter -31   +29.1 +30.1 -31..1 -31..2 -31..3 -31..4 +31..5 +31..6
    """,
    (A.ASK_DECISION, None, "cn-2022"): """
        office direct letter +22.1.1 +22.1.1 -22.2   -22.2   +22.1.1 +22.1.1 +22.1.1 +22.1.1 +22.1.1
        unit   direct visit  -22.1.1 -22.1.1 -22.1.1 -22.1.1 -22.1.1 -22.1.1 -22.1.1 -22.1.1 -22.1.1
    """,
    (A.RECONCILE, None, "cn-2022"): """
        unit passed letter -33 -33 -33 +33 +33 +33 +33 +33 +33
    """,
    (A.MEDIATE, None, "cn-2022"): """
        office direct letter -22.1 -22.1 -22.1 -22.1 -22.1 -22.1 -22.1 -22.1 -22.1
        unit   passed letter -33   -33   -33   +33   +33   +33   +33   +33   +33
    """,
}
LAWS = {"zj": "zj2016:", "old": "xf2005:"}


def written() -> Iterator[tuple[Cell, str]]:
    for (act, ground, book), lines in GRID.items():
        for line in lines.split("\n"):
            if not line.strip():
                continue
            side, way, channel, *answers = line.split()
            assert len(answers) == len(Class), line
            for klass, answer in zip(Class, answers, strict=True):
                yield Cell(act, Side(side), klass, Channel(channel), Way(way), ground, book), answer


def spelled(answer: str) -> tuple[bool, str]:
    article = answer[1:]
    law = next((law for law in LAWS if article.startswith(law)), "")
    return answer[0] == "+", LAWS.get(law, "xf2022:") + article.removeprefix(law)


@pytest.mark.parametrize(("cell", "answer"), written(), ids=str)
def test_every_cell_says_yes_or_no_by_its_article(cell: Cell, answer: str) -> None:
    rule = ask(cell)
    assert (rule.allowed, rule.article.key) == spelled(answer)


def everything() -> Iterator[Cell]:
    for act in {act for row in TABLE for act in row.acts}:
        for side in Side:
            for klass in Class:
                for channel in Channel:
                    for way in Way:
                        for ground in NonAcceptance if act is A.DIRECT_ELSEWHERE else (None,):
                            for book in ("cn-2022", "cn-2005", "zhejiang-2016"):
                                yield Cell(act, side, klass, channel, way, ground, book)


def test_no_question_is_left_without_an_answer_that_we_can_explain() -> None:
    assert not [cell for cell in everything() if summary(ask(cell).article) is None]


def test_every_no_says_why() -> None:
    assert not [row for row in TABLE if not row.allowed and row.why is None]


def test_every_row_is_the_answer_to_something() -> None:
    used = {id(ask(cell)) for cell in everything()}
    assert not [row for row in TABLE if id(row) not in used]


# --- through the door -------------------------------------------------------------------------------------------------

ORGANS = {
    "office": cast.CITY_OFFICE, "unit": cast.CITY_WATER, "judicial": cast.CITY_COURT,
    "discipline": cast.CITY_DISCIPLINE,
}  # fmt: skip
AT_ONCE = (A.GUIDE, A.DIRECT_ELSEWHERE, A.NO_FURTHER, A.ANSWER_ON_SPOT, A.REPLY)
CLASSED = {
    Class.UNCLASSED: {}, Class.SUGGESTION: cast.IDEA, Class.ACCUSATION: cast.REPORT,
    **{klass: {"kind": "grievance", "ground": klass.value} for klass in list(Class)[3:]},
}  # fmt: skip


def at_the_door() -> Iterator[tuple[Cell, str]]:
    return ((cell, answer) for cell, answer in written() if cell.act in AT_ONCE and cell.way is Way.DIRECT)


@pytest.mark.parametrize(("cell", "answer"), at_the_door(), ids=str)
def test_the_door_answers_as_the_table_does(cell: Cell, answer: str) -> None:
    """The button while no ground has been chosen, and the act: no act of a "no" gets past the door."""
    organ = ORGANS[cell.side.value]
    facts = cast.lodged(CLASSED[cell.klass], organ=organ, book=cell.book, channel=cell.channel.value)
    route = {"2": "labour_arbitration", "3": "party_appeal", "4": "reconsideration"}.get(cell.klass.value, "civil_suit")
    given = {
        "routes": {"1": {"route": route}}, "explanation": "请到法院起诉，期限三年",
        "ground": cell.ground.value if cell.ground else None,
        "where": "市法院立案庭，人民路1号", "reason": "与原事项事实和理由相同", "earlier": "9901",
        "earlier_closure": "final",
        "earlier_holder": cast.TOWN_STATION, "answer": "您可以到窗口办理，带上身份证就行", "method": "electronic",
    }  # fmt: skip
    verdict = decide(MATTER, cell.act, facts, cast.dispatcher(organ), cast.MONDAY, cast.WORLD, given)
    assert verdict.allowed is spelled(answer)[0], verdict
