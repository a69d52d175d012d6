"""The form of an act of any kind, drawn from its procedure and read back; what was typed stays in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from huiyin.cases.materials import ACCEPT, store_all
from huiyin.desk.forms.drawn import Drawn, Option
from huiyin.desk.forms.rows import CELLS, Row, rows_of, typed_rows
from huiyin.desk.matter.offered import called
from huiyin.desk.staff import Desk
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.particulars import Field
from huiyin.law.words import P, Phrase
from huiyin.people.divisions import divisions_in
from huiyin.people.posts import people_of
from huiyin.record.kinds import Choices, Kind
from huiyin.record.snapshots import canonical
from huiyin.typed.wholes import row_id

__all__ = ["ACCEPT", "Form"]

#: Under what a file that was kept comes back with the form.
SALT = "huiyin.desk.records.files"
#: How a kind of field is shown, where it is not by its own name.
SHOWN_AS: Mapping[str, str] = {"organ": "organ_named"}
#: How what is chosen instead of being typed is drawn; several in one text stand apart by this.
CHOSEN_AS: Mapping[str, str] = {"line": "listed", "integer": "listed", "text": "choices"}
APART = "、"


@dataclass(frozen=True)
class Form:
    """One act's form.

    :param record: the id of the record, 0 for one that is to be opened; ``holder`` who has it.
    :param start: what stands in the fields before anybody typed.
    :param choices: what is chosen from, by the name of its field, instead of being typed.
    :param uploads: the files that came with it, by the name of their field.
    """

    kind: Kind
    act: Any
    desk: Desk
    record: int = 0
    holder: int = 0
    typed: QueryDict | None = None
    start: Mapping[str, Any] = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)
    uploads: Mapping[str, Sequence[UploadedFile[bytes]]] = field(default_factory=dict)

    @property
    def takes_files(self) -> bool:
        return any(each.kind == "files" for each in self.fields)

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
        kind = CHOSEN_AS[each.kind] if each.name in self.choices else SHOWN_AS.get(each.kind, each.kind)
        value = self._organ_said(each) if each.kind == "organ" else self.said(each.name)
        hint = "" if each.name in self.choices else each.hint
        shown = (each.name, kind, each.label, each.required, hint, error, value)
        return Drawn(*shown, options=tuple(self._options(each)), rows=tuple(self._rows(each)))

    def _organ_said(self, each: Field) -> str:
        if self.typed is not None:
            return self.said(f"{each.name}_typed")
        organ = self.desk.world.chart.organs.get(row_id(str(self.start.get(each.name, ""))) or 0)
        return organ.name if organ else ""

    def _options(self, each: Field) -> list[Option]:
        chosen = self.said(each.name)
        if each.name in self.choices:
            among = self._several(each.name) if each.kind == "text" else [chosen]
            return [Option(value, words, value in among) for value, words in self.choices[each.name]]
        if each.kind == "files":
            kept = self.kept.get(each.name, [])
            return [Option(signing.dumps(file, salt=SALT), file["name"], True) for file in kept]
        if each.kind == "place":
            places = divisions_in(self.desk.organ.area)
            return [Option(code, path, chosen.ljust(len(code), "0") == code) for code, path in places]
        if each.kind == "choices":
            ticked = self._several(each.name)
            return [Option(value, words, value in ticked) for value, words in each.choices.items()]
        if each.kind == "choice":
            return [Option(value, words, value == chosen) for value, words in each.choices.items()]
        if each.kind == "person":
            people = people_of(self.holder or self.desk.organ.id, on=self.desk.today)
            return [Option(str(one.person), one.name, str(one.person) == chosen) for one in people]
        return []

    def _several(self, name: str) -> list[str]:
        if self.typed is not None:
            return [str(value) for value in self.typed.getlist(name)]
        said = self.start.get(name) or ()
        return said.split(APART) if isinstance(said, str) else list(said)

    def _rows(self, each: Field) -> list[Row]:
        if each.kind not in CELLS:
            return []
        return rows_of(each, typed_rows(each, self.typed) if self.typed is not None else self.start.get(each.name))

    def read(self) -> tuple[dict[str, Any], dict[str, Phrase]]:
        """What was typed, and what of it this room cannot make sense of; the law checks the rest."""
        wrong: dict[str, Phrase] = {}
        given = {each.name: self._read(each, wrong) for each in self.fields}
        return {name: value for name, value in given.items() if value not in ("", None, [])}, wrong

    @cached_property
    def kept(self) -> dict[str, list[dict[str, Any]]]:
        """The files of each field, those of an earlier try among them: whatever is refused, nothing is chosen twice."""
        return {each.name: self._files(each) for each in self.fields if each.kind == "files" and self.typed is not None}

    def _files(self, each: Field) -> list[dict[str, Any]]:
        assert self.typed is not None
        try:
            before = [signing.loads(one, salt=SALT) for one in self.typed.getlist(f"{each.name}_kept")]
        except signing.BadSignature:
            before = []
        kept, self.unwelcome[each.name] = store_all(self.uploads.get(each.name, ()), already=len(before))
        return [*before, *(asdict(file) for file in kept)]

    @cached_property
    def unwelcome(self) -> dict[str, list[Phrase]]:
        """What was not kept of the files, and why."""
        return {}

    def _read(self, each: Field, wrong: dict[str, Phrase]) -> Any:
        if each.kind == "files":
            files = self.kept.get(each.name, [])
            if self.unwelcome.get(each.name):
                wrong[each.name] = self.unwelcome[each.name][0]
            return files
        if each.kind in CELLS:
            return typed_rows(each, self.typed)
        if each.kind == "choices":
            return self._several(each.name)
        if each.kind == "text" and each.name in self.choices:
            return APART.join(self._several(each.name))
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
