"""What somebody is still writing: kept at the server in this session, encrypted, so that no step loses a word."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest

from huiyin.cases.identity import ring
from huiyin.cases.lodging import File
from huiyin.cases.tidying import keep_young
from huiyin.people.accounts import signed_in
from huiyin.vault import fields
from huiyin.vault.errors import VaultError

LASTS: Final = timedelta(days=3)
SESSION = "draft"
CONTEXT = "portal:draft"


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

    :param key: idempotency key of the filing: pressing twice makes one matter.
    :param kind: what the person comes for, see huiyin.portal.filing.doors.Kind.
    :param asked: the person has answered whether this is a report of wrongdoing.
    :param split_of: digest of the text from which the claims were offered.
    """

    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    kind: str = ""
    text: str = ""
    place: str = ""
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


def load(request: HttpRequest) -> Draft:
    """The draft of this session, or a new one."""
    sealed = request.session.get(SESSION)
    if not sealed:
        return Draft()
    try:
        values = json.loads(fields.decrypt(ring(), base64.b64decode(sealed), CONTEXT))
    except VaultError:
        return Draft()
    values["files"] = [File(**file) for file in values["files"]]
    values["claims"] = [Claimed(**claim) for claim in values["claims"]]
    return Draft(**values)


def save(request: HttpRequest, draft: Draft) -> None:
    """Keep the draft for three days; a member of staff who tries the page keeps their shorter session."""
    keep_young(file.sha256 for file in draft.files)
    text = json.dumps(asdict(draft), ensure_ascii=False)
    request.session[SESSION] = base64.b64encode(fields.encrypt(ring(), text, CONTEXT)).decode()
    if signed_in(request.session) is None:
        request.session.set_expiry(LASTS)


def drop(request: HttpRequest) -> None:
    request.session.pop(SESSION, None)
