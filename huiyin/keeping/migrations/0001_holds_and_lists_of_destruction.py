"""Holds, lists of destruction, and what appraisals keep on (冻结销毁、销毁清册)."""

import huiyin.store.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigIntegerField(default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=19)),
                ('title', models.CharField(max_length=120)),
                ('book', models.CharField(max_length=20)),
                ('stage', models.CharField(max_length=20)),
                ('lodged_at', models.DateTimeField(db_index=True)),
                ('holder', models.BigIntegerField()),
                ('holder_code', models.CharField(max_length=12)),
                ('owner', models.BigIntegerField()),
                ('queue_on', models.DateField(null=True)),
                ('queue_clock', models.CharField(blank=True, max_length=4)),
                ('report', models.BooleanField(default=False)),
                ('closed_on', models.DateField(null=True)),
                ('last_on', models.DateField()),
                ('seq', models.IntegerField()),
                ('head', models.BinaryField()),
                ('facts', models.TextField()),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('queue_on__isnull', False)), fields=['owner', 'queue_on', 'id'], name='keeping_disposal_owner'), models.Index(condition=models.Q(('queue_on__isnull', False)), fields=['holder', 'queue_on', 'id'], name='keeping_disposal_holder')],
                'constraints': [models.UniqueConstraint(fields=('number',), name='keeping_disposal_number')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigIntegerField(default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=19)),
                ('title', models.CharField(max_length=120)),
                ('book', models.CharField(max_length=20)),
                ('stage', models.CharField(max_length=20)),
                ('lodged_at', models.DateTimeField(db_index=True)),
                ('holder', models.BigIntegerField()),
                ('holder_code', models.CharField(max_length=12)),
                ('owner', models.BigIntegerField()),
                ('queue_on', models.DateField(null=True)),
                ('queue_clock', models.CharField(blank=True, max_length=4)),
                ('report', models.BooleanField(default=False)),
                ('closed_on', models.DateField(null=True)),
                ('last_on', models.DateField()),
                ('seq', models.IntegerField()),
                ('head', models.BinaryField()),
                ('facts', models.TextField()),
                ('matter', models.BigIntegerField()),
                ('ground', models.CharField(max_length=12)),
                ('until', models.DateField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('queue_on__isnull', False)), fields=['owner', 'queue_on', 'id'], name='keeping_hold_owner'), models.Index(condition=models.Q(('queue_on__isnull', False)), fields=['holder', 'queue_on', 'id'], name='keeping_hold_holder'), models.Index(fields=['matter'], name='keeping_hold_matter')],
                'constraints': [models.UniqueConstraint(fields=('number',), name='keeping_hold_number'), models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('matter',), name='keeping_hold_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Prolonged',
            fields=[
                ('id', models.BigIntegerField(default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('disposal', models.BigIntegerField()),
                ('about', models.BigIntegerField(db_index=True)),
                ('until', models.DateField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('disposal', 'about'), name='keeping_prolonged_once')],
            },
        ),
    ]
