"""Days, numbers, yes and no as they come over the wire: each is what it says, and nothing else is taken for it.

A count of seconds is no day, "3" and true are no number, 0 is no no: a client that mixes them up is told.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: object) -> object:
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("YYYY-MM-DD")


def _moment(value: object) -> object:
    if value is None or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise ValueError("YYYY-MM-DDThh:mm:ss+08:00")


def _number(value: object) -> object:
    if isinstance(value, str | bool):
        raise ValueError("1")
    return value


Day = Annotated[date | None, BeforeValidator(_day)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]
Number = Annotated[int, BeforeValidator(_number)]
Yes = Annotated[bool, Field(strict=True)]
