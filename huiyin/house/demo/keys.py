"""Keys of the demonstration city, one for each kind of client: the same at every start, and nowhere else."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils import timezone

from huiyin.api.keys import CLIENTS, digest, give, text_of
from huiyin.api.models import Key
from huiyin.people.models import Organ, Person
from huiyin.people.posts import actor_of
from huiyin.typed.times import beijing_day

#: At whose organ, and who gives them: the administrator of the city's petition office.
OFFICE: Final = "qc-xfj"
ADMINISTRATOR: Final = "fangqing"


def give_all() -> None:
    """Give those that are not there yet."""
    now = timezone.now()
    who = Person.objects.get(username=ADMINISTRATOR)
    organ = Organ.objects.get(key=OFFICE).id
    known = set(Key.objects.values_list("digest", flat=True))
    for kind, client in CLIENTS.items():
        if digest(_secret(kind)) not in known:
            by = actor_of(who.id, on=beijing_day(now))
            give(client.name, organ, client.scopes, client.roles, by=by, at=now, secret=_secret(kind))


def shown() -> Iterator[tuple[str, str, str]]:
    """Kind, what it is good for, and the key itself."""
    rows = {row.digest: row for row in Key.objects.filter(ended_at=None)}
    for kind, client in CLIENTS.items():
        row = rows.get(digest(_secret(kind)))
        if row is not None:
            yield f"{kind} {client.name}", " ".join(client.scopes), text_of(row, _secret(kind))


def _secret(kind: str) -> str:
    """Drawn from the installation's own secret, so that a second start prints the same."""
    key = hmac.new(str(settings.SECRET_KEY).encode(), f"huiyin.demo.key:{kind}".encode(), hashlib.sha256)
    return key.hexdigest()
