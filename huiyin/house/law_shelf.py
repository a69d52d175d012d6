"""The law as this installation has it: ours, then the office's own folder, before anything asks."""

from __future__ import annotations

from huiyin.house.config import Config, ConfigFault
from huiyin.law.chart import routes
from huiyin.law.sources import books, files

#: The modules that read a sort of files; each must be there before a folder is read.
SHELVES = (books, routes)


def open_shelf(config: Config) -> None:
    """Read the folder of ``HUIYIN_LAW``.

    :raises ConfigFault: a file of it is wrong, or there is no book called as ``HUIYIN_BOOK`` says.
    """
    try:
        if config.law is not None:
            files.also(config.law)
    except files.BadFile as fault:
        raise ConfigFault([str(fault)]) from fault
    try:
        books.book(config.book)
    except (LookupError, TypeError, ValueError):
        known = ", ".join(books.BOOKS)
        raise ConfigFault([f"HUIYIN_BOOK={config.book!r}: there is no such rule book; there are: {known}."]) from None
