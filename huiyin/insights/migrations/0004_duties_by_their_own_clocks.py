"""Duties are counted by each matter's own clocks; what was counted before is drawn anew as matters move on."""

from django.db import migrations

import huiyin.insights.models

COLUMNS = (
    "sorted", "sorted_in_time", "told", "told_in_time", "decided", "decided_in_time", "decided_overdue",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("insights", "0003_reports_are_counted_apart")]

    operations = [
        migrations.AddField("dailyfigure", name, huiyin.insights.models.Count(default=0)) for name in COLUMNS
    ]
