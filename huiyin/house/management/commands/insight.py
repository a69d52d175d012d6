"""./run insight: learn, class, compare and group messages of a file, without a database."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.house.faults import Refused
from huiyin.house.insight.classes import classify, train_from
from huiyin.house.insight.replies import replies
from huiyin.house.insight.same import same
from huiyin.house.insight.signs import signs
from huiyin.house.insight.topics import topics

#: What each word does, and the files it takes.
PARTS: Mapping[str, tuple[str, tuple[str, ...], Callable[..., None]]] = {
    "train": ("learn classes from a labelled file", ("data", "model"), train_from),
    "classify": ("class every message of a file", ("model", "in", "out"), classify),
    "same": ("find messages that are about the same matter", ("in", "out"), same),
    "topics": ("gather messages into events, the hottest first", ("in", "out"), topics),
    "signs": ("find what begins to come from more people than chance explains", ("in", "out"), signs),
    "replies": ("say what is wrong with answers", ("in", "out"), replies),
}
_FILES = {
    "data": "CSV: id,label,title,detail[,group]",
    "model": "folder of the model",
    "in": "CSV in UTF-8, or a workbook",
    "out": "CSV to write",
}


class Command(BaseCommand):
    help = "What the insight understands of a file of messages; nothing of it reaches the installation's own data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
        for name, (help_, files, _) in PARTS.items():
            part = parts.add_parser(name, help=help_, description=help_)
            for file in files:
                part.add_argument(f"--{file}", type=Path, required=True, metavar=file.upper(), help=_FILES[file])

    def handle(self, *args: Any, **options: Any) -> None:
        _, files, run = PARTS[options["part"]]
        try:
            run(*(options[file] for file in files))
        except Refused as fault:
            raise CommandError(str(fault)) from None
