"""What each kind of organ may do with each class of claim (权限表): organ × class × channel × way × ground → article.

Read a row as a sentence: *acts* by this *side*, for these *classes*, brought by these *channels* and in this *way*, on
this *ground*, are allowed or not, by this article, and *why*. The first row that fits answers; an empty cell of a row
means "any". Drawn from xf2022 Arts. 20, 22, 23 and 28–33; where another regulation differs, its book says so in rows of
its own (``powers``), and they are asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from huiyin.law.chart.organs import OrganKind
from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.books import BOOKS, Power
from huiyin.law.terms import Act, Channel, ClaimKind, Class, NonAcceptance, Side, Way
from huiyin.law.words import P, Phrase

A = Act


#: The office of the joint conference is part of the petition office (Art. 11 ¶2).
_SIDES: Mapping[OrganKind, Side] = {
    OrganKind.PETITION_OFFICE: Side.OFFICE,
    OrganKind.JOINT_CONFERENCE: Side.OFFICE,
    OrganKind.POLITICAL_LEGAL: Side.JUDICIAL,
    OrganKind.DISCIPLINE: Side.DISCIPLINE,
}


def side_of(kind: OrganKind) -> Side:
    return _SIDES.get(kind, Side.UNIT)


def class_of(claim: ClaimFacts) -> Class:
    if not claim.classed or claim.kind is None:
        return Class.UNCLASSED
    return Class(claim.ground.value if claim.kind is ClaimKind.GRIEVANCE and claim.ground else claim.kind.value)


class Cell(NamedTuple):
    """One question to the table. ``book`` is the plain key of a rule book."""

    act: Act
    side: Side
    klass: Class
    channel: Channel = Channel.LETTER
    way: Way = Way.DIRECT
    ground: NonAcceptance | None = None
    book: str = "cn-2022"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``why`` completes a refusal; what is allowed needs no words."""

    acts: frozenset[Act]
    allowed: bool
    article: Citation
    why: Phrase | None = None
    instead: Phrase | None = None
    sides: frozenset[Side] = frozenset()
    classes: frozenset[Class] = frozenset()
    channels: frozenset[Channel] = frozenset()
    ways: frozenset[Way] = frozenset()
    grounds: frozenset[NonAcceptance] = frozenset()

    def fits(self, cell: Cell) -> bool:
        return (
            (not self.sides or cell.side in self.sides)
            and (not self.classes or cell.klass in self.classes)
            and (not self.channels or cell.channel in self.channels)
            and (not self.ways or cell.way in self.ways)
            and (not self.grounds or cell.ground in self.grounds)
        )


def _set(given: object) -> frozenset[object]:
    if given is None:
        return frozenset()
    return frozenset(given) if isinstance(given, tuple) else frozenset({given})


def _rule(
    allowed: bool, acts: object, article: Citation, why: Phrase | None, instead: Phrase | None, on: object
) -> Rule:
    assert isinstance(on, dict)
    said = {name: _set(value) for name, value in on.items()}
    return Rule(_set(acts), allowed, article, why, instead, **said)  # type: ignore[arg-type]


def _yes(acts: object, article: Citation, **on: object) -> Rule:
    return _rule(True, acts, article, None, None, on)


def _no(acts: object, article: Citation, why: Phrase, instead: Phrase | None = None, **on: object) -> Rule:
    return _rule(False, acts, article, why, instead, on)


