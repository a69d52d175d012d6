"""What the desk itself remembers: who took lists away, and whose calendar may ask for due dates."""

from __future__ import annotations

from django.db import models

from huiyin.people.ids import new_id


class Export(models.Model):
    """One list that left as a sheet (导出): who, from which post, when, which list, how many lines."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=200)
    rows = models.IntegerField()

    class Meta:
        default_permissions = ()


class CalendarKey(models.Model):
    """The key in the address of a person's calendar feed, as its SHA-256; a new key ends the old one."""

    person = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class Answer(models.Model):
    """A ready answer of the knowledge base (知识库): policy in plain words, with its law, its owner and its last day.

    :ivar words: what people call the thing, separated by spaces; found in a petition, the answer is offered there.
    :ivar review_on: the day on which its owner must have looked at it again; from then on it warns.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=80)
    words = models.CharField(max_length=120)
    body = models.TextField(max_length=4000)
    law = models.CharField(max_length=200)
    organ = models.BigIntegerField()
    owner = models.BigIntegerField()
    review_on = models.DateField()

    class Meta:
        default_permissions = ()
