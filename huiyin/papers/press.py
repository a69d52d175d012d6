"""What compiles layouts in a process apart (:mod:`huiyin.media.apart.child`): the typefaces it reads are 80 MB.

The web processes and the worker share none of that memory, and none of them draws all day; so none of them keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import typst


def answer(head: dict[str, Any], body: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """One compilation: its PDF, and beside it what the layout says of the label that was asked for, or its fault.

    :param head: ``layout`` and its ``root``, ``folder`` of an office's own typefaces, ``standards``, ``timestamp`` and
        ``label``. ``body``: the inputs of the layout as JSON.
    """
    compiler = _compiler(head["layout"], head["root"], head["folder"])
    more = {} if head["timestamp"] is None else {"timestamp": head["timestamp"]}
    try:
        pdf = compiler.compile(format="pdf", sys_inputs=json.loads(body), pdf_standards=list(head["standards"]), **more)
        told = json.loads(compiler.query(head["label"], field="value", one=True))
    except (RuntimeError, ValueError) as fault:
        yield {"fault": str(fault)}, b""
        return
    assert isinstance(pdf, bytes)
    yield {"told": told}, pdf


@lru_cache(maxsize=8)
def _compiler(layout: str, root: str, folder: str) -> typst.Compiler:
    return typst.Compiler(layout, root=root, font_paths=[folder] if folder else [])
