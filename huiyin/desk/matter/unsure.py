"""What a desk is told of a report while it is not certain whom it is about (被反映人待认定), and of words like one."""

from __future__ import annotations

from collections.abc import Sequence

from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk
from huiyin.law.accused.reading import Known
from huiyin.law.matter.facts import Facts
from huiyin.law.words import P, Phrase
from huiyin.people.naming import register_on

MOST_NAMED = 40


def still_unsure(facts: Facts, desk: Desk) -> Phrase | None:
    """Who may be meant, for whoever has to say it; nothing for a matter in which that is certain."""
    if not facts.unsure:
        return None
    chart, people = desk.world.chart, register_on(desk.today).by_id
    names = [short_name(chart, organ) for organ in sorted(facts.unsure_organs)]
    names += [_named(people[each], desk) for each in sorted(facts.unsure_persons) if each in people]
    if not names:
        return P("反映的是谁还没有认定，认定以前这件事不能转出。请在“分类定性”里写明；不在名录里，也请勾明。")
    return P(
        "反映的是谁还没有认定，可能是{who}。认定以前这件事不能转出。请在“分类定性”里写明；都不是，也请勾明。",
        who=some_of(names),
    )


def some_of(names: Sequence[str]) -> tuple[str, ...]:
    """The names in a sentence; that there are more is seen."""
    return (*names[:MOST_NAMED], *(["……"] if len(names) > MOST_NAMED else []))


def _named(person: Known, desk: Desk) -> str:
    last = person.posts[-1].organ if person.posts else None
    where = short_name(desk.world.chart, last)
    return f"{person.name}（{where}）" if where else person.name
