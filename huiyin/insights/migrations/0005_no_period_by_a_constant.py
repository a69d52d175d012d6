"""Periods counted from registration by constants are counted no more; every duty has its own clock (0004)."""

from django.db import migrations

COLUMNS = ("within_15", "within_60", "late", "straight", "accepted", "accepted_in_time")


class Migration(migrations.Migration):
    dependencies = [("insights", "0004_duties_by_their_own_clocks")]

    operations = [migrations.RemoveField("dailyfigure", name) for name in COLUMNS]
