"""What an auditor (审计员) reads: who looked at whom, who opened which report, what was sealed; never a matter.

Fetching is the permission check here too: whoever is no auditor is given nothing. An entry names its matter by number
alone, and an entry about a report of wrongdoing is never shown to those whom the report is about (Art. 30 ¶3).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiyin.cases.identity import ring
from huiyin.cases.models import Case
from huiyin.cases.queries import ACCUSED, accusing
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.people.charts import chart_on
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event, Reading, Seal
from huiyin.record.reading import known_of, numbers_of
from huiyin.store.rows import read
from huiyin.store.statements import answers
from huiyin.vault import seals
from huiyin.vault.opening import read_out

#: Of how many looks, the latest, it is told who had most of them; so the question never grows with the database.
MOST_LOOKED_AT = 20_000
#: An act of this kind, spelt out: only then a database sees that the small index holds all it is asked for.
LOOKS = '"record_event"."act" = \'unmask\''
#: The entry's matter may be known to the auditor. Asked for each entry by the matter's key, see HAS_STANDING.
MAY_BE_KNOWN = """EXISTS (SELECT 1 FROM cases_case c WHERE c.id = {table}.record
    AND NOT {accuses} AND NOT {before_split} LIMIT 1 OFFSET 0)"""
#: Written in the part of the matter that lies behind a report on the auditor's side (:class:`Screen`).
BEFORE_SPLIT = """({table}.seq <= c.screened AND EXISTS (SELECT 1 FROM cases_screen l
    JOIN cases_party q ON q.case_id = l.report WHERE l.case_id = c.id AND {table}.seq <= l.upto
    AND q.capacity IN (%s, %s) AND (q.organ IN ({line}) OR q.person = %s) LIMIT 1 OFFSET 0))"""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a ledger: the newest entries, or those before one; of everybody, or of these people.

    :param after: moment and id of the last entry of the page before.
    """

    most: int
    after: tuple[datetime, int] | None = None
    people: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody saw who a petitioner is, or opened a report; ``purpose`` is what they gave as their reason."""

    id: int
    at: datetime
    person: int
    organ: int
    role: Role
    number: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A daily seal. ``genuine`` is that its signature is ours and its row says what was signed."""

    number: int
    day: date
    cases: int
    events: int
    hash: str
    genuine: bool


def audited(actor: Actor, on: date) -> frozenset[int]:
    """The organs whose staff the actor audits; none for whoever is no auditor."""
    if Role.AUDITOR not in actor.roles or actor.organ is None:
        return frozenset()
    return chart_on(on).in_charge_of(actor.organ)


def unmaskings(actor: Actor, on: date, page: Page) -> list[Look]:
    """Who saw the identity of a petitioner (查看身份信息), the latest first."""
    text, values = _audited(actor, on, Event, page)
    rows = read(Event, f"{LOOKS} AND {text}", values, latest(page)) if text else []
    numbers = _numbers(row.record for row in rows)
    return [
        Look(row.id, row.at, row.by or 0, row.organ or 0, Role(row.role), numbers[row.record], _purpose(row))
        for row in rows
    ]


def readings(actor: Actor, on: date, page: Page) -> list[Look]:
    """Who opened a report of wrongdoing (检举控告) or what rests on one, the latest first."""
    text, values = _audited(actor, on, Reading, page)
    rows = read(Reading, text, values, latest(page)) if text else []
    numbers = numbers_of((row.record_kind, row.record) for row in rows)
    return [Look(row.id, row.at, row.person, row.organ, Role(row.role), numbers[row.record]) for row in rows]


def looked_most(actor: Actor, on: date, since: datetime, most: int) -> list[tuple[int, int]]:
    """Members of staff who saw most identities since a moment, with how many; of the last MOST_LOOKED_AT looks."""
    text, values = _audited(actor, on, Event, Page(most))
    if not text:
        return []
    found = answers(
        f'SELECT "by", count(*) FROM (SELECT "by" FROM record_event WHERE {LOOKS} AND "at" >= %s AND {text}'
        f' AND "by" IS NOT NULL ORDER BY "at" DESC, id DESC LIMIT {MOST_LOOKED_AT}) AS looks'
        f' GROUP BY "by" ORDER BY 2 DESC, 1 LIMIT {most}',
        [since, *values],
    )
    return [(int(person), int(count)) for person, count in found]


