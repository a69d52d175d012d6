"""What may be read by whom. Fetching through these queries is the permission check; there is no other.

Who reads what is the value of huiyin.law.reading. The door writes it down after every act (huiyin.cases.screens): the
organs as :class:`Standing`, whom a report accuses as parties, the rest as columns of the matter. So one condition on
indexed columns asks it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Claim, Party, Submission
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import CONFIDANTS, WHOLE, WORKERS, Readers, overseen_area
from huiyin.people.charts import chart_on
from huiyin.people.posts import ties_on
from huiyin.record.conditions import HAS_STANDING, LIES_IN_AREA, Condition, beyond
from huiyin.record.models import Event
from huiyin.store.rows import asked_often, one, read
from huiyin.store.statements import answers

MOST_EVENTS = 300
ACCUSED = (Capacity.ACCUSED_ORGAN.value, Capacity.ACCUSED_PERSON.value)


def visible_to(actor: Actor, on: date) -> QuerySet[Case]:
    """The matters an actor may read.

    Own organ's matters; a petition office also those held in its area (Art. 14, 40), except reports of wrongdoing.
    A report is read only by its owner and by those of its organs who dispatch, decide or supervise; never by the
    accused, whoever asks (Art. 30 ¶3). Administrators, analysts and auditors read no matter.
    """
    readable = may_be_read(actor, on)
    return Case.objects.none() if readable is None else Case.objects.filter(readable)


def find(actor: Actor, on: date, number: str) -> Case | None:
    """The matter with this number, if there is one that the actor may read."""
    readable = may_be_read(actor, on)
    if readable is None:
        return None
    return one(Case, also=readable.written_out(), number=number) or _behind_a_report(actor, on, number)


def _behind_a_report(actor: Actor, on: date, number: str) -> Case | None:
    """A matter all of which lies behind reports, for whoever may read every one of them."""
    closed, values = _closed(actor, on)
    behind = _SCREENS.format(case='"cases_case"."id"')
    open_to = f"screened = {WHOLE} AND NOT EXISTS ({behind} AND k.upto = {WHOLE} AND {closed})"
    found = read(Case, f"number = %s AND {open_to}", [number, *values])
    return found[0] if found else None


def of_these(actor: Actor, on: date, cases: Iterable[int]) -> dict[int, Case]:
    """Of the matters with these ids those that the actor may read, by id, the newest first."""
    return {case.id: case for case in _of_these(actor, on, cases, "ORDER BY id DESC")}


def newest_of(actor: Actor, on: date, cases: Iterable[int], most: int) -> list[Case]:
    """The same as a list, those registered last and no more than ``most``."""
    return _of_these(actor, on, cases, f"ORDER BY lodged_at DESC, id DESC LIMIT {most}")


def _of_these(actor: Actor, on: date, cases: Iterable[int], then: str) -> list[Case]:
    ids = list(set(cases))
    if not ids:
        return []
    # The last one again and again, up to the next power of two: few statements to plan instead of one for each length.
    ids += ids[-1:] * ((1 << (len(ids) - 1).bit_length()) - len(ids))
    return readable_where(actor, on, f'"cases_case"."id" IN ({_holes(ids)})', ids, then)


def readable_where(actor: Actor, on: date, condition: str, values: Sequence[object], then: str) -> list[Case]:
    """The matters that the actor may read and for which a condition on their columns holds, in SQL as in ``read``."""
    readable = may_be_read(actor, on)
    if readable is None:
        return []
    may_read, its = readable.written_out()
    return read(Case, f"({condition}) AND {may_read}", [*values, *its], then)


def readers_as_written(case: Case, organs: Iterable[int]) -> Readers:
    """Who may read a matter, as its row and its standing organs say; whom a report accuses its parties tell."""
    if case.report:
        return Readers(case.owner, confidants=frozenset(organs))
    return Readers(case.owner, organs=frozenset(organs), overseers=case.holder_code)


IS_CONCERNED = f"({HAS_STANDING} AND (NOT {{report}} OR {{owner}} = %s))"
#: The matter is a report on the actor, the actor's organ, or an organ above it.
ACCUSES = """({report} AND EXISTS (SELECT 1 FROM cases_party p WHERE p.case_id = {id}
    AND p.capacity IN (%s, %s) AND (p.organ IN ([line]) OR p.person = %s)
    LIMIT 1 OFFSET 0))"""


def may_be_read(actor: Actor, on: date) -> Condition | None:
    """The condition of :func:`visible_to`; ``None`` for those who may read nothing."""
    chart = chart_on(on)
    if actor.organ is None or actor.organ not in chart.organs:
        return None
    if actor.person is None or not actor.roles & WORKERS:
        return None
    sql = HAS_STANDING if actor.roles & CONFIDANTS else IS_CONCERNED
    values: list[object] = [actor.organ] if sql is HAS_STANDING else [actor.organ, actor.person]
    area = _overseen_area(actor, on)
    if area:
        sql, values = f"({sql} OR {LIES_IN_AREA})", [*values, area, beyond(area)]
    accuses, accused = accusing(actor, on)
    return Condition(f"({sql} AND NOT {accuses})", (*values, *accused))


def accusing(actor: Actor, on: date) -> tuple[str, list[object]]:
    """That a matter is a report on the actor, or on an organ at or above one of the actor's: :data:`ACCUSES`, values.

    The bar is of the person, whatever seat they ask from: every post counts, also one left not long ago.
    """
    assert actor.organ is not None and actor.person is not None
    organs, chart = ties_on(on)(actor.person) | {actor.organ}, chart_on(on)
    line = sorted(organs.union(*map(chart.ancestors, organs)))
    return ACCUSES.replace("[line]", _holes(line)), [*ACCUSED, *line, actor.person]


def accuses(actor: Actor, on: date, since: str = "0") -> Condition:
    """The matters that are, or of which anything from ``since`` on lies behind, a report on the actor."""
    text, values = accusing(actor, on)
    behind = text.format(id="k.report", report="1 = 1")
    screened = f"EXISTS (SELECT 1 FROM cases_screen k WHERE k.case_id = {{id}} AND k.upto >= {since} AND {behind})"
    return Condition(f"({text} OR {screened})", (*values, *values))


def accused_in(actor: Actor, on: date) -> tuple[str, list[object]]:
    """The matters that accuse the actor, or an organ at or above one of theirs: a statement and its values."""
    _, (*_capacities, person) = accusing(actor, on)
    line = _capacities[len(ACCUSED) :]
    # Spelt out: only then a database sees that the small indexes hold all it is asked for.
    accused = ", ".join(f"'{each}'" for each in ACCUSED)
    found = f"organ IN ({_holes(line)}) OR person = %s"
    return f"SELECT case_id FROM cases_party WHERE capacity IN ({accused}) AND ({found})", [*line, person]


def _overseen_area(actor: Actor, on: date) -> str:
    """The digits of the area a petition office oversees; empty for everybody else."""
    assert actor.organ is not None
    return overseen_area(actor, chart_on(on))


def queue_of(actor: Actor, on: date) -> QuerySet[Case]:
    """What the actor must see to, nearest day first."""
    return visible_to(actor, on).filter(owner=actor.person or 0, queue_on__isnull=False).order_by("queue_on", "id")


def queue_of_organ(actor: Actor, on: date) -> QuerySet[Case]:
    """Everything the actor's organ holds, nearest day first."""
    return visible_to(actor, on).filter(holder=actor.organ or 0, queue_on__isnull=False).order_by("queue_on", "id")


