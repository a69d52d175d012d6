from django.db import migrations, models

INDEXES = {"together_told_record": models.Q(read_at__isnull=True), "together_told_to_mail": models.Q(mail="wanted")}


class Migration(migrations.Migration):
    """What a notification tells of is a record of any kind."""

    dependencies = [("together", "0004_danger")]
    operations = [
        migrations.RemoveIndex("notification", "together_told_case"),
        migrations.RemoveIndex("notification", "together_told_to_mail"),
        migrations.RenameField("notification", "case", "record"),
        *(
            migrations.AddIndex("notification", models.Index(fields=["record"], name=name, condition=condition))
            for name, condition in INDEXES.items()
        ),
    ]
