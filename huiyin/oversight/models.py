"""The records of oversight. Each is written by the one door (huiyin.record.door) and by nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.record.models import Recorded, Row
from huiyin.store.enveloped import EnvelopedText

OPEN = Q(queue_on__isnull=False)


class Order(Recorded):
    """A supervision order (督办) on a matter; ``mark`` names the occurrence of its cause within the matter.

    Of one cause of one matter at most one order is open, and the same occurrence is found once and never again.
    """

    matter = models.BigIntegerField()
    cause = models.CharField(max_length=12)
    mark = models.CharField(max_length=40)
    automatic = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="oversight_order_number"),
            models.UniqueConstraint(
                fields=["matter", "cause"], name="oversight_order_open_once", condition=Q(closed_on__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["matter", "cause", "mark"], name="oversight_order_found_once", condition=Q(automatic=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "queue_on", "id"], name="oversight_order_owner", condition=Q(queue_on__isnull=False)
            ),
            models.Index(
                fields=["holder", "queue_on", "id"], name="oversight_order_holder", condition=Q(queue_on__isnull=False)
            ),
            models.Index(
                fields=["holder_code", "stage", "queue_on", "id"],
                name="oversight_order_area",
                condition=Q(queue_on__isnull=False),
            ),
            models.Index(fields=["matter"], name="oversight_order_matter"),
            # The lists of one stage, of all areas by their day and of all by their age.
            models.Index(
                fields=["stage", "queue_on", "id"], name="oversight_order_due", condition=Q(queue_on__isnull=False)
            ),
            models.Index(fields=["stage", "id"], name="oversight_order_stage"),
        ]


class Watched(models.Model):
    """How far the worker has looked through the matters (huiyin.oversight.watching); one row."""

    id = models.SmallIntegerField(primary_key=True)
    day = models.DateField()
    after = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()


class Undertaking(Recorded):
    """Something that was promised to a petitioner (落实事项).

    ``claim`` is the claim of the matter that it answers, 0 for a promise beside them; ``by`` the day as it stands now,
    ``first_by`` as it was promised first. Answered, carried out (``reported_on``) and confirmed are three columns.
    """

    matter = models.BigIntegerField()
    claim = models.IntegerField(default=0)
    source = models.CharField(max_length=12)
    to_organ = models.BigIntegerField()
    by = models.DateField()
    first_by = models.DateField()
    reported_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    denied = models.IntegerField(default=0)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_undertaking_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_undertaking_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_undertaking_holder", condition=OPEN),
            models.Index(
                fields=["holder_code", "stage", "queue_on", "id"], name="oversight_undertaking_area", condition=OPEN
            ),
            models.Index(fields=["matter"], name="oversight_undertaking_matter"),
            models.Index(fields=["matter", "stage"], name="oversight_undertaking_open", condition=OPEN),
            models.Index(fields=["first_by", "to_organ"], name="oversight_undertaking_due"),
        ]


class NotYet(Recorded):
    """A claim that is reasonable and not yet possible (合理但暂不具备条件), see huiyin.oversight.notyet.

    ``claim`` is its number in the matter; ``watcher`` the organ that looks whether the condition has come.
    """

    matter = models.BigIntegerField()
    claim = models.IntegerField()
    lack = models.CharField(max_length=12)
    watcher = models.BigIntegerField()
    looked_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="oversight_notyet_number"),
            models.UniqueConstraint(
                fields=["matter", "claim"], name="oversight_notyet_open_once", condition=Q(closed_on__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_notyet_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_notyet_holder", condition=OPEN),
            models.Index(
                fields=["holder_code", "stage", "queue_on", "id"], name="oversight_notyet_area", condition=OPEN
            ),
            models.Index(fields=["matter"], name="oversight_notyet_matter"),
        ]


class Check(Recorded):
    """A sample check of how an organ handles matters (抽查)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_check_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_check_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_check_holder", condition=OPEN),
        ]


