"""Which changes of the reference data somebody may make, and which give more, so that a second person is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.people.account_acts import administered
from huiyin.people.charts import chart_on
from huiyin.people.loading.tally import ADDED, CLOSED, Told
from huiyin.people.models import Post, in_force

#: What everybody on this installation goes by.
OF_ALL: Final = frozenset({"divisions", "competence_words", "calendar"})
#: What of an organ decides who watches over whom, and who carries on whose matters.
_RIGHTS: Final = frozenset({"code", "kind", "successor_id", "until"})


def widens(lines: Sequence[Told]) -> bool:
    """Whether somebody may read or decide more by it, everybody's last days move (calendar, rule book), or everybody is
    promised something else (the text of a reception room)."""
    new = _new(lines)
    return any(_widens(each, new) for each in lines)


def _widens(told: Told, new: Collection[object]) -> bool:
    match told.table:
        case "calendar" | "books" | "room_texts":
            return True
        case "organs":
            return told.what != ADDED and bool(_RIGHTS & told.now.keys())
        case "superiors":
            return told.what != CLOSED and not _ends(told) and told.key["organ_id"] not in new
    return False


def _ends(told: Told) -> bool:
    return told.now.keys() == {"until"} and told.now["until"] is not None


def _new(lines: Sequence[Told]) -> set[object]:
    return {each.row for each in lines if each.table == "organs" and each.what == ADDED}


def of_everybody(actor: Actor, on: date) -> bool:
    """Whether nobody administers beyond the actor's charge, so that what is common to all is theirs to change."""
    posts = Post.objects.filter(in_force(on), role=Role.ADMIN.value).values_list("organ", flat=True)
    return set(posts) <= administered(actor, on)


def out_of_range(lines: Sequence[Told], actor: Actor, on: date) -> Iterator[str]:
    """Why the actor may not do these, a reason for each."""
    charge, new = administered(actor, on), _new(lines)
    own = chart_on(on).organs.get(actor.organ or 0)
    common = of_everybody(actor, on)
    for each in lines:
        if each.table in OF_ALL and not common:
            yield f"{each.table}: everybody goes by it, and others administer here too: ask the office above"
        elif each.table == "organs" and each.what == ADDED:
            if own is None or not own.covers(str(each.now["code"])):
                yield f"organs {each.key['key']}: its division is not in your charge"
        elif each.table == "organs" and each.row not in charge:
            yield f"organs {each.key['key']}: it is not in your charge"
        elif "organ_id" in each.key and each.key["organ_id"] not in charge | new:
            yield f"{each.table}: an organ is not in your charge"
        heir = each.now.get("successor_id") if each.table == "organs" else None
        if heir is not None and heir not in charge | new:
            yield f"organs {each.key['key']}: who carries on its powers is not in your charge"
