"""Notices (告知): that something happened, the number, and where to look. Never what it is about.

Which way reaches the person is theirs to say (huiyin.channels.ways). What a connection carries goes out at once, but
not in quiet hours; letters and calls go on the list of the organ that acted, for its clerk to post and make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone, translation

from huiyin.cases.identity import known_of
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Party
from huiyin.channels import posting
from huiyin.channels.adapter import Connection, Result, Send
from huiyin.channels.faring import went_out
from huiyin.channels.groups import tell_groups
from huiyin.channels.hours import quiet_until
from huiyin.channels.models import Sent
from huiyin.channels.orders.results import give_results
from huiyin.channels.registry import adapter, carrying
from huiyin.channels.saying import CHINESE, message
from huiyin.channels.undelivered import came_back, failed_ways
from huiyin.channels.ways import OLDER, PORTAL, SMS, Way, way_of
from huiyin.law.terms import Act
from huiyin.people.models import Organ
from huiyin.record.models import Event, Message
from huiyin.record.outbox import Later, keep
from huiyin.store.mail import Became
from huiyin.typed.phones import mobile_in, phones_in
from huiyin.vault.points import reach

# What changes a right or a date of the person, or waits for their answer. Of an opinion its service is told, not its
# signing: what is not served binds nobody yet.
TOLD = frozenset(
    {
        Act.LODGE, Act.TRANSFER, Act.ASSIGN, Act.ACCEPT, Act.DETERMINE, Act.COORDINATE, Act.GUIDE, Act.NO_FURTHER,
        Act.DIRECT_ELSEWHERE, Act.ANSWER_ON_SPOT, Act.REPLY, Act.REQUEST_MATERIAL, Act.OPEN_HEARING, Act.EXTEND,
        Act.MEDIATE, Act.BREAK_AGREEMENT, Act.SERVE, Act.EXECUTE, Act.CHANGE_PROMISE, Act.NOTE_PROMISE,
        Act.MERGE, Act.SPLIT, Act.ADMIT_REVIEW,
        Act.DECLINE_REVIEW, Act.LAPSE, Act.CLOSE, Act.CONCLUDE_CHECK, Act.REOPEN,
        Act.ANSWER_URGE, Act.NOTE_CHARGE, Act.NOTE_CONDITION,
    }
)  # fmt: skip

REACHABLE = Q(phone__isnull=False) | Q(email__isnull=False) | Q(address__isnull=False)


class NotSent(Later):
    """Some notices could not be handed over; the messages come back and those sent are skipped."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell to one party; ``organ`` is the one that acted, else the one that holds the matter."""

    case: Case
    seq: int
    party: Party
    organ: int
    act: str
    way: Way


def tell(batch: list[Message]) -> None:
    """Called by the worker with messages of the topic ``notice``; the same message twice sends one notice.

    :raises NotSent: a mail server or a gateway could not be reached or put some off.
    """
    wanted = {(message.record, message.seq) for message in batch}
    now, late = timezone.now(), ""
    try:
        out(_notices(wanted), now)
    except NotSent as fault:
        late = str(fault)  # who waits for one way does not hold up the others
    if faults := [*filter(None, [late]), *tell_groups(wanted, now), *give_results(wanted, now)]:
        raise NotSent(faults[0])


def send_waiting(now: datetime) -> None:
    """Send what waited for the end of the quiet hours; asked by the worker in every round."""
    rows = list(Sent.objects.filter(waits_until__lte=now, seq__gt=0).order_by("waits_until")[:200])
    if rows:
        out(_notices({(row.case, row.seq) for row in rows}, parties={row.party for row in rows}), now)


def out(found: Iterable[Notice], now: datetime, *, asked_for: bool = False) -> None:
    """Send them, or put them on the lists of those who write letters and make calls.

    :param asked_for: somebody waits for them at this moment, and quiet hours disturb nobody.
    :raises NotSent: as :func:`tell`.
    """
    notices = list(found)
    for notice in notices:
        if notice.way.listed:
            posting.put_on_list(notice.case, notice.seq, notice.party, notice.organ, notice.way.key, at=now)
    quiet = None if asked_for else quiet_until(now)
    for notice in (each for each in notices if quiet and each.way.rings):
        _sent_of(notice, waits_until=quiet)
    _send_all([each for each in notices if not each.way.listed and not (quiet and each.way.rings)])


def _send_all(notices: list[Notice]) -> None:
    faults: list[str] = []
    with ExitStack() as lines:
        ways = Lines(lines)
        for notice in notices:
            keep()
            connection = ways.carrier(notice)
            if (where := (notice.way.key, connection.name if connection else "")) in ways.away:
                continue
            result = _send(notice, connection, ways.of(notice.way, connection))
            if result.became in (Became.PUT_OFF, Became.AWAY):
                faults.append(result.why)
            if result.became is Became.AWAY:
                ways.away.add(where)  # the others would only wait for the same server
    if faults:
        raise NotSent(f"{len(faults)} of {len(notices)}: {faults[0]}")


