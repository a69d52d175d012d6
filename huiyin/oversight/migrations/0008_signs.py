"""Early signs (苗头): where, what, and why one was none."""

import huiyin.store.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0007_correction_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sign',
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
                ('place', models.CharField(max_length=12)),
                ('named', models.CharField(blank=True, max_length=40)),
                ('thing', models.CharField(max_length=120)),
                ('automatic', models.BooleanField(default=False)),
                ('why', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('queue_on__isnull', False)), fields=['owner', 'queue_on', 'id'], name='oversight_sign_owner'), models.Index(condition=models.Q(('queue_on__isnull', False)), fields=['holder', 'queue_on', 'id'], name='oversight_sign_holder'), models.Index(fields=['holder_code', 'id'], name='oversight_sign_area'), models.Index(fields=['place', 'named', 'lodged_at'], name='oversight_sign_place')],
                'constraints': [models.UniqueConstraint(fields=('number',), name='oversight_sign_number')],
            },
        ),
    ]
