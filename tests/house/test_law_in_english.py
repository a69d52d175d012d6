"""Everything the law says on a screen has an English: sentences are checked with the templates, labels are here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polib

from huiyin.law.chart.organs import Level, OrganKind
from huiyin.law.check.sheets import SHEETS, Answer, Question
from huiyin.law.matter.figures import FIGURES, GROUPS
from huiyin.law.matter.forms import FORMS
from huiyin.law.matter.roots import names as root_names
from huiyin.law.sources.books import BOOKS
from huiyin.law.sources.tongues import told
from huiyin.law.terms import Term

PARTS = Path(__file__).parents[2] / "huiyin" / "house" / "locale" / "parts"


@cache
def english() -> set[str]:
    return {entry.msgid for part in PARTS.glob("*.en.po") for entry in polib.pofile(str(part)) if entry.msgstr}


def test_every_field_of_a_form_has_an_english_label_and_hint() -> None:
    said = {words for fields in FORMS.values() for field in fields for words in (field.label, field.hint) if words}
    assert said - english() == set()


def test_every_term_has_an_english_label() -> None:
    assert {term.label for kind in Term.__subclasses__() for term in kind} - english() == set()


def test_every_kind_and_level_of_organ_has_an_english_label() -> None:
    assert {each.label for each in (*OrganKind, *Level)} - english() == set()


def test_every_book_has_an_english_title() -> None:
    assert [book.title for book in BOOKS.values() if not told(book.title, "en")] == []


def test_every_list_kept_as_data_has_its_english() -> None:
    sheets = list(SHEETS.values())
    asked = {words for sheet in sheets for each in (*sheet.questions, *sheet.answers) for words in _words(each)}
    figures = {words for each in FIGURES.values() for words in (each.name, each.about, each.unit) if words}
    named = {*root_names().values(), *(sheet.title for sheet in sheets), *GROUPS.values()}
    assert {*named, *asked, *figures} - english() == set()


def _words(each: Question | Answer) -> tuple[str]:
    return (each.text,) if isinstance(each, Question) else (each.name,)
