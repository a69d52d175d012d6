"""Models learned from the record: played over newer matters, switched on and off by a person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0005_no_period_by_a_constant")]

    operations = [
        migrations.CreateModel(
            name="LearnedModel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("folder", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("messages", models.IntegerField()),
                ("newest", models.BigIntegerField()),
                ("replay", models.TextField()),
                ("on_at", models.DateTimeField(null=True)),
                ("on_by", models.BigIntegerField(null=True)),
                ("off_at", models.DateTimeField(null=True)),
                ("off_by", models.BigIntegerField(null=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
