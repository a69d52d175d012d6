"""What the public pages must remember: failed guesses and links handed on, and nothing about anybody."""

from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """Failed look-ups from one address, or for one number, within a stretch of time. ``key`` tells neither."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()


class Invitation(models.Model):
    """A link by which others may join a matter. Taking it back deletes the row; a new row makes another link."""

    case = models.BigIntegerField(primary_key=True)
    serial = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
