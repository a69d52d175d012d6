"""The same document as DOCX, for offices that edit in WPS or Word (GB/T 9704-2012 page, lines and characters)."""

from __future__ import annotations

import io
from typing import Any, Final

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run
from PIL import Image

from huiyin.papers.document import (
    MASTHEAD,
    Bars,
    Blank,
    Block,
    Document,
    Format,
    Heading,
    Paragraph,
    Table,
    ToSign,
    long_day,
)
from huiyin.papers.drawing import clean, fonts_here
from huiyin.papers.seals import DRAFT

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LEVELS: Final = {1: HEI, 2: KAI}
RED: Final = RGBColor(0xE6, 0x00, 0x12)
PITCH: Final = Pt(28.95)
SIZE: Final = 16
LARGE: Final = 18
#: In millimetres, within its cell.
LONGEST_BAR: Final = 32


def as_docx(document: Document, *, sealed: bool = False) -> bytes:
    """The document as DOCX.

    :param sealed: leave out the mark of an unsealed draft.
    """
    document = clean(document, fonts_here())
    word = new_document()
    _page(word, document)
    if not sealed and document.format is not Format.PLAIN:
        _mark(word)
    _head(word, document)
    size = LARGE if document.format is Format.PLAIN else SIZE
    if document.to:
        _line(word, document.to, size=size)
    for block in document.blocks:
        _block(word, block, size)
    _foot(word, document, size)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _page(word: Any, document: Document) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    grid = _grid(section)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    style = word.styles["Normal"]
    style.font.name, style.font.size = FANG, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    # 28 characters of 16 points are 2 mm too wide for the line: each gives up a fifth of a point.
    _property(style.element.rPr, "spacing", val="-4")
    _property(style.element.rPr, "lang", val="zh-CN", eastAsia="zh-CN")
    word.core_properties.title, word.core_properties.author = document.title, document.organ
    word.core_properties.language = "zh-CN"
    _page_number(section.footer.paragraphs[0])


def _grid(section: Any) -> Any:
    found = section._sectPr.find(qn("w:docGrid"))
    if found is None:
        found = OxmlElement("w:docGrid")
        section._sectPr.append(found)
    return found


def _property(properties: Any, name: str, **values: str) -> None:
    found = properties.find(qn(f"w:{name}"))
    if found is None:
        found = OxmlElement(f"w:{name}")
        properties.append(found)
    for key, value in values.items():
        found.set(qn(f"w:{key}"), value)


def _page_number(line: Line) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for kind, text in (("", "— "), ("begin", ""), ("instr", "PAGE"), ("end", ""), ("", " —")):
        run = line.add_run(text if not kind else "")
        _face(run, SONG, 14)
        if kind in ("begin", "end"):
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._r.append(char)
        elif kind == "instr":
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)


def _mark(word: Any) -> None:
    line = word.sections[0].header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(line.add_run(DRAFT), HEI, 14, bold=True)


