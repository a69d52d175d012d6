"""What the worker does once a day for the staff: say what falls due, send digests, throw away what is stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from huiyin.cases.queries import visible_to
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role, Stage
from huiyin.people.posts import actors_of
from huiyin.record.kinds import KINDS
from huiyin.record.kinds import Kind as RecordKind
from huiyin.record.models import Message, Recorded
from huiyin.record.reading import near_a_report, of_these, queue_of
from huiyin.record.worlds import BEIJING, beijing_day, world_on
from huiyin.store.locks import alone, writing
from huiyin.store.mail import Became, hand_over
from huiyin.store.rows import insert
from huiyin.together.kinds import Kind
from huiyin.together.mail import letter, mailboxes
from huiyin.together.models import UNREAD, DoneOn, Mailbox, Notification, Presence
from huiyin.together.telling import STAFF, Told, tell
from huiyin.together.unserved import remind
from huiyin.vault.points import reach
from huiyin.wording.words import day as said_day
from huiyin.wording.words import grouped

#: From this hour on (in China) people are told what falls due.
MORNING = 7
SOON_DAYS = 3
AT_ONCE = 500
MOST = 30
#: What was read so long ago is thrown away; nobody looks for it any more.
KEPT = timedelta(days=90)
WAITING = (Stage.PROPOSED, Stage.OBJECTED, Stage.DISPUTED, Stage.CONFERENCE)
_PAUSE = timedelta(minutes=1)
_last_look: list[datetime] = []
_last_mail: list[datetime] = []


def look(now: datetime) -> None:
    """Called by the worker whenever it looks around; does something once a minute at most."""
    if _last_look and timedelta() <= now - _last_look[0] < _PAUSE:
        return
    _last_look[:] = [now]
    if now.astimezone(BEIJING).hour >= MORNING and _first_today("soon", beijing_day(now)):
        tell_what_is_due(now)
        remind(now)
        throw_away(now)


def mail_digests(now: datetime) -> None:
    """The same for the digests, beside: a mail server may take its time."""
    if _last_mail and timedelta() <= now - _last_mail[0] < _PAUSE:
        return
    _last_mail[:] = [now]
    send_digests(now)


def _first_today(task: str, today: date) -> bool:
    """Whether nobody has done the task today; from now on somebody has."""
    with writing():
        done, new = DoneOn.objects.select_for_update().get_or_create(task=task, defaults={"day": today})
        if not new and done.day >= today:
            return False
        DoneOn.objects.filter(task=task).update(day=today)
    return True


def tell_what_is_due(now: datetime) -> int:
    """Tell owners what falls due within three days; each last day of a record once. Returns how many were told."""
    return sum(_tell_due(kind, now) for kind in KINDS)


def _tell_due(kind: RecordKind, now: datetime) -> int:
    today, last, many = beijing_day(now), 0, 0
    due = kind.model.objects.filter(queue_on__gte=today, queue_on__lte=today + timedelta(days=SOON_DAYS)).order_by("id")
    while rows := list(due.filter(id__gt=last)[:AT_ONCE]):
        last = rows[-1].id
        with writing():
            told = [Told(row.owner, row.holder, Kind.SOON, row.id, _soon(row), record_kind=kind.key) for row in rows]
            written = tell(_new(told), now)
            wanting = sorted({row.record for row in written if row.mail == "wanted"})
            insert([Message(topic=STAFF, record=each, record_kind=kind.key, seq=0, ready_at=now) for each in wanting])
        many += len(written)
    return many


def _soon(row: Recorded) -> str:
    return f"soon.{row.id}.{row.queue_on}"


def _new(told: list[Told]) -> list[Told]:
    known = set(Notification.objects.filter(key__in=[each.key for each in told]).values_list("key", flat=True))
    return [each for each in told if each.key not in known]


def throw_away(now: datetime) -> None:
    Presence.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
    Notification.objects.filter(read_at__lt=now - KEPT).delete()


# The digest ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Digest:
    """One person's morning, as numbers of records under headings; reports of wrongdoing are only counted."""

    late: list[Recorded] = field(default_factory=list)
    due: list[Recorded] = field(default_factory=list)
    new: list[Recorded] = field(default_factory=list)
    waiting: list[Recorded] = field(default_factory=list)
    others: dict[Kind, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.late or self.due or self.new or self.waiting or self.others)


