"""The records of the field. Each is written by the one door (huiyin.record.door) and by nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.record.models import Recorded, Row

OPEN = Q(queue_on__isnull=False)


class Dispute(Recorded):
    """A dispute (矛盾纠纷). It is asked for by place, sort and grade; who quarrels is in no column and no index.

    ``matter`` is the petition it came from or became, ``round`` the one on which it was found.
    """

    place = models.CharField(max_length=12)
    sort = models.CharField(max_length=12)
    grade = models.CharField(max_length=8)
    matter = models.BigIntegerField(null=True)
    settled_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="field_dispute_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="field_dispute_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="field_dispute_holder", condition=OPEN),
            models.Index(fields=["holder_code", "id"], name="field_dispute_area"),
            models.Index(fields=["place", "lodged_at"], name="field_dispute_place"),
            models.Index(fields=["matter"], name="field_dispute_matter", condition=Q(matter__isnull=False)),
        ]


class Involved(Row):
    """Somebody on a side of a dispute (当事人). Identity is ciphertext; there is no index by which to look for it."""

    record = models.BigIntegerField(db_index=True)
    side = models.CharField(max_length=2)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    id_number = models.BinaryField(null=True)
    address = models.BinaryField(null=True)

    class Meta(Row.Meta):
        pass


class Round(Recorded):
    """A round through a village (排查走访). ``walked_on`` is the day; that nobody went is told by coverage."""

    place = models.CharField(max_length=12)
    walked_on = models.DateField()
    homes = models.IntegerField(default=0)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="field_round_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="field_round_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="field_round_holder", condition=OPEN),
            models.Index(fields=["holder_code", "id"], name="field_round_area"),
            models.Index(fields=["place", "walked_on"], name="field_round_place"),
        ]
