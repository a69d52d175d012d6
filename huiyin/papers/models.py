"""Issued papers and their numbers. A paper belongs to a matter by a plain id: this room knows no matter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.papers.document import Document, Finish
from huiyin.papers.drawing import draw, fonts_here
from huiyin.papers.gaps import slip
from huiyin.papers.kinds import NO_NUMBER, Kind, kind_of
from huiyin.papers.store import fetch
from huiyin.store.ids import new_id

UNDRAWN = Q(drawn_at__isnull=True, voided_on__isnull=True)
UNSERVED = Q(to_serve=True, served_on__isnull=True, voided_on__isnull=True, drawn_at__isnull=False)


class NumberWord(models.Model):
    """The word of an organ (机关代字) that its numbers begin with; no two organs share one."""

    organ = models.BigIntegerField(primary_key=True)
    word = models.CharField(max_length=20, unique=True)

    class Meta:
        default_permissions = ()


class NumberSeries(models.Model):
    """The last number given by an organ for a kind in a year."""

    key = models.CharField(max_length=64, primary_key=True)
    last = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()


class Paper(models.Model):
    """One issued paper (文书). The row is the number: it stays when the paper is voided, so a series has no gap.

    Papers of a report of wrongdoing are ``secret``: their numbers, drawn by lot, stand in no register and leave no gap.

    ``owed`` is the debt it settles, ``matter`` what it is about, ``to_organ`` empty for a paper to the petitioner.
    ``pdf`` is SHA-256 of the file, ``words`` and ``plain`` those of the document and of its page in plain words as
    data, from which DOCX and large print are made when somebody asks for them; all are empty until it is drawn.
    ``gaps`` are the code points of characters it shows as 〓 (huiyin.papers.gaps): a slip lies beside it.
    ``code`` is the check code (查验码) printed on it, ``digest`` that of its content.
    ``to_serve`` says that its delivery must be proved; ``served_on`` is an index over :class:`Service`.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=24)
    organ = models.BigIntegerField()
    year = models.IntegerField()
    seq = models.IntegerField()
    secret = models.BooleanField(default=False)
    number = models.CharField(max_length=60, unique=True)
    code = models.CharField(max_length=16)
    matter = models.BigIntegerField(null=True, db_index=True)
    event_seq = models.IntegerField(default=0)
    owed = models.BigIntegerField(null=True, unique=True)
    to_organ = models.BigIntegerField(null=True)
    to_petitioner = models.BooleanField(default=False)
    issued_on = models.DateField()
    issued_by = models.BigIntegerField(null=True)
    drawn_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    pdf = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=64, blank=True)
    gaps = models.CharField(max_length=400, blank=True)
    plain = models.CharField(max_length=64, blank=True)
    sealed_by = models.CharField(max_length=20, blank=True)
    voided_on = models.DateField(null=True)
    voided_why = models.CharField(max_length=200, blank=True)
    to_serve = models.BooleanField(default=False)
    served_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "kind", "year", "seq", "secret"], name="papers_paper_number_once")
        ]
        # Only what still waits for its proof, or for its drawing, stands in them.
        indexes: ClassVar = [
            models.Index(fields=["organ", "issued_on", "id"], name="papers_paper_unserved", condition=UNSERVED),
            models.Index(fields=["id"], name="papers_paper_undrawn", condition=UNDRAWN),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def term(self) -> Kind:
        """Its kind as a term."""
        return kind_of(self.kind)

    @property
    def official_number(self) -> str:
        """The 发文字号 it carries; empty for a record, unless it was given one when records still had them."""
        return "" if self.term in NO_NUMBER and "〔" not in self.number else self.number

    @property
    def label(self) -> str:
        """The Chinese name of its kind."""
        return self.term.label

    def file(self, form: str) -> bytes | None:
        """Its file as ``pdf``, ``docx``, ``plain`` (large print) or ``slip`` (缺字说明); None if there is none."""
        if form == "docx" and self.words:
            from huiyin.papers.wordfile import as_docx  # seven megabytes for what few ask for

            return as_docx(Document.load(fetch(self.words)), sealed=bool(self.sealed_by))
        if form == "plain":
            plain = self.in_plain_words()
            return draw(plain, Finish(draft="")) if plain else None
        if form == "slip" and self.gaps:
            found = slip(Document.load(fetch(self.words)), fonts_here())
            return draw(found, Finish(draft="")) if found else None
        return fetch(self.pdf) if form == "pdf" and self.pdf else None

    def in_plain_words(self) -> Document | None:
        """What it says in plain words (大字简明版); None for papers that do not go to the petitioner."""
        return Document.load(fetch(self.plain)) if self.plain else None


class Opening(models.Model):
    """Who at the desk opened a paper: it says in the clear who wrote."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="openings")
    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class Service(models.Model):
    """One attempt to serve a paper (送达), kept beside the record; the act of serving an opinion is in the journal too.

    ``served_on`` is the day it reached the person, empty while a letter is on its way; ``failed_on`` the day it came
    back. ``words`` is ciphertext: who took it, where, the witness, the number of the post. ``signature`` is SHA-256 of
    the picture of a signed receipt. ``by`` is empty where the petitioner took it on the portal.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="services")
    method = models.CharField(max_length=12)
    sent_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    failed_on = models.DateField(null=True)
    words = models.BinaryField()
    signature = models.CharField(max_length=64, blank=True)
    by = models.BigIntegerField(null=True)
    organ = models.BigIntegerField(null=True)
    key = models.CharField(max_length=64, null=True, unique=True)
    recorded_at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class Batch(models.Model):
    """Papers that somebody had drawn in one go (批量出具)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    organ = models.BigIntegerField()
    by = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()


class BatchItem(models.Model):
    """One debt in a batch. It waits, then is a paper, or was refused with what it lacks (``why``)."""

    WAITING: ClassVar = Q(paper__isnull=True, why="")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    owed = models.BigIntegerField()
    paper = models.BigIntegerField(null=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owed"], condition=Q(paper__isnull=True, why=""), name="papers_batchitem_waits_once"
            )
        ]
