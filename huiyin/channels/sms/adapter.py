"""The adapter of text messages (短信)."""

from __future__ import annotations

from typing import Final

from huiyin.channels.adapter import Adapter, Outward
from huiyin.channels.gateways import SETTINGS, check, sending
from huiyin.channels.ways import SMS
from huiyin.law.words import P

#: Some twenty minutes, each pause twice the one before: a gateway that is busy is free by then. One whose yes stands
#: wrongly under ``ok`` has delivered every single one.
TRIES: Final = 8
SMS_ADAPTER: Final = Adapter("sms", P("短信"), SETTINGS, check, outward=Outward(SMS, sending, TRIES))
