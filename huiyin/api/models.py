"""What machines come in with. Only digests are kept: nobody, the administrator included, can read a key back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from huiyin.store.ids import new_id


class Key(models.Model):
    """A client's key (接口密钥): whoever shows it acts as ``person``, a service account with a post at ``organ``.

    ``digest`` is that of its secret; ``former`` that of the one before it, good until ``former_until`` so that a client
    can be changed over without a gap. ``most`` is how many requests it may send in a minute.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40)
    person = models.BigIntegerField(db_index=True)
    organ = models.BigIntegerField()
    scopes = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    former = models.CharField(max_length=64, blank=True)
    former_until = models.DateTimeField(null=True)
    most = models.PositiveIntegerField(default=600)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["organ", "name"], name="api_key_organ")]

    def __str__(self) -> str:
        return self.name


class Reported(models.Model):
    """That a matter was reported by Open311: as which service, by which key, where. An index for the façade alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    matter = models.BigIntegerField(unique=True)
    service = models.CharField(max_length=40)
    key = models.BigIntegerField()
    at = models.DateTimeField()
    lat = models.FloatField(null=True)
    long = models.FloatField(null=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="api_reported_at")]

    def __str__(self) -> str:
        return f"{self.service} {self.at:%Y-%m-%d}"
