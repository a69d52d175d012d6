"""A party is looked for by e-mail too, and no look-up may read the whole table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_what_supervisors_look_for")]
    operations = [
        migrations.AddIndex("party", models.Index(fields=["email_index"], name="cases_party_email")),
    ]
