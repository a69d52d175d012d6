"""Reading print (文字识别): PP-OCR models through ONNX Runtime, on one thread, offline. No promise for handwriting.

Detection looks at a page of 960 pixels, which keeps memory under 400 MB; each line is then read from the sharp page.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import rapidocr
from rapidocr.utils.process_img import get_rotate_crop_image

from huiyin.channels.letters.lines import Line
from huiyin.channels.letters.rendering import Pixels
from huiyin.channels.letters.uprighting import Quads, lies_on_its_side, quarter, skew, straightened

_SIDE: Final = 896
_PROBES: Final = 4
_GOOD: Final = 0.85
_FAINTEST: Final = 0.3
"""A line surer than this is shown; below it is dirt or a stamp."""
_MODELS: Final = Path(rapidocr.__file__).parent / "models"
_SETTINGS: Final = {
    "Global.log_level": "critical",
    "Global.max_side_len": 10_000,
    "Global.text_score": 0.0,
    "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
    "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
    "Cls.model_path": str(_MODELS / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
    "Det.limit_type": "max",
    "Det.limit_side_len": _SIDE,
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class Read:
    """A page as it was read.

    :param page: the picture, upright; the boxes of ``lines`` are pixels of it.
    :param turned: degrees it was turned counter-clockwise in quarters, ``skew`` what was straightened besides.
    """

    page: Pixels
    lines: list[Line]
    turned: int
    skew: float


class Engine:
    """Loaded once per process, in half a second."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        self._ocr = rapidocr.RapidOCR(params=_SETTINGS)

    def read(self, page: Pixels) -> Read:
        """Turn a page upright and read it. A page without print gives no lines."""
        page, quads, turned, slant = self._upright(_other_order(page))
        found = [self._line(page, quad) for quad in quads]
        return Read(_other_order(page), [line for line in found if line is not None], turned, slant)

    def _upright(self, page: Pixels) -> tuple[Pixels, Quads, int, float]:
        quads, turned = self._find(page), 0
        if lies_on_its_side(quads):
            page, turned = quarter(page, 1), 90
            quads = self._find(page)
        slant = skew(quads)
        if slant:
            page = straightened(page, slant)
            quads = self._find(page)
        if self._upside_down(page, quads):
            page, turned = quarter(page, 2), turned + 180
            quads = self._find(page)
        return page, quads, turned, slant

    def _find(self, page: Pixels) -> Quads:
        found = self._ocr(page, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return np.zeros((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)

    def _upside_down(self, page: Pixels, quads: Quads) -> bool:
        """Try a few long lines both ways; a page that reads well is not tried a second time."""
        widths = quads[:, :, 0].max(axis=1) - quads[:, :, 0].min(axis=1)
        crops = [_cut(page, quads[at]) for at in np.argsort(-widths)[:_PROBES]]
        if not crops:
            return False
        asread = float(np.mean([self._score(crop) for crop in crops]))
        if asread >= _GOOD:
            return False
        return float(np.mean([self._score(quarter(crop, 2)) for crop in crops])) > asread

    def _score(self, crop: Pixels) -> float:
        _, sure = self._words(crop)
        return float(np.mean(sure)) if sure else 0.0

    def _line(self, page: Pixels, quad: Quads) -> Line | None:
        words, sure = self._words(_cut(page, quad))
        if not words.strip() or np.mean(sure) < _FAINTEST:
            return None
        left, top = (max(int(value), 0) for value in quad.min(axis=0))
        right, bottom = (int(np.ceil(value)) for value in quad.max(axis=0))
        return Line(words, (left, top, right - left, bottom - top), tuple(int(100 * value) for value in sure))

    def _words(self, crop: Pixels) -> tuple[str, list[float]]:
        """The characters of one line, and how sure each is (0 to 1)."""
        result: Any = self._ocr(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not result.txts:
            return "", []
        words, info = result.txts[0], result.word_results[0]
        sure = [float(value) for value in info.confs] if info is not None else []
        return words, _of_length(sure, len(words), float(result.scores[0]))


def _of_length(sure: list[float], length: int, whole: float) -> list[float]:
    return sure if len(sure) == length else [whole] * length


def _cut(page: Pixels, quad: Quads) -> Pixels:
    return np.ascontiguousarray(get_rotate_crop_image(page, quad.copy()))


def _other_order(page: Pixels) -> Pixels:
    """Red, green, blue to blue, green, red, which the models were taught, and back."""
    return np.ascontiguousarray(page[:, :, ::-1])
