"""What every kind of record shares: journal, clocks, papers owed, who has to do with it, what must still be told.

Rows here are written by the doors of the kinds (huiyin.record.kinds) and by nobody else. A row names its record by id
and, where somebody must know which table that is, by the kind of record; ids come from one generator for all kinds.
Persons and organs are plain ids: a record outlives every account, and the journal must read the same in ten years.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.store.ids import new_id


class Row(models.Model):
    """A row whose id is made before it is written."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()


class Recorded(Row):
    """A record of some kind. Its columns are indexes over ``facts``; ``facts`` is the fold of its events.

    ``queue_on`` is its place in the queues, empty when nobody has to do anything: the nearest last day of a period that
    binds an organ, named by ``queue_clock``; without such a period (``queue_clock`` empty) the day since which it
    waits, or by which something was promised.
    """

    number = models.CharField(max_length=19)
    title = models.CharField(max_length=120)
    book = models.CharField(max_length=20)
    stage = models.CharField(max_length=20)
    lodged_at = models.DateTimeField(db_index=True)
    holder = models.BigIntegerField()
    holder_code = models.CharField(max_length=12)
    owner = models.BigIntegerField()
    queue_on = models.DateField(null=True)
    queue_clock = models.CharField(max_length=4, blank=True)
    report = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)
    last_on = models.DateField()
    seq = models.IntegerField()
    head = models.BinaryField()
    facts = models.TextField()

    class Meta(Row.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def events(self) -> models.QuerySet[Event]:
        return Event.objects.filter(record=self.id)

    def journal(self) -> list[Event]:
        """Its events, the oldest first; read once for the row as it stands, however often a page asks."""
        known: tuple[int, list[Event]] | None = self.__dict__.get("_journal")
        if known is None or known[0] != self.seq:
            known = self.__dict__["_journal"] = (self.seq, list(self.events.order_by("seq")))
        return known[1]

    @property
    def clocks(self) -> models.QuerySet[RunningClock]:
        return RunningClock.objects.filter(record=self.id)

    @property
    def standings(self) -> models.QuerySet[Standing]:
        return Standing.objects.filter(record=self.id)

    @property
    def owed_papers(self) -> models.QuerySet[OwedPaper]:
        return OwedPaper.objects.filter(record=self.id)

    @property
    def readings(self) -> models.QuerySet[Reading]:
        return Reading.objects.filter(record=self.id)


class Event(Row):
    """One entry of the journal: append-only, chained by ``hash``. ``payload`` is canonical JSON.

    ``fold`` is the number of the fold under which it was written; 0 in journals older than that number.

    ``at`` is when it happened, ``recorded_at`` when it was written down; a late entry shows the difference.
    """

    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12, default="matter")
    seq = models.IntegerField()
    act = models.CharField(max_length=24)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    organ = models.BigIntegerField(null=True)
    role = models.CharField(max_length=12)
    payload = models.TextField()
    key = models.CharField(max_length=64, null=True)
    fold = models.IntegerField(default=0)
    hash = models.BinaryField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "seq"], name="record_event_once"),
            models.UniqueConstraint(fields=["key"], name="record_event_key"),
        ]
        indexes: ClassVar = [
            # Auditors read who looked at whom, by day and by person; one entry in some dozens is such a look.
            models.Index(fields=["at", "id", "organ", "by"], name="record_event_unmask_at", condition=Q(act="unmask")),
            models.Index(fields=["by", "at", "id"], name="record_event_unmask_by", condition=Q(act="unmask")),
        ]


class Standing(Row):
    """An organ that has, or had, to do with a matter. What an organ may read hangs on this row."""

    record = models.BigIntegerField()
    organ = models.BigIntegerField()

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "organ"], name="record_standing_once")]
        indexes: ClassVar = [models.Index(fields=["organ", "record"], name="record_standing_organ")]


class RunningClock(Row):
    """A clock that runs, so that what falls due is found by index; the law recomputes the day before it is acted on.

    ``counted`` is the edition of the calendar by which ``due_on`` was counted (huiyin.record.recounting).
    """

    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12, default="matter")
    kind = models.CharField(max_length=4)
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    look_at = models.DateTimeField(db_index=True, null=True)
    counted = models.BigIntegerField(default=0)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "kind"], name="record_clock_once")]


