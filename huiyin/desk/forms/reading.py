"""What was typed into the form of an act, as the particulars the law asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from huiyin.cases.accused import accused_of, refuse_if_nobody_is_named
from huiyin.cases.acts import Refused, perform
from huiyin.cases.materials import store_all
from huiyin.desk.forms.claim_rows import CLASSES, OUTCOME_PARTS
from huiyin.desk.forms.sheets import TO, UNKNOWN, Sheet
from huiyin.desk.matter.offered import called, receivers
from huiyin.desk.matter.unsure import some_of
from huiyin.law.accused.meant import Meant
from huiyin.law.frame.decide import decide
from huiyin.law.frame.particulars import Field
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Channel
from huiyin.law.words import P, Phrase
from huiyin.people.naming import register_on
from huiyin.record.models import Event
from huiyin.record.snapshots import canonical
from huiyin.record.worlds import beijing_day, world_on
from huiyin.typed.times import ANY_DAY, moment_of, written
from huiyin.typed.wholes import place_of

Wrong = dict[str, Phrase]

KNOWN_CLASSES = frozenset(key for key, _ in CLASSES)


def read(sheet: Sheet) -> tuple[dict[str, Any], Wrong]:
    """The particulars, and what this room itself cannot make sense of; the law checks the rest."""
    wrong: Wrong = {}
    given = {each.name: _READ.get(each.kind, _plain)(sheet, each, wrong) for each in sheet.fields}
    return {name: value for name, value in given.items() if value not in ("", [], {}, None)}, wrong


#: Acts that papers or photos can come with: what somebody brought later, and what was seen on the spot.
WITH_PAPERS = frozenset({Act.SUPPLEMENT, Act.INVESTIGATE})


def with_papers(given: dict[str, Any], sheet: Sheet, uploads: Sequence[UploadedFile[bytes]], wrong: Wrong) -> None:
    """The papers that came with an act, and of a supplement by which channel they came."""
    if sheet.act is Act.SUPPLEMENT:
        channel = sheet.said("_channel")
        given["channel"] = channel if channel in list(Channel) else Channel.VISIT.value
    kept, unwelcome = store_all(uploads)
    if kept:
        given["files"] = [asdict(file) for file in kept]
    if unwelcome:
        wrong["files"] = unwelcome[0]


def happened_at(sheet: Sheet, wrong: Wrong) -> datetime:
    """When the act took place: now, unless a late entry says otherwise."""
    typed = sheet.said("_at").strip()
    if not typed:
        return sheet.desk.now
    moment = moment_of(typed, last=ANY_DAY)  # what lies ahead has a sentence of its own
    if moment is None:
        wrong["_at"] = P("年份不对，请核对。") if written(typed) else P("时间要写成 2026-11-23T09:30 的样子。")
    return moment or sheet.desk.now


def once(sheet: Sheet, given: Mapping[str, Any]) -> str:
    """The idempotency key: the same person sending the same words from the same form counts once.

    The words are part of it, so that a form sent again with other words is never taken for the first one.
    """
    form = [sheet.said(name) for name in ("_once", "_seen", "_at")]
    said = [sheet.desk.actor.person, sheet.case.id, sheet.act, *form, dict(given)]
    return "desk:" + hashlib.sha256(canonical(said).encode()).hexdigest()[:48]


def do(sheet: Sheet, given: dict[str, Any], at: datetime, seen: int | None) -> Event:
    """The act, through the door. Whoever counts the claims by other numbers is answered in these.

    :raises Refused: with the law's refusal. Nothing has been written then.
    """
    if not sheet.said(UNKNOWN):
        refuse_if_nobody_is_named(sheet.act, sheet.facts)
    desk = sheet.desk
    if sheet.part.closed:
        verdict = decide(MATTER, sheet.act, sheet.facts, desk.actor, beijing_day(at), world_on(beijing_day(at)), given)
        if isinstance(verdict, Refusal):
            raise Refused(verdict)
    said = sheet.part.given(given)
    return perform(
        case=sheet.case.id, act=sheet.act, by=desk.actor, at=at, given=said, key=once(sheet, given), seen=seen
    )


def _plain(sheet: Sheet, each: Field, wrong: Wrong) -> Any:
    return sheet.said(each.name).strip()


def _organ(sheet: Sheet, each: Field, wrong: Wrong) -> Any:
    """The organ typed by name goes before the one chosen from the list."""
    typed = sheet.said(f"{each.name}_typed").strip()
    if not typed:
        return sheet.said(each.name)
    if each.name == "accused_organ":
        return _accused_organ(sheet, typed, wrong)
    among = receivers(sheet.facts, sheet.world) if each.name == TO else sheet.world.chart.organs
    found = called(among.values(), typed)
    if found is None:
        wrong[each.name] = P("没有找到叫“{name}”的机关，请写全称，或从下面选。", name=typed)
    return found


def _person(sheet: Sheet, each: Field, wrong: Wrong) -> Any:
    """Somebody chosen from a list; an accused person is typed by name, at the organ named beside."""
    typed = sheet.said(f"{each.name}_typed").strip()
    if not typed:
        return sheet.said(each.name)
    meant = _meant(sheet, sheet.said("accused_organ_typed"), typed)
    if len(meant.persons) == 1 and not (meant.maybe_persons or meant.unclear):
        return next(iter(meant.persons))
    if meant.all_persons:
        people = register_on(sheet.desk.today).by_id
        who = some_of([people[person].name for person in sorted(meant.all_persons)])
        wrong[each.name] = P("“{name}”不止指一个人，可能是{who}。请写全单位和姓名，一次写一个。", name=typed, who=who)
    else:
        wrong[each.name] = P("在这个单位没有找到叫“{name}”的人；不确定就不填，写在理由里。", name=typed)
    return None


def _accused_organ(sheet: Sheet, typed: str, wrong: Wrong) -> int | None:
    """Whom a classification accuses: one organ, by any of its names."""
    meant = _meant(sheet, typed, "")
    if meant.sure and len(meant.organs) == 1:
        return next(iter(meant.organs))
    wrong["accused_organ"] = P("没有找到叫“{name}”的机关，请写全称，或从下面选。", name=typed)
    return None


def _meant(sheet: Sheet, organ: str, person: str) -> Meant:
    return accused_of(sheet.desk.today, sheet.case.place, organ, person).meant


def _claims(sheet: Sheet, each: Field, wrong: Wrong) -> Any:
    return [claim for value in sheet.typed.getlist(each.name) if (claim := place_of(value))] if sheet.typed else []


def _classes(sheet: Sheet, each: Field, wrong: Wrong) -> Any:
    chosen = {str(row.seq): sheet.said(f"{each.name}-{row.seq}") for row in sheet.claims}
    return {seq: _class(key) for seq, key in chosen.items() if key in KNOWN_CLASSES}


def _class(key: str) -> dict[str, str]:
    kind, _, ground = key.partition(".")
    return {"kind": kind, "ground": ground} if ground else {"kind": kind}


def _routes(sheet: Sheet, each: Field, wrong: Wrong) -> Any:
    chosen = {str(row.seq): sheet.said(f"{each.name}-{row.seq}") for row in sheet.claims}
    return {seq: {"route": route} for seq, route in chosen.items() if route}


def _outcomes(sheet: Sheet, each: Field, wrong: Wrong) -> Any:
    rows = {str(row.seq): _outcome(sheet, each, row.seq) for row in sheet.claims}
    return {seq: row for seq, row in rows.items() if row}


def _outcome(sheet: Sheet, each: Field, seq: int) -> dict[str, str]:
    parts = {part: sheet.said(f"{each.name}-{seq}-{part}").strip() for part in ("outcome", *OUTCOME_PARTS)}
    return {part: value for part, value in parts.items() if value}


_READ: Mapping[str, Callable[[Sheet, Field, Wrong], Any]] = {
    "organ": _organ,
    "person": _person,
    "claims": _claims,
    "classes": _classes,
    "routes": _routes,
    "outcomes": _outcomes,
}
