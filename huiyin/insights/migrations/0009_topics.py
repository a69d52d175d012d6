"""Topics as the worker gathered them, and the day on which it did; no word of a matter."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0008_the_forms_offices_use'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gathered',
            fields=[
                ('id', models.SmallIntegerField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heat', models.FloatField()),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('thing', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TopicMember',
            fields=[
                ('case', models.BigIntegerField(primary_key=True, serialize=False)),
                ('topic', models.BigIntegerField(db_index=True)),
                ('person', models.IntegerField()),
                ('rank', models.IntegerField()),
                ('place', models.CharField(db_index=True, max_length=12)),
                ('day', models.DateField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
