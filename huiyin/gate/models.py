"""What the gate must remember. Of tries no names and no addresses; nothing here opens anything by itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from huiyin.store.ids import new_id


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


class Reset(models.Model):
    """A way by which somebody sets a new password of their own (重设密码), given by an administrator or the machine.

    Nothing that opens anything is kept: what the person types follows from ``salt`` and the installation's secret.

    ``by`` is 0 for the machine. ``way`` is ``mail`` or ``slip``. ``factors``: it takes second factors away too.
    ``sent_at``: when the mail went out. ``told_at``: when the person was told of it at sign-in. ``used_at`` and
    ``ended_at`` close it.
    """

    MAIL = "mail"
    SLIP = "slip"

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    by = models.BigIntegerField()
    organ = models.BigIntegerField()
    way = models.CharField(max_length=4)
    factors = models.BooleanField(default=False)
    salt = models.CharField(max_length=32)
    at = models.DateTimeField()
    until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="gate_reset_person")]

    @property
    def under(self) -> int:
        """The organ for which the administrator acted; none for the machine."""
        return self.organ


class Naming(models.Model):
    """A post (任职) that an administrator gives at the desk and that waits for a second person's yes.

    ``under`` is the organ for which the administrator acted. ``agreed_by`` and ``ended_at`` close it.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    organ = models.BigIntegerField()
    role = models.CharField(max_length=24)
    by = models.BigIntegerField()
    under = models.BigIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    agreed_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="gate_naming_person")]


class Change(models.Model):
    """A change (改动) of organs, calendars, competences, books or people's posts, prepared at the desk.

    ``rows`` are those of a file (huiyin.people.loading), ``undoes`` the change it takes back instead. It is prepared,
    then asked for (``asked_at``), and done at once or after a second person's yes. ``told``: what was done, row by row.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=80)
    rows = models.JSONField()
    undoes = models.BigIntegerField(null=True)
    by = models.BigIntegerField()
    under = models.BigIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    agreed_by = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    told = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["under", "at"], name="gate_change_under")]

    @property
    def person(self) -> int:
        """Whoever asks for it is nobody's second person."""
        return self.by


class Agreement(models.Model):
    """That a second person agreed (同意) to a reset, for ``organ``, at which the first one reads matters."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    reset = models.ForeignKey(Reset, models.CASCADE, related_name="agreements")
    organ = models.BigIntegerField()
    by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["reset", "organ"], name="gate_agreement_once")]


class Factor(models.Model):
    """What somebody shows besides their password (第二重验证): an authenticator app or a passkey.

    ``secret`` is encrypted: the app's shared key, or the passkey's public one with its id. ``handle`` is the digest of
    a passkey's id. ``step`` is the last step of an app's clock that was used, or a passkey's counter.
    """

    APP = "app"
    KEY = "key"

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=3)
    name = models.CharField(max_length=40)
    secret = models.BinaryField()
    handle = models.CharField(max_length=64, default="")
    step = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handle"], condition=~models.Q(handle=""), name="gate_factor_handle_once")
        ]


class CalledElsewhere(models.Model):
    """How the sign-in service of the office calls somebody (统一登录): ``subject`` never changes and never moves on."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField()
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="gate_called_once"),
            models.UniqueConstraint(fields=["person", "issuer"], name="gate_called_person_once"),
        ]


class RecoveryCode(models.Model):
    """One of the codes for a lost telephone (备用码): its digest alone, good once."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.BigIntegerField(db_index=True)
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
