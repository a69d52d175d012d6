"""./run manage slip USERNAME: the code for an installation's first administrator, or where nobody else can help."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.gate.reset_mail import PATH
from huiyin.gate.resets import code_of, issue_by_machine, lacking
from huiyin.people.models import Person
from huiyin.record.worlds import beijing_day


class Command(BaseCommand):
    help = "Print a one-time code with which a member of staff sets a password of their own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        person = Person.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {username}.")
        reset = issue_by_machine(person, timezone.now())
        self.stdout.write(f"{settings.HUIYIN_SITE_URL}{PATH}?u={person.username}")
        self.stdout.write(f"用户名 user name: {person.username}\n一次性的码 code: {code_of(reset)}")
        if lacking(reset, beijing_day(reset.at)):
            self.stdout.write("A colleague must agree before it opens anything: 账号安全 → 同意.")
