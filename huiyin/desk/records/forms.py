"""The form of an act of any kind, drawn from its procedure and read back; what was typed stays in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Final

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from huiyin.cases.materials import ACCEPT, store_all
from huiyin.desk.offered import called
from huiyin.desk.sheets import Drawn, Option
from huiyin.desk.staff import Desk
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.particulars import Field
from huiyin.law.words import P, Phrase
from huiyin.people.posts import people_of
from huiyin.record.kinds import Kind
from huiyin.record.snapshots import canonical

#: How a kind of field is shown, where it is not by its own name.
SHOWN_AS: Mapping[str, str] = {"organ": "organ_named"}


_SALT: Final = "huiyin.desk.record-files"


def _opened(token: str) -> dict[str, Any] | None:
    """A file that this form was given before; nothing where somebody wrote the token themselves."""
    try:
        return dict(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None


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
    uploads: MultiValueDict[str, UploadedFile[bytes]] = field(default_factory=MultiValueDict)
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
        if each.kind == "files":
            kept = tuple(Option(signing.dumps(row, salt=_SALT), row["name"], True) for row in self._kept(each))
            return Drawn(each.name, kind, each.label, each.required, each.hint, error, ACCEPT, kept)
        value = self._organ_said(each) if each.kind == "organ" else self.said(each.name)
        shown = (each.name, kind, each.label, each.required, each.hint, error, value)
        return Drawn(*shown, options=tuple(self._options(each)))

    def _organ_said(self, each: Field) -> str:
        if self.typed is not None:
            return self.said(f"{each.name}_typed")
        organ = self.desk.world.chart.organs.get(self.start.get(each.name, 0))
        return organ.name if organ else ""

    def _options(self, each: Field) -> list[Option]:
        chosen = self.said(each.name)
        if each.kind == "choice" and each.terms:
            return [Option(term.value, term.label, term.value == chosen) for term in each.terms]
        if each.kind == "person":
            people = people_of(self.holder, on=self.desk.today)
            return [Option(str(one.person), one.name, str(one.person) == chosen) for one in people]
        return []

    def read(self) -> tuple[dict[str, Any], dict[str, Phrase]]:
        """What was typed, and what of it this room cannot make sense of; the law checks the rest."""
        wrong: dict[str, Phrase] = {}
        given = {each.name: self._read(each, wrong) for each in self.fields}
        return {name: value for name, value in given.items() if value not in ("", None, [])}, wrong

    @property
    def with_files(self) -> bool:
        return any(each.kind == "files" for each in self.fields)

    def _kept(self, each: Field) -> list[dict[str, Any]]:
        """What was handed in before the form came back; newly kept files stand in it, too."""
        tokens = self.typed.getlist(f"{each.name}_kept") if self.typed is not None else ()
        return [row for token in tokens if (row := _opened(token))] + self._stored.get(each.name, [])

    @cached_property
    def _stored(self) -> dict[str, list[dict[str, Any]]]:
        """The files that came with this request, each kept once however often it is asked for."""
        return {}

    def _read_files(self, each: Field, wrong: dict[str, Phrase]) -> list[dict[str, Any]]:
        before = self._kept(each)
        stored, unwelcome = store_all(self.uploads.getlist(each.name), already=len(before))
        self._stored[each.name] = [asdict(file) for file in stored]
        if unwelcome:
            wrong[each.name] = unwelcome[0]
        return self._kept(each)

    def _read(self, each: Field, wrong: dict[str, Phrase]) -> Any:
        if each.kind == "files":
            return self._read_files(each, wrong)
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
