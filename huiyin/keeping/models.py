"""Holds and lists of destruction. Written by the one door (huiyin.record.door) and by nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.record.models import Recorded, Row

OPEN = Q(queue_on__isnull=False)


class Hold(Recorded):
    """A hold (冻结销毁) on a matter; of one matter at most one is open. ``until`` is empty until somebody lifts it."""

    matter = models.BigIntegerField()
    ground = models.CharField(max_length=12)
    until = models.DateField(null=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="keeping_hold_number"),
            models.UniqueConstraint(
                fields=["matter"], name="keeping_hold_open_once", condition=Q(closed_on__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="keeping_hold_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="keeping_hold_holder", condition=OPEN),
            models.Index(fields=["matter"], name="keeping_hold_matter"),
        ]


class Disposal(Recorded):
    """A list of destruction (销毁清册); its items stand in its facts."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="keeping_disposal_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="keeping_disposal_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="keeping_disposal_holder", condition=OPEN),
        ]


class Prolonged(Row):
    """That an appraisal keeps a matter beyond its period: ``until`` the new last day, empty for good.

    ``about`` is the matter. The row outlives it, for the event of the list binds it; it says nothing but a day.
    """

    disposal = models.BigIntegerField()
    about = models.BigIntegerField(db_index=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disposal", "about"], name="keeping_prolonged_once"),
        ]
