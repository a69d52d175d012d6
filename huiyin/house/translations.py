"""The English of the interface: parts merged and compiled, and the msgids that pages and code use.

Chinese strings are the msgids. Every room keeps its English in ``locale/parts/<room>.en.po``; they are merged into
one catalogue. A test fails for each msgid without English, so the readers here must see what Django sees.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polib
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split

from huiyin.house.languages import KNOWN, Language, present

ROOT: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = Path(__file__).resolve().parent / "locale"
PARTS: Final = LOCALE / "parts"
# Chinese needs no catalogue of its own but for sentences of Django that speak like a form, not like a person.
_BY_PART: Final = {each.part: each for each in KNOWN}

_CALLS: Final = {
    "_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2, "P": 1, "Phrase": 1,
    "word": 1,
}  # fmt: skip
_UNDERSCORE: Final = re.compile(r"""_\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")
_SAID: Final = re.compile(r"""(?:"([^"]*)"|'([^']*)')\|say\b""")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_HOLE: Final = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[:!}]")
_UNTRANSLATED: Final = frozenset({"回音", "中文", "简体中文"})


@dataclass(frozen=True, slots=True)
class Use:
    """A msgid and where it stands, as ``path:line``."""

    msgid: str
    where: str


# -- the catalogue ----------------------------------------------------------------------------------------------------