def _xf(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    return cite("xf2022", article, paragraph, item)


K = Class
STATUTORY = (K.LITIGATION, K.ARBITRATION, K.PARTY_APPEAL, K.ADMINISTRATIVE)
OTHERS = (Side.JUDICIAL, Side.DISCIPLINE, Side.UNIT)
GRIEVANCES = (*STATUTORY, K.DUTY, K.PETITION)
NOT_OURS, IN_PROGRESS = NonAcceptance.NOT_OURS, NonAcceptance.IN_PROGRESS
ANSWERING = (A.ANSWER_ON_SPOT, A.REPLY)

_CLASS_FIRST = P("还有诉求没有分类定性，不知道该走哪个程序。")
_DO_CLASS = P("请先“分类定性”，逐项确定类别。")
_PASS_ON = P("信访部门负责转送、交办、督办，不代替有权处理的机关作决定。")
_DO_PASS_ON = P("请转送或交办有权处理的机关。")
_REPORT = P("检举控告不能这样答复。")
_DO_REPORT = P("请转送有管理权限的纪检监察机关。")
_SUIT_LETTER = P("涉法涉诉的信件应当转送同级政法部门，不能告知以后就了结。")
_OPINION = P("适用信访程序的诉求要调查核实，出具信访处理意见书，不能直接答复。")
_DO_OPINION = P("请接收办理，逐项拟定意见。")
_ROUTE_FIRST = P("这项诉求有法定途径，不能用信访答复代替。")
_DO_GUIDE = P("请先“引导法定途径”，告诉信访人去哪里、期限是多久。")
_IDEA = P("建议意见由有权处理的机关研究论证并回复，没有法定途径可引导。")
_DUTY = P("申请履行法定职责的，有权处理的机关要依法履行或者答复，不能引导走了事。")
_PETITION = P("这项诉求已经定性为适用信访程序，不能引导到别处。")
_OBJECT = P("转来的事项不能不予受理；不属于本机关职权的，应当提出异议。")
_LEAVE_TO_COURT = P("涉及诉讼权利救济的事项要从普通信访中分离出来，由有关政法部门依法处理。")
_ONLY_DISPUTES = P("只有申诉求决类事项可以调解、和解。")


def _by_item(act: Act, classes: tuple[Class, ...]) -> tuple[Rule, ...]:
    """Art. 31 (1)–(4), each by its own item."""
    return tuple(_yes(act, _xf(31, None, int(each)), classes=each) for each in classes)


#: The table. The order of rows counts: the first that fits.
TABLE: tuple[Rule, ...] = (
    # 转送、交办
    _yes(A.TRANSFER, _xf(22, 2), sides=Side.OFFICE, classes=(K.ACCUSATION, K.LITIGATION)),
    _yes(A.TRANSFER, _xf(22, 1), sides=Side.OFFICE),
    _yes(A.ASSIGN, _xf(22, 1, 3), sides=Side.OFFICE),
    _yes((A.TRANSFER, A.ASSIGN), _xf(30, 1), classes=K.ACCUSATION),
    _yes((A.TRANSFER, A.ASSIGN), _xf(23, 1)),
    # 接收、拟定意见
    _no((A.ACCEPT, A.PROPOSE), _xf(22, 1), _PASS_ON, _DO_PASS_ON, sides=Side.OFFICE),
    _no((A.ACCEPT, A.PROPOSE), _xf(31), _CLASS_FIRST, _DO_CLASS, classes=K.UNCLASSED),
    _yes((A.ACCEPT, A.PROPOSE), _xf(29, 1), classes=K.SUGGESTION),
    _yes((A.ACCEPT, A.PROPOSE), _xf(30, 1), classes=K.ACCUSATION),
    _yes(A.ACCEPT, _xf(28, 2), sides=Side.JUDICIAL, classes=K.LITIGATION),
    _no(A.ACCEPT, _xf(28, 2), _LEAVE_TO_COURT, _DO_GUIDE, classes=K.LITIGATION),
    *_by_item(A.ACCEPT, STATUTORY[1:]),
    *(
        _no(A.PROPOSE, _xf(31, None, int(each)), _ROUTE_FIRST, _DO_GUIDE, classes=each)
        for each in STATUTORY
    ),
    _yes((A.ACCEPT, A.PROPOSE), _xf(31, None, 5), classes=K.DUTY),
    _yes((A.ACCEPT, A.PROPOSE), _xf(31, None, 6), classes=K.PETITION),
    # 引导法定途径
    _no(A.GUIDE, _xf(31), _CLASS_FIRST, _DO_CLASS, classes=K.UNCLASSED),
    _no(A.GUIDE, _xf(29, 1), _IDEA, None, classes=K.SUGGESTION),
    _no(A.GUIDE, _xf(22, 2), _REPORT, _DO_REPORT, sides=Side.OFFICE, classes=K.ACCUSATION),
    _no(A.GUIDE, _xf(30, 1), _REPORT, _DO_REPORT, classes=K.ACCUSATION),
    _no(A.GUIDE, _xf(22, 1), _PASS_ON, _DO_PASS_ON, sides=Side.OFFICE, classes=K.DUTY),
    _no(A.GUIDE, _xf(31, None, 5), _DUTY, None, classes=K.DUTY),
    _no(A.GUIDE, _xf(31, None, 6), _PETITION, P("如果分错了类，请先改正“分类定性”。"), classes=K.PETITION),
    _yes(A.GUIDE, _xf(22, 2), sides=Side.OFFICE, classes=K.LITIGATION, channels=Channel.VISIT),
    _no(A.GUIDE, _xf(22, 2), _SUIT_LETTER, P("请转送同级政法部门。"), sides=Side.OFFICE, classes=K.LITIGATION),
    _no(A.GUIDE, _xf(22, 1), _PASS_ON, _DO_PASS_ON, sides=Side.OFFICE),
    *_by_item(A.GUIDE, STATUTORY),
    # 不予受理并告知
    _no(A.DIRECT_ELSEWHERE, _xf(22, 2), _REPORT, _DO_REPORT, sides=Side.OFFICE, classes=K.ACCUSATION),
    _no(A.DIRECT_ELSEWHERE, _xf(30, 1), _REPORT, None, classes=K.ACCUSATION, grounds=IN_PROGRESS),
    _no(A.DIRECT_ELSEWHERE, _xf(31), _CLASS_FIRST, _DO_CLASS, classes=K.UNCLASSED),
    _yes(A.DIRECT_ELSEWHERE, _xf(19, 3), grounds=IN_PROGRESS),
    _no(A.DIRECT_ELSEWHERE, _xf(22, 1), _PASS_ON, _DO_PASS_ON, sides=Side.OFFICE),
    _no(A.DIRECT_ELSEWHERE, _xf(23, 3), _OBJECT, P("请用“提出异议”。"), ways=Way.PASSED),
    _yes(A.DIRECT_ELSEWHERE, _xf(23, 1)),
    # 不再受理
    _no(A.NO_FURTHER, _xf(31), _CLASS_FIRST, _DO_CLASS, classes=K.UNCLASSED),
    _yes(A.NO_FURTHER, _xf(36, 3), classes=K.PETITION),
    _no(A.NO_FURTHER, _xf(36, 3), P("只有经过复核的信访程序事项，同一事实和理由才不再受理。"), P("请照常办理。")),
    # 当场答复、直接答复
    _no(ANSWERING, _xf(31), _CLASS_FIRST, _DO_CLASS, classes=K.UNCLASSED),
    _yes(ANSWERING, _xf(29, 1), classes=K.SUGGESTION),
    _no(ANSWERING, _xf(22, 2), _REPORT, _DO_REPORT, sides=Side.OFFICE, classes=K.ACCUSATION),
    _yes(ANSWERING, _xf(30, 1), sides=Side.DISCIPLINE, classes=K.ACCUSATION),
    _no(ANSWERING, _xf(30, 1), _REPORT, _DO_REPORT, classes=K.ACCUSATION),
    _no(ANSWERING, _xf(31, None, 6), _OPINION, _DO_OPINION, classes=K.PETITION),
    _no(ANSWERING, _xf(22, 1), _PASS_ON, _DO_PASS_ON, sides=Side.OFFICE),
    _yes(ANSWERING, _xf(31, None, 5), classes=K.DUTY),
    *(
        _no(ANSWERING, _xf(31, None, int(each)), _ROUTE_FIRST, _DO_GUIDE, classes=each)
        for each in STATUTORY
    ),
    # 报请本级党委和政府决定
    _no(A.ASK_DECISION, _xf(22, 1, 1), P("报请本级党委和政府决定的是信访部门。"), None, sides=OTHERS),
    _no(A.ASK_DECISION, _xf(22, 2), _REPORT, _DO_REPORT, classes=K.ACCUSATION),
    _no(A.ASK_DECISION, _xf(22, 2), _SUIT_LETTER, P("请转送同级政法部门。"), classes=K.LITIGATION),
    _yes(A.ASK_DECISION, _xf(22, 1, 1)),
    # 调解、和解
    _no((A.MEDIATE, A.RECONCILE), _xf(22, 1), _PASS_ON, _DO_PASS_ON, sides=Side.OFFICE),
    _yes((A.MEDIATE, A.RECONCILE), _xf(33), classes=GRIEVANCES),
    _no((A.MEDIATE, A.RECONCILE), _xf(33), _ONLY_DISPUTES, P("有别类的诉求，请先分案。")),
)  # fmt: skip

BY_ACT: Mapping[Act, tuple[Rule, ...]] = MappingProxyType(
    {act: tuple(row for row in TABLE if act in row.acts) for act in Act if any(act in row.acts for row in TABLE)}
)
#: Acts that move the whole matter: one claim that may be so dealt with carries it. Of all others every claim counts.
WHOLE = frozenset({A.TRANSFER, A.ASSIGN, A.ACCEPT})


def ask(cell: Cell) -> Rule:
    """The row that answers. Every question within the table has one."""
    return next(row for row in rows(cell.act, cell.book) if row.fits(cell))


@lru_cache(maxsize=4096)
def rows(act: Act, book_key: str) -> tuple[Rule, ...]:
    """The rows that are asked of an act under a book: the book's own, then the national table's."""
    own = tuple(_of_book(power) for power in BOOKS[book_key].powers if act in power.acts)
    return own + BY_ACT[act]


def _of_book(power: Power) -> Rule:
    return Rule(
        power.acts,
        power.may,
        power.article,
        Phrase(power.why) if power.why else None,
        Phrase(power.instead) if power.instead else None,
        power.sides,
        power.classes,
        power.channels,
        power.ways,
        power.grounds,
    )


def answer(cells: Iterable[Cell]) -> Rule | None:
    """The answer for a matter of several claims; ``None`` where nothing is asked.

    Of what moves the whole matter the first yes, of everything else the first no, counts.
    """
    rows = [(cell.act in WHOLE, ask(cell)) for cell in cells]
    return next((row for whole, row in rows if row.allowed is whole), rows[0][1] if rows else None)
