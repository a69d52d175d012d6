"""Key rotation (密钥轮换): everything encrypted under an older key is written anew under the current one.

Resumable: what is done is recognised by its key number, so a run that dies is simply run again. The old keys stay in
the ring, so that at no moment anything is unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from huiyin.cases.envelopes import context_of_key
from huiyin.cases.identity import FIELDS, context_of, context_of_code, ring
from huiyin.cases.models import Case, MatterKey, Party
from huiyin.papers.models import Service
from huiyin.papers.service import context_of as context_of_service
from huiyin.store.locks import writing
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.errors import VaultError
from huiyin.vault.fields import decrypt_bytes, encrypt_bytes, needs_rotation
from huiyin.vault.files import Rewritten, total

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Encrypted:
    """What a table keeps as ciphertext. Rooms above name theirs by path in the command ``rotate``.

    :param columns: the context of each column, from the row; it needs nothing of the row but ``needs`` and its key.
    """

    model: type[Model]
    columns: Mapping[str, Callable[[Any], str]]
    needs: tuple[str, ...] = ()

    def rewrite(self) -> Rewritten:
        """Write anew what was written under an older key, a batch at a time: nobody waits long for it."""
        return total(self._batch(keys) for keys in self._batches())

    def _batches(self) -> Iterator[list[int]]:
        last = 0
        rows = self.model._base_manager.order_by("pk").values_list("pk", flat=True)
        while keys := list(rows.filter(pk__gt=last)[:BATCH]):
            yield keys
            last = keys[-1]

    def _batch(self, keys: list[int]) -> Rewritten:
        with writing():
            rows = self.model._base_manager.select_for_update().filter(pk__in=keys)
            return total(self._row(row) for row in rows.only("pk", *self.columns, *self.needs))

    def _row(self, row: Model) -> Rewritten:
        anew: dict[str, bytes] = {}
        unreadable = 0
        for name in self.columns:
            try:
                anew |= self._anew(row, name)
            except VaultError:
                unreadable = 1
        if anew:
            self.model._base_manager.filter(pk=row.pk).update(**anew)
        return Rewritten(int(bool(anew)), unreadable)

    def _anew(self, row: Model, name: str) -> dict[str, bytes]:
        blob, context = bytes(getattr(row, name) or b""), self.columns[name](row)
        if not blob or is_enveloped(blob) or not needs_rotation(ring(), blob):
            return {}
        return {name: encrypt_bytes(ring(), decrypt_bytes(ring(), blob, context), context)}


def _party_context(name: str) -> Callable[[Party], str]:
    return lambda party: context_of(party.id, name)


PARTIES: Final = Encrypted(Party, {name: _party_context(name) for name in FIELDS})
QUERY_CODES: Final = Encrypted(Case, {"query_code": lambda case: context_of_code(case.id)})
SERVICES: Final = Encrypted(Service, {"words": context_of_service})
MATTER_KEYS: Final = Encrypted(MatterKey, {"ring": lambda row: context_of_key(row.case)})