class Lines:
    """One open line for each connection that is used; those that are away."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack, self._open = stack, dict[tuple[str, str], Send]()
        self._keys: dict[int, str] = {}
        self.away: set[tuple[str, str]] = set()

    def carrier(self, notice: Notice) -> Connection | None:
        """What carries it: the organ's own connection first."""
        if notice.organ not in self._keys:
            key = Organ.objects.filter(id=notice.organ).values_list("key", flat=True).first()
            self._keys[notice.organ] = key or ""
        return carrying(notice.way.key, self._keys[notice.organ])

    def of(self, way: Way, connection: Connection | None) -> Send:
        where = (way.key, connection.name if connection else "")
        if where not in self._open:
            outward = adapter(connection.adapter if connection else "mail").outward
            assert outward is not None
            self._open[where] = self._stack.enter_context(outward.sending(connection))
        return self._open[where]


def _notices(wanted: set[tuple[int, int]], parties: set[int] | None = None) -> Iterator[Notice]:
    """One for each told event and each party that can be told; those who are complained of are told nothing."""
    told = _parties({case for case, _ in wanted}, parties)
    if not told:
        return
    failed = failed_ways([party.id for each in told.values() for party in each])
    events = Event.objects.filter(record__in=told, act__in=[act.value for act in TOLD]).order_by("record", "seq")
    for case, seq, organ, act in events.values_list("record", "seq", "organ", "act"):
        if (case, seq) not in wanted:
            continue
        for party in told[case]:
            way = way_for(party, failed.get(party.id, set()))
            if way.key != PORTAL:
                yield Notice(party.case, seq, party, organ or party.case.holder, act, way)


def _parties(cases: set[int], only: set[int] | None) -> dict[int, list[Party]]:
    found: dict[int, list[Party]] = defaultdict(list)
    asked = Party.objects.filter(REACHABLE, case__in=cases).exclude(way=PORTAL).select_related("case")
    for party in asked.order_by("id"):
        if not _is_other_side(Capacity(party.capacity)) and (only is None or party.id in only):
            found[party.case_id].append(party)
    return found


def way_for(party: Party, failed: set[str]) -> Way:
    """By which way this person is told now.

    :param failed: the ways by which something came back from them.
    """
    # Only where a text message may be meant is the number itself looked at.
    asks = party.phone is not None and OLDER.get(party.way, party.way) in ("", SMS) and carrying(SMS) is not None
    mobile = asks and bool(mobile_in(known_of(party).phone))
    return way_of(party, report=party.case.report, mobile=mobile, failed=failed | (set() if mobile else {SMS}))


def _is_other_side(capacity: Capacity) -> bool:
    return capacity.accused or capacity is Capacity.CONCERNED


def _sent_of(notice: Notice, **more: object) -> Sent:
    defaults = {"organ": notice.organ, "way": notice.way.key, **more}
    sent, _ = Sent.objects.get_or_create(case=notice.case.id, seq=notice.seq, party=notice.party.id, defaults=defaults)
    return sent


def _send(notice: Notice, connection: Connection | None, send: Send) -> Result:
    """Send unless it was sent or refused for good."""
    sent = _sent_of(notice)
    if sent.sent_at or sent.fault:
        Sent.objects.filter(id=sent.id, waits_until__isnull=False).update(waits_until=None)
        return Result(Became.SENT)
    reach("notice.claimed")
    to = getattr(known_of(notice.party), notice.way.needs)
    with translation.override(notice.party.language or CHINESE):
        said = message(notice.case, notice.act, _dialled(to, notice.way), sent.id, notice.way)
    result = send(said)
    reach("notice.sent")
    if not notice.case.report:
        went_out(connection, result, timezone.now())
    row = Sent.objects.filter(id=sent.id)
    how = {"way": notice.way.key, "connection": connection.name if connection else "", "waits_until": None}
    if result.became is Became.SENT:
        row.update(sent_at=timezone.now(), reference=result.reference[:120], cost=result.cost, **how)
    elif result.became is Became.REFUSED or _tried_enough(sent, result, connection):
        row.update(**how)
        came_back(sent.id, result.why, timezone.now())
        return Result(Became.REFUSED, result.why)
    return result


def _dialled(to: str, way: Way) -> str:
    """A text message goes to a mobile number; a call to the first number there is."""
    if not way.rings:
        return to
    return mobile_in(to) if way.key == SMS else next(iter(phones_in(to)), "")


def _tried_enough(sent: Sent, result: Result, connection: Connection | None) -> bool:
    """Whether the other side has answered that it did not take this one as often as it is asked."""
    outward = adapter(connection.adapter).outward if connection else None
    if result.became is not Became.PUT_OFF or outward is None or not outward.tries:
        return False
    Sent.objects.filter(id=sent.id).update(tries=F("tries") + 1)
    return sent.tries + 1 >= outward.tries
