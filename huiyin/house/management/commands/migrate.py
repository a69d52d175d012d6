"""./run migrate: bring the database to this version; one of a newer version is refused."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from huiyin.cases.carrying import carry_lists
from huiyin.cases.enveloping import carry_people
from huiyin.cases.papers.service import carry_services
from huiyin.cases.resting import carry_what_rests
from huiyin.channels.exchange.enveloped import carry_lines
from huiyin.house.versions import applied, missing, refuse_newer
from huiyin.oversight.carrying import carry_over
from huiyin.oversight.carrying_promises import carry_promises_over
from huiyin.oversight.carrying_visits import carry_visits_over
from huiyin.reception.carrying import carry_charges_over
from huiyin.record.titles import carry_titles_over


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_newer(applied())
        super().handle(*args, **options)
        if not missing():
            carry_lists()
            carry_over()
            carry_promises_over()
            carry_people()
            carry_charges_over()
            carry_visits_over()
            carry_titles_over()
            carry_what_rests()
            carry_services()
            carry_lines()
