"""What came in from outside: a row for each; its bytes lie encrypted under their hash, what was read encrypted too."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.cases.withheld import Withheld
from huiyin.store.ids import new_id


class Arrival(Withheld):
    """One thing that came in (来件).

    ``ready_at`` is when it may be taken for reading or settling; taking it moves it ahead by the lease; empty once it
    is read and waits for a person, or is settled. ``fault`` says why it could not be read. ``key`` makes two of them
    the same thing; a second one is ``same_as`` the first. ``follows`` is an earlier one that it answers; of a
    sheet ``taken`` says that its rows were registered as far as they could be; ``receipt`` says whether the writer was
    told that it came (wanted, sent, refused).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    connection = models.CharField(max_length=40)
    adapter = models.CharField(max_length=20)
    mark = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    arrived_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=64, null=True)
    same_as = models.BigIntegerField(null=True)
    reading = models.BinaryField(null=True)
    sender_index = models.BinaryField(null=True, max_length=16)
    follows = models.BigIntegerField(null=True)
    receipt = models.CharField(max_length=8, blank=True)
    became = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    case = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)
    tidied = models.BooleanField(default=False)
    taken = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "sha256"], name="channels_arrival_bytes"),
            models.UniqueConstraint(
                fields=["connection", "key"], name="channels_arrival_same", condition=Q(key__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ready_at"], name="channels_arrival_unread", condition=Q(ready_at__isnull=False)),
            models.Index(fields=["organ", "arrived_at"], name="channels_arrival_open", condition=Q(settled_at=None)),
            models.Index(
                fields=["sender_index", "arrived_at"],
                name="channels_arrival_sender",
                condition=Q(sender_index__isnull=False),
            ),
            models.Index(fields=["case"], name="channels_arrival_case", condition=Q(case__isnull=False)),
            models.Index(
                fields=["settled_at"], name="channels_arrival_done", condition=Q(settled_at__isnull=False, tidied=False)
            ),
        ]


class Watched(models.Model):
    """How a connection fares: when it last worked, since when it does not, and where reading stands (``place``)."""

    connection = models.CharField(max_length=40, primary_key=True)
    place = models.CharField(max_length=200, blank=True)
    well_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True)
    todo = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
