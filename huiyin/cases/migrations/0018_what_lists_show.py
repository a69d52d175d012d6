from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0017_longest_open'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='sender',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='waits_for',
            field=models.CharField(max_length=8, null=True),
        ),
    ]
