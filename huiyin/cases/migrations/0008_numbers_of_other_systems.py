from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_rows_shared_by_every_kind")]

    operations = [
        migrations.AddIndex(
            model_name="externalnumber",
            index=models.Index(fields=["number"], name="cases_external_number"),
        ),
    ]
