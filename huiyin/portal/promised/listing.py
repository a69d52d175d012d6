"""The promises of a matter as its person sees them: each with its state, who keeps it until when, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from huiyin.law.frame.deadlines import due
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Decision
from huiyin.law.terms import Act, Execution
from huiyin.law.undertaking.facts import UndertakingFacts
from huiyin.law.undertaking.procedure import UNDERTAKING
from huiyin.law.undertaking.vocabulary import (
    Evidence,
    Source,
    UndertakingAct,
    UndertakingClock,
    UndertakingStage,
)
from huiyin.law.words import P, Phrase
from huiyin.oversight.models import Undertaking
from huiyin.portal.following.matter import Matter, Told
from huiyin.record.models import Event
from huiyin.record.snapshots import facts_from
from huiyin.vault.opening import read_out

S, A = UndertakingStage, UndertakingAct
#: Acts of the matter by which an undertaking tells it something, with the words and files of the organ.
EVIDENCED: Final = frozenset({Act.EXECUTE, Act.NOTE_PROMISE})
_WORDS: Final[Mapping[UndertakingStage, tuple[Phrase, str]]] = {
    S.PROMISED: (P("等着落实"), "soon"),
    S.OFFERED: (P("等着落实，正在商量由哪个单位接手"), "soon"),
    S.REPORTED: (P("单位说已经落实，等您确认"), "soon"),
    S.DENIED: (P("您说没有落实，单位要接着落实"), "late"),
    S.UNCONFIRMED: (P("单位说已经落实，您还没有说是不是真的"), ""),
    S.KEPT: (P("您确认已经落实"), "ok"),
    S.RELEASED: (P("不再适用"), ""),
}
#: Acts of the matter beside which there may be a promise; of what a leader set at a visit of an earlier version the
#: visit alone tells.
_TELLING: Final = frozenset({Act.NOTE_PROMISE, Act.EXECUTE, Act.CHANGE_PROMISE, Act.NOTE_VISIT})
_OPEN: Final = frozenset({S.PROMISED, S.OFFERED, S.DENIED})


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    :param what: in the person's own words where it answers a claim, else as it was promised.
    :param by: the day, while it is to be carried out; ``late`` whether that is past.
    :param said: what the organ said when it reported it; ``files`` what shows it: name and where it opens.
    :param unproved: it was reported without anything that shows it.
    :param buttons: what the person may say of it now.
    """

    number: str
    what: str
    source: Phrase | str
    organ: str
    words: Phrase
    state: str
    by: date | None
    late: bool
    said: str
    files: list[tuple[str, str]]
    unproved: bool
    buttons: list[dict[str, Any]]
    asks: bool


def promises(matter: Matter) -> list[Promise]:
    """All of them, those that wait for the person first; one statement where nothing was ever promised: none."""
    if not _any(matter):
        return []
    rows = [row for row in Undertaking.objects.filter(matter=matter.case.id).order_by("id") if _shown(matter, row)]
    facts: dict[int, UndertakingFacts] = {row.id: facts_from(UNDERTAKING, row.facts) for row in rows}
    whats = _whats(matter, rows)
    found = [_promise(matter, row, facts[row.id], *whats[row.id]) for row in rows]
    return sorted(found, key=lambda each: not each.asks)


def _any(matter: Matter) -> bool:
    if any(claim.execution is not Execution.NONE for claim in matter.facts.claims):
        return True
    return any(told.act in _TELLING for told in matter.told)


def _shown(matter: Matter, row: Undertaking) -> bool:
    """Of a claim that was split off its own matter tells; what was promised before a part was closed goes with it."""
    if not row.claim:
        return not matter.parted
    return row.claim in {claim.seq for claim in matter.claims}


def _whats(matter: Matter, rows: list[Undertaking]) -> dict[int, tuple[str, str]]:
    """What each is about, and who was named for it, by its id."""
    claims = {claim.seq: claim.request for claim in matter.claims} if matter.told_all else {}
    beside = [row.id for row in rows if not row.claim]
    first = Event.objects.filter(record__in=beside, seq=1) if beside else ()
    said = {event.record: read_out(event.payload)["said"] for event in first}
    return {row.id: _what(said.get(row.id, {}), claims.get(row.claim, "")) for row in rows}


