import django.db.models.deletion
from django.db import migrations, models

import huiyin.store.ids


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0006_tries'),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetOrder',
            fields=[
                ('id', models.BigIntegerField(default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('arrival', models.BigIntegerField()),
                ('organ', models.BigIntegerField()),
                ('by', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('pointed', models.JSONField(default=dict)),
                ('again', models.BooleanField(default=False)),
                ('ready_at', models.DateTimeField(null=True)),
                ('attempts', models.IntegerField(default=0)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('done', models.IntegerField(default=0)),
                ('whole', models.IntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('ready_at__isnull', False)), fields=['ready_at'], name='channels_sheet_waits'), models.Index(fields=['arrival', 'id'], name='channels_sheet_of')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ready_at__isnull', False)), fields=('arrival',), name='channels_sheet_once')],
            },
        ),
        migrations.CreateModel(
            name='SheetPart',
            fields=[
                ('id', models.BigIntegerField(default=huiyin.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('lines', models.BinaryField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='channels.sheetorder')),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
