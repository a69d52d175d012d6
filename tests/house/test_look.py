"""The style sheet: readable in both themes, nothing inline, small."""

import gzip
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from huiyin.house.translations import templates

STATIC = Path(__file__).resolve().parents[2] / "huiyin" / "house" / "static" / "house"
CSS = (STATIC / "huiyin.css").read_text(encoding="utf-8")
TEXT = 4.5
EDGE = 3.0

#: Right to left and top to bottom turn the sheet by themselves as long as nothing is said like this.
PHYSICAL = re.compile(
    r"left|right|top|bottom|(?:min-|max-)?(?:width|height)|overflow-[xy]"
    r"|(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom).*"
)

Theme = dict[str, str]


def tokens(selector: str) -> Theme:
    block = CSS[CSS.index(selector) :]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


LIGHT = tokens(":root {")
DARK = LIGHT | tokens(':root[data-theme="dark"] {')
READABLE = [
    *product(("ink", "ink-2", "ink-3", "blue", "blue-ink", "seal"), ("paper", "card")),
    *product(("ink", "ink-2", "ink-3", "blue", "blue-ink"), ("blue-wash", "sunk")),
    *product(("ink", "ink-2", "blue"), ("ok-wash", "soon-wash", "late-wash")),
    *product(("ok", "soon", "late"), ("paper", "card", "blue-wash")),
    *((state, f"{state}-wash") for state in ("ok", "soon", "late")),
    ("on-blue", "blue"),
    ("on-blue", "blue-ink"),
]  # fmt: skip
VISIBLE = [("edge", "paper"), ("edge", "card"), ("blue", "paper"), ("blue", "card"), ("late", "card")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, front: str, ground: str) -> float:
    light, dark = sorted((luminance(theme[front]), luminance(theme[ground])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(READABLE, TEXT), (VISIBLE, EDGE)], ids=["text", "edges"])
def test_every_pair_of_colours_has_enough_contrast(theme: Theme, pairs: list[tuple[str, str]], least: float) -> None:
    faint = {f"{f} on {g}": round(contrast(theme, f, g), 2) for f, g in pairs if contrast(theme, f, g) < least}
    assert faint == {}


def test_the_two_ways_into_the_dark_theme_agree() -> None:
    assert tokens(':root:not([data-theme="light"]) {') == tokens(':root[data-theme="dark"] {')


def test_the_dark_theme_names_only_known_tokens() -> None:
    assert DARK.keys() == LIGHT.keys()


def test_no_colour_stands_outside_the_tokens() -> None:
    rules = CSS[CSS.index("@layer base {") : CSS.index("@layer print {")]
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", rules)) <= {"#fff"}


def declarations() -> Iterator[tuple[str, str]]:
    """What the sheet says, without comments and without the conditions of media and pages, which are the device's."""
    rules = re.sub(r"@(?:media|page)[^{]*\{", "{", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL))
    yield from re.findall(r"([\w-]+)\s*:\s*([^;{}]+)[;}]", rules)


def is_physical(name: str, value: str) -> bool:
    """Whether it means the left or the top of the glass, not the beginning of the line or of the page."""
    if PHYSICAL.fullmatch(name):
        return True
    if name in ("text-align", "float", "clear"):
        return bool(re.search(r"\b(left|right)\b", value))
    # Three or four lengths name sides; one or two say the same of both ends.
    return name in ("margin", "padding", "inset") and len(re.sub(r"\([^()]*\)", "", value).split()) > 2


def test_directions_are_logical() -> None:
    assert [f"{name}: {value}" for name, value in declarations() if is_physical(name, value)] == []


def test_sheet_and_script_stay_small() -> None:
    # As it goes over the wire; comments and line ends weigh nothing there.
    assert len(gzip.compress(CSS.encode(), 6)) < 9_500
    assert len((STATIC / "huiyin.js").read_text(encoding="utf-8").splitlines()) <= 140


@pytest.mark.parametrize("path", list(templates()), ids=lambda path: path.name)
def test_no_template_needs_inline_style_or_script(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)|javascript:", source) == []
