"""What is drawn from the record so that a page need not read all of it. Everything here can be built anew from it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class WordsField(models.TextField):  # type: ignore[type-arg]
    """Words of a document: a tsvector on PostgreSQL, words with spaces between them on SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


class Document(models.Model):
    """The words of one matter, and marks of who may find it. ``id`` is the matter's; see huiyin.insights.indexing."""

    id = models.BigIntegerField(primary_key=True)
    words = WordsField()

    class Meta:
        default_permissions = ()


class Count(models.IntegerField):  # type: ignore[type-arg]
    """A column of :class:`DailyFigure`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"default": 0, **options})


class DailyFigure(models.Model):
    """Matters counted by the day, for one organ, one area, or all.

    The day is that of registration; for what somebody brought (``pieces`` to ``group_people``) the day it came; for
    what is measured against a period (from ``office_in_time`` to ``unit_silent``, and the lane) its last day, which may
    be yet to come: huiyin.insights.counted.

    ``scope`` is ``all``, ``o`` and an organ's id, or ``a`` and the leading digits of a division code. Of reports of
    wrongdoing it is ``r`` and ``x`` instead: they stand in no other figure of an organ or an area.
    """

    pk = models.CompositePrimaryKey("scope", "day")
    scope = models.CharField(max_length=24)
    day = models.DateField()
    received = Count()
    repeats = Count()
    reworked = Count()
    answered = Count()
    ended = Count()
    sorted = Count()
    sorted_in_time = Count()
    told = Count()
    told_in_time = Count()
    decided = Count()
    decided_in_time = Count()
    decided_overdue = Count()
    web = Count()
    email = Count()
    letter = Count()
    phone = Count()
    telegram = Count()
    visit = Count()
    office_satisfied = Count()
    office_fair = Count()
    office_dissatisfied = Count()
    unit_satisfied = Count()
    unit_fair = Count()
    unit_dissatisfied = Count()
    office_service_satisfied = Count()
    office_service_fair = Count()
    office_service_dissatisfied = Count()
    unit_service_satisfied = Count()
    unit_service_fair = Count()
    unit_service_dissatisfied = Count()
    pieces = Count()
    people = Count()
    visits = Count()
    visit_people = Count()
    group_visits = Count()
    group_people = Count()
    office_in_time = Count()
    office_late = Count()
    office_open = Count()
    unit_in_time = Count()
    unit_late = Count()
    unit_open = Count()
    answer_in_time = Count()
    answer_late = Count()
    answer_open = Count()
    office_liked = Count()
    office_disliked = Count()
    office_silent = Count()
    unit_liked = Count()
    unit_disliked = Count()
    unit_silent = Count()
    first = Count()
    first_contacted = Count()
    first_one_step = Count()
    first_taken = Count()
    first_taken_days = Count()
    first_answered = Count()
    first_answered_days = Count()
    lane_in_time = Count()
    lane_late = Count()
    lane_open = Count()
    waiting = Count()

    class Meta:
        default_permissions = ()


class TopicDay(models.Model):
    """Matters registered on one day about one topic in one place, for one area; what grows is read from here.

    ``area`` is the leading digits of a division code, ``place`` those of a division one level below it.
    """

    pk = models.CompositePrimaryKey("area", "day", "topic", "place")
    area = models.CharField(max_length=12)
    day = models.DateField()
    topic = models.CharField(max_length=40)
    place = models.CharField(max_length=12)
    received = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()


class Contribution(models.Model):
    """What one matter adds to the daily figures at present, so that it can be taken back when the matter moves on.

    ``counts`` names the columns to which it adds one, on ``day``; ``visit_people+3=12`` adds twelve three days later.
    A scope of the kind ``tAREA~PLACE~TOPIC`` adds to :class:`TopicDay` instead. ``months`` are what it adds to
    :class:`MonthTally`.
    """

    case = models.BigIntegerField(primary_key=True)
    day = models.DateField()
    scopes = models.CharField(max_length=400)
    counts = models.TextField()
    months = models.TextField(default="")

    class Meta:
        default_permissions = ()


class MonthTally(models.Model):
    """How many matters of a month have one value of something, for one organ, one area, or all: what it cost, by which
    road they came and how they ended. ``month`` is its first day. None is a report of wrongdoing, nor lies behind one.
    """

    pk = models.CompositePrimaryKey("scope", "month", "name", "value")
    scope = models.CharField(max_length=24)
    month = models.DateField()
    name = models.CharField(max_length=16)
    value = models.CharField(max_length=60, blank=True)
    many = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()


class HandlingMark(models.Model):
    """What the journal of a matter shows of its handling (huiyin.law.matter.handled); none of a report of wrongdoing.

    ``other`` is the matter of which the mark speaks beside its own, 0 for none; ``place`` the county where it happened.
    """

    case = models.BigIntegerField()
    name = models.CharField(max_length=16)
    organ = models.BigIntegerField()
    on = models.DateField()
    value = models.CharField(max_length=60, blank=True)
    other = models.BigIntegerField(default=0)
    place = models.CharField(max_length=6)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "name", "organ", "on", "value", "other"], name="insights_mark_once")
        ]
        indexes: ClassVar = [
            # The matters behind a figure, the newest first.
            models.Index(fields=["organ", "name", "on", "case"], name="insights_mark_organ"),
            models.Index(fields=["other"], name="insights_mark_other", condition=models.Q(other__gt=0)),
        ]


class MonthMark(models.Model):
    """How many matters of an organ and a place bear a mark in a month; ``month`` is its first day."""

    pk = models.CompositePrimaryKey("organ", "month", "name", "value", "place")
    organ = models.BigIntegerField()
    month = models.DateField()
    name = models.CharField(max_length=16)
    value = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=6)
    many = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()


class SameAnswer(models.Model):
    """In how many matters an answer of an organ stands word for word; ``words`` is its fingerprint."""

    pk = models.CompositePrimaryKey("organ", "words")
    organ = models.BigIntegerField()
    words = models.CharField(max_length=24)
    many = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["organ", "-many"], name="insights_same_answer_many")]


class LearnedModel(models.Model):
    """A model learned from the record: how it did when it was played over newer matters, who switched it on and off.

    ``newest`` is the last matter it was learned from; ``replay`` a JSON object (huiyin.insights.own.Replay).
    """

    folder = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    messages = models.IntegerField()
    newest = models.BigIntegerField()
    replay = models.TextField()
    on_at = models.DateTimeField(null=True)
    on_by = models.BigIntegerField(null=True)
    off_at = models.DateTimeField(null=True)
    off_by = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()


class OpenFigures(models.Model):
    """What everybody may read of one period (huiyin.insights.opened): written once, small numbers hidden, not changed.

    ``period`` is a month (``2026-09``) or a half of a year (``2026-H1``); ``body`` the JSON that is published. What is
    hidden stands nowhere in it.
    """

    period = models.CharField(max_length=8, primary_key=True)
    area = models.CharField(max_length=12)
    published_on = models.DateField()
    body = models.TextField()

    class Meta:
        default_permissions = ()


class Topic(models.Model):
    """Matters that speak of one thing in one place (热点), as the worker gathered them. No word of them is kept here.

    ``thing`` is the everyday competence word that most of them point to, of a fixed list; empty where none is plain.
    """

    heat = models.FloatField()
    first = models.DateField()
    last = models.DateField()
    thing = models.CharField(max_length=40, blank=True)

    class Meta:
        default_permissions = ()


class TopicMember(models.Model):
    """That a matter belongs to a topic; none is a report of wrongdoing, and a page asks that again when it is drawn.

    ``person`` is a number within the topic, the same for the same person and known nowhere else; ``rank`` 0 the matter
    that is most like all the others.
    """

    case = models.BigIntegerField(primary_key=True)
    topic = models.BigIntegerField(db_index=True)
    person = models.IntegerField()
    rank = models.IntegerField()
    place = models.CharField(max_length=12, db_index=True)
    day = models.DateField()

    class Meta:
        default_permissions = ()


class Gathered(models.Model):
    """On which day the worker gathered the topics and looked for early signs last; one row."""

    id = models.SmallIntegerField(primary_key=True)
    day = models.DateField()

    class Meta:
        default_permissions = ()


class WordRarity(models.Model):
    """How rare words are in the record (huiyin.insights.rarity): hashes and counts, no word; one row."""

    id = models.SmallIntegerField(primary_key=True)
    at = models.DateTimeField()
    matters = models.IntegerField()
    sampled = models.IntegerField()
    counts = models.BinaryField()

    class Meta:
        default_permissions = ()


class Likeness(models.Model):
    """That a matter may be the same as an earlier one (huiyin.insights.likeness), and what a person said of it.

    No word of either is kept. ``one_person`` says that one person brought both; ``same`` is the comparison's answer
    (``1`` or ``ask``), ``answer`` a person's: empty, ``same`` or ``different``, with who and when.
    """

    case = models.BigIntegerField()
    other = models.BigIntegerField()
    one_person = models.BooleanField()
    same = models.CharField(max_length=4)
    score = models.FloatField()
    place = models.CharField(max_length=12)
    found_on = models.DateField()
    answer = models.CharField(max_length=12, blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "other"], name="insights_likeness_once")]
        indexes: ClassVar = [
            models.Index(fields=["other"], name="insights_likeness_other"),
            models.Index(fields=["-id"], name="insights_likeness_open", condition=models.Q(answer="")),
        ]


class Agreement(models.Model):
    """How often, of the matters of a month, people kept what was proposed (huiyin.insights.agreement).

    ``what`` is ``class`` or ``organ``, ``name`` the class or the organ's id that was proposed.
    """

    month = models.DateField()
    what = models.CharField(max_length=8)
    name = models.CharField(max_length=40)
    many = models.IntegerField()
    agreed = models.IntegerField()

    class Meta:
        default_permissions = ()


class Correction(models.Model):
    """One of the newest matters in which people chose otherwise than was proposed: what, who and when."""

    case = models.BigIntegerField()
    what = models.CharField(max_length=8)
    proposed = models.CharField(max_length=40)
    chosen = models.CharField(max_length=40)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class Compared(models.Model):
    """Up to which matter the record was compared with itself; one row."""

    id = models.SmallIntegerField(primary_key=True)
    upto = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()


COUNTS: tuple[str, ...] = tuple(field.name for field in DailyFigure._meta.concrete_fields if isinstance(field, Count))