def _what(said: Mapping[str, Any], claim: str) -> tuple[str, str]:
    return str(said.get("what") or claim), str(said.get("whose") or "")


def _promise(matter: Matter, row: Undertaking, facts: UndertakingFacts, what: str, whose: str) -> Promise:
    stage = UndertakingStage(facts.stage)
    words, state = _WORDS[stage]
    if not matter.own and stage in (S.DENIED, S.KEPT):
        words = _OF_OTHERS[stage]
    last = _reported(matter, row) if stage not in (S.PROMISED, S.OFFERED) and matter.told_all else None
    buttons = list(_buttons(matter, row, facts)) if matter.own else []
    return Promise(
        number=row.number,
        what=what,
        source=Source(facts.source).label,
        organ=matter.organ_name(facts.to_organ) + whose,
        words=words,
        state=state,
        by=_day(matter, facts) if stage in _OPEN else None,
        late=stage in (S.PROMISED, S.OFFERED) and facts.by < matter.today,
        said=str(last.said.get("evidence") or last.said.get("text") or "") if last else "",
        files=_files(matter, last) if last else [],
        unproved=facts.evidence is Evidence.NONE and stage in (S.REPORTED, S.UNCONFIRMED),
        buttons=buttons,
        asks=stage is S.REPORTED and bool(buttons),
    )


def _day(matter: Matter, facts: UndertakingFacts) -> date:
    """By when it is to be carried out; after a no by when the organ has to see to it again."""
    again = facts.running(UndertakingClock.REDO)
    return facts.by if again is None else due(again, matter.world.calendar).on


_OF_OTHERS: Final[Mapping[UndertakingStage, Phrase]] = {
    S.DENIED: P("提出的人说没有落实，单位要接着落实"),
    S.KEPT: P("提出的人确认已经落实"),
}


def _reported(matter: Matter, row: Undertaking) -> Told | None:
    """The entry with which the undertaking was reported last."""
    return next((each for each in reversed(matter.told) if each.act in EVIDENCED and _reports(each, row)), None)


def _reports(told: Told, row: Undertaking) -> bool:
    """Whether an entry reports it; those from before undertakings name the claim alone."""
    if "from" not in told.said:
        return row.claim in (told.said.get("claims") or ())
    return bool(told.said["from"] == row.number and told.said.get("progress", "reported") == "reported")


def _files(matter: Matter, told: Told) -> list[tuple[str, str]]:
    number, seq = matter.case.number, told.event.seq
    return [
        (str(file["name"]), reverse("portal:evidence", args=(number, seq, place)))
        for place, file in enumerate(told.said.get("files") or ())
    ]


#: What the person may say of a promise, under the words of the public page.
SAYINGS: Final[Mapping[UndertakingAct, Phrase]] = {A.CONFIRM: P("已经落实了"), A.DENY: P("还没有落实")}


def denials(found: list[Promise]) -> list[dict[str, Any]]:
    """The buttons that say that something reported was not carried out, for whoever is not content: each says what."""
    asked = ((promise.what, button) for promise in found if promise.asks for button in promise.buttons)
    return [{**button, "act": Act.DENY_EXECUTION, "note": what} for what, button in asked if button["act"] is A.DENY]


def may_say(matter: Matter, facts: UndertakingFacts, act: UndertakingAct) -> bool:
    return isinstance(decide(UNDERTAKING, act, facts, PETITIONER, matter.today, matter.world), Decision)


def _buttons(matter: Matter, row: Undertaking, facts: UndertakingFacts) -> Iterator[dict[str, Any]]:
    for act, label in SAYINGS.items():
        if may_say(matter, facts, act):
            url = reverse("portal:promised", args=(matter.case.number, row.number, act.value))
            yield {"act": act, "label": label, "url": url, "refusal": None}
