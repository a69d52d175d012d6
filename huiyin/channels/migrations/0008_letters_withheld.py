from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def with_their_batch(apps: Any, editor: Any) -> None:
    """A letter waits with the organ of its batch; the next night judges those that wait by their words."""
    batch = apps.get_model("channels", "LetterBatch").objects.filter(id=OuterRef("batch"))
    apps.get_model("channels", "Letter").objects.update(organ=Subquery(batch.values("organ")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0007_sheet_orders'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='organ',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='report',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='letter',
            name='withheld',
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(with_their_batch, migrations.RunPython.noop, elidable=False),
    ]
