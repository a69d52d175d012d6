"""Sheets that are being registered (后台登记): what was ordered, and what became of each row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.store.ids import new_id


class SheetOrder(models.Model):
    """The rows of one sheet are to be registered.

    ``by`` is empty where a connection registers by itself. ``pointed`` are the columns somebody pointed at, and the
    system they are of; empty where a mapping knows them. ``again``: rows of this sheet were registered before.
    ``ready_at`` is when a worker may go on with it; going on moves it ahead by the lease; empty once it is over.
    ``attempts`` counts beginnings without a batch done since, ``fault`` says why it was given up. ``done`` of
    ``whole`` rows are through.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    arrival = models.BigIntegerField()
    organ = models.BigIntegerField()
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    pointed = models.JSONField(default=dict)
    again = models.BooleanField(default=False)
    ready_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True)
    done = models.IntegerField(default=0)
    whole = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["arrival"], name="channels_sheet_once", condition=Q(ready_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ready_at"], name="channels_sheet_waits", condition=Q(ready_at__isnull=False)),
            models.Index(fields=["arrival", "id"], name="channels_sheet_of"),
        ]


class SheetPart(models.Model):
    """What became of some rows of an order, encrypted: written with the very matters that came of them."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(SheetOrder, models.CASCADE, related_name="parts")
    lines = models.BinaryField()

    class Meta:
        default_permissions = ()