class CheckFrame(Row):
    """The numbers from which a check draws, one a line, fixed before the seed is known."""

    check_id = models.BigIntegerField(unique=True)
    numbers = models.TextField()

    class Meta(Row.Meta):
        pass


class CheckReading(Row):
    """What a reader saw of one matter of a check: answers as JSON. Kept apart, so that the other reader is blind.

    ``turn`` is ``first`` or ``second``, ``final`` where both agreed on something after they had seen it differently.
    """

    check_id = models.BigIntegerField()
    matter = models.BigIntegerField()
    turn = models.CharField(max_length=6)
    reader = models.BigIntegerField()
    answers = EnvelopedText()

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["check_id", "matter"], name="oversight_checkreading_of")]


class Plan(Recorded):
    """A correction plan over many matters (整改方案)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_plan_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_plan_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_plan_holder", condition=OPEN),
        ]


class Advice(Recorded):
    """An advice to an organ (三项建议)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_advice_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_advice_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_advice_holder", condition=OPEN),
        ]


class AnnualReport(Recorded):
    """The report of a petition office on a year (信访情况年度报告)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_annual_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_annual_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_annual_holder", condition=OPEN),
        ]


class Assessment(Recorded):
    """The assessment of an office's organs for a year (考核)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_assessment_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_assessment_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_assessment_holder", condition=OPEN),
            models.Index(fields=["stage"], name="oversight_assessment_stage", condition=OPEN),
        ]


class Appraisal(Recorded):
    """What an assessment says of one organ (单位考核结果)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_appraisal_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_appraisal_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_appraisal_holder", condition=OPEN),
        ]


class Counting(Row):
    """One computing of an assessment, bound by the event that took it in.

    ``left_out`` are the records that were not read, a JSON list: reports of wrongdoing and what rests on them. It is
    shown to nobody; with ``salt`` it lets whoever may read all compute the same again, also after an objection.
    """

    assessment = models.BigIntegerField()
    seq = models.IntegerField()
    as_of = models.DateTimeField()
    salt = models.CharField(max_length=32)
    left_out = models.TextField()
    formula = models.TextField()
    inputs = models.CharField(max_length=64)
    result = models.CharField(max_length=64)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "seq"], name="oversight_count_once")]


class CountedOrgan(Row):
    """What a computing says of one organ: ``told`` as its result has it, ``kept`` the records behind, both JSON."""

    assessment = models.BigIntegerField()
    seq = models.IntegerField()
    organ = models.BigIntegerField()
    told = models.TextField()
    kept = models.TextField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "seq", "organ"], name="oversight_counted_once")
        ]


class Sign(Recorded):
    """An early sign (苗头): where, what, and why it was none; ``named`` is the estate or village within ``place``."""

    place = models.CharField(max_length=12)
    named = models.CharField(max_length=40, blank=True)
    thing = models.CharField(max_length=120)
    automatic = models.BooleanField(default=False)
    why = models.CharField(max_length=10, blank=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_sign_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_sign_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_sign_holder", condition=OPEN),
            models.Index(fields=["holder_code", "id"], name="oversight_sign_area"),
            models.Index(fields=["place", "named", "lodged_at"], name="oversight_sign_place"),
        ]


class Bulletin(Recorded):
    """An information bulletin (信访信息) from ``first`` to ``last``; only leaders of the organs in ``sent``, each
    between two spaces, read it there."""

    issue = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    sent = models.TextField(blank=True)

    class Meta(Recorded.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="oversight_bulletin_number")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_bulletin_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_bulletin_holder", condition=OPEN),
        ]


class Module(Recorded):
    """A text module (文本模块); what is approved stands in its facts (huiyin.oversight.modules)."""

    class Meta(Recorded.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="oversight_module_number"),
            models.UniqueConstraint(
                fields=["holder", "title"], name="oversight_module_open_once", condition=Q(closed_on__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "queue_on", "id"], name="oversight_module_owner", condition=OPEN),
            models.Index(fields=["holder", "queue_on", "id"], name="oversight_module_holder", condition=OPEN),
            models.Index(fields=["holder_code", "id"], name="oversight_module_place"),
        ]
