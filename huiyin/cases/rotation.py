"""Key rotation (密钥轮换): everything encrypted under an older key is written anew under the current one.

Resumable: what is done is recognised by its key number, so a run that dies is simply run again.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from huiyin.cases.identity import FIELDS, decrypt_code, encrypt_code, open_identity, ring, seal_identity
from huiyin.cases.locks import writing
from huiyin.cases.models import Case, Party
from huiyin.vault.fields import needs_rotation

BATCH = 200


def reencrypt() -> tuple[int, int]:
    """Write identities and query codes anew under the current key.

    :returns: how many parties and how many query codes were rewritten.
    """
    return sum(_parties(ids) for ids in _batches(Party.objects.all())), sum(
        _codes(ids) for ids in _batches(Case.objects.all())
    )


def _batches(rows: QuerySet[Party] | QuerySet[Case]) -> Iterator[list[int]]:
    last = 0
    while ids := list(rows.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def _parties(ids: list[int]) -> int:
    with writing():
        old = [party for party in Party.objects.select_for_update().filter(id__in=ids) if _is_old(party)]
        for party in old:
            seal_identity(party, open_identity(party))
            party.save(update_fields=FIELDS)
    return len(old)


def _is_old(party: Party) -> bool:
    blobs = (getattr(party, name) for name in FIELDS)
    return any(needs_rotation(ring(), bytes(blob)) for blob in blobs if blob)


def _codes(ids: list[int]) -> int:
    with writing():
        rows = Case.objects.select_for_update().filter(id__in=ids).only("id", "query_code")
        old = [case for case in rows if needs_rotation(ring(), bytes(case.query_code))]
        for case in old:
            anew = encrypt_code(case.id, decrypt_code(case.id, case.query_code))
            Case.objects.filter(id=case.id).update(query_code=anew)
    return len(old)
