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


class Hook(models.Model):
    """A client's webhook (订阅): where ``key`` wants to be told of ``kinds`` of record, of all where that is empty.

    ``secret``, encrypted, signs what is sent. ``failing`` counts tries in a row that came to nothing.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    key = models.BigIntegerField(db_index=True)
    person = models.BigIntegerField()
    url = models.CharField(max_length=500)
    kinds = models.CharField(max_length=200, blank=True)
    secret = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    failing = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One thing still to be told to one hook. ``dead``: tried for days, kept until somebody sends it again (死信)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    hook = models.BigIntegerField()
    event = models.BigIntegerField()
    record = models.BigIntegerField()
    record_kind = models.CharField(max_length=12)
    seq = models.IntegerField()
    due_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)
    dead = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["hook", "event"], name="api_delivery_once")]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(dead=False), name="api_delivery_due"),
            models.Index(fields=["hook", "record", "seq"], name="api_delivery_order"),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind} {self.record}.{self.seq}"


class Elsewhere(models.Model):
    """How a provisioning client calls a member of staff in its own system (SCIM's externalId)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    key = models.BigIntegerField()
    person = models.BigIntegerField()
    name = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "person"], name="api_elsewhere_once")]

    def __str__(self) -> str:
        return self.name
