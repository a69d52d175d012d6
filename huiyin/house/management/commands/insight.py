"""./run insight: learn, class, compare and group messages of a file; learn from the record itself."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.house.faults import Refused
from huiyin.house.insight.classes import classify, train_from
from huiyin.house.insight.learning import learn, models, switch_off, switch_on
from huiyin.house.insight.repeats import repeats
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
    "repeats": (
        "compare the whole record with itself: repeats of one person, one matter of several; goes on where it ended",
        (),
        repeats,
    ),
    "learn": (
        "learn from this installation's own record which organ takes what on; switched on by nobody yet",
        (),
        learn,
    ),
    "models": ("list the models learned from the record, and how they hold", (), models),
    "switch-on": ("let a model speak on the dispatch card", ("named", "by"), switch_on),
    "switch-off": ("silence whatever model is on", ("by",), switch_off),
}
_FILES = {
    "data": "CSV: id,label,title,detail[,group]",
    "model": "folder of the model",
    "in": "CSV in UTF-8, or a workbook",
    "out": "CSV to write",
    "named": "which model, as ./run insight models calls it",
    "by": "the account of whoever decides it",
}
#: What may be left out.
_MAY: Mapping[str, tuple[tuple[str, str], ...]] = {
    "replies": (("lines", "a further CSV (id,fault,line): the words that each fault rests on"),),
    "topics": (("scheduler", "of Dask, tcp://HOST:PORT: its workers share the work (requirements/spread.txt)"),),
}
#: What is no file, and the flag it stands under.
_WORDS = {"named": "model", "by": "by"}


class Command(BaseCommand):
    help = "What the insight understands of a file of messages, and what it learns from the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
        for name, (help_, files, _) in PARTS.items():
            part = parts.add_parser(name, help=help_, description=help_)
            for file in files:
                kind, flag = (str if file in _WORDS else Path), _WORDS.get(file, file)
                part.add_argument(
                    f"--{flag}", type=kind, required=True, metavar=file.upper(), help=_FILES[file], dest=file
                )
            for flag, what in _MAY.get(name, ()):
                part.add_argument(f"--{flag}", metavar=flag.upper(), help=what)

    def handle(self, *args: Any, **options: Any) -> None:
        _, files, run = PARTS[options["part"]]
        try:
            run(*(options[file] for file in files), *(options[flag] for flag, _ in _MAY.get(options["part"], ())))
        except Refused as fault:
            raise CommandError(str(fault)) from None
