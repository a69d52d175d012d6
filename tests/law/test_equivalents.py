"""A book answers for every article that an act, a guard or a paper cites, or it does not load."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.law.sources.articles import LAWS, Citation
from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.sources.meanings import CITED
from huiyin.law.sources.statutes import exists, parse
from huiyin.law.sources.summaries import summary

ROOT = Path(__file__).parents[2]
ROOMS = ("huiyin/law", "huiyin/papers", "huiyin/record", "huiyin/portal/public")
TEXTS = ROOT.parent / "shared" / "data" / "law"
OTHERS = [book for book in BOOKS.values() if book.equivalents]


def cited_in_code() -> Iterator[tuple[str, Citation]]:
    """Every place of the national regulation that a call in these rooms names in figures."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            place = _place(node) if isinstance(node, ast.Call) else []
            if place and place[0] is not None:
                yield path.name, Citation("xf2022", place[0], *place[1:])


def _place(call: ast.Call) -> list[int | None]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    args = call.args[1:] if name == "cite" and ast.unparse(call.args[0]) == "'xf2022'" else call.args
    if name not in ("cite", "xf", "_xf", "law", "own"):
        return []
    said = [each.value if isinstance(each, ast.Constant) else "" for each in args]
    figures = [each for each in said if each is None or isinstance(each, int)]
    return figures if len(figures) == len(said) else []


def test_every_place_that_the_code_cites_is_in_the_table() -> None:
    assert sorted({(name, place.key) for name, place in cited_in_code() if place not in CITED}) == []


@pytest.mark.parametrize("book", OTHERS, ids=lambda book: book.key)
def test_every_equivalent_can_be_explained(book: RuleBook) -> None:
    assert [said.key for said in book.equivalents.values() if summary(said) is None] == []


@pytest.mark.parametrize("book", OTHERS, ids=lambda book: book.key)
def test_every_equivalent_stands_in_the_text(book: RuleBook) -> None:
    if not TEXTS.is_dir():
        pytest.skip("absent: the texts of the laws (../shared/data/law)")
    texts = {key: parse((TEXTS / f"{LAWS[key].file_stem}.md").read_text()) for key in ("xf2022", book.law)}
    assert [said.key for said in book.equivalents.values() if not exists(texts[said.law], said)] == []


def test_the_national_book_speaks_for_itself() -> None:
    assert {BOOKS["cn-2022"].own(place) for place in CITED} == CITED
