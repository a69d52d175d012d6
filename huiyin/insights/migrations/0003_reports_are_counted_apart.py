"""Reports of wrongdoing are counted apart from now on: the worker draws them anew."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def draw_anew(apps: Any, schema_editor: Any) -> None:
    case, message = (apps.get_model("cases", name) for name in ("Case", "Message"))
    reports = case.objects.filter(report=True).values_list("id", "seq")
    now = timezone.now()
    rows = (message(topic="index", case=number, seq=seq, ready_at=now) for number, seq in reports.iterator())
    message.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("insights", "0002_search_index"), ("cases", "0006_whom_reports_are_about")]

    operations = [migrations.RunPython(draw_anew, migrations.RunPython.noop)]
