"""Pairs of keys of people and organs (密封): tables of the room, read by huiyin.people.keys."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.store.ids import new_id


class PersonKey(models.Model):
    """A member of staff's own pair of keys: the private half rests under their password, dear to try (密封)."""

    person = models.BigIntegerField(primary_key=True)
    public = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    rounds = models.IntegerField()
    memory = models.IntegerField()
    box = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class OrganKey(models.Model):
    """The pair of keys of an organ that reads reports of wrongdoing; the private half is in :class:`HeldKey` alone.

    The newest one counts, ``ended_at`` says that it was followed by another. ``paper`` is the private half under two
    secrets that two persons keep on paper; ``left`` that somebody who has it may not have it any more.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    organ = models.BigIntegerField()
    public = models.BinaryField(max_length=32)
    paper = models.BinaryField(null=True)
    left = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ"], condition=Q(ended_at=None), name="people_organ_key_once")
        ]


class HeldKey(models.Model):
    """The private half of an organ's key, in a box for one person's own key; ``by`` is the colleague who gave it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(OrganKey, models.PROTECT, related_name="holders")
    person = models.BigIntegerField(db_index=True)
    by = models.BigIntegerField()
    at = models.DateTimeField()
    box = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "person"], name="people_held_key_once")]
