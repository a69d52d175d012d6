"""The form of an act of any kind, drawn from its procedure and read back; what was typed stays in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict

from huiyin.desk.offered import called
from huiyin.desk.sheets import Drawn, Option
from huiyin.desk.staff import Desk
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.particulars import Field
from huiyin.law.words import P, Phrase
from huiyin.people.posts import people_of
from huiyin.record.kinds import Kind
from huiyin.record.snapshots import canonical
from huiyin.typed.wholes import row_id

#: How a kind of field is shown, where it is not by its own name.
SHOWN_AS: Mapping[str, str] = {"organ": "organ_named"}


@dataclass(frozen=True)
class Form:
    """One act's form.

    :param record: the id of the record, 0 for one that is to be opened; ``holder`` who has it.
    :param start: what stands in the fields before anybody typed.
    """

    kind: Kind
    act: Any
    desk: Desk
    record: int = 0
    holder: int = 0
    typed: QueryDict | None = None
    start: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.kind.procedure.needs(self.act)

    @cached_property
    def organs(self) -> list[Organ]:
        area, organs = self.desk.organ.area[:6], self.desk.world.chart.organs.values()
        near = sorted(organs, key=lambda each: (not each.code.startswith(area), each.code, each.id))
        return [each for each in near if each.id != self.desk.organ.id]

    def said(self, name: str) -> str:
        if self.typed is not None:
            return str(self.typed.get(name, ""))
        return str(self.start.get(name, ""))

    def drawn(self, wrong: Mapping[str, Phrase]) -> list[Drawn]:
        return [self._drawn(each, wrong.get(each.name)) for each in self.fields]

    def _drawn(self, each: Field, error: Phrase | None) -> Drawn:
        kind = SHOWN_AS.get(each.kind, each.kind)
        value = self._organ_said(each) if each.kind == "organ" else self.said(each.name)
        shown = (each.name, kind, each.label, each.required, each.hint, error, value)
        return Drawn(*shown, options=tuple(self._options(each)))

    def _organ_said(self, each: Field) -> str:
        if self.typed is not None:
            return self.said(f"{each.name}_typed")
        organ = self.desk.world.chart.organs.get(row_id(str(self.start.get(each.name, ""))) or 0)
        return organ.name if organ else ""

    def _options(self, each: Field) -> list[Option]:
        chosen = self.said(each.name)
        if each.kind == "choice":
            return [Option(value, words, value == chosen) for value, words in each.choices.items()]
        if each.kind == "person":
            people = people_of(self.holder or self.desk.organ.id, on=self.desk.today)
            return [Option(str(one.person), one.name, str(one.person) == chosen) for one in people]
        return []

    def read(self) -> tuple[dict[str, Any], dict[str, Phrase]]:
        """What was typed, and what of it this room cannot make sense of; the law checks the rest."""
        wrong: dict[str, Phrase] = {}
        given = {each.name: self._read(each, wrong) for each in self.fields}
        return {name: value for name, value in given.items() if value not in ("", None)}, wrong

    def _read(self, each: Field, wrong: dict[str, Phrase]) -> Any:
        if each.kind != "organ":
            return self.said(each.name).strip()
        typed = self.said(f"{each.name}_typed").strip()
        found = called(self.desk.world.chart.organs.values(), typed) if typed else None
        if typed and found is None:
            wrong[each.name] = P("没有找到叫“{name}”的机关，请写全称，或从下面选。", name=typed)
        return found

    def once(self, given: Mapping[str, Any]) -> str:
        """The idempotency key: the same person sending the same words from the same form counts once."""
        said = [self.desk.actor.person, self.record, self.act, self.said("_once"), self.said("_seen"), dict(given)]
        return "desk:" + hashlib.sha256(canonical(said).encode()).hexdigest()[:48]