def kinds_of(cases: Collection[int]) -> list[tuple[int, str]]:
    """Matter and class of every claim that still belongs to these matters, in the order of the claims."""
    if not cases:
        return []
    holes = _holes(cases)
    text = f"SELECT case_id, kind FROM cases_claim WHERE case_id IN ({holes}) AND split_to IS NULL ORDER BY seq"
    return answers(text, list(cases))


def _holes(values: Collection[object]) -> str:
    return ",".join(["%s"] * len(values))


#: The reports behind one matter, each with how much of it lies behind.
_SCREENS = "SELECT k.upto FROM cases_screen k JOIN cases_case b ON b.id = k.report WHERE k.case_id = {case}"


def _closed(actor: Actor, on: date) -> tuple[str, list[object]]:
    """That the report ``b`` is closed to the actor; of one that is a report no more only to those it accused."""
    readable = may_be_read(actor, on)
    if readable is None:
        return "1 = 1", []
    accuses, accused = accusing(actor, on)
    may_read, values = readable.written_out("b")
    accuses = accuses.format(id="b.id", report="1 = 1")
    return f"({accuses} OR (b.report AND NOT {may_read}))", [*accused, *values]


def withheld(actor: Actor, on: date, since: str = "0") -> Condition:
    """The matters that are, or of which anything from the entry ``since`` on lies behind, a report that the actor may
    not read."""
    readable = may_be_read(actor, on)
    if readable is None:
        return Condition("1 = 1", ())
    closed, values = _closed(actor, on)
    behind = f"EXISTS ({_SCREENS} AND k.upto >= {since} AND {closed})"
    mine, its = readable.in_braces
    return Condition(f"(({{report}} AND NOT {mine}) OR {behind.replace('{case}', '{id}')})", (*its, *values))


