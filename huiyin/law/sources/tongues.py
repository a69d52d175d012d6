"""What files of the law say in other languages, beside the Chinese; an office's own files bring theirs along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final

import yaml

from huiyin.law.sources.shapes import Schema, Spot, Table, Text

#: Codes of languages as files of translations have them (docs/translating.md).
_LANGUAGE: Final = Text("", "[a-z]{2}(?:-[a-z]{4})?", "en")
_ALONE: Final = Text()
_SEVERAL: Final = Table(_ALONE, _LANGUAGE)
_told: dict[str, Mapping[str, str]] = {}


def tell(chinese: str, others: Mapping[str, str]) -> None:
    """Keep what a Chinese sentence is in other languages; who says it first is heard."""
    if others:
        _told[chinese] = {**others, **_told.get(chinese, {})}


def told(chinese: str, language: str) -> str | None:
    """What a sentence of a file is in a language; ``None`` where no file says it."""
    return _told.get(chinese, {}).get(language)


def _holes(words: str) -> set[str | None]:
    try:
        return {name for _, name, _, _ in Formatter().parse(words)} - {None}
    except ValueError:
        return {None}


@dataclass(frozen=True, slots=True)
class Words:
    """Words in Chinese alone, or in several languages by their codes, ``zh`` among them."""

    about: str = ""

    def read(self, at: Spot) -> str:
        """The Chinese; what it is in other languages is kept aside."""
        if isinstance(at.node, yaml.ScalarNode):
            return _ALONE.read(at)
        said = _SEVERAL.read(at)
        if "zh" not in said:
            raise at.wrong("'zh' is missing")
        chinese: str = said.pop("zh")
        for language, words in said.items():
            if _holes(words) != _holes(chinese):
                raise at.wrong(f"{language!r} has other holes than 'zh'")
        tell(chinese, said)
        return chinese

    def schema(self) -> Schema:
        about = {"description": self.about} if self.about else {}
        return {**about, "anyOf": [_ALONE.schema(), {**_SEVERAL.schema(), "required": ["zh"]}]}
