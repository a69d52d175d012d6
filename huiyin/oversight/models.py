"""The records of oversight. Each is written by the one door (huiyin.record.door) and by nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.record.models import Recorded

OPEN = Q(queue_on__isnull=False)


class Advice(Recorded):
    """An advice to an organ (三项建议)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_advice_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_advice_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_advice_holder", condition=OPEN),
        ]


class AnnualReport(Recorded):
    """The report of a petition office on a year (信访情况年度报告)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_annual_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_annual_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_annual_holder", condition=OPEN),
        ]