def closed_upto(case: Case, actor: Actor | None, on: date) -> int:
    """The last event of the part of this matter that is closed to the actor; 0 where nothing is.

    :param actor: ``None`` is the petitioner, who reads all.
    :param on: today: by it organs stand to each other, and posts are held.
    """
    if not case.screened or actor is None:
        return 0
    closed, values = _closed(actor, on)
    text = f"SELECT max(upto) FROM ({_SCREENS.format(case='%s')} AND {closed}) AS behind"
    ((upto,),) = answers(text, [case.id, *values])
    return int(upto or 0)


def screened(case: Case, actor: Actor | None, on: date) -> bool:
    """Whether part of this matter is closed to the actor, because it lies behind a report."""
    return closed_upto(case, actor, on) > 0


def events_of(case: Case, actor: Actor | None, on: date) -> QuerySet[Event]:
    """The journal of a matter as the actor may read it, oldest first. ``None`` is the petitioner, who reads all."""
    return Event.objects.filter(record=case.id, seq__gt=closed_upto(case, actor, on)).order_by("seq")


def claims_of(case: Case, actor: Actor | None, on: date) -> QuerySet[Claim]:
    """The claims of a matter as the actor may read them; a report that was split off is none of the next organ's."""
    claims = Claim.objects.filter(case=case).order_by("seq")
    return claims.filter(split_to=None) if screened(case, actor, on) else claims


def parties_of(case: Case, actor: Actor | None, on: date) -> QuerySet[Party]:
    """Who has to do with a matter, as its reader may know: nobody whom a report in its closed part accuses."""
    parties = Party.objects.filter(case=case).order_by("id")
    return parties.exclude(capacity__in=ACCUSED) if screened(case, actor, on) else parties


def merged_into(case: int) -> list[int]:
    """Ids of the matters that were merged into this one."""
    return [other for (other,) in answers("SELECT id FROM cases_case WHERE merged_into = %s", [case])]


def submissions_of(case: Case, actor: Actor | None, on: date) -> QuerySet[Submission]:
    """The submissions gathered in a matter, also those of matters merged into it."""
    upto = closed_upto(case, actor, on)
    # The ids are asked for first: whatever a database knows of its tables, it then goes by the index.
    own, merged = Q(case=case.id, event_seq__gt=upto), _told_by_others(case, actor, on, upto)
    return Submission.objects.filter(own | merged if merged else own).order_by("received_at", "id")


def _told_by_others(case: Case, actor: Actor | None, on: date, upto: int) -> Q | None:
    """The submissions of matters merged into this one, as far as the actor may read these.

    What was merged into the closed part of a matter is closed with it.
    """
    if upto:
        return None
    found = Q()
    for other in Case.objects.filter(id__in=merged_into(case.id)):
        if actor is None or not (other.report or other.screened):
            found |= Q(case=other.id)
        elif find(actor, on, other.number):
            found |= Q(case=other.id, event_seq__gt=closed_upto(other, actor, on))
    return found or None


# The same as lists, for pages: hardly any matter is screened, and then nothing depends on who reads ------------------


def list_events(case: Case, upto: int = 0, most: int = MOST_EVENTS) -> list[Event]:
    """The last entries of a matter, the newest first, and one more than ``most`` if there are more.

    :param upto: the last entry that is closed to the reader (:func:`closed_upto`); the registration stays.
    """
    if not upto and most == MOST_EVENTS:
        return _events(case.id)
    rows = Event.objects.filter(Q(seq__gt=upto) | Q(seq=1), record=case.id)
    return list(rows.order_by("-seq")[: most + 1])


def list_claims(case: Case, actor: Actor | None, on: date) -> list[Claim]:
    """All of :func:`claims_of`."""
    return list(claims_of(case, actor, on)) if case.screened else _claims(case.id)


def list_submissions(case: Case, actor: Actor | None, merged: Iterable[int], on: date) -> list[Submission]:
    """All of :func:`submissions_of`; ``merged`` are the ids of :func:`merged_into`."""
    return list(submissions_of(case, actor, on)) if case.screened else _submissions(case.id, *merged)


@asked_often
def _events(case: int) -> QuerySet[Event]:
    return Event.objects.filter(record=case).order_by("-seq")[: MOST_EVENTS + 1]


@asked_often
def _claims(case: int) -> QuerySet[Claim]:
    return Claim.objects.filter(case=case).order_by("seq")


@asked_often
def _submissions(*cases: int) -> QuerySet[Submission]:
    return Submission.objects.filter(case__in=cases).order_by("received_at", "id")
