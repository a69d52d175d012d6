"""Letters of no single matter become records; their table stays until huiyin.oversight.carrying has read it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_gaps")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Outgoing")], database_operations=[])
    ]
