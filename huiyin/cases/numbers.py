"""Numbers for people: ``{division6}{yyyyMMdd}{seq5}``, and a query code that has nothing to do with them."""

from __future__ import annotations

import hmac
import secrets
from datetime import date

from huiyin.cases.identity import decrypt_code
from huiyin.cases.models import Case
from huiyin.store.statements import answers
from huiyin.typed.petitions import code_of

# Letters and digits that nobody mistakes for another when read out or copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
_NEXT = (
    "INSERT INTO cases_numbercounter (prefix, last) VALUES (%s, 1)"
    " ON CONFLICT (prefix) DO UPDATE SET last = cases_numbercounter.last + 1 RETURNING last"
)


def next_number(code: str, day: date) -> str:
    """The next number of a division (its first six digits) on a day. Call it late: it holds the counter's row."""
    prefix = f"{code[:6]}{day:%Y%m%d}"
    ((last,),) = answers(_NEXT, [prefix])
    return f"{prefix}{last:05d}"


def new_query_code() -> str:
    """Eight characters, 40 bits of chance: enough behind a rate limit, short enough to write down."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_fits(case: Case, typed: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(decrypt_code(case.id, case.query_code).encode(), code_of(typed).encode())
