"""Small files that grow without end when they are opened."""

from __future__ import annotations

import io
import zipfile
import zlib

CONTENT = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/{}/2006/relationships"


def sheet_with_a_far_corner(corner: str = "XFD1048576") -> bytes:
    """A workbook of a kilobyte whose one cell lies so far out that the table up to it has 17 billion cells."""
    cell = f'<c r="A1"><v>1</v></c></row><row r="{corner.lstrip("XFD")}"><c r="{corner}"><v>1</v></c>'
    return workbook(f'<sheetData><row r="1">{cell}</row></sheetData>')


def sheet_that_unpacks_to_gigabytes(rows: int = 3_000_000) -> bytes:
    """A workbook of few kilobytes whose rows go on and on."""
    row = '<row><c t="inlineStr"><is><t>' + "啊" * 400 + "</t></is></c></row>"
    return workbook("<sheetData>" + row * (rows // 100) + "</sheetData>")


def workbook(inside: str) -> bytes:
    parts = {
        "[Content_Types].xml": CONTENT.format(
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}worksheet+xml"/>'
        ),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS.format("officeDocument")}">'
        '<sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}">{inside}</worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{RELATIONS.format("package")}">'
        f'<Relationship Id="r1" Type="{RELATIONS.format("officeDocument")}/{kind}" Target="{target}"/></Relationships>'
    )


def pdf_with_a_huge_picture(side: int = 30_000) -> bytes:
    """A PDF of kilobytes with one picture on its page that unpacks to gigabytes."""
    return _pdf(_picture(side), b"q 200 0 0 200 0 0 cm /I Do Q", b"/XObject << /I 4 0 R >>")


def _picture(side: int) -> bytes:
    squeeze = zlib.compressobj(9)
    line = bytes(side * 3)
    packed = zlib.compress(b"".join([*(squeeze.compress(line) for _ in range(side)), squeeze.flush()]), 9)
    head = f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceRGB /BitsPerComponent 8"
    filters = f"/Filter [/FlateDecode /FlateDecode] /Length {len(packed)}"
    return f"4 0 obj << {head} {filters} >> stream\n".encode() + packed + b"\nendstream endobj\n"


def _pdf(more: bytes, content: bytes, resources: bytes) -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 6 0 R /Resources << "
        + resources
        + b" >> >> endobj\n"
        + more
        + f"6 0 obj << /Length {len(content)} >> stream\n".encode()
        + content
        + b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF"
    )