def seals_before(actor: Actor, number: int | None, most: int) -> list[Sealed]:
    """The daily seals (日封) with numbers below ``number``, or the newest; they are of the whole installation."""
    if Role.AUDITOR not in actor.roles:
        return []
    rows = Seal.objects.order_by("-number")
    keys = ring().public_keys()
    return [_sealed(row, keys) for row in (rows.filter(number__lt=number) if number is not None else rows)[:most]]


def seal_to_keep(actor: Actor, number: int) -> dict[str, Any] | None:
    """One seal as a value to be kept elsewhere: body, hash and signature, spelt as in the export of the journal."""
    row = Seal.objects.filter(number=number).first() if Role.AUDITOR in actor.roles else None
    if row is None:
        return None
    kept = {"kind": "seal", "body": json.loads(row.body)}
    return {**kept, "hash": bytes(row.hash).hex(), "signature": bytes(row.signature).hex()}


def in_hand(actor: Actor, on: date, person: int, most: int) -> dict[int, int]:
    """For an administrator (系统管理员): how many open matters somebody owns, by the organ that holds them.

    Counted to ``most``; numbers only, and without reports of wrongdoing: an administrator reads none, and one more
    would tell that there is a new one.
    """
    if Role.ADMIN not in actor.roles or actor.organ is None:
        return {}
    found = Case.objects.filter(owner=person, queue_on__isnull=False, report=False)
    return Counter(found.values_list("holder", flat=True)[:most])


def listed(
    actor: Actor, on: date, page: Page, columns: Sequence[str], *, machine: bool = False
) -> tuple[str, list[Any]]:
    """The condition of an entry of any ledger, also of those beside the record, that the actor may read on this page.

    :param columns: where the people of the page may stand.
    :param machine: also what was done at the machine itself, which is of every organ.
    :returns: a text and its values; an empty text for those who may read none, or where nobody is asked for.
    """
    organs = sorted(audited(actor, on))
    if not organs or (page.people is not None and not page.people):
        return "", []
    organs = [0, *organs] if machine else organs
    text, values = f"organ IN ({_holes(organs)})", list[Any](organs)
    if page.after is not None:
        text, values = f'{text} AND ("at", id) < (%s, %s)', [*values, *page.after]
    if page.people is not None:
        someone = " OR ".join(f'"{column}" IN ({_holes(page.people)})' for column in columns)
        text, values = f"{text} AND ({someone})", [*values, *(list(page.people) * len(columns))]
    return text, values


def latest(page: Page) -> str:
    """The order of every ledger, and where its page ends."""
    return f'ORDER BY "at" DESC, id DESC LIMIT {page.most}'


def _audited(actor: Actor, on: date, model: type[Event] | type[Reading], page: Page) -> tuple[str, list[Any]]:
    """The same for an entry about a matter, which the actor must be allowed to know of."""
    text, values = listed(actor, on, page, ["by" if model is Event else "person"])
    if not text:
        return "", []
    known, more = _may_be_known(actor, on, model)
    if model is Reading:
        for text_of, its in (known_of(kind, actor, on) for kind in KINDS if kind.rests and kind.model is not Case):
            known, more = f"({known} OR {text_of.format(table=model._meta.db_table)})", [*more, *its]
    return f"{text} AND {known}", [*values, *more]


def _may_be_known(actor: Actor, on: date, model: type[Event] | type[Reading]) -> tuple[str, list[Any]]:
    accuses, values = accusing(actor, on)
    table, line = model._meta.db_table, ",".join(["%s"] * (len(values) - len(ACCUSED) - 1))
    split = BEFORE_SPLIT.format(table=table, line=line) if model is Event else "1 = 0"
    text = MAY_BE_KNOWN.format(table=table, accuses=accuses.format(id="c.id", report="c.report"), before_split=split)
    return text, [*values, *(values if model is Event else [])]


def _holes(values: Collection[object]) -> str:
    return ",".join(["%s"] * len(values))


def _numbers(cases: Any) -> dict[int, str]:
    return dict(Case.objects.filter(id__in=set(cases)).values_list("id", "number"))


def _purpose(row: Event) -> str:
    return str(read_out(row.payload)["said"].get("purpose", ""))


def _sealed(row: Seal, keys: Mapping[int, bytes]) -> Sealed:
    seal = seals.Seal(json.loads(row.body), bytes(row.signature))
    genuine = seals.is_genuine(seal, keys) and seal.hash == bytes(row.hash) and seal.number == row.number
    return Sealed(row.number, row.day, *_counts(seal), bytes(row.hash).hex(), genuine)


def _counts(seal: seals.Seal) -> tuple[int, int]:
    return int(str(seal.body["cases"])), int(str(seal.body["events"]))
