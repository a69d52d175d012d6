"""What colleagues tell each other. None of it is part of the record: no journal, no export, nothing of it is law.

Persons, organs and matters are plain ids, as in the record. What may be read of a row hangs on whether its reader may
read the matter at that moment, never on the row.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.store.enveloped import EnvelopedText
from huiyin.store.ids import new_id

UNREAD = Q(read_at__isnull=True)


class Row(models.Model):
    """A row whose id is made before it is written."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()


class Note(Row):
    """A note (备注) beside a matter, for colleagues. ``seq`` is how far the journal had come when it was written."""

    case = models.BigIntegerField()
    seq = models.IntegerField()
    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    at = models.DateTimeField()
    text = EnvelopedText(max_length=2000)
    # Read along with a note, see huiyin/together/notes.py: its author's name, and the reader's notifications.
    who: str
    many: int

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="together_note_case")]


class Notification(Row):
    """One thing told to one person (提醒), in the capacity they have at ``organ``. ``key`` keeps it from coming twice.

    ``record`` is what it tells of and ``record_kind`` the kind of that.

    ``mail`` is empty, ``wanted``, ``sent``, ``refused`` by the mail server for good, or ``digest``.
    """

    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12, default="matter")
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    key = models.CharField(max_length=80, unique=True)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, blank=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="together_told_person"),
            models.Index(fields=["person"], name="together_told_unread", condition=UNREAD),
            models.Index(fields=["record"], name="together_told_record", condition=UNREAD),
            models.Index(fields=["record"], name="together_told_to_mail", condition=Q(mail="wanted")),
            # Few ever: the queue of what is to be sorted begins with them.
            models.Index(fields=["person", "-id"], name="together_told_danger", condition=Q(kind="danger")),
        ]


class Wish(Row):
    """How a person wishes to be told one kind of thing; no row means the usual way."""

    person = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    how = models.CharField(max_length=8)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="together_wish_once")]


class Mailbox(models.Model):
    """Where a person reads office mail, and at which hour of working days the digest comes; without one, it does not.

    ``digested_on`` is the last day whose digest is done with. ``weekly``: the week in figures too, ``figured_on`` when
    that came last.
    """

    person = models.BigIntegerField(primary_key=True)
    address = models.EmailField(max_length=160)
    digest_hour = models.SmallIntegerField(null=True)
    digested_on = models.DateField(null=True)
    weekly = models.BooleanField(default=False)
    figured_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()


class Presence(Row):
    """Somebody has a matter open (在看), or fills the form of an act; see huiyin/together/presence.py."""

    case = models.BigIntegerField()
    person = models.BigIntegerField()
    name = models.CharField(max_length=40)
    act = models.CharField(max_length=24, blank=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "person"], name="together_presence_once")]


class DoneOn(models.Model):
    """The last day on which a daily task was done."""

    task = models.CharField(max_length=20, primary_key=True)
    day = models.DateField()

    class Meta:
        default_permissions = ()
