from django.db import migrations

# Sealed heads name their seal, so they go first.
MOVED = (
    "SealedHead",
    "Seal",
    "Message",
    "NumberCounter",
    "Event",
    "OwedPaper",
    "Reading",
    "RunningClock",
    "SetAside",
    "Standing",
)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_whom_reports_are_about"),
        ("record", "0001_shared_by_every_kind"),
        # It sends word through the outbox as it was.
        ("insights", "0003_reports_are_counted_apart"),
    ]

    operations = [migrations.DeleteModel(name=name) for name in MOVED]
