"""Invented letters, drawn at test time as a scanner or a telephone brings them: slanted, turned, noisy, many pages."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
NAME, PHONE, ID = "陈大山", "13200007710", "990121196503120017"
WORDS = f"""关于恢复灌溉渠的来信
尊敬的县信访局领导：
    我叫{NAME}，是柳溪县石桥镇上桥村三组村民，
身份证号{ID}，联系电话{PHONE}。
    村里修停车场，把我们的灌溉渠围了四十二米。
    请求：一、恢复三组的灌溉渠；二、赔偿减产损失。
    来信人：{NAME}
    2026年11月16日"""


def drawn(words: str = WORDS, *, slant: float = 0, turn: int = 0, noise: float = 0, size: int = 30) -> Image.Image:
    """A page of print. ``slant`` in degrees, ``turn`` counter-clockwise in quarters of 90, ``noise`` in grey levels."""
    try:
        font = ImageFont.truetype(FONT, size)
    except OSError:
        pytest.skip("absent: Noto Serif CJK (fonts-noto-cjk)")
    lines = words.split("\n")
    page = Image.new("L", (1000, 140 + int(1.8 * size) * (len(lines) + 2)), 250)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((110, 90 + int(1.8 * size) * number), line, font=font, fill=25)
    if slant:
        page = page.rotate(slant, expand=True, fillcolor=250, resample=Image.Resampling.BICUBIC)
    if noise:
        page = _noisy(page, noise)
    return page.rotate(turn, expand=True) if turn else page


def _noisy(page: Image.Image, noise: float) -> Image.Image:
    blurred: Any = np.asarray(page.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float64)
    dirt = np.random.default_rng(7).normal(0, noise, blurred.shape)
    return Image.fromarray((blurred + dirt).clip(0, 255).astype(np.uint8))


def packed(*pages: Image.Image, kind: str = "JPEG") -> bytes:
    """One file of the kind; several pages for TIFF and PDF."""
    first, *others = [page.convert("RGB") for page in pages]
    file = io.BytesIO()
    more = {"save_all": True, "append_images": others} if kind in ("TIFF", "PDF") else {}
    first.save(file, kind, **({"resolution": 120} if kind == "PDF" else {}), **more)
    return file.getvalue()
