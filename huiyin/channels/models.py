"""What has been told to whom, so that nobody is told twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile, LetterPage
from huiyin.store.ids import new_id

__all__ = ["Letter", "LetterBatch", "LetterFile", "LetterPage", "Posting", "Sent"]


class Sent(models.Model):
    """A notice of one event to one party; ``sent_at`` is empty while it is on its way.

    ``fault`` says why the mail server would not take it for this address; it is not tried again then.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    case = models.BigIntegerField()
    seq = models.IntegerField()
    party = models.BigIntegerField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["case", "seq", "party"], name="channels_sent_once")]


class Posting(models.Model):
    """A notice that a clerk must carry out, on ``organ``'s list till then: a letter to post (寄信), a call (打电话).

    Several steps that happen before it is printed make one letter; ``seq`` is the last of them. The letter itself is
    drawn when it is printed, so that no address lies here.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    case = models.BigIntegerField()
    seq = models.IntegerField()
    party = models.BigIntegerField()
    organ = models.BigIntegerField()
    way = models.CharField(max_length=8, default="letter")
    listed_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    printed_by = models.BigIntegerField(null=True)
    posted_on = models.DateField(null=True)
    posted_by = models.BigIntegerField(null=True)
    tracking = models.CharField(max_length=40, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "organ", "way"], name="channels_posting_waits", condition=Q(printed_at=None)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "listed_at"], name="channels_posting_open", condition=Q(posted_on=None)),
            models.Index(fields=["organ", "posted_on"], name="channels_posting_done"),
        ]
