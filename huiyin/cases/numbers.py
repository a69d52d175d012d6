"""The query code of a matter: a secret that has nothing to do with its number."""

from __future__ import annotations

import hmac
import secrets

from huiyin.cases.envelopes import key_by_code
from huiyin.cases.identity import decrypt_code
from huiyin.cases.models import Case
from huiyin.typed.petitions import code_of
from huiyin.vault.boxes import is_enveloped

# Letters and digits that nobody mistakes for another when read out or copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


def new_query_code() -> str:
    """Eight characters, 40 bits of chance: enough behind a rate limit, short enough to write down."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_fits(case: Case, typed: str) -> bool:
    """Compare in constant time; what kind of matter it is takes no longer (a code of a report is dear to try)."""
    key = key_by_code(case.id, code_of(typed))
    if is_enveloped(case.query_code):
        return key is not None
    return hmac.compare_digest(decrypt_code(case.id, case.query_code).encode(), code_of(typed).encode())
