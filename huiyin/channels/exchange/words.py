"""What the two sites call things, and a matter as it is written for the other: values, no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from huiyin.law.matter.forms import FORMS
from huiyin.law.terms import Act

A = Act

#: Acts by which a matter goes from one organ to another; repeated only where both organs are known on both sites.
PASSING: Final = frozenset({
    A.TRANSFER, A.ASSIGN, A.TAKE_BACK, A.OBJECT, A.AGREE_OBJECTION, A.REJECT_OBJECTION, A.DETERMINE, A.COORDINATE,
})  # fmt: skip
#: Acts that an undertaking writes; on the other site its own undertaking does.
CARRIED_OUT: Final = {
    A.EXECUTE: "report", A.CONFIRM_EXECUTION: "confirm", A.DENY_EXECUTION: "deny", A.CHANGE_PROMISE: "extend",
}  # fmt: skip
#: What is done on one site and repeated on the other. Whatever is not here is kept there as it came and changes
#: nothing: who of an organ owns a matter, what rests on records that live on one site alone, what runs out by itself.
REPEATED: Final = PASSING | CARRIED_OUT.keys() | {
    A.CLASSIFY, A.GUIDE, A.ACCEPT, A.CONSULT, A.CONTACT, A.REQUEST_MATERIAL, A.SUPPLEMENT, A.LISTEN, A.INVESTIGATE,
    A.SIMPLIFY, A.ASK_EXTENSION, A.EXTEND, A.MEDIATE, A.RECONCILE, A.BREAK_AGREEMENT, A.REPLY, A.PROPOSE, A.SEND_BACK,
    A.SIGN, A.SERVE, A.REPORT_CONCLUSION, A.URGE, A.ANSWER_URGE, A.WITHDRAW, A.SEEK_REVIEW, A.SEEK_REREVIEW,
    A.ADMIT_REVIEW, A.DECLINE_REVIEW, A.PROPOSE_REVIEW, A.DECIDE_REVIEW, A.RATE, A.OFFER_RELIEF, A.FOLLOW_RELIEF,
    A.CLOSE, A.REOPEN,
}  # fmt: skip
#: Under what an entry says that it repeats one of another site, with that one's number and hash.
ELSEWHERE: Final = "elsewhere"
#: How an organ that lives at the receiver is written: by the handle it has there.
YOURS: Final = "@"
#: Kinds of fields whose value means something on one site alone.
_HERE_ALONE: Final = frozenset({"person", "case"})
#: Kinds of fields that name claims.
_OF_CLAIMS: Final = frozenset({"classes", "outcomes", "routes"})


def fields_of(act: Act) -> Mapping[str, str]:
    """The names of what is said with an act, and the kind of each."""
    return {field.name: field.kind for field in FORMS.get(act, ())}


def told(act: Act, said: Mapping[str, Any], organ: Mapping[int, str]) -> dict[str, Any]:
    """What was said in an act, as the other site can say it again.

    :param organ: id here → how it is written.
    """
    given: dict[str, Any] = {}
    kinds = {**fields_of(act), **({"files": "files"} if "files" in said else {})}
    for name, kind in kinds.items():
        value = said.get(name)
        if value is None or kind in _HERE_ALONE:
            continue
        given[name] = organ.get(value, "") if kind == "organ" else value
    return given


def heard(
    act: Act, given: Mapping[str, Any], organ: Mapping[str, int], claims: Mapping[str, int], person: int | None
) -> dict[str, Any]:
    """The same as the door here takes it. What a stranger added is left out.

    :param organ: how it is written → id here.
    :param claims: numbers of claims there → here.
    :param person: who of the organ that acts does what a person is named for.
    """
    said: dict[str, Any] = {}
    required = {field.name for field in FORMS.get(act, ()) if field.required}
    for name, kind in {**fields_of(act), "files": "files"}.items():
        value = given.get(name)
        if kind == "person" and name in required:
            said[name] = person
        if value is None or kind in _HERE_ALONE:
            continue
        if kind == "organ":
            value = organ.get(value)
        elif kind in _OF_CLAIMS:
            value = {str(claims.get(number, number)): each for number, each in dict(value).items()}
        elif kind == "claims":
            value = [claims.get(str(number), number) for number in value]
        said[name] = value
    return said
