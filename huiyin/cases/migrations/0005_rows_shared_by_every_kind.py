from django.db import migrations

# Sealed heads name their seal, so they go first.
MOVED = ("SealedHead", "Seal", "Message", "NumberCounter", "Event", "OwedPaper", "Reading", "RunningClock", "Standing")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_what_lies_behind_a_report"),
        ("record", "0001_shared_by_every_kind"),
    ]

    operations = [migrations.DeleteModel(name=name) for name in MOVED]
