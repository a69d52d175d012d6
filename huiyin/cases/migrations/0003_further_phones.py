"""Telephone numbers beside the first of a field, so that each finds its matter."""

import django.db.models.deletion
from django.db import migrations, models

import huiyin.store.ids


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_indexes_by_what_is_asked")]
    operations = [
        migrations.CreateModel(
            name="FurtherPhone",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("index", models.BinaryField(max_length=16)),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="further_phones",
                        to="cases.party",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["index"], name="cases_further_phone")],
                "constraints": [models.UniqueConstraint(fields=("party", "index"), name="cases_further_once")],
            },
        )
    ]
