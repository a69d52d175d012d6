"""What has been told to whom, so that nobody is told twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.channels.arrivals.models import Arrival, Watched
from huiyin.channels.exchange.models import Exchanged, Line, Nonce, Piece, Site
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile, LetterPage
from huiyin.channels.orders.models import SheetOrder, SheetPart
from huiyin.store.ids import new_id

__all__ = [
    "Arrival", "Exchanged", "Letter", "LetterBatch", "LetterFile", "LetterPage", "Line", "Nonce", "Piece", "Posting",
    "Sent", "SheetOrder", "SheetPart", "Site", "Watched",
]  # fmt: skip


class Sent(models.Model):
    """A notice of one event to one party; ``sent_at`` is empty while it is on its way.

    ``fault`` says why the other side would not take it, or why it came back; it is not tried again then. ``way`` and
    ``connection`` say how it went, ``reference`` is the other side's own mark of it, ``cost`` in fen. ``waits_until``
    is the end of the quiet hours it waits for, ``tries`` how often the other side answered that it did not take it.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    case = models.BigIntegerField()
    seq = models.IntegerField()
    party = models.BigIntegerField()
    organ = models.BigIntegerField(null=True)
    way = models.CharField(max_length=12, blank=True)
    connection = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    cost = models.IntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)
    tries = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq", "party"], name="channels_sent_once")]
        indexes: ClassVar = [
            models.Index(fields=["waits_until"], name="channels_sent_waits", condition=Q(waits_until__isnull=False)),
            models.Index(fields=["party"], name="channels_sent_back", condition=Q(returned_at__isnull=False)),
            models.Index(
                fields=["connection", "reference"], name="channels_sent_reference", condition=~Q(reference="")
            ),
        ]


class Posting(models.Model):
    """A notice that a clerk must carry out, on ``organ``'s list till then: a letter to post (寄信), a call (打电话).

    Several steps that happen before it is printed make one letter; ``seq`` is the last of them. The letter itself is
    drawn when it is printed, so that no address lies here. ``reached`` says of a call whether somebody
    answered, ``tries`` how often it was tried for nothing.
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
    reached = models.BooleanField(null=True)
    tries = models.IntegerField(default=0)
    tried_at = models.DateTimeField(null=True)

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
