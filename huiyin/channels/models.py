"""What has been told to whom, so that nobody is told twice."""

from __future__ import annotations

from django.db import models

from huiyin.people.ids import new_id


class Sent(models.Model):
    """A notice of one event to one party; ``sent_at`` is empty while it is on its way.

    ``fault`` says why the mail server would not take it for this address; it is not tried again then.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    case = models.BigIntegerField()
    seq = models.IntegerField()
    party = models.BigIntegerField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["case", "seq", "party"], name="channels_sent_once")]
