"""The proof sheet (文书校样): what every paper says in every variant, for a lawyer to read in an hour.

Under the national book each variant stands once, whole; under every other book only the lines that differ, each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from huiyin.law.sources.books import BOOKS, NATIONAL_BOOKS, RuleBook
from huiyin.papers.document import Block, Document, Format, Heading, Paragraph, Table, ToSign
from huiyin.papers.instruments import compose, title_of
from huiyin.papers.kinds import Kind
from huiyin.papers.variants import Variant, variants

TITLE = "文书校样"
ABOUT = (
    "每一种文书在每一种法定情形下（类别、意见、结论、理由、途径、来件方式、规则书）写的话，事实都是虚构的。"
    "全国条例下全文照录，其他规则书下只列不同的行，每行一次。"
    "由 ./run papers --proof docs/papers/proof.md 生成，有测试核对它是新的；"
    "要打印，就用 ./run papers --proof proof.pdf。"
)


def lines(variant: Variant) -> list[str]:
    """What the paper says, block by block."""
    document = compose(variant.facts)
    head = [document.to] if document.to else []
    copies = [document.copies] if document.copies else []
    return [*head, *(line for block in document.blocks for line in _block(block)), *copies]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield f"{block.lead}{block.text}"
        case Table():
            yield from ("｜".join(cell.replace("\n", " ") for cell in row) for row in (block.head, *block.rows) if row)
        case ToSign():
            yield "　".join(block.labels)


def chapters() -> Iterator[tuple[str, list[str]]]:
    """Title and lines of every variant: the whole under the national book, the difference under each other one."""
    national = BOOKS[NATIONAL_BOOKS[0]]
    whole = {(each.kind, each.name): lines(each) for each in variants(national)}
    for each in variants(national):
        yield _title(each), whole[(each.kind, each.name)]
    for book in BOOKS.values():
        if book is not national:
            yield from _differences(book, whole)


def _differences(book: RuleBook, whole: dict[tuple[Kind, str], list[str]]) -> Iterator[tuple[str, list[str]]]:
    said: set[str] = set()
    for each in variants(book):
        known = whole.get((each.kind, each.name), [])
        fresh = [line for line in lines(each) if line not in known and line not in said]
        said.update(fresh)
        if fresh:
            yield f"{book.title}：{_title(each)}", fresh


def _title(variant: Variant) -> str:
    title = title_of(variant.facts)
    return f"{title}（{variant.name}）" if variant.name else title


def as_markdown() -> str:
    """The sheet as text."""
    parts = (f"## {title}\n\n" + "\n\n".join(said) for title, said in chapters())
    return f"# {TITLE}\n\n{ABOUT}\n\n" + "\n\n".join(parts) + "\n"


def as_document() -> Document:
    """The sheet as a document to be drawn."""
    blocks: list[Block] = [Paragraph(ABOUT)]
    for title, said in chapters():
        blocks += [Heading(title), *(Paragraph(line) for line in said)]
    return Document(Format.RECORD, TITLE, TITLE, date(2026, 11, 29), tuple(blocks))