def _head(word: Any, document: Document) -> None:
    match document.format:
        case Format.DOCUMENT:
            _organ(word, document, before=Mm(25))
            _line(word, document.number or " ", align=WD_ALIGN_PARAGRAPH.CENTER, rule=True)
            _line(word, "")
        case Format.BULLETIN:
            line = word.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _face(line.add_run(" ".join(MASTHEAD)), TITLE, 54, bold=True, colour=RED)
            _line(word, document.number or " ", align=WD_ALIGN_PARAGRAPH.CENTER)
            below = _line(word, f"{document.organ}\t{long_day(document.on)}", rule=True)
            below.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
            _line(word, "")
        case Format.LETTER:
            _organ(word, document, before=Mm(0), rule=True)
            below = _line(word, document.number, align=WD_ALIGN_PARAGRAPH.RIGHT)
            below.paragraph_format.space_before = Pt(SIZE * 7 / 8)
            _line(word, "")
    _title(word, document.title)
    if document.number and document.format in (Format.RECORD, Format.PLAIN):
        _line(word, document.number, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(word, "")


def _organ(word: Any, document: Document, before: Any, rule: bool = False) -> None:
    largest = 44 if document.format is Format.DOCUMENT else 30
    fitted = min(largest, 440 / max(len(document.organ), 1))
    line = word.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = before
    _face(line.add_run(document.organ), TITLE, fitted, bold=True, colour=RED)
    if rule:
        _rule(line, "thickThinSmallGap", 24)


def _title(word: Any, text: str) -> None:
    line = word.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(line.add_run(text), TITLE, 22, bold=True)


def _block(word: Any, block: Block, size: int) -> None:
    match block:
        case Heading():
            _line(word, block.text, indent=2, face=LEVELS.get(block.level, FANG), bold=block.level == 1, size=size)
        case Paragraph():
            line = _line(word, "", indent=0 if block.flush else 2, size=size)
            if block.lead:
                _face(line.add_run(block.lead), HEI, size, bold=True)
            _face(line.add_run(block.text), FANG, size)
        case Table():
            _table(word, block)
        case Bars():
            _bars(word, block)
        case Blank():
            for _ in range(block.lines):
                _line(word, "")
        case ToSign():
            _line(word, "　　　　　　".join(block.labels), size=size)


def _table(word: Any, block: Table) -> None:
    columns = len(block.widths)
    table = word.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    for row in ((block.head,) if block.head else ()) + block.rows:
        cells = table.add_row().cells
        for at, text in enumerate(row):
            cell = cells[at]
            if at == len(row) - 1 and len(row) < columns:
                cell = cell.merge(cells[columns - 1])
            bold = row is block.head or (block.keyed and at % 2 == 0)
            form = cell.paragraphs[0].paragraph_format
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(20)
            _face(cell.paragraphs[0].add_run(text), HEI if bold else FANG, 14, bold=row is block.head)
    whole = sum(block.widths)
    for column, part in zip(table.columns, block.widths, strict=True):
        column.width = Mm(156 * part / whole)


def _bars(word: Any, block: Bars) -> None:
    """The table of figures; the bar of each row is a picture as long as its share, and says so to whoever hears it."""
    _table(word, Table((6, 4, 7), tuple((name, "", said) for name, said, _ in block.rows), head=block.head))
    for row, (name, said, long) in zip(word.tables[-1].rows[1:], block.rows, strict=True):
        if long > 0:
            run = row.cells[1].paragraphs[0].add_run()
            shape = run.add_picture(_plain_bar(), width=Mm(max(1, LONGEST_BAR * long / 1000)), height=Mm(4))
            shape._inline.docPr.set("descr", f"{name}：{said}")


def _plain_bar() -> io.BytesIO:
    """One grey point, stretched where it is put."""
    file = io.BytesIO()
    Image.new("L", (1, 1), 90).save(file, "PNG")
    file.seek(0)
    return file


def _foot(word: Any, document: Document, size: int) -> None:
    for at, name in enumerate(document.attachments):
        _line(word, f"{'附件：' if at == 0 else '　　　'}{name}", indent=2, size=size)
    if document.signed:
        _line(word, "")
        for text in (document.signed, long_day(document.on)):
            line = _line(word, text, align=WD_ALIGN_PARAGRAPH.RIGHT, size=size)
            line.paragraph_format.right_indent = Pt(4 * SIZE)
            line.paragraph_format.keep_with_next = text == document.signed
    if document.note:
        _line(word, document.note, size=size)
    if document.copies:
        _rule(_line(word, document.copies, size=14), "single", 6, edge="top")
    if document.printed_by:
        _rule(_line(word, f"{document.printed_by}　　{long_day(document.on)}印发", size=14), "single", 6, edge="top")


def _line(
    word: Any,
    text: str,
    *,
    indent: int = 0,
    align: WD_ALIGN_PARAGRAPH | None = None,
    face: str = FANG,
    bold: bool = False,
    size: int = SIZE,
    rule: bool = False,
) -> Line:
    line: Line = word.add_paragraph()
    form = line.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    form.first_line_indent = Pt(indent * size) if indent else None
    if align is not None:
        line.alignment = align
    if text:
        _face(line.add_run(text), face, size, bold=bold)
    if rule:
        _rule(line, "single", 14)
    return line


def _face(run: Run, name: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    run.font.name, run.font.size, run.font.bold = name, Pt(size), bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if colour is not None:
        run.font.color.rgb = colour


def _rule(line: Line, kind: str, eighths: int, edge: str = "bottom") -> None:
    """A rule under (or over) a line, in eighths of a point; red under a head, black in the imprint."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{edge}")
    for name, value in (
        ("val", kind),
        ("sz", str(eighths)),
        ("space", "8"),
        ("color", "E60012" if eighths > 6 else "000000"),
    ):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    line._p.get_or_add_pPr().append(borders)
