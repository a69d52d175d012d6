#!/usr/bin/env python3
"""Django's door to the commands of every room; people use ./run."""

import os
import sys

from django.core.management import execute_from_command_line

from huiyin.house import config
from huiyin.house.faults import sentence
from huiyin.house.in_use import hold


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
    try:
        settings = config.read()
    except config.ConfigFault as fault:
        sys.exit(str(fault))
    try:
        hold(settings, next(iter(sys.argv[1:]), ""))
        execute_from_command_line(sys.argv)
    except Exception as error:
        if settings.debug or not (plain := sentence(error, settings)):
            raise
        sys.exit(plain)


if __name__ == "__main__":
    main()
