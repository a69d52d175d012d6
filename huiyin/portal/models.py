"""What the public pages must remember: what is being written, links handed on, own lists; no names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Draft(models.Model):
    """Something that is being filed. ``key`` and ``browser`` are digests that only the writer's browser arrives at.

    Once filed, ``body`` is empty, ``case`` says which matter it became, ``sent`` is the fingerprint of its last step.
    """

    key = models.CharField(max_length=64, primary_key=True)
    browser = models.CharField(max_length=64)
    body = models.BinaryField()
    saved_at = models.DateTimeField(db_index=True)
    case = models.BigIntegerField(null=True)
    sent = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["browser", "saved_at"], name="portal_draft_browser")]


class Account(models.Model):
    """Somebody's own list of matters. ``key`` is made from address and password together; neither is kept."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class Kept(models.Model):
    """A matter in somebody's own list. ``seal`` is that of the code which opened it: a new code closes it here too."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="kept", db_index=False)
    case = models.BigIntegerField()
    since = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "case"], name="portal_kept_once")]


class Invitation(models.Model):
    """A link by which others may join a matter. Taking it back deletes the row; a new row makes another link."""

    case = models.BigIntegerField(primary_key=True)
    serial = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
