"""What may be wrong with something typed. The sentences stand in huiyin.wording.slips: this room speaks to nobody."""

from __future__ import annotations

from enum import StrEnum


class Slip(StrEnum):
    """Why a value is not taken as it is."""

    NO_PHONE = "no_phone"
    PHONE_SHORT = "phone_short"
    PHONE_LONG = "phone_long"
    PHONE_UNKNOWN = "phone_unknown"
    NO_DOCUMENT = "no_document"
    DOCUMENT_LENGTH = "document_length"
    DOCUMENT_SLIP = "document_slip"
    NO_DAY = "no_day"
    NO_MOMENT = "no_moment"
    YEAR = "year"
    NO_WHOLE = "no_whole"
