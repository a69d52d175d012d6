"""Files that came with an act have rows, so that nothing takes them for those of a draft; entries before today too."""

import json
from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

import huiyin.store.ids


def of_earlier_entries(apps: Any, schema_editor: Any) -> None:
    """Photos of investigations that stand in journals already."""
    events, exhibits = apps.get_model("record", "Event"), apps.get_model("cases", "Exhibit")
    some: list[Any] = []
    found = events.objects.filter(record_kind="matter", act="investigate", payload__contains='"files":[{')
    for record, seq, payload in found.values_list("record", "seq", "payload").iterator(chunk_size=500):
        for file in json.loads(payload)["said"].get("files", ()):
            some.append(exhibits(case_id=record, event_seq=seq, sha256=file["sha256"]))
    exhibits.objects.bulk_create(some, batch_size=500)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0012_envelopes"), ("record", "0004_clocks_by_their_calendar")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Exhibit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("event_seq", models.IntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="cases.case"
                    ),
                ),
            ],
            options={"abstract": False, "default_permissions": ()},
        ),
        migrations.RunPython(of_earlier_entries, migrations.RunPython.noop),
    ]
