"""./run doctor: what stands in the way of this installation, in plain words, each with what to do."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils import timezone

from huiyin.api.models import Delivery, Key
from huiyin.gate.directory.settings import Silent as SilentDirectory
from huiyin.gate.directory.settings import directory
from huiyin.gate.provider.settings import Misread, provider
from huiyin.gate.provider.talking import Silent as SilentService
from huiyin.gate.provider.talking import answers
from huiyin.house import production
from huiyin.house.unsealed import unsealed
from huiyin.people.keyring import ring
from huiyin.record.clock_guard import WORD
from huiyin.record.models import ClockWord, Message, Seal, SetAside
from huiyin.vault.errors import VaultError

LEAST_FREE: Final = 2 * 1024**3
PATIENCE: Final = timedelta(minutes=10)
SOON: Final = timedelta(days=30)
Found = Iterator[str]


def _settings(now: datetime) -> Found:
    if settings.CONFIG.mode == "production":
        yield from production.faults(settings.CONFIG)


def _database(now: datetime) -> Found:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "The database is older than the program. Type: ./run migrate"
    except (DatabaseError, InterfaceError) as fault:
        line = str(fault).strip().partition("\n")[0]
        yield f"The database does not answer: {line}. Is it started, and is HUIYIN_DATABASE_URL right?"


def _keys(now: datetime) -> Found:
    try:
        ring()
    except (VaultError, OSError) as fault:
        yield f"The key ring cannot be read: {fault}. Put it where HUIYIN_KEYRING says; without it no identity opens."


def _sealing(now: datetime) -> Found:
    if settings.CONFIG.mode == "production":
        yield from unsealed(timezone.localdate(now))


def _disk(now: datetime) -> Found:
    free = shutil.disk_usage(settings.HUIYIN_DATA_DIR).free
    if free < LEAST_FREE:
        yield f"{settings.HUIYIN_DATA_DIR} has {free / 1024**3:.1f} GB left. Make room: a full disk takes in nothing."


def _worker(now: datetime) -> Found:
    waiting = Message.objects.exclude(topic="seal").filter(ready_at__lte=now)
    oldest = waiting.aggregate(Min("ready_at"))["ready_at__min"]
    if oldest is not None and now - oldest > PATIENCE:
        yield f"Work has waited since {timezone.localtime(oldest):%m-%d %H:%M}. Does the worker run? ./run work"
    aside = SetAside.objects.filter(given_up=True).count()
    if aside:
        yield f"{aside} pieces of work failed again and again. See 运行情况 at the administrator's desk."


def _clock(now: datetime) -> Found:
    word = ClockWord.objects.filter(id=WORD).first()
    if word is not None and word.doubt:
        yield f"The worker does nothing by date: {word.doubt}. Set the clock, or type: ./run clock --right"


def _seals(now: datetime) -> Found:
    last = Seal.objects.order_by("-day").values_list("day", flat=True).first()
    if last is not None and (timezone.localdate(now) - last).days > settings.CONFIG.seal_age:
        yield f"The journal was last sealed for {last}. Does the worker run, and is its clock believed?"


def _clients(now: datetime) -> Found:
    for key in Key.objects.filter(ended_at=None, expires_at__gt=now, expires_at__lt=now + SOON):
        yield f"The key of “{key.name}” runs out on {key.expires_at:%Y-%m-%d}. Type: ./run key turn {key.id} --by …"
    dead = Delivery.objects.filter(dead=True).count()
    if dead:
        yield f"{dead} webhook deliveries could not be made for days: mend the other side, replay them (docs/api.md)."


def _sign_in(now: datetime) -> Found:
    try:
        if (service := provider()) is not None:
            answers(service, now)
        if (office := directory()) is not None:
            from huiyin.gate.directory.asking import looked  # its library is read in where there is a directory

            looked(office)
    except Misread as fault:
        yield f"The file of the sign-in service or directory is wrong: {fault} (docs/sign-in.md)"
    except OSError as fault:
        yield f"The file of the sign-in service or directory cannot be read: {fault}"
    except SilentService as fault:
        yield f"The sign-in service does not answer as it should: {fault}. People sign in with their passwords here."
    except SilentDirectory as fault:
        yield f"The directory does not answer as it should: {fault}. People sign in with their passwords here."


CHECKS: Final[tuple[tuple[str, Callable[[datetime], Found]], ...]] = (
    ("settings", _settings), ("database", _database), ("keys", _keys), ("sealing", _sealing), ("disk", _disk),
    ("worker", _worker), ("clock", _clock), ("seals", _seals), ("clients", _clients), ("sign-in", _sign_in),
)  # fmt: skip


class Command(BaseCommand):
    help = "Say what stands in the way of this installation, and what to do."

    def handle(self, *args: Any, **options: Any) -> None:
        now, ill = timezone.now(), False
        for name, check in CHECKS:
            try:
                faults = list(check(now))
            except (DatabaseError, InterfaceError):
                faults = ["cannot be looked at without the database"]
            ill = ill or bool(faults)
            self.stdout.write(f"{'  ok' if not faults else '  !!'}  {name}")
            for fault in faults:
                self.stdout.write(f"        {fault}")
        if ill:
            raise SystemExit(1)
