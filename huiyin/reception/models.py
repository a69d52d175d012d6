"""Rows of the reception room, leaders' visits and charges. Names and telephones are ciphertext, dropped after days."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.law.beside import Manner
from huiyin.record.models import Recorded
from huiyin.store.ids import new_id

WAITING: Final = Q(queue_on__isnull=False)


class Row(models.Model):
    """A row whose id is made before it is written, so that ciphertext can be bound to it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()


class Purpose(models.TextChoices):
    """What somebody comes for, as asked at the door. Chosen, never typed: nothing personal stands on a list."""

    NEW = "new", _("反映新问题")
    ASK = "ask", _("问办到哪一步")
    PAPERS = "papers", _("补材料")
    ANSWER = "answer", _("领答复文书")
    REVIEW = "review", _("申请复查复核")
    ADVICE = "advice", _("咨询政策")


class Waiting(models.TextChoices):
    """Where a visitor is between the door and the way home."""

    WAITS = "waits", _("等候")
    CALLED = "called", _("已叫号")
    SEATED = "seated", _("接谈中")
    LEFT = "left", _("已离开")
    ABSENT = "absent", _("过号")


class Ticket(Row):
    """One visitor's, or one group's, place in the waiting room (候访).

    :ivar line: the reception day the ticket is for, 0 for the ordinary counters.
    :ivar queued_at: the place in the line; later than ``arrived_at`` for somebody who missed the call and came back.
    :ivar care: called before others (照顾): old age, a disability, a child in the arms; the clerk sees it.
    :ivar case: id of the matter registered from the ticket, or that the visitor came about.
    :ivar worded: the visitor has said how it was, once.
    """

    organ = models.BigIntegerField()
    day = models.DateField()
    series = models.CharField(max_length=1)
    number = models.IntegerField()
    line = models.BigIntegerField(default=0)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    persons = models.IntegerField(default=1)
    care = models.BooleanField(default=False)
    name = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=Waiting.choices, default=Waiting.WAITS)
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    seated_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    calls = models.IntegerField(default=0)
    clerk = models.BigIntegerField(null=True)
    window = models.CharField(max_length=20, blank=True)
    case = models.BigIntegerField(null=True)
    worded = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "day", "series", "number"], name="reception_ticket_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "day", "line", "queued_at"], name="reception_ticket_day"),
            models.Index(fields=["day", "id"], name="reception_ticket_named", condition=Q(name__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.series}{self.number:02d}"


class Room(Row):
    """The reception room of an organ (接待室): where it is, when it is open, what it has for those who need it.

    :ivar weekdays: digits of the days on which it is open, 1 is Monday; ``windows`` one to a line.
    :ivar access: keys of huiyin.reception.standards, with commas between.
    :ivar notice: something that holds for a while, shown above all else; ``noon`` is the pause, empty for none.
    """

    organ = models.BigIntegerField()
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=160)
    phone = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=160, blank=True)
    windows = models.CharField(max_length=400, blank=True)
    weekdays = models.CharField(max_length=7, default="12345")
    opens = models.TimeField()
    closes = models.TimeField()
    noon_from = models.TimeField(null=True, blank=True)
    noon_to = models.TimeField(null=True, blank=True)
    access = models.CharField(max_length=160, blank=True)
    notice = models.CharField(max_length=160, blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ"], name="reception_room_once")]


class Word(Row):
    """What a visitor said of a room (来访人的话). Not tied to a ticket: nobody at the window learns whose word it is.

    :ivar reasons: keys of huiyin.reception.standards, with commas between; ``text`` is ciphertext, and goes.
    """

    organ = models.BigIntegerField()
    day = models.DateField()
    rating = models.CharField(max_length=12)
    reasons = models.CharField(max_length=80, blank=True)
    text = models.BinaryField(null=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["organ", "day"], name="reception_word_organ")]


class Complaint(Row):
    """That a matter is a complaint about a room; the matter itself is heard by the office above it."""

    organ = models.BigIntegerField()
    case = models.BigIntegerField()
    day = models.DateField()

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="reception_complaint_once")]
        indexes: ClassVar = [models.Index(fields=["organ", "day"], name="reception_complaint_organ")]


class TicketCounter(models.Model):
    """The last number of an organ's series on a day."""

    prefix = models.CharField(max_length=40, primary_key=True)
    last = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()


#: How a leader meets people on a published day; letters (阅信) need none.
MANNERS: Final = [(manner.value, _(manner.label)) for manner in Manner if manner is not Manner.READS]