def send_digests(now: datetime) -> int:
    """Send the digests whose hour has come, on working days; returns how many. A mail server that fails is asked
    again a minute later. While another worker sends them nobody gets a second one from us."""
    with alone("digests") as ours:
        boxes = _owed(now) if ours else []
        if not boxes or not world_on(beijing_day(now)).calendar.is_workday(beijing_day(now)):
            return 0
        known = mailboxes(box.person for box in boxes)
        return _send([(box, *known[box.person]) for box in boxes if box.person in known], now)


def _owed(now: datetime) -> list[Mailbox]:
    owed = Q(digested_on__lt=beijing_day(now)) | Q(digested_on__isnull=True)
    hour = now.astimezone(BEIJING).hour
    return list(Mailbox.objects.filter(owed, digest_hour__lte=hour).exclude(address=""))


def _send(boxes: list[tuple[Mailbox, str, str]], now: datetime) -> int:
    sent, today = 0, beijing_day(now)
    backend: BaseEmailBackend = get_connection()
    try:
        for box, address, language in boxes:
            digest = digest_of(box.person, box.digested_on, now)
            became = Became.REFUSED
            if not digest.empty:
                became, _ = hand_over(_letter(digest, address, language, box.person, today), backend)
                reach("digest.sent")
            if became is Became.AWAY:
                break
            if became is not Became.PUT_OFF:
                Mailbox.objects.filter(person=box.person).update(digested_on=today)
            sent += became is Became.SENT
    finally:
        backend.close()
    return sent


def digest_of(person: int, since: date | None, now: datetime) -> Digest:
    """What waits for a person in all their posts, as far as they may read it now."""
    found, today = Digest(), beijing_day(now)
    start = datetime.combine(since or today - timedelta(days=1), time.min, BEIJING)
    told = list(Notification.objects.filter(UNREAD, person=person, at__gte=start).order_by("id")[:AT_ONCE])
    for actor in actors_of(person, on=today):
        for kind in KINDS:
            queue = queue_of(kind, actor, today)
            found.late += queue.filter(queue_on__lt=today)[: MOST + 1]
            found.due += queue.filter(queue_on__gte=today, queue_on__lte=today + timedelta(days=SOON_DAYS))[: MOST + 1]
        found.waiting += _waiting(actor, today)
        _gather(found, [row for row in told if row.organ == actor.organ], actor, today)
    return found


def _waiting(actor: Actor, today: date) -> list[Recorded]:
    if Role.HEAD not in actor.roles:
        return []
    held = visible_to(actor, today).filter(holder=actor.organ or 0, stage__in=WAITING)
    return list(held.order_by("stage", "queue_on")[: MOST + 1])


def _gather(found: Digest, told: list[Notification], actor: Actor, today: date) -> None:
    cases: dict[int, Recorded] = {}
    for kind in KINDS:
        cases |= of_these(kind, actor, today, (row.record for row in told if row.record_kind == kind.key))
    for row in told:
        if row.record not in cases:
            continue
        if row.kind == Kind.ASSIGNED:
            found.new.append(cases[row.record])
        elif row.kind not in (Kind.SOON, Kind.OVERDUE, Kind.APPROVAL):
            found.others[Kind(row.kind)] = found.others.get(Kind(row.kind), 0) + 1


def _letter(digest: Digest, address: str, language: str, person: int, today: date) -> EmailMessage:
    with translation.override(language):
        subject = gettext("{day}的办件").format(day=said_day(today, today))
        return letter(address, subject, list(_sections(digest, today)), f"digest.{person}.{today}")


def _sections(digest: Digest, today: date) -> Iterator[str]:
    headings = (
        (gettext("已经超期"), digest.late), (gettext("三天内到期"), digest.due),
        (gettext("新交给您"), digest.new), (gettext("等您批"), digest.waiting),
    )  # fmt: skip
    for heading, cases in headings:
        shown = [case for case in cases if not near_a_report(case)]
        if shown:
            rest = [gettext("后面还有，请登录以后看。")] if len(shown) > MOST else []
            count = f"{MOST}+" if rest else str(len(shown))
            yield "\n".join([f"{heading} {count}", *(_line(case, today) for case in shown[:MOST]), *rest])
    for kind, many in digest.others.items():
        yield f"{gettext(kind.label)} {many}"
    secret = {case.id for _, cases in headings for case in cases if near_a_report(case)}
    if secret:
        yield gettext("另有 {n} 件需要您处理。").format(n=len(secret))


def _line(case: Recorded, today: date) -> str:
    due = said_day(case.queue_on, today) if case.queue_on and case.queue_on.year < date.max.year else ""
    return f"  {grouped(case.number)}  {due}".rstrip()
