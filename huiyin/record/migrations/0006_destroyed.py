"""What is left of a record that was destroyed (销毁)."""

import huiyin.store.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0005_link_knows_its_entry'),
    ]

    operations = [
        migrations.CreateModel(
            name='Destroyed',
            fields=[
                ('id', models.BigIntegerField(default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('record', models.BigIntegerField(unique=True)),
                ('record_kind', models.CharField(max_length=12)),
                ('seq', models.IntegerField()),
                ('head', models.BinaryField()),
                ('disposal', models.BigIntegerField(db_index=True)),
                ('listed', models.CharField(max_length=19)),
                ('report', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
    ]
