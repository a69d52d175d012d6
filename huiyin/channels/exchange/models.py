"""Which sites are known (对方系统), which matters stand on both, and how far each has told the other."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.record.models import Row
from huiyin.store.enveloped import EnvelopedText


class Site(models.Model):
    """Another site, by the name of its connection, with the public halves of its keys.

    ``former_*`` are those it had before it turned them, believed until ``former_until``. ``ours`` names which of our
    own keys it knows. ``revoked_at`` shuts it out: nothing of it is believed, nothing goes to it.
    """

    name = models.CharField(primary_key=True, max_length=40)
    signer = models.BinaryField(max_length=32)
    to = models.BinaryField(max_length=32)
    former_signer = models.BinaryField(max_length=32, null=True)
    former_to = models.BinaryField(max_length=32, null=True)
    former_until = models.DateTimeField(null=True)
    ours = models.CharField(max_length=16, blank=True)
    paired_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()


class Exchanged(Row):
    """A matter that stands on this site and on another.

    ``mark`` is its id on the site where it was first, ``first`` whether that is here; ``begun`` the entry of that
    site's journal by which it was handed over. ``sent`` is the last entry of ours that they have confirmed,
    ``got`` the last of theirs that we have; ``their_head`` the hash of it, ``proof`` the signed lines that came with
    it (docs/journal.md), ``claims`` the numbers of claims there and here. ``papers`` counts the papers that they have.
    ``ready_at`` is when to try next, empty while there is nothing to tell or a person must do something: ``fault``
    says what.
    """

    site = models.CharField(max_length=40)
    case = models.BigIntegerField()
    first = models.BooleanField()
    mark = models.CharField(max_length=20)
    begun = models.IntegerField()
    sent = models.IntegerField(default=0)
    got = models.IntegerField(default=0)
    their_number = models.CharField(max_length=19, blank=True)
    their_head = models.CharField(max_length=64, blank=True)
    proof = models.TextField(blank=True)
    claims = models.TextField(blank=True)
    papers = models.IntegerField(default=0)
    begun_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "first", "mark"], name="channels_exchanged_once"),
            models.UniqueConstraint(fields=["case", "site"], name="channels_exchanged_case"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ready_at"], name="channels_exchanged_due", condition=Q(ready_at__isnull=False)),
        ]


class Line(Row):
    """One entry of the other site's journal, byte for byte as it came, and what became of it here.

    ``became``: ``done`` (repeated here, as ``here`` of our journal), ``kept`` (it changes nothing here), ``refused``
    (the law or the record says no here; ``reason`` says why, and a person decides), ``seen`` (a person has).
    """

    exchanged = models.ForeignKey(Exchanged, models.CASCADE, related_name="lines", db_index=False)
    seq = models.IntegerField()
    text = EnvelopedText()
    act = models.CharField(max_length=24)
    at = models.DateTimeField()
    repeat = EnvelopedText(blank=True)
    became = models.CharField(max_length=8)
    reason = models.CharField(max_length=300, blank=True)
    here = models.IntegerField(default=0)
    came_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exchanged", "seq"], name="channels_line_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["exchanged"], name="channels_line_refused", condition=Q(became="refused")),
        ]


class Piece(Row):
    """One portion of a file on its way here; ``piece`` is where it lies until the file is whole."""

    site = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    number = models.IntegerField()
    piece = models.CharField(max_length=64)
    came_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "sha256", "number"], name="channels_piece_once"),
        ]


class Nonce(Row):
    """A request that was answered, so that nobody says it again; forgotten once its time has passed anyway."""

    site = models.CharField(max_length=40)
    nonce = models.CharField(max_length=32)
    until = models.DateTimeField(db_index=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "nonce"], name="channels_nonce_once")]
