"""What the desk itself remembers beside the record: lists taken away, calendars, answers, drafts, saved searches,
how lists are looked at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from huiyin.store.ids import new_id


class Export(models.Model):
    """One list that left as a sheet (导出): who, from which post, when, which list, how many lines."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=200)
    rows = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["at", "id"], name="desk_export_at")]


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


class Draft(models.Model):
    """What one person has typed into the form of one act so far (草稿), as ciphertext; gone once the act is done."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    case = models.BigIntegerField()
    act = models.CharField(max_length=24)
    at = models.DateTimeField()
    body = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "case", "act"], name="desk_draft_once")]


class Unfinished(models.Model):
    """A registration one person is still typing (没写完的登记), as ciphertext; gone once registered."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    key = models.CharField(max_length=32)
    channel = models.CharField(max_length=12)
    at = models.DateTimeField()
    body = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="desk_unfinished_once")]
        indexes: ClassVar = [models.Index(fields=["at"], name="desk_unfinished_at")]


class SavedSearch(models.Model):
    """A search somebody wants again under a name of their own: the query of its address, without any person's data."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "name"], name="desk_saved_search_once")]


class KeptView(models.Model):
    """How one person wants to see a list each time (怎么看): the query of its address, nothing of anybody's data."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    which = models.CharField(max_length=40)
    query = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "which"], name="desk_kept_view_once")]


class RouteNote(models.Model):
    """What an organ adds to a statutory route (法定途径): where to go, whom to ring; with its owner and last day."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    route = models.CharField(max_length=40)
    organ = models.BigIntegerField()
    owner = models.BigIntegerField()
    body = models.TextField(max_length=1000)
    review_on = models.DateField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["route", "organ"], name="desk_route_note_once")]
