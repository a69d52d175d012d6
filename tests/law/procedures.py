"""Every kind of record as the law knows it, found in its folders."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from huiyin.law.frame.procedure import Procedure


def every_procedure() -> list[Procedure]:
    """The procedures of all rooms of the law that have one."""
    rooms = sorted(path.parent.name for path in Path("huiyin/law").glob("*/procedure.py"))
    modules = [import_module(f"huiyin.law.{room}.procedure") for room in rooms if room != "frame"]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Procedure)]
