"""Which matters are open for long is asked by their age (huiyin.reception.choosing)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_orders_of_queues")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("queue_on__isnull", False)),
                fields=["lodged_at", "id", "holder_code", "holder"],
                name="cases_case_longest",
            ),
        ),
    ]
