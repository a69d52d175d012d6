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


class Membership(Recorded):
    """A seat in the joint conference (成员单位): which organ sits there. The holder is the office of the conference."""

    organ = models.BigIntegerField()

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="meeting_membership_number"),
            models.UniqueConstraint(
                fields=["holder", "organ"], name="meeting_membership_once", condition=Q(stage="seated")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="meeting_membership_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="meeting_membership_holder", condition=OPEN),
            models.Index(fields=["organ", "id"], name="meeting_membership_organ", condition=Q(stage="seated")),
        ]


class Conference(Recorded):
    """A meeting of the joint conference (联席会议). The holder is its office; ``day`` on which it is, or was, held."""

    day = models.DateField()

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="meeting_conference_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="meeting_conference_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="meeting_conference_holder", condition=OPEN),
        ]


class Topic(Recorded):
    """A topic of the joint conference (议题): one matter, of which at most one is open at a time.

    ``office`` whose conference it is, ``conference`` the meeting on whose agenda it stands or stood last, 0 before any.
    """

    matter = models.BigIntegerField()
    office = models.BigIntegerField()
    conference = models.BigIntegerField(default=0)
    cause = models.CharField(max_length=12)
    taker = models.BigIntegerField(default=0)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="meeting_topic_number"),
            models.UniqueConstraint(
                fields=["matter"], name="meeting_topic_open_once", condition=Q(closed_on__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="meeting_topic_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="meeting_topic_holder", condition=OPEN),
            models.Index(fields=["office", "stage", "id"], name="meeting_topic_office", condition=OPEN),
            models.Index(fields=["conference", "id"], name="meeting_topic_conference"),
            models.Index(fields=["office", "last_on"], name="meeting_topic_changed"),
            models.Index(fields=["matter"], name="meeting_topic_matter"),
        ]
