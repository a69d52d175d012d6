"""Organs, the people who serve in them, and the calendar they work by.

Rows are dated rather than deleted: a matter of last year is judged by the organs of last year. ``since`` counts,
``until`` is the first day that no longer does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

import huiyin.people.key_models  # noqa: F401 - its tables are this room's, too
from huiyin.store.ids import new_id

LONG_AGO = date(1949, 10, 1)


class Reference(models.Model):
    """A row that files own (data/reference, data/demo or an office's own folder)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()


class Dated(Reference):
    """A row in force from ``since`` until the day before ``until``."""

    since = models.DateField(default=LONG_AGO)
    until = models.DateField(null=True, blank=True)

    class Meta(Reference.Meta):
        abstract = True


def in_force(on: date) -> Q:
    """Filter for dated rows in force on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


class Division(models.Model):
    """An administrative division (行政区划): a place a person can point at.

    ``aliases`` are other names people say, ``initials`` those of its pinyin where the common rule is wrong (重庆: cq);
    the centre is in millionths of a degree, to draw it and for nothing else.
    """

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=40)
    path = models.CharField(max_length=160)
    level = models.CharField(max_length=12)
    aliases = models.CharField(max_length=160, blank=True, default="")
    initials = models.CharField(max_length=40, blank=True, default="")
    longitude = models.IntegerField(null=True, blank=True)
    latitude = models.IntegerField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("code",)

    def __str__(self) -> str:
        return self.path


class Organ(Dated):
    """An organ (机关、单位).

    ``key`` is its handle in files, ``code`` the division it serves, ``successor`` carries on its powers (Art. 24 ¶2).
    """

    key = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=12, db_index=True)
    path = models.CharField(max_length=160)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=40)
    level = models.CharField(max_length=12)
    kind = models.CharField(max_length=24)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=160, blank=True)
    hours = models.CharField(max_length=160, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta(Dated.Meta):
        ordering = ("code", "id")

    def __str__(self) -> str:
        return self.name


class Superior(Dated):
    """One organ stands above another; the primary edge is its own government (本级), others the line above (条线)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="edges_up")
    superior = models.ForeignKey(Organ, models.PROTECT, related_name="edges_down")
    primary = models.BooleanField(default=True)

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "superior", "since"], name="people_superior_once"),
            models.CheckConstraint(condition=~Q(organ=models.F("superior")), name="people_superior_not_itself"),
        ]


class CompetenceWord(models.Model):
    """One word of the competence catalogue (归口目录), in Chinese with its English reading."""

    word = models.CharField(max_length=40, primary_key=True)
    english = models.CharField(max_length=80)
    field = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        ordering = ("field", "word")

    def __str__(self) -> str:
        return self.word


class Competence(Dated):
    """What an organ is competent for (归口)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="competences")
    word = models.ForeignKey(CompetenceWord, models.PROTECT, related_name="organs", db_column="word")

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "word", "since"], name="people_competence_once"),
        ]


class OrganBook(Dated):
    """Which rule book (规则书) an organ and those below it work by; ``book`` is a key of law.sources.books.BOOKS."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="books")
    book = models.CharField(max_length=40)

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "since"], name="people_book_once"),
        ]


class RoomPart(models.TextChoices):
    """A part of the text of a reception room (接待室的文字)."""

    PROMISE = "promise"
    SAY = "say"
    NEVER = "never"


class RoomText(Dated):
    """One line of what a reception room says of itself, instead of the standard (data/reception)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="room_texts")
    part = models.CharField(max_length=8)
    line = models.SmallIntegerField()
    words = models.CharField(max_length=120)

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "part", "line", "since"], name="people_room_text_once"),
        ]


class PersonManager(BaseUserManager["Person"]):
    """Finds and makes members of staff."""

    def create_person(self, username: str, name: str, password: str | None = None, **fields: object) -> Person:
        """Make an account; without a password nobody can sign in to it yet."""
        person = self.model(username=username, name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A member of staff who signs in. What they may do follows from their posts, not from this row.

    ``sessions_ended`` counts how often all open sessions were ended.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    phone_office = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    sessions_ended = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        default_permissions = ()
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """A session lives while this stays: until the password changes, or all sessions are ended."""
        return f"{super().get_session_auth_hash()}{self.sessions_ended}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the secret keys of before."""
        return (f"{each}{self.sessions_ended}" for each in super().get_session_auth_fallback_hash())

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """A browser that comes back, and ``person``, the id of whoever signed in with it: every request asks for both.

    Of somebody signed in also: ``since`` when, ``seen_at`` when they last did something, and with what ``device``.
    """

    person = models.BigIntegerField(null=True)
    since = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=60, default="")

    class Meta(AbstractBaseSession.Meta):
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="people_session_person")
        ]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class Post(Dated):
    """A person's capacity at an organ. Whoever is on ``duty`` receives the organ's new matters in that role."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    duty = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        indexes: ClassVar = [models.Index(fields=["organ", "role"], name="people_post_organ_role")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organ", "role", "since"], name="people_post_once"),
        ]


class CalendarYear(Reference):
    """One year's working days in one version; the highest version of a year counts.

    ``settled`` is false until the State Council's notice (放假通知) is known; ``source`` names where the days are from.
    """

    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    settled = models.BooleanField()
    source = models.CharField(max_length=200)

    class Meta(Reference.Meta):
        ordering = ("year", "version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "version"], name="people_calendar_version_once"),
        ]


class CalendarDay(Reference):
    """A day off (holiday) or a weekend worked instead (makeup 调休)."""

    HOLIDAY = "holiday"
    MAKEUP = "makeup"

    calendar = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=40, blank=True)

    class Meta(Reference.Meta):
        ordering = ("date",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["calendar", "date"], name="people_calendar_day_once"),
        ]


class ReferenceStamp(models.Model):
    """Changes whenever the rows of one kind do, so that a process knows when to build its picture anew."""

    name = models.CharField(max_length=20, primary_key=True)
    stamp = models.BigIntegerField(default=new_id)

    class Meta:
        default_permissions = ()


class AccountAct(models.Model):
    """What was done to an account (账号办理): who, from which organ, to whom, what, when. Only added to.

    ``digest`` is that of the canonical body (huiyin.people.account_acts.body), by which the act can stand in a chain;
    it is empty for acts of before there was one. ``by`` is the person themselves where it is their own account.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    by = models.BigIntegerField()
    organ = models.BigIntegerField()
    person = models.BigIntegerField()
    what = models.CharField(max_length=12)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, default="")

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["at", "id"], name="people_accountact_at"),
            models.Index(fields=["person", "at"], name="people_accountact_person"),
        ]


class Ledger(models.Model):
    """The end of a ledger (台账), see huiyin.people.ledgers."""

    number = models.IntegerField(primary_key=True)
    seq = models.IntegerField()
    head = models.BinaryField()

    class Meta:
        default_permissions = ()


class LedgerEntry(models.Model):
    """One entry of a ledger: append-only, chained by ``hash``. ``said``, canonical JSON, binds rows as they were."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    ledger = models.IntegerField()
    seq = models.IntegerField()
    act = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    organ = models.BigIntegerField(null=True)
    said = models.TextField()
    hash = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["ledger", "seq"], name="people_ledger_entry_once")]
