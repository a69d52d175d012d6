"""The style sheet: readable in both themes, nothing inline, small."""

import re
from itertools import product
from pathlib import Path

import pytest

from huiyin.house.translations import templates

STATIC = Path(__file__).resolve().parents[2] / "huiyin" / "house" / "static" / "house"
CSS = (STATIC / "huiyin.css").read_text(encoding="utf-8")
TEXT = 4.5
EDGE = 3.0

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


def test_directions_are_logical() -> None:
    assert re.findall(r"(?:margin|padding|border)-(?:left|right|top|bottom)|text-align: (?:left|right)", CSS) == []


def test_sheet_and_script_stay_small() -> None:
    assert len(CSS.encode()) < 28_000
    assert len((STATIC / "huiyin.js").read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("path", list(templates()), ids=lambda path: path.name)
def test_no_template_needs_inline_style_or_script(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)|javascript:", source) == []
