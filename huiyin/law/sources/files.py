"""The folders in which the law is kept (data/law, then an office's own), and what is wrong in a file of them.

A file is read once per process, when the module that knows its sort is first imported, and never looked at again. An
office's folder is read after ours: :func:`also`, before anything else asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import yaml

OURS: Final = Path(__file__).resolve().parents[3] / "data" / "law"

Reader: TypeAlias = Callable[[Sequence[Path]], None]
_folders: list[Path] = [OURS]
_readers: list[tuple[str, Reader]] = []
#: What stands in a folder: the sorts of files, in the order in which they are read.
SORTS: Final = (
    "laws", "books", "routes", "signs", "roots", "sheets", "disputes", "indicators", "address", "cost", "figures",
    "documents", "dangers", "subjects", "accusing",
)  # fmt: skip


class BadFile(ValueError):
    """A file that cannot be believed: where, what, and why."""

    def __init__(self, file: Path | str, line: int, what: str, why: str) -> None:
        super().__init__(f"{file}:{line}: {what}: {why}")
        self.file, self.line, self.what, self.why = file, line, what, why


def each_folder(sort: str, reader: Reader) -> None:
    """Give ``reader`` the files of this sort, folder by folder, those of folders named later included.

    :raises BadFile: from the reader.
    """
    _readers.append((sort, reader))
    for folder in _folders:
        reader(_files(folder, sort))


def also(folder: Path) -> None:
    """Read an office's own folder after ours.

    :raises BadFile: it is no folder, holds something of no known sort, or a file of it is wrong.
    """
    if not folder.is_dir():
        raise BadFile(folder, 0, "folder", "there is no such folder")
    for found in sorted(folder.iterdir()):
        if found.is_dir() and not found.name.startswith(".") and found.name not in (*SORTS, "schema"):
            raise BadFile(found, 0, "folder", f"is none of {', '.join(SORTS)}")
    if folder.resolve() in (each.resolve() for each in _folders):
        return
    _folders.append(folder)
    for sort, reader in sorted(_readers, key=lambda each: SORTS.index(each[0])):
        reader(_files(folder, sort))


def _files(folder: Path, sort: str) -> list[Path]:
    found = [file for file in sorted((folder / sort).glob("*")) if file.name[0] not in ".~" and file.suffix != ".md"]
    for file in found:
        if file.suffix not in (".yaml", ".yml"):
            raise BadFile(file, 0, "file", "is not called .yaml")
    return found


def document(file: Path) -> yaml.Node:
    """The one document of a file, every value of it with its line.

    :raises BadFile: it is not UTF-8 text, not YAML, or empty.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        if _DEEP.search(text) or text.count("[") + text.count("{") > _MOST_BRACKETS:
            raise BadFile(file, 1, "file", "has too many brackets or lists within lists")
        node = yaml.compose(text, Loader=_LOADER)
    except UnicodeDecodeError as fault:
        raise BadFile(file, 0, "file", "is not UTF-8 text") from fault
    except OSError as fault:
        raise BadFile(file, 0, "file", f"cannot be read: {fault.strerror}") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 0
        raise BadFile(file, line, "file", f"is not YAML: {fault.problem}") from fault
    except yaml.YAMLError as fault:
        raise BadFile(file, 0, "file", f"is not YAML: {' '.join(str(fault).split())}") from fault
    if node is None:
        raise BadFile(file, 1, "file", "is empty")
    return node


#: A file of ours has some dozens; the reader in C breaks down under tens of thousands within one another.
_MOST_BRACKETS: Final = 2000
_DEEP: Final = re.compile(r"(?:[-?:] ){40}|(?m:^ {400})")
#: The reader in C where it is there; it is twenty times faster and reads the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def pairs(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    yield from node.value
