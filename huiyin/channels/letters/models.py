"""Letters on their way from the scanner to the register. What is read from them rests encrypted, like identities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.cases.withheld import Withheld
from huiyin.store.ids import new_id


class _Row(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()


class LetterBatch(_Row):
    """What one person scanned in one go (一批来信). It belongs to the organ that received the letters."""

    organ = models.BigIntegerField()
    person = models.BigIntegerField()
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    open = models.BooleanField(default=True)
    tidied = models.BooleanField(default=False)

    class Meta(_Row.Meta):
        abstract = False
        indexes: ClassVar = [
            models.Index(fields=["organ", "-made_at"], name="channels_letters_open", condition=Q(open=True)),
            models.Index(fields=["made_at"], name="channels_letters_done", condition=Q(open=False, tidied=False)),
        ]


class Letter(Withheld, _Row):
    """One letter of a batch: registered as ``case``, or set aside with a reason; until then it is never tidied.

    It waits with the organ that received it, or where it reads as a report with one that cannot be meant. ``typed`` is
    what the clerk has typed so far, encrypted JSON.
    """

    batch = models.ForeignKey(LetterBatch, models.CASCADE, related_name="letters")
    seq = models.IntegerField()
    typed = models.BinaryField(null=True)
    case = models.BigIntegerField(null=True)
    aside = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)

    class Meta(_Row.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "seq"], name="channels_letter_once")]


class LetterFile(_Row):
    """One file of a letter as it arrived: its bytes lie encrypted under its hash and are never altered.

    ``ready_at`` is when it may be taken for reading, empty once it has been read or given up; taking it moves
    ``ready_at`` ahead by the lease. ``fault`` says why it could not be read. A file that held several people's letters
    is ``cut``: it belongs to no letter's sheet any more, but stays with its hash, and its ``parts`` point to it, each
    with the page of it (from 1) on which the part begins.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="files")
    organ = models.BigIntegerField()
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    pages = models.IntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True)
    cut = models.BooleanField(default=False)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    first_page = models.IntegerField(default=1)

    class Meta(_Row.Meta):
        abstract = False
        indexes: ClassVar = [
            models.Index(fields=["ready_at"], name="channels_letters_unread", condition=Q(ready_at__isnull=False)),
            models.Index(fields=["organ", "sha256"], name="channels_letters_same"),
        ]


class LetterPage(_Row):
    """One page of a file: its upright picture lies encrypted under its hash; ``reading`` is encrypted JSON."""

    file = models.ForeignKey(LetterFile, models.CASCADE, related_name="read_pages")
    number = models.IntegerField()
    width = models.IntegerField()
    height = models.IntegerField()
    turned = models.IntegerField(default=0)
    picture = models.CharField(max_length=64)
    reading = models.BinaryField()

    class Meta(_Row.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "number"], name="channels_letter_page_once")]
