"""What stands in the archive, described for machines as METS (Library of Congress), with Dublin Core and fixity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree import ElementTree as ET

METS, XLINK, DC = "http://www.loc.gov/METS/", "http://www.w3.org/1999/xlink", "http://purl.org/dc/elements/1.1/"
JOURNAL: Final = "journal/journal.jsonl"
#: What a Chinese archive asks besides (DA/T 46-2009, DA/T 48-2009): names of its metadata, spelt as there.
ARCHIVE: Final = "urn:huiyin:archive:1"
for _prefix, _space in (("mets", METS), ("xlink", XLINK), ("dc", DC), ("ar", ARCHIVE)):
    ET.register_namespace(_prefix, _space)


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of the archive.

    :param group: ``papers``, ``materials``, ``exhibits``, ``words``, ``linked``, ``journal`` or ``record``.
    :param label: what people call it.
    """

    group: str
    place: str
    label: str
    media_type: str
    size: int
    sha256: str


def described(
    number: str, title: str, organ: str, made_at: datetime, files: Iterable[Kept], known: Mapping[str, str]
) -> bytes:
    """The description of one matter.

    :param known: what an archive wants to know besides: 保管期限, 结案日期, 密级 and the like.
    """
    root = ET.Element(_m("mets"), {"OBJID": number, "LABEL": title, "TYPE": "信访事项案卷"})
    _header(root, organ, made_at)
    core = {"title": title, "identifier": number, "creator": organ, "type": "Collection", "language": "zh-Hans"}
    _known(root, "dc", {"MDTYPE": "DC"}, DC, core)
    _known(root, "archive", {"MDTYPE": "OTHER", "OTHERMDTYPE": "DA/T 46-2009"}, ARCHIVE, known)
    rows = list(files)
    _provenance(root, rows)
    grouped: dict[str, list[tuple[str, Kept]]] = {}
    for at, each in enumerate(rows, 1):
        grouped.setdefault(each.group, []).append((f"file-{at}", each))
    _files(root, grouped, made_at)
    _structure(root, title, grouped)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _m(name: str) -> str:
    return f"{{{METS}}}{name}"


def _header(root: ET.Element, organ: str, made_at: datetime) -> None:
    header = ET.SubElement(root, _m("metsHdr"), {"CREATEDATE": _moment(made_at), "RECORDSTATUS": "complete"})
    for role, kind, name in (
        ("CUSTODIAN", {"TYPE": "ORGANIZATION"}, organ),
        ("CREATOR", {"TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}, "Huiyin"),
    ):
        agent = ET.SubElement(header, _m("agent"), {"ROLE": role, **kind})
        ET.SubElement(agent, _m("name")).text = name


def _known(root: ET.Element, key: str, kind: Mapping[str, str], space: str, values: Mapping[str, str]) -> None:
    section = ET.SubElement(root, _m("dmdSec"), {"ID": key})
    data = ET.SubElement(ET.SubElement(section, _m("mdWrap"), dict(kind)), _m("xmlData"))
    for name, value in values.items():
        ET.SubElement(data, f"{{{space}}}{name}").text = value


def _provenance(root: ET.Element, files: Iterable[Kept]) -> None:
    """Where it comes from is what the journal says, hash by hash."""
    journal = next(each for each in files if each.place == JOURNAL)
    section = ET.SubElement(ET.SubElement(root, _m("amdSec")), _m("digiprovMD"), {"ID": "journal"})
    kind = {"LOCTYPE": "URL", "MDTYPE": "OTHER", "OTHERMDTYPE": "huiyin-journal", "MIMETYPE": journal.media_type}
    ET.SubElement(section, _m("mdRef"), {f"{{{XLINK}}}href": journal.place, **kind, **_fixity(journal)})


def _files(root: ET.Element, grouped: Mapping[str, list[tuple[str, Kept]]], made_at: datetime) -> None:
    section = ET.SubElement(root, _m("fileSec"))
    for group, rows in grouped.items():
        part = ET.SubElement(section, _m("fileGrp"), {"USE": group})
        for key, each in rows:
            about = {"ID": key, "MIMETYPE": each.media_type, "CREATED": _moment(made_at), **_fixity(each)}
            file = ET.SubElement(part, _m("file"), about)
            ET.SubElement(file, _m("FLocat"), {"LOCTYPE": "URL", f"{{{XLINK}}}href": each.place})


def _structure(root: ET.Element, title: str, grouped: Mapping[str, list[tuple[str, Kept]]]) -> None:
    whole = ET.SubElement(
        ET.SubElement(root, _m("structMap"), {"TYPE": "logical"}),
        _m("div"), {"LABEL": title, "TYPE": "matter", "DMDID": "dc archive", "ADMID": "journal"},
    )  # fmt: skip
    for group, rows in grouped.items():
        part = ET.SubElement(whole, _m("div"), {"TYPE": group})
        for key, each in rows:
            item = ET.SubElement(part, _m("div"), {"LABEL": each.label})
            ET.SubElement(item, _m("fptr"), {"FILEID": key})


def _fixity(file: Kept) -> dict[str, str]:
    return {"SIZE": str(file.size), "CHECKSUM": file.sha256, "CHECKSUMTYPE": "SHA-256"}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