def merged(parts: Path = PARTS, language: str = "en") -> polib.POFile:
    """All parts of a language in one catalogue, the first room (by name) winning; see :func:`conflicts`."""
    whole = polib.POFile()
    whole.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": _BY_PART[language].plural}
    seen: set[str] = set()
    for path in sorted(parts.glob(f"*.{language}.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgid not in seen and not entry.obsolete:
                seen.add(entry.msgid)
                whole.append(entry)
    return whole


def _compiled(locale: Path, language: Language) -> Path:
    return locale / language.folder / "LC_MESSAGES" / "django.mo"


def compile_messages(locale: Path = LOCALE) -> list[Path]:
    """Write the merged catalogues as .mo files, each in one step, so that a reader never meets half a file."""
    written = []
    for language in present(locale / "parts"):
        target = _compiled(locale, language)
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(f".{os.getpid()}.half")
        merged(locale / "parts", language.part).save_as_mofile(str(half))
        written.append(half.replace(target))
    return written


def is_stale(locale: Path = LOCALE) -> bool:
    """Whether a part, or the list of parts, is younger than a compiled catalogue."""
    made = [_compiled(locale, language) for language in present(locale / "parts")]
    if not all(path.exists() for path in made):
        return True
    parts = locale / "parts"
    return max(path.stat().st_mtime for path in (parts, *parts.glob("*.po"))) > min(p.stat().st_mtime for p in made)


def conflicts(parts: Path = PARTS) -> list[str]:
    """Msgids to which two parts give different English."""
    said: dict[str, tuple[str, str]] = {}
    found = []
    for path in sorted(parts.glob("*.en.po")):
        for entry in polib.pofile(str(path)):
            first, where = said.setdefault(entry.msgid, (entry.msgstr, path.name))
            if first != entry.msgstr:
                found.append(f"{entry.msgid}: {first!r} in {where}, {entry.msgstr!r} in {path.name}")
    return found


def _holes(text: str) -> set[str]:
    return {a or b for a, b in _HOLE.findall(text)}


def broken_holes(parts: Path = PARTS) -> list[str]:
    """Entries whose English lacks a named hole of the Chinese or has one too many."""
    return [
        f"{entry.msgid} → {text}"
        for entry in merged(parts)
        for text in ([entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values())
        if text and _holes(text) != _holes(entry.msgid)
    ]


# -- what code uses ---------------------------------------------------------------------------------------------------


def _strings(node: ast.AST) -> Iterator[tuple[str, int]]:
    match node:
        case ast.Constant(value=str(text)):
            yield text, node.lineno
        case ast.IfExp(body=body, orelse=orelse):
            yield from _strings(body)
            yield from _strings(orelse)


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _term_labels(node: ast.ClassDef) -> Iterator[tuple[str, int]]:
    """The labels of a Term: the last string of each member's tuple."""
    if not any(isinstance(base, ast.Name) and base.id == "Term" for base in node.bases):
        return
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
            yield from _strings(line.value.elts[-1])


def in_python(source: str) -> Iterator[tuple[str, int]]:
    """Msgids of a module with their lines: literals given to gettext and its kin or to P, and labels of Terms."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for arg in node.args[: _CALLS.get(_called(node), 0)]:
                yield from _strings(arg)
        elif isinstance(node, ast.ClassDef):
            yield from _term_labels(node)


# -- what templates use -----------------------------------------------------------------------------------------------


def _unquoted(piece: str) -> str | None:
    return piece[1:-1] if len(piece) > 1 and piece[0] in "\"'" and piece[-1] == piece[0] else None


def _block_text(tokens: list[Token], trimmed: bool) -> str:
    text = "".join(
        token.contents.replace("%", "%%") if token.token_type == TokenType.TEXT else f"%({_name(token)})s"
        for token in tokens
    )
    return " ".join(line.strip() for line in text.strip().splitlines()) if trimmed else text


def _name(token: Token) -> str:
    return token.contents.split("|", 1)[0].strip()


def _first_word(token: Token) -> str:
    return token.contents.split(None, 1)[0] if token.token_type == TokenType.BLOCK and token.contents else ""


def _blocktranslate(tokens: Iterator[Token], opening: Token) -> Iterator[tuple[str, int]]:
    trimmed = "trimmed" in opening.contents.split()
    kept: list[Token] = []
    for token in tokens:
        word = _first_word(token)
        if word in ("endblocktranslate", "endblocktrans", "plural"):
            yield _block_text(kept, trimmed), opening.lineno or 0
            kept = []
        if word in ("endblocktranslate", "endblocktrans"):
            return
        if token.token_type in (TokenType.TEXT, TokenType.VAR):
            kept.append(token)


def _skip_comment(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if _first_word(token) == "endcomment":
            return


def _inline(token: Token) -> Iterator[tuple[str, int]]:
    pieces = list(smart_split(token.contents))
    if pieces[:1] in (["translate"], ["trans"]) and len(pieces) > 1:
        literal = _unquoted(pieces[1])
        if literal is not None:
            yield literal, token.lineno or 0
    for pattern in (_UNDERSCORE, _SAID):
        for double, single in pattern.findall(token.contents):
            yield double or single, token.lineno or 0


def in_template(source: str) -> Iterator[tuple[str, int]]:
    """Msgids of a template with their lines: translate, blocktranslate, _("…") and "…"|say."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        word = _first_word(token)
        if word == "comment":
            _skip_comment(tokens)
        elif word in ("blocktranslate", "blocktrans"):
            yield from _blocktranslate(tokens, token)
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from _inline(token)


def bare_chinese(source: str) -> Iterator[tuple[str, int]]:
    """Chinese that a template says without translating it."""
    inside = ""
    for token in Lexer(source).tokenize():
        word = _first_word(token)
        if word in ("blocktranslate", "blocktrans", "comment"):
            inside = word
        elif inside and word == f"end{inside}":
            inside = ""
        elif token.token_type == TokenType.TEXT and not inside and _HAN.search(token.contents):
            for words in re.findall(r"[^<>\"=]*[\u4e00-\u9fff][^<>\"=]*", token.contents):
                if words.strip() not in _UNTRANSLATED:
                    yield words.strip(), token.lineno or 0


# -- the whole house --------------------------------------------------------------------------------------------------


def templates(root: Path = ROOT) -> Iterator[Path]:
    return (path for path in sorted(root.glob("*/templates/**/*")) if path.suffix in (".html", ".txt"))


def modules(root: Path = ROOT) -> Iterator[Path]:
    return (path for path in sorted(root.glob("**/*.py")) if "migrations" not in path.parts)


def uses(root: Path = ROOT) -> Iterator[Use]:
    """Every msgid the product uses."""
    for paths, reader in ((templates(root), in_template), (modules(root), in_python)):
        for path in paths:
            for msgid, line in reader(path.read_text(encoding="utf-8")):
                if _HAN.search(msgid):
                    yield Use(msgid, f"{path.relative_to(root)}:{line}")


def missing(root: Path = ROOT, parts: Path = PARTS) -> list[str]:
    """Each msgid in use without English, once, with its first place."""
    known = {entry.msgid for entry in merged(parts) if entry.translated()}
    first: dict[str, str] = {}
    for use in uses(root):
        if use.msgid not in known:
            first.setdefault(use.msgid, use.where)
    return [f"{where}  {msgid}" for msgid, where in first.items()]
