"""Issued papers and their numbers. A paper belongs to a matter by a plain id: this room knows no matter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from huiyin.papers.document import Document
from huiyin.papers.kinds import Kind, kind_of
from huiyin.papers.store import fetch
from huiyin.papers.wordfile import as_docx
from huiyin.people.ids import new_id


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

    ``owed`` is the debt it settles, ``matter`` what it is about, ``to_organ`` empty for a paper to the petitioner.
    ``pdf`` and ``plain`` are SHA-256 of the files, ``words`` that of the document as data, from which the DOCX is made
    when somebody asks for it; all are empty until the paper is drawn.
    ``code`` is the check code (查验码) printed on it, ``digest`` that of its content.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=24)
    organ = models.BigIntegerField()
    year = models.IntegerField()
    seq = models.IntegerField()
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
    plain = models.CharField(max_length=64, blank=True)
    sealed_by = models.CharField(max_length=20, blank=True)
    voided_on = models.DateField(null=True)
    voided_why = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "kind", "year", "seq"], name="papers_paper_number_once")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def term(self) -> Kind:
        """Its kind as a term."""
        return kind_of(self.kind)

    @property
    def label(self) -> str:
        """The Chinese name of its kind."""
        return self.term.label

    def file(self, form: str) -> bytes | None:
        """Its file as ``pdf``, ``docx`` or ``plain`` (the large-print page); None if there is none of that form."""
        if form == "docx" and self.words:
            return as_docx(Document.load(fetch(self.words)), sealed=bool(self.sealed_by))
        sha256 = {"pdf": self.pdf, "plain": self.plain}.get(form)
        return fetch(sha256) if sha256 else None


class Opening(models.Model):
    """Who at the desk opened a paper: it says in the clear who wrote."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="openings")
    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
