"""The indicators (考核指标), each over one record: which organ, on which day, and whether it did as it should.

None counts how many people petition, come again or travel. An organ gains by looking at once, passing on rightly,
hearing, looking into things, answering in time, settling, and by answers that hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from huiyin.law.assessment.formulas import Days
from huiyin.oversight.assessment.skeleton import Step

Steps = Sequence[Step]
#: An organ, the day on which it was decided, and whether it did.
Case = tuple[int, date, bool]
Indicator = Callable[[Steps, date, Days], Iterator[Case]]

PASSED_ON = frozenset({"transfer", "assign", "determine", "coordinate", "reject_objection"})
ANSWERS = frozenset({"answer_on_spot", "reply"})
CONCLUDED = frozenset({"sign", "mediate", "reconcile", "reply"})
#: What ends the sorting of a matter.
SORTED = PASSED_ON | ANSWERS | {"accept", "guide", "direct_elsewhere", "no_further", "ask_decision", "merge"}
#: What a receiver does with what was passed on to it.
TAKEN = frozenset({"accept", "object", "guide", "reply", "transfer", "assign", "direct_elsewhere", "merge"})
HEARD = frozenset({"listen", "close_hearing"})
LOOKED_INTO = frozenset({"investigate", "close_hearing"})
#: What is done only where a review revoked the opinion and the matter is handled anew.
AGAIN = frozenset({"listen", "investigate", "propose", "extend", "mediate", "reconcile"})
NOT_AGAIN = frozenset({"seek_rereview", "close", "lapse", "execute", "archive"})


def _next(steps: Steps, place: int, acts: frozenset[str]) -> Step | None:
    """The next step by an organ that is one of these acts."""
    found = _place(steps, place, acts)
    return None if found is None else steps[found]


def _place(steps: Steps, place: int, acts: frozenset[str]) -> int | None:
    """Where that stands."""
    later = range(place + 1, len(steps))
    return next((n for n in later if steps[n].act in acts and steps[n].organ is not None), None)


def _round(steps: Steps, place: int) -> Steps:
    """The steps of the same round of handling before one: since the matter was taken up last."""
    begun = max((n for n, each in enumerate(steps[:place]) if each.act == "accept"), default=0)
    back = max((n for n, each in enumerate(steps[:place]) if each.act in ("reopen", "decide_review")), default=0)
    return steps[max(begun, back) : place]


def _within(first: Step, then: Step, days: int) -> bool:
    return (then.day - first.day).days <= days


def sorted_in_time(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """及时受理（信访部门）: what was received is sorted, or answered, in time (Art. 22, 23)."""
    then = _next(steps, 0, SORTED)
    if then is not None and then.organ is not None:
        yield then.organ, then.day, _within(steps[0], then, days.sort)


def taken_up_in_time(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """及时受理（责任单位）: what was passed on is taken up, or objected to, in time (Art. 23 ¶3)."""
    for place, step in enumerate(steps):
        then = _next(steps, place, TAKEN | {"take_back"}) if step.act in PASSED_ON else None
        if then is not None and then.organ is not None and then.act != "take_back" and then.organ != step.organ:
            yield then.organ, then.day, _within(step, then, days.sort)


def passed_on_rightly(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """一次转准: whoever passed it on chose an organ that kept it."""
    for place, step in enumerate(steps):
        if step.act not in ("transfer", "assign") or step.organ is None:
            continue
        at = _place(steps, place, TAKEN | {"agree_objection", "take_back"})
        if at is not None and steps[at].act == "object":
            at = _place(steps, at, frozenset({"agree_objection", "reject_objection", "determine", "coordinate"}))
        if at is not None:
            wrong = ("agree_objection", "take_back", "determine", "coordinate")
            yield step.organ, steps[at].day, steps[at].act not in wrong


def _signed(steps: Steps, acts: frozenset[str]) -> Iterator[Case]:
    for place, step in enumerate(steps):
        if step.act == "sign" and step.organ is not None:
            yield step.organ, step.day, any(each.act in acts for each in _round(steps, place))


def heard(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """当面听取: before the opinion the person was heard (Art. 31 (6))."""
    return _signed(steps, HEARD)


def looked_into(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """实地调查: before the opinion something was looked into (Art. 31 (6))."""
    return _signed(steps, LOOKED_INTO)


def answered_in_time(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """按期办结: the opinion, the settlement or the reply in time (Art. 34)."""
    for place, step in enumerate(steps):
        if step.act not in CONCLUDED or step.organ is None:
            continue
        before = _round(steps, place)
        if before and before[0].act == "accept":
            longer = days.extension if any(each.act == "extend" for each in before) else 0
            yield step.organ, step.day, _within(before[0], step, days.handle + longer)


def served_soon(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """及时送达: what was signed reaches the person soon."""
    for place, step in enumerate(steps):
        then = _next(steps, place, frozenset({"serve"})) if step.act == "sign" else None
        if then is not None and step.organ is not None:
            yield step.organ, then.day, _within(step, then, days.serve)


def settled(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """就地化解: what was concluded was settled between those whom it concerns (Art. 33)."""
    for step in steps:
        if step.act in ("sign", "mediate", "reconcile") and step.organ is not None:
            yield step.organ, step.day, step.act != "sign"


def stood_review(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """复查复核维持: a review did not send it back to be done again (Art. 35, 36)."""
    for place, step in enumerate(steps):
        if (
            step.act != "serve"
            or place == 0
            or not any(each.act == "decide_review" for each in _since_signed(steps, place))
        ):
            continue
        signed = [each for each in steps[:place] if each.act == "sign" and each.organ is not None]
        then = _next(steps, place, AGAIN | NOT_AGAIN)
        if signed and signed[-1].organ is not None:
            yield signed[-1].organ, step.day, then is None or then.act in NOT_AGAIN


def _since_signed(steps: Steps, place: int) -> Steps:
    """What lies between the service before this one and this one."""
    before = max((n for n, each in enumerate(steps[:place]) if each.act == "serve"), default=-1)
    return steps[before + 1 : place]


def carried_out(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """落实到位: the person confirms what the organ reported as carried out; silence is neither."""
    done = [each for each in steps if each.act == "execute" and each.organ is not None]
    said = [each for each in steps if each.act in ("confirm_execution", "deny_execution")]
    if done and said and done[-1].organ is not None:
        yield done[-1].organ, said[-1].day, said[-1].act == "confirm_execution"


def _answers(steps: Steps) -> Iterator[tuple[int, Step, int]]:
    """Every answer that reached the person: where it stands, and whose it is."""
    signed: int | None = None
    for place, step in enumerate(steps):
        if step.act == "sign":
            signed = step.organ
        owner = signed if step.act == "serve" else step.organ if step.act in ANSWERS else None
        if owner is not None:
            yield place, step, owner


def not_reopened(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """经得起时间检验: nobody had to have it opened again for so long."""
    for place, step, owner in _answers(steps):
        again = next((each for each in steps[place + 1 :] if each.act == "reopen"), None)
        held = step.day + timedelta(days=days.hold)
        if again is not None and again.day <= held:
            yield owner, again.day, False
        elif held < today:
            yield owner, held, True


def rated(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """参评: the person said what they think of it in time; unrated is unrated, whatever it says."""
    for place, step, owner in _answers(steps):
        ends = step.day + timedelta(days=days.rate)
        if ends < today:
            yield owner, ends, any(each.act == "rate" and each.day <= ends for each in steps[place + 1 :])


def supervision_answered(steps: Steps, today: date, days: Days) -> Iterator[Case]:
    """督办按期反馈: an order is answered in time."""
    for place, step in enumerate(steps):
        asked = step.act in ("issue", "return", "press") or (step.act == "raise" and step.organ is not None)
        then = next((each for each in steps[place + 1 :] if each.act in ("feed_back", "press", "return")), None)
        if asked and then is not None and then.act == "feed_back" and then.organ is not None:
            yield then.organ, then.day, _within(step, then, days.feedback)


#: Each by its name in the formulas, with the kind of record that it reads.
INDICATORS: Mapping[str, tuple[str, Indicator]] = {
    "sorted_in_time": ("matter", sorted_in_time),
    "taken_up_in_time": ("matter", taken_up_in_time),
    "passed_on_rightly": ("matter", passed_on_rightly),
    "heard": ("matter", heard),
    "looked_into": ("matter", looked_into),
    "answered_in_time": ("matter", answered_in_time),
    "served_soon": ("matter", served_soon),
    "settled": ("matter", settled),
    "stood_review": ("matter", stood_review),
    "carried_out": ("matter", carried_out),
    "not_reopened": ("matter", not_reopened),
    "rated": ("matter", rated),
    "supervision_answered": ("order", supervision_answered),
}


def not_taken_up(steps: Steps, today: date, days: Days) -> int | None:
    """Who passed on what nobody has touched since, for longer than the receiver has; the journal without its words does
    not say to whom, so it is told of the sender and counts by no score."""
    passed = [place for place, each in enumerate(steps) if each.act in PASSED_ON]
    if not passed or any(each.organ not in (None, steps[passed[-1]].organ) for each in steps[passed[-1] + 1 :]):
        return None
    last = steps[passed[-1]]
    return last.organ if (today - last.day).days > days.sort else None
