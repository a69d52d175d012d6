"""What the petitioner wished for (信访人的愿望) and nobody has done yet: it stands on the matter's page for whoever may
do it, and begins the form of the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from huiyin.cases.models import Case
from huiyin.cases.queries import events_of
from huiyin.desk.matter.buttons import act_url
from huiyin.desk.matter.timeline import Told, told
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Act, Wish
from huiyin.law.words import plain
from huiyin.record.worlds import beijing_day

LEADS_TO: Final[Mapping[Wish, Act]] = {Wish.HEARING: Act.OPEN_HEARING, Wish.MEDIATION: Act.MEDIATE}
_ACTS: Final = (Act.SUPPLEMENT, *LEADS_TO.values())
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish that waits: when, in the person's own words, and the act that would answer it."""

    wish: Wish
    act: Act
    at: datetime
    words: str
    url: str

    @property
    def on(self) -> date:
        return beijing_day(self.at)


def wished(
    case: Case, events: Iterable[Told], allowed: Iterable[Act], heard_at: datetime | None = None
) -> list[Wished]:
    """The wishes among ``events`` (oldest first or newest first) that no later act has answered, as far as
    the reader may do what is wished for.

    :param heard_at: when a hearing was opened last that is more than asked for.
    """
    waiting: dict[Act, Wished] = {}
    for event, payload in sorted(events, key=lambda each: each[0].seq):
        act, wish = Act(event.act), payload["said"].get("wish")
        waiting.pop(act, None)
        if act is Act.SUPPLEMENT and wish in LEADS_TO:
            found = Wish(wish)
            words = str(payload["said"]["text"])[:_MOST]
            url = act_url(case, LEADS_TO[found])
            waiting[LEADS_TO[found]] = Wished(found, LEADS_TO[found], event.at, words, url)
    if heard_at is not None and (asked := waiting.get(Act.OPEN_HEARING)) and asked.at <= heard_at:
        del waiting[Act.OPEN_HEARING]
    doing = set(allowed)
    return [each for each in waiting.values() if each.act in doing]


def wish_behind(case: Case, act: Act, actor: Actor, today: date) -> Wished | None:
    """The wish that this act would answer."""
    if act not in LEADS_TO.values():
        return None
    events = told(events_of(case, actor, today).filter(act__in=[each.value for each in _ACTS]))
    return next(iter(wished(case, events, {act})), None)


def beginning(wish: Wished | None) -> Mapping[str, str]:
    """What the form of the act begins with; the record's own language, whoever reads the page."""
    if wish is None:
        return {}
    if wish.wish is Wish.HEARING:
        return {"note": f"信访人{plain(wish.on)}希望举行听证：{wish.words}"}
    return {"parties": f"信访人（{plain(wish.on)}表示愿意调解）、"}
