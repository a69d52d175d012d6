"""Which characters a paper shows as 〓, so that its slip is offered beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_numbers_by_lot")]
    operations = [
        migrations.AddField(
            model_name="paper",
            name="gaps",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        )
    ]
