"""What the gate must remember: how often something was tried. No names, no addresses."""

from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """How often something was tried from one place, or at one name. ``key`` tells neither.

    ``since`` is the beginning of the stretch of time that a limit counts, or for a brake the last try; ``until`` is
    the moment from which a brake lets another one through.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)
    until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
