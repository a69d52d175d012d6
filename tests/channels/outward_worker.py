"""A worker that sends what waits by one way at a time, killed where it is told to be.

Run by test_contract_out.py against a record of its own: ``outward_worker.py FOLDER``. FOLDER/NAME.yaml is the file of
channels of each way. How each child ended is said aloud.
"""

from __future__ import annotations

import json
import sys
from datetime import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from huiyin.api.hooks import work  # noqa: E402
from huiyin.api.models import Delivery  # noqa: E402
from huiyin.cases.identity import Identity  # noqa: E402
from huiyin.cases.lodging import Capacity, PartyText  # noqa: E402
from huiyin.channels import notices  # noqa: E402
from huiyin.record.models import Message  # noqa: E402
from huiyin.record.outbox import deliver  # noqa: E402
from huiyin.vault import points  # noqa: E402
from tests.api.client import machine  # noqa: E402
from tests.channels.contract_worker import ended  # noqa: E402
from tests.city import Matter, lodge  # noqa: E402

MOST = 3


def prepare(way: str, said: dict[str, Any]) -> None:
    """Three things wait to be told by this way, and nothing by any other."""
    if way == "hooks":
        _listen(said["url"])
    for number in range(MOST):
        party = PartyText(Capacity.PETITIONER, Identity("陈大山", **said["reached"]), way=said.get("way", ""))
        parties = (party,) if said["reached"] else ()
        external = (("12345热线", f"G{number}"),) if way == "orders" else ()
        matter = Matter(lodge(parties=parties, external=external))
        if said["moves"]:
            matter.transferred()
    Message.objects.exclude(topic=said["topic"]).delete()


def _listen(url: str) -> None:
    """A client of the interface asks to be told."""
    answer = machine("office").post("/webhooks", {"url": url, "kinds": ["matter"]})
    assert answer.status_code == 201, answer.content.decode()


def once() -> None:
    deliver({"notice": notices.tell, "hook": work.spread}, timezone.now())
    work.send(timezone.now())


def at_point(point: str) -> None:
    points._visits.clear()
    points._visits.update({point: 1} if point else {})
    once()


def free() -> None:
    """The leases of the dead one are over."""
    Message.objects.update(ready_at=timezone.now())
    Delivery.objects.update(due_at=timezone.now())


def main(folder: str) -> None:
    settings.HUIYIN_QUIET_HOURS = (time(0), time(0))
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.HUIYIN_HOOK_NETWORKS = ("127.0.0.0/8",)
    settings.EMAIL_BACKEND = "huiyin.store.mail.Backend"
    for way, said in json.loads((Path(folder) / "ways.json").read_text()).items():
        settings.HUIYIN_CHANNELS = Path(folder) / f"{way}.yaml"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", said.get("smtp", 9)
        prepare(way, said)
        for point in (*said["points"], "", ""):
            print(way, point or "end", ended(at_point, point), flush=True)
            free()
        print(way, "left", Message.objects.count() + Delivery.objects.count(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
