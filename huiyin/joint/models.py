"""Who may look at a joint petition by which code, and when a lost code was given anew; no names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.store.ids import new_id


class Cosigner(models.Model):
    """Somebody who stands behind a matter beside whoever filed it: their own number (``nth``), the seal of their code.

    The name stands with the parties of the matter and nowhere here; leaving deletes both rows. Whoever offers to
    represent the others does so once the one who filed says that they were chosen (``elected``).

    :ivar joined: the event by which they joined; 0 for those who were named when the matter was registered.
    :ivar since: when the code that is valid now was given; what an earlier one opened is closed.
    """

    party = models.BigIntegerField(primary_key=True)
    case = models.BigIntegerField()
    nth = models.IntegerField()
    code = models.CharField(max_length=64)
    joined = models.IntegerField()
    since = models.DateTimeField()
    elected = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "nth"], name="joint_cosigner_once")]


class Proof(models.TextChoices):
    """How it was made sure that a code is given to the right person (核对身份)."""

    DOCUMENT = "document", _("当面看过本人的身份证件")
    PHONE = "phone", _("打回登记的电话，和本人核对过")
    SMS = "sms", _("本人填对了发到登记手机上的验证码，姓名也对上了")
    AGENT = "agent", _("代办人带来本人的身份证件和委托书")
    REPRESENTATIVE = "speaker", _("提出的人或者代表替本人要的")


class State(models.TextChoices):
    """How far the replacement of a code has come."""

    ASKED = "asked", _("等第二个人核对")
    GIVEN = "given", _("已补发，以前的查询码还能用几天")
    DONE = "done", _("已补发")
    STOPPED = "stopped", _("本人停下了")
    REFUSED = "refused", _("第二个人没有同意")


GIVEN = (State.GIVEN, State.DONE)
"""What whoever holds the code must notice."""


class Reissued(models.Model):
    """A code was given, or given anew, after somebody asked for it: to whom, by whom, how they were known.

    :ivar second: who confirmed it, where two persons are needed.
    :ivar code: the new code while the old one still stands, encrypted; ``ends_at`` is when the old one ends.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    case = models.BigIntegerField(db_index=True)
    party = models.BigIntegerField()
    by = models.BigIntegerField(null=True)
    organ = models.BigIntegerField(null=True)
    proof = models.CharField(max_length=8, choices=Proof.choices)
    at = models.DateTimeField()
    second = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DONE)
    code = models.BinaryField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["ends_at"], name="joint_reissued_waits", condition=models.Q(state="given"))
        ]
