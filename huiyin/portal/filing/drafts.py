"""What somebody is still writing: a row of its own for each filing, encrypted, known by its key to its browser alone.

Two tabs write two drafts. A draft is found by the key that stands in its form, together with the browser's secret; a
page that names no key means the only one there is, and where there are several, the person is asked.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from huiyin.cases.identity import ring
from huiyin.cases.lodging import File
from huiyin.cases.rotation import Encrypted
from huiyin.cases.tidying import keep_young
from huiyin.portal.entering.browser import LASTS, digest, secret_of
from huiyin.portal.models import Draft as Row
from huiyin.store.locks import writing
from huiyin.vault import boxes, fields
from huiyin.vault.errors import VaultError

NO_KEYS: Final[Mapping[int, bytes]] = {}
MOST: Final = 20
"""So many of one browser are kept; the oldest goes."""
FILED: Final = "filed"
"""Under what the session remembers which draft became which matter: the device forgets its copy with the receipt."""
KEY: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(slots=True)
class Claimed:
    """One claim as it stands in the form; ``id`` stays the same while others come and go."""

    id: str
    request: str = ""
    facts: str = ""
    reasons: str = ""


@dataclass(slots=True)
class Draft:
    """Everything typed so far.

    :param key: names the draft in its browser, and the filing: pressing twice makes one matter.
    :param kind: what the person comes for, see huiyin.portal.filing.doors.Kind.
    :param place: code of the division; ``place_said`` is what was typed where that names none beyond doubt.
    :param asked: the person has answered whether this is a report of wrongdoing.
    :param split_of: digest of the text from which the claims were offered.
    """

    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    kind: str = ""
    text: str = ""
    place: str = ""
    place_said: str = ""
    spot: str = ""
    keep_location: bool = False
    files: list[File] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    split_of: str = ""
    accused_organ: str = ""
    accused_name: str = ""
    accused_person: str = ""
    asked: bool = False
    you: dict[str, Any] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        return bool(self.text or self.files)


# Which one ---------------------------------------------------------------------------------------------------------


def named(request: HttpRequest) -> str:
    """The key that a form brought, or an address; empty where neither did."""
    key = request.POST.get("key", "") or request.GET.get("draft", "")
    return key if KEY.fullmatch(key) else ""


def load(request: HttpRequest) -> Draft:
    """The draft this page is about: the one it names, or else the newest; a new one where there is none."""
    key = named(request)
    if not key:
        return next(iter(unfinished(request)), None) or Draft()
    row = Row.objects.filter(key=digest(request, key), case__isnull=True).first()
    return (row and _opened(row, secret_of(request))) or Draft(key=key)


def unfinished(request: HttpRequest) -> list[Draft]:
    """What this browser has begun and not filed, the newest first."""
    rows = Row.objects.filter(browser=digest(request), case__isnull=True, saved_at__gt=timezone.now() - LASTS)
    secret = secret_of(request)
    return [draft for row in rows.order_by("-saved_at")[:MOST] if (draft := _opened(row, secret)) is not None]


def several(request: HttpRequest) -> bool:
    """Whether a page that names no draft could mean more than one."""
    return len(_keys(request)) > 1


def _keys(request: HttpRequest) -> list[str]:
    rows = Row.objects.filter(browser=digest(request), case__isnull=True, saved_at__gt=timezone.now() - LASTS)
    return list(rows.order_by("-saved_at").values_list("key", flat=True))


def _opened(row: Row, secret: bytes) -> Draft | None:
    try:
        body = fields.decrypt_bytes(ring(), bytes(row.body), _context(row))
        values = json.loads(boxes.unlock(secret, body, _context(row)))
    except VaultError:
        return None
    values["files"] = [File(**file) for file in values["files"]]
    values["claims"] = [Claimed(**claim) for claim in values["claims"]]
    return Draft(**values)


# Kept and gone -----------------------------------------------------------------------------------------------------


def save(request: HttpRequest, draft: Draft) -> None:
    keep_young(file.sha256 for file in draft.files)
    row = Row(key=digest(request, draft.key), browser=digest(request), saved_at=timezone.now())
    text = json.dumps(asdict(draft), ensure_ascii=False)
    # Whoever has the key ring and the database lacks the browser's secret.
    body = fields.encrypt_bytes(ring(), boxes.lock(secret_of(request), text.encode(), _context(row)), _context(row))
    kept = {"browser": row.browser, "body": body, "saved_at": row.saved_at, "case": None}
    with writing():
        Row.objects.update_or_create(key=row.key, defaults=kept)
    if gone := _keys(request)[MOST:]:
        Row.objects.filter(key__in=gone).delete()


def is_kept(request: HttpRequest, draft: Draft) -> bool:
    return Row.objects.filter(key=digest(request, draft.key)).exists()


def drop(request: HttpRequest, draft: Draft) -> None:
    Row.objects.filter(key=digest(request, draft.key), case__isnull=True).delete()


def filed(
    request: HttpRequest, draft: Draft, case: int, sent: str, at: datetime, keys: Mapping[int, bytes] = NO_KEYS
) -> None:
    """Nothing of the draft is kept but which matter it became, so that a second press finds the receipt.

    :param sent: fingerprint of the last step as it was sent, see :func:`fingerprint`.
    :param keys: of a report the key of its envelope, for the same second press; it rests as the draft did.
    """
    row, body = Row(key=digest(request, draft.key)), b""
    if case in keys:
        locked = boxes.lock(secret_of(request), keys[case], _context_of_key(case))
        body = fields.encrypt_bytes(ring(), locked, _context(row))
    kept = {"browser": digest(request), "body": body, "saved_at": at, "case": case, "sent": sent}
    with writing():
        Row.objects.update_or_create(key=digest(request, draft.key), defaults=kept)


def keys_of(request: HttpRequest) -> dict[int, bytes]:
    """The key of the report that the draft with this key became, if this browser filed it."""
    row = filed_as(request)
    if row is None or row.case is None or not row.body:
        return {}
    try:
        locked = fields.decrypt_bytes(ring(), bytes(row.body), _context(row))
        return {row.case: boxes.unlock(secret_of(request), locked, _context_of_key(row.case))}
    except VaultError:
        return {}


def filed_as(request: HttpRequest) -> Row | None:
    """What became of the draft with the key that this request brings, if this browser filed it."""
    key = named(request)
    return Row.objects.filter(key=digest(request, key), case__isnull=False).first() if key else None


def draft_of(request: HttpRequest, case: int) -> str:
    return str(request.session.get(FILED, {}).get(str(case), ""))


def forget_filed(request: HttpRequest) -> None:
    """Whoever leaves leaves no way back to what was filed here."""
    Row.objects.filter(browser=digest(request), case__isnull=False).delete()


def tidy_drafts(now: datetime) -> int:
    """Delete what nobody has touched for :data:`LASTS`; how many."""
    return Row.objects.filter(saved_at__lt=now - LASTS).delete()[0]


def _context(row: Row) -> str:
    return f"portal:draft:{row.key}"


def _context_of_key(case: int) -> str:
    return f"portal:draft-key:{case}"


DRAFTS: Final = Encrypted(Row, {"body": _context}, needs=("key",))
