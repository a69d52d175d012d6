"""Which way reaches a party is one of several now, and called what it is."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0008_numbers_of_other_systems")]
    operations: ClassVar = [migrations.RenameField("party", "notify_by", "way")]
