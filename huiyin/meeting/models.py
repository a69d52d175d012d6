"""The records of meetings. Each is written by the one door (huiyin.record.door) and by nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.record.models import Recorded

OPEN = Q(queue_on__isnull=False)


class Hearing(Recorded):
    """A hearing (听证) in a matter. Of one matter at most one is open at a time.

    ``day`` on which it is held; ``shown`` whether it is announced to everybody, with ``subject`` in place of its title;
    ``until`` until when what came of it is published.
    """

    matter = models.BigIntegerField()
    day = models.DateField(null=True)
    shown = models.BooleanField(default=False)
    subject = models.CharField(max_length=120, blank=True)
    until = models.DateField(null=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="meeting_hearing_number"),
            models.UniqueConstraint(
                fields=["matter"], name="meeting_hearing_open_once", condition=Q(closed_on__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="meeting_hearing_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="meeting_hearing_holder", condition=OPEN),
            models.Index(fields=["matter"], name="meeting_hearing_matter"),
            # What everybody is told of; hardly any row is old enough to be left out and still shown.
            models.Index(fields=["day", "id"], name="meeting_hearing_shown", condition=Q(shown=True)),
            models.Index(fields=["until", "id"], name="meeting_hearing_published", condition=Q(until__isnull=False)),
        ]


class Panelist(Recorded):
    """Somebody on the list of panel members (听证员名册)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="meeting_panelist_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="meeting_panelist_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="meeting_panelist_holder", condition=OPEN),
            # From whom a panel is drawn: those listed at the divisions above, and no others.
            models.Index(fields=["holder_code", "id"], name="meeting_panelist_listed", condition=Q(stage="listed")),
        ]
