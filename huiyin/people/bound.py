"""Which tables are bound to a chain, by which columns, and what a journal holds of a row (绑定)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from huiyin.people.keyring import ring
from huiyin.store.enveloped import Enveloped
from huiyin.vault import binding
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.errors import VaultError
from huiyin.vault.fields import decrypt_bytes
from huiyin.vault.opening import stored

#: Table, then the key of each row, then its commitment; ``None`` says that the row is gone.
Ties = dict[str, dict[str, str | None]]


@dataclass(frozen=True, eq=False)
class Bound:
    """A table whose rows are bound.

    :param but: columns that change without anybody answering for it, each with its reason in the table's own room.
    :param secret: columns that are ciphertext, with what each is bound to.
    :param ledger: the ledger that binds them; 0 for rows that the events of a record bring.
    :param later: bound since a later version than its ledger, which then says by itself that it has begun.
    :param fleeting: opens something for a while; backups leave the rows out, and after a restore they are gone.
    :param whose: the column that names the person whose account it is, for what an account act binds anew.
    :param added: columns that came later: at their default they are left out, so that rows bound before still fit.
    :param once: what columns were called when the first rows were bound, so that those still fit.
    """

    model: type[Model]
    but: frozenset[str] = frozenset()
    secret: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    ledger: int = 0
    whose: str = ""
    once: Mapping[str, str] = field(default_factory=dict)
    added: frozenset[str] = frozenset()
    fleeting: bool = False
    later: bool = False

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(each.attname for each in self.model._meta.concrete_fields if each.attname not in self.but)

    def tie(self, row: Model) -> str:
        return binding.commitment(ring(), self._place(row), self._said(row))

    def fits(self, row: Model, kept: object) -> bool:
        """Whether the row is as it was when it was bound; what cannot be opened is not."""
        try:
            return binding.fits(ring(), kept, self._place(row), self._said(row))
        except VaultError:
            return False

    def _place(self, row: Model) -> str:
        return f"{self.table}:{row.pk}"

    def _said(self, row: Model) -> dict[str, object]:
        said = {self.once.get(name, name): self._value(row, name) for name in self.columns}
        fields = ((name, self.model._meta.get_field(name)) for name in self.added)
        empty = {name for name, column in fields if said[name] == column.get_default()}  # type: ignore[union-attr]
        return {name: value for name, value in said.items() if name not in empty}

    def _value(self, row: Model, name: str) -> object:
        value = getattr(row, name)
        if name in self.secret and value and not is_enveloped(value):
            return decrypt_bytes(ring(), bytes(value), self.secret[name](row))
        return stored(value)


BOUND: dict[type[Model], Bound] = {}
"""All of them, filled by huiyin.house.records."""


def put_in(row: Model, words: Callable[[str], str], file: Callable[[bytes], bytes]) -> bool:
    """Put what a bound row holds of words into the envelope of a report, not written yet; whether anything changed.

    :param words: how words lie in it, ``file`` how bytes do; what lay under the key ring is opened for that.
    """
    bound = BOUND.get(type(row))
    if bound is None:
        return False
    before = {name: stored(getattr(row, name)) for name in bound.columns}
    for name, value in before.items():
        if isinstance(row._meta.get_field(name), Enveloped) and value:
            setattr(row, name, words(value))
        elif name in bound.secret and value and not is_enveloped(value):
            setattr(row, name, file(decrypt_bytes(ring(), bytes(value), bound.secret[name](row))))
    return any(stored(getattr(row, name)) != value for name, value in before.items())


def fill(all_of_them: Iterable[Bound]) -> None:
    BOUND.update({each.model: each for each in all_of_them})


def of_ledger(ledger: int) -> Iterator[Bound]:
    """The tables that a ledger binds; 0 for those that the events of records bring."""
    return (each for each in BOUND.values() if each.ledger == ledger)


def ledger_of(model: type[Model]) -> int:
    """The ledger that binds a table."""
    return BOUND[model].ledger


def ties(rows: Iterable[Model], gone: Iterable[Model] = ()) -> Ties:
    """What a journal holds of these rows; nothing of rows whose table is not bound."""
    found: Ties = {}
    for row in rows:
        if (bound := BOUND.get(type(row))) is not None:
            found.setdefault(bound.table, {})[str(row.pk)] = bound.tie(row)
    for row in gone:
        if type(row) in BOUND:
            found.setdefault(row._meta.db_table, {})[str(row.pk)] = None
    return found