class ReceptionDay(Row):
    """A day on which a leader receives (领导接访日). Public as soon as it is published, also when it is cancelled.

    :ivar leader: the person, if the leader has an account here; empty for one who has none.
    :ivar seats: so many appointments; those who come without one are received after them.
    :ivar held_at: when somebody wrote down that the leader was there; ``unheld`` why not, if the day passed without.
    """

    organ = models.BigIntegerField()
    leader = models.BigIntegerField(null=True)
    leader_name = models.CharField(max_length=40)
    post = models.CharField(max_length=60)
    manner = models.CharField(max_length=10, choices=MANNERS, default=Manner.RECEIVES.value)
    on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=120)
    topic = models.CharField(max_length=120, blank=True)
    seats = models.IntegerField(default=8)
    published_at = models.DateTimeField(null=True)
    cancelled = models.CharField(max_length=120, blank=True)
    held_at = models.DateTimeField(null=True)
    unheld = models.CharField(max_length=120, blank=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [
            models.Index(fields=["on", "id"], name="reception_day_on"),
            models.Index(fields=["organ", "on"], name="reception_day_organ"),
            models.Index(fields=["leader", "on"], name="reception_day_leader"),
        ]


class Appointment(Row):
    """A place on a reception day (预约). Who, the telephone and the words are ciphertext bound to the row.

    :ivar number: its number on that day, from 1; ``code_digest`` lets whoever made it take it back.
    :ivar case: the matter it is about, if it was made with number and query code.
    """

    day = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="appointments")
    number = models.IntegerField()
    code_digest = models.CharField(max_length=64)
    case = models.BigIntegerField(null=True)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    about = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="+")

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "number"], name="reception_appointment_once")]


class Visit(Recorded):
    """A leader's visit on one matter (领导接访): a record like any other, see huiyin.reception.visits.

    :ivar leader: the person, 0 for one without an account; ``day`` the published day it belongs to, 0 for none.
    """

    matter = models.BigIntegerField()
    manner = models.CharField(max_length=10)
    leader = models.BigIntegerField(default=0)
    leader_name = models.CharField(max_length=120)
    day = models.BigIntegerField(default=0)
    planned_on = models.DateField()
    held_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="reception_visit_number"),
            models.UniqueConstraint(
                fields=["matter"], name="reception_visit_open_once", condition=Q(closed_on__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="reception_visit_owner", condition=WAITING),
            models.Index(fields=["holder", "queue_on", "id"], name="reception_visit_holder", condition=WAITING),
            models.Index(fields=["matter"], name="reception_visit_matter"),
            models.Index(fields=["leader", "planned_on"], name="reception_visit_leader"),
            models.Index(fields=["day"], name="reception_visit_day", condition=Q(day__gt=0)),
        ]


class Charge(Recorded):
    """A hard matter that one leader answers for (领导包案), see huiyin.reception.charges.

    ``rule`` by which it came to a leader, ``level`` of the leader's organ; ``until`` the day as it stands now. Whoever
    comes after a leader has a charge of their own.
    """

    matter = models.BigIntegerField()
    leader = models.BigIntegerField()
    leader_name = models.CharField(max_length=120)
    leader_organ = models.BigIntegerField()
    rule = models.CharField(max_length=12)
    level = models.CharField(max_length=8, blank=True)
    until = models.DateField()
    met_on = models.DateField(null=True)
    solved_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="reception_charge_number"),
            models.UniqueConstraint(
                fields=["matter"], name="reception_charge_open_once", condition=Q(closed_on__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="reception_charge_owner", condition=WAITING),
            models.Index(fields=["holder", "queue_on", "id"], name="reception_charge_holder", condition=WAITING),
            models.Index(fields=["matter"], name="reception_charge_matter"),
            models.Index(fields=["leader", "until"], name="reception_charge_leader"),
            models.Index(fields=["leader_organ"], name="reception_charge_open", condition=Q(closed_on__isnull=True)),
        ]


class Conduct(Recorded):
    """What was noted of conduct at a visit (现场秩序, Art. 26). It knows a day and an organ, and nobody: no person, no
    matter, no ticket stands here, so that nothing can list people by it."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="reception_conduct_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="reception_conduct_owner", condition=WAITING),
            # Who does not lead the organ reads what they themselves have in hand, past notes among it.
            models.Index(fields=["owner", "id"], name="reception_conduct_mine"),
            models.Index(fields=["holder", "queue_on", "id"], name="reception_conduct_holder", condition=WAITING),
        ]


class ConductWords(Row):
    """The words of an act on such a note, as ciphertext beside the journal; deleted when struck or expired."""

    record = models.BigIntegerField()
    seq = models.IntegerField()
    name = models.CharField(max_length=12)
    words = models.BinaryField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "seq", "name"], name="reception_conductwords_once")
        ]