class OwedPaper(Row):
    """An instrument the law demands because of an event, of the organ that must issue it; the papers room draws it."""

    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12, default="matter")
    event_seq = models.IntegerField()
    kind = models.CharField(max_length=24)
    organ = models.BigIntegerField()
    owed_on = models.DateField()
    issued_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [
            models.Index(fields=["record"], name="record_owedpaper_record"),
            models.Index(
                fields=["organ", "owed_on", "id"], name="record_owedpaper_open", condition=Q(issued_on__isnull=True)
            ),
        ]


class SetAside(Row):
    """Something that failed again and again (搁置): ``what`` it is, its ``row``, and the kind of fault, no words of it.

    ``given_up`` means that it is not tried any more until somebody says so; before that it is only counted.
    """

    what = models.CharField(max_length=20)
    row = models.BigIntegerField()
    tries = models.IntegerField(default=0)
    fault = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField()
    last = models.DateTimeField()
    given_up = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["what", "row"], name="record_setaside_once")]


class Link(Row):
    """That a record rests on another one, or on one of its events (关联); ``seq`` 0 is all of it.

    ``entry`` is the last event of the other when the record came to rest on it: what was closed by then it says nothing
    of, and it stays open to whoever reads the rest. 0 where that was not written down, which closes with everything.
    Whoever may not read a report of wrongdoing reads nothing that is linked to it, see huiyin.record.reading.
    """

    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12)
    other = models.BigIntegerField()
    other_kind = models.CharField(max_length=12)
    how = models.CharField(max_length=12)
    seq = models.IntegerField(default=0)
    entry = models.IntegerField(default=0)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "other", "how", "seq"], name="record_link_once")
        ]
        indexes: ClassVar = [models.Index(fields=["other", "record"], name="record_link_other")]


class Reading(Row):
    """Who opened a report of wrongdoing: a ledger the reporter can see (role, organ, day)."""

    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12, default="matter")
    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    role = models.CharField(max_length=12)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "person", "on"], name="record_reading_once")]
        indexes: ClassVar = [models.Index(fields=["at", "id", "organ", "person"], name="record_reading_at")]


class Destroyed(Row):
    """That a record was destroyed (销毁): what is left of it beside its journal, in which nothing is said any more.

    ``seq`` and ``head`` are where its journal ends; ``disposal`` the list by which it went, ``listed`` that list's
    number. ``report`` that it was, or rested on, a report of wrongdoing: then only the list's owner reads of it.
    """

    record = models.BigIntegerField(unique=True)
    record_kind = models.CharField(max_length=12)
    seq = models.IntegerField()
    head = models.BinaryField()
    disposal = models.BigIntegerField(db_index=True)
    listed = models.CharField(max_length=19)
    report = models.BooleanField(default=False)

    class Meta(Row.Meta):
        pass


class NumberCounter(models.Model):
    """How many numbers a division gave on a day."""

    prefix = models.CharField(max_length=14, primary_key=True)
    last = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()


class Message(Row):
    """The outbox: what must still be told to other rooms. A leased row comes back if its worker dies.

    ``ready_at`` is when it may be taken; taking it moves ``ready_at`` ahead by the lease, finishing deletes the row.
    """

    topic = models.CharField(max_length=20)
    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12, default="matter")
    seq = models.IntegerField()
    ready_at = models.DateTimeField(db_index=True)
    attempts = models.IntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        pass


class Seal(models.Model):
    """The signed head of all journals on one day."""

    number = models.IntegerField(primary_key=True)
    day = models.DateField(unique=True)
    body = models.TextField()
    signature = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        default_permissions = ()


class SealedHead(Row):
    """Where a matter's journal stood when a day was sealed."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="heads")
    record = models.BigIntegerField(db_index=True)
    seq = models.IntegerField()
    hash = models.BinaryField()

    class Meta(Row.Meta):
        pass


class ClockWord(models.Model):
    """What the worker thinks of its clock; one row. See huiyin.record.clock_guard.

    ``seen`` is the last moment that nobody doubted, ``doubt`` what speaks against the clock now, ``event`` the newest
    event when a person said last that the clock is right.
    """

    id = models.SmallIntegerField(primary_key=True)
    seen = models.DateTimeField()
    doubt = models.CharField(max_length=200, blank=True)
    jumped = models.BooleanField(default=False)
    event = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
