"""./run law check, diff, schema, table: read a folder of the law, compare two rule books, write what is published.

How a folder is written: docs/law.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from huiyin.house.config import ROOT
from huiyin.law import danger_lines, subjects
from huiyin.law.accused import lines as accusing
from huiyin.law.assessment import formulas
from huiyin.law.chart import route_shapes
from huiyin.law.chart.routes import ROUTES
from huiyin.law.check import sheets
from huiyin.law.dispute import measures
from huiyin.law.matter import cost, documents, figures, roots, signs
from huiyin.law.matter.procedure import MATTER
from huiyin.law.sources import address, bookfiles, books, files
from huiyin.law.sources.articles import LAW, LAWS
from huiyin.law.sources.shapes import Record, Schema
from huiyin.law.trial.differences import differences
from huiyin.law.trial.table import as_markdown

TABLE = ROOT / "docs" / "acts.md"
SCHEMAS: dict[str, Record] = {
    "law": LAW, "book": bookfiles.BOOK, "routes": route_shapes.FILE, "signs": signs.FILE, "roots": roots.FILE,
    "sheets": sheets.FILE, "disputes": measures.FILE, "indicators": formulas.FILE,
    "address": address.FILE, "cost": cost.FILE, "figures": figures.FILE, "documents": documents.FILE,
    "dangers": danger_lines.FILE, "accusing": accusing.FILE, "subjects": subjects.FILE,
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run law", description=__doc__)
    parser.add_argument("--books", type=Path, metavar="DIR", help="an office's own folder, read after ours")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="say what there is, or what is wrong").add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="the same as --books DIR"
    )
    compare = commands.add_parser("diff", help="what two books say differently")
    compare.add_argument("before")
    compare.add_argument("after")
    compare.add_argument("--books", dest="more", type=Path, metavar="DIR", help="an office's own folder")
    commands.add_parser("schema", help="write data/law/schema")
    commands.add_parser("table", help="write docs/acts.md, the table of acts as picture and text")
    given = parser.parse_args(arguments)
    folder = given.books or getattr(given, "folder", None) or getattr(given, "more", None)
    try:
        if folder is not None:
            files.also(folder)
    except files.BadFile as fault:
        print(fault, file=sys.stderr)
        return 1
    match given.command:
        case "check":
            return check()
        case "diff":
            return diff(given.before, given.after)
        case "schema":
            return write(files.OURS / "schema")
    TABLE.write_text(as_markdown(MATTER), encoding="utf-8")
    return 0


def check() -> int:
    """Everything that was read, on the standard output."""
    for law in LAWS.values():
        print(f"law    {law.key:<14} {law.title}（{law.adopted}）")
    for book in books.BOOKS.values():
        until = f" – {book.repealed_on}" if book.repealed_on else ""
        print(f"book   {book.key:<14} {book.title}: {book.in_force}{until}")
    for root in roots.ROOTS.values():
        print(f"root   {root.key:<14} {root.name}")
    for sheet in sheets.SHEETS.values():
        print(f"sheet  {sheet.key:<14} {sheet.title} {sheet.version}")
    for year, formula in formulas.formulas().items():
        print(f"indicators {year}       {formula['title']}")
    for route in ROUTES.values():
        print(f"route  {route.key:<14} {route.name}")
    return 0


def diff(before: str, after: str) -> int:
    """What two books say differently, in words."""
    try:
        pair = books.book(before), books.book(after)
    except (LookupError, TypeError, ValueError):
        print(f"There are these books: {', '.join(books.BOOKS)}", file=sys.stderr)
        return 1
    print(f"# {pair[0].title} → {pair[1].title}")
    for group in differences(*pair):
        print(f"\n## {group.title}\n")
        for row in group.rows:
            print(f"- {row.what}：{row.before} → {row.after}")
    return 0


def schemas() -> dict[str, Schema]:
    """The published schema, a JSON Schema for each sort of file."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {name: {**head, "title": name, **shape.schema()} for name, shape in SCHEMAS.items()}


def write(folder: Path) -> int:
    """Write the schema where it is published."""
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
