"""Our own keys, and the sites we know (结对): cards exchanged, keys turned, a site shut out.

Our pair lies in a file of its own beside the key ring, for its owner alone, and the one before it for as long as the
other side may not have learned of the new one. Who answers for what an organ on another site does here is an account of
its own that nobody signs in to.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from huiyin.channels.adapter import Connection
from huiyin.channels.exchange.models import Exchanged, Site
from huiyin.channels.exchange.protocol import Card
from huiyin.channels.registry import WrongChannels, connections
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Role
from huiyin.people import ledgers
from huiyin.people.account_acts import Kind, write
from huiyin.people.models import Organ, Person, Post
from huiyin.people.posts import ELSEWHERE, actor_of
from huiyin.people.stamps import POSTS, touch
from huiyin.store.locks import writing
from huiyin.typed.times import beijing_day
from huiyin.vault.envelopes import SealingKey

ADAPTER: Final = "exchange"
#: So long after it was turned a key is still believed.
OVERLAP: Final = timedelta(days=7)
#: In which roles an organ on another site acts here: whatever its people may do there.
ROLES: Final = frozenset(WORKERS | {Role.REVIEWER, Role.RECEPTION, Role.DISPATCHER, Role.HANDLER, Role.HEAD})


#: How a site says who it is before anything is read of its message; proves nothing.
SCHEME: Final = "Huiyin"


# Our own keys -------------------------------------------------------------------------------------------------------


def place() -> Path:
    """Where our pair of keys lies."""
    return Path(settings.HUIYIN_DATA_DIR) / "exchange.key"


def _before() -> Path:
    return place().with_suffix(".before")


def own_keys() -> list[SealingKey]:
    """The present one first, then the one before it; none where there is no pair yet.

    :raises EnvelopeRefused: a file is damaged, or others may read it.
    """
    return [SealingKey.load(path) for path in (place(), _before()) if path.exists()]


def own_key() -> SealingKey:
    """The present one; made if there is none yet."""
    if not place().exists():
        SealingKey.generate().save(place())
    return SealingKey.load(place())


def speaking_to(site: Site) -> SealingKey:
    """The key that this site knows of ours: the one before until it has been told of the new one."""
    found = own_keys() or [own_key()]
    return next((key for key in found if key.name == site.ours), found[0])


def turn_own() -> SealingKey:
    """Another pair; the one before stays beside it. Whoever is paired is told with the next message."""
    own_key()
    _before().unlink(missing_ok=True)
    os.replace(place(), _before())
    return own_key()


# Sites --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peer:
    """A site that is paired and connected: its row, its connection, and which organs live there.

    :param organs: key here → key there; ``ids`` id here → key there.
    """

    site: Site
    connection: Connection
    organs: dict[str, str]
    ids: dict[int, str]

    @property
    def name(self) -> str:
        return self.site.name

    @property
    def card(self) -> Card:
        return Card(bytes(self.site.signer), bytes(self.site.to))

    def here(self, key: str) -> int | None:
        """The organ that they call ``key``, which lives there; ``None`` if we have not written that down."""
        return next((organ for organ, theirs in self.ids.items() if theirs == key), None)


def connected() -> list[Connection]:
    """The connections to other sites, as the file of channels has them."""
    try:
        return [each for each in connections() if each.adapter == ADAPTER]
    except WrongChannels:
        return []


def peer(name: str) -> Peer | None:
    """The site of this connection, if it is paired and not shut out."""
    found = next((each for each in connected() if each.name == name), None)
    site = Site.objects.filter(name=name, revoked_at=None).first() if found else None
    return _peer(site, found) if site is not None and found is not None else None


def _peer(site: Site, connection: Connection) -> Peer:
    organs: dict[str, str] = dict(connection["organs"])
    ids = dict(Organ.objects.filter(key__in=organs).values_list("key", "id"))
    return Peer(site, connection, organs, {ids[key]: theirs for key, theirs in organs.items() if key in ids})


def peers() -> list[Peer]:
    """All of them."""
    return [found for each in connected() if (found := peer(each.name)) is not None]


def whose(signer: bytes, now: datetime) -> tuple[Peer, Card] | None:
    """The site whose signature this is, and the card it is of; ``None`` for a stranger, or a site shut out."""
    former = Q(former_signer=signer, former_until__gt=now)
    site = Site.objects.filter(Q(signer=signer) | former, revoked_at=None).first()
    found = peer(site.name) if site is not None else None
    if found is None:
        return None
    if bytes(found.site.signer) == signer:
        return found, found.card
    return found, Card(signer, bytes(found.site.former_to or b""))


def pair(connection: Connection, card: Card, at: datetime) -> Site:
    """Believe what this card signs from now on, and send to it; an older card of the same site counts no more."""
    values: dict[str, Any] = {
        "signer": card.signer, "to": card.to, "former_signer": None, "former_to": None, "former_until": None,
        "ours": own_key().name, "paired_at": at, "revoked_at": None,
    }  # fmt: skip
    with writing():
        site, _ = Site.objects.update_or_create(name=connection.name, defaults=values)
        _bind(site.name, "paired")
        found = _peer(site, connection)
        for organ in sorted(found.ids):
            account_at(found, organ, at)
        Exchanged.objects.filter(site=site.name, ready_at=None).exclude(fault="").update(ready_at=at, fault="")
    return site


def turned(site: Site, card: Card, at: datetime) -> None:
    """The site told us, signed with the key we know, that it has another one."""
    if bytes(site.signer) == card.signer:
        return
    with writing():
        Site.objects.filter(name=site.name).update(
            signer=card.signer, to=card.to, former_signer=site.signer, former_to=site.to, former_until=at + OVERLAP
        )
        _bind(site.name, "turned")


def revoke(name: str, at: datetime) -> bool:
    """Nothing of this site is believed any more, and nothing goes to it; whether it was known."""
    with writing():
        known = Site.objects.filter(name=name, revoked_at=None).update(revoked_at=at)
        if known:
            _bind(name, "revoked")
    return bool(known)


def _bind(name: str, act: str) -> None:
    """Whom we believe stands in the ledger of accounts: nobody puts another key in its place unseen."""
    ledgers.bind(ledgers.ACCOUNTS, act, Site.objects.filter(name=name))


def is_known(authorization: str) -> bool:
    """Whether whoever sends this header says to be a site that we know."""
    scheme, _, signer = authorization.partition(" ")
    try:
        return scheme == SCHEME and whose(bytes.fromhex(signer), timezone.now()) is not None
    except ValueError:
        return False


# Who acts here for an organ there -----------------------------------------------------------------------------------


def account_at(found: Peer, organ: int, at: datetime) -> int:
    """The account that stands for this organ of the other site; made with all its posts if it is not there yet.

    It serves there since there is that organ: what is handed over may have begun long ago.
    """
    row = Organ.objects.get(id=organ)
    username = f"{ELSEWHERE}{found.name}.{row.key}"
    known = Person.objects.filter(username=username).values_list("id", flat=True).first()
    if known is not None:
        return known
    person = Person(username=username, name=f"{(row.short or row.name)[:30]}（对方系统）")
    person.set_unusable_password()
    # Written down as done by itself: whoever pairs two sites sits at the machine.
    by = Actor(person.id, organ, frozenset())
    posts = [Post(person=person, organ=row, role=role.value, duty=True, since=row.since) for role in sorted(ROLES)]
    with writing():
        person.save(force_insert=True)
        Post.objects.bulk_create(posts)
        ledgers.bind(ledgers.ACCOUNTS, Kind.POSTED.value, posts, by=person.id, organ=organ)
        write(Kind.MADE, person.id, by=by, at=at)
        touch(POSTS)
    return person.id


def actor_at(found: Peer, organ: int, at: datetime) -> Actor:
    """An organ of the other site as whoever acts here."""
    return actor_of(account_at(found, organ, at), on=beijing_day(at), organ=organ)


def living_elsewhere(organ: int) -> str:
    """The name of the connection to the site where this organ lives; empty for one of ours."""
    return next((each.name for each in peers() if organ in each.ids), "")
