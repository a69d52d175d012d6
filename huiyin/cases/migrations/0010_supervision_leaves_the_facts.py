import json
from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    """That a matter is supervised is an order of its own now; its events and the clock that runs stay as they are."""
    cases = apps.get_model("cases", "Case").objects
    for row in cases.filter(supervised=True).only("id", "facts").iterator():
        facts = json.loads(row.facts)
        kept = {name: value for name, value in facts.items() if name not in ("supervised", "supervised_organ")}
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        cases.filter(id=row.id).update(facts=text)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_way_of_a_party"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
