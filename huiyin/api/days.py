"""Days and moments as they come over the wire: written out, and nothing that only counts seconds since 1970."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import BeforeValidator

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: object) -> object:
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("YYYY-MM-DD")


def _moment(value: object) -> object:
    if value is None or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise ValueError("YYYY-MM-DDThh:mm:ss+08:00")


Day = Annotated[date | None, BeforeValidator(_day)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]
