"""What lies behind a report of wrongdoing stands in rows of its own; those that were known as columns are carried over."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import huiyin.store.ids


def carry_over(apps: Any, schema_editor: Any) -> None:
    """Until now a matter was closed up to the split that took a report away, which its claims name."""
    case, claim, screen = (apps.get_model("cases", name) for name in ("Case", "Claim", "Screen"))
    for row in case.objects.filter(screened__gt=0):
        children = claim.objects.filter(case=row, split_to__isnull=False).values_list("split_to", flat=True)
        for child in sorted(set(children)):
            screen.objects.create(case=row, report=child, upto=row.screened)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_further_phones")]

    operations = [
        migrations.CreateModel(
            name="Screen",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("report", models.BigIntegerField()),
                ("upto", models.IntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="screens",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("case", "report"), name="cases_screen_once")],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
